/** The line's own modules, for what is measured without a server around it; bundled to dist/bench/ like the line. */
import { fileURLToPath } from 'node:url'
import { loadContent } from '../../src/content/load.ts'
import { buildCache } from '../../src/content/read/cache.ts'
import { createAllConversations } from '../../src/line/conversations/all-conversations.ts'
import { createVault } from '../../src/store/vault.ts'
import { understand } from '../../src/understanding/understand.ts'
import { LINE_NUMBER, SESSION_SECRET } from './settings.mjs'

export { createTally } from '../../src/counts/sums.ts'
export { transition } from '../../src/flow/transition.ts'
export { countTurns } from '../../src/line/counting.ts'
export { takeTurn } from '../../src/line/turn.ts'
export { memoryStore } from '../../src/store/memory.ts'
export { redisStore } from '../../src/store/redis.ts'
export { createMessages } from '../../src/twilio/message.ts'
export { voiceTwiml } from '../../src/twilio/voice.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const content = loadContent(ROOT, {
  name: { written: 'CA Info Line', spoken: 'California Information Line' },
  cache: buildCache(ROOT),
})

export const read = (text) => understand(content.lexicon, text).input

/** Conversations as the line keeps them, by the names of their channels. */
export function keptIn(store, sessionTtl) {
  return createAllConversations({
    vault: createVault(store, [SESSION_SECRET]),
    log: () => {},
    lineNumber: LINE_NUMBER,
    sessionTtl,
    background: {
      now: Date.now,
      ticks: () => performance.now(),
      run: (work) => void work.catch(() => {}),
      later: () => {},
    },
  })
}
