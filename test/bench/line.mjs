/** The line's own modules, for what is measured without a server around it; bundled to dist/bench/ like the line. */
import { loadContent } from '../../src/content/load.ts'
import { buildCache } from '../../src/content/read/cache.ts'
import { understand } from '../../src/understanding/understand.ts'

export { transition } from '../../src/flow/transition.ts'
export { sessionRecord } from '../../src/line/session-record.ts'
export { takeTurn } from '../../src/line/turn.ts'
export { memoryStore } from '../../src/store/memory.ts'
export { records } from '../../src/store/record.ts'
export { redisStore } from '../../src/store/redis.ts'
export { createVault } from '../../src/store/vault.ts'
export { createMessages } from '../../src/twilio/message.ts'
export { voiceTwiml } from '../../src/twilio/voice.ts'

const ROOT = new URL('../..', import.meta.url).pathname

export const content = loadContent(ROOT, {
  name: { written: 'CA Info Line', spoken: 'California Information Line' },
  cache: buildCache(ROOT),
})

export const read = (text) => understand(content.lexicon, text).input
