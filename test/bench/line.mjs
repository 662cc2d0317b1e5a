/** The line's own modules, as built, for what is measured without a server around it. */
import { loadContent } from '../../dist/content/load.js'
import { understand } from '../../dist/engine/triggers.js'

export { smsTwiml } from '../../dist/channels/sms.js'
export { voiceTwiml } from '../../dist/channels/voice.js'
export { converse } from '../../dist/conversation.js'
export { transition } from '../../dist/engine/engine.js'
export { memoryStore } from '../../dist/stores/memory.js'
export { redisStore } from '../../dist/stores/redis.js'
export { createVault } from '../../dist/stores/vault.js'

const ROOT = new URL('../..', import.meta.url).pathname

export const content = loadContent(ROOT, {
  written: 'CA Info Line',
  spoken: 'California Information Line',
})

export const read = (text) => understand(content.lexicon, text)
