/** The line's own modules, as built, for what is measured without a server around it. */
import { loadContent } from '../../dist/content/load.js'
import { buildCache } from '../../dist/content/read/cache.js'
import { understand } from '../../dist/understanding/understand.js'

export { transition } from '../../dist/flow/transition.js'
export { sessionRecord } from '../../dist/line/session-record.js'
export { takeTurn } from '../../dist/line/turn.js'
export { memoryStore } from '../../dist/store/memory.js'
export { records } from '../../dist/store/record.js'
export { redisStore } from '../../dist/store/redis.js'
export { createVault } from '../../dist/store/vault.js'
export { createMessages } from '../../dist/twilio/message.js'
export { voiceTwiml } from '../../dist/twilio/voice.js'

const ROOT = new URL('../..', import.meta.url).pathname

export const content = loadContent(ROOT, {
  name: { written: 'CA Info Line', spoken: 'California Information Line' },
  cache: buildCache(ROOT),
})

export const read = (text) => understand(content.lexicon, text).input
