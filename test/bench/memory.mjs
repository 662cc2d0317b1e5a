/** Redis memory: bytes a session, whether every key ends, and the speed among a million sessions. */
import { setTimeout as sleep } from 'node:timers/promises'
import { content, keptIn, read, redisStore, takeTurn } from '../../dist/bench/line.js'
import { inRounds } from './rounds.mjs'
import { median, ratios } from './statistics.mjs'

const SESSIONS = 100_000
/** So many texts each: by then a session remembers as many turns as it ever will. */
const TEXTS = ['Hi', '1', 'what are the signs?', 'MENU']
const TALKS_AT_ONCE = 200
const TTL = 900
const DATABASE = 60

const FEW = 1_000
const MANY = 1_000_000
/** About as long as such a session is when it is sealed. */
const SEALED_BYTES = 150

/** Fills a database with values under made-up names: KEYS none, ARGV database, count, value, TTL. */
const FILL = `
redis.call('SELECT', ARGV[1])
for i = 1, tonumber(ARGV[2]) do
  redis.call('SET', 'h1:' .. string.format('%022d', i), ARGV[3], 'EX', ARGV[4])
end`

/** 100k people's conversations, written by the line's own modules. */
export async function measureSessions(lab) {
  const store = redisStore(lab.redisUrl(DATABASE))
  while ((await store.health()) !== 'up') await sleep(10)
  const texts = keptIn(store, TTL).of('sms')
  const before = await usedMemory(lab.redis)
  let people = 0
  async function talks() {
    while (people < SESSIONS) await talk(texts, people++)
  }
  await Promise.all(Array.from({ length: TALKS_AT_ONCE }, talks))
  const bytes = ((await usedMemory(lab.redis)) - before) / SESSIONS
  const { keys, expires } = await keyspace(lab.redis)
  await store.close()
  console.log(
    `\n${SESSIONS} sessions: ${keys} keys, ${expires} of them with a TTL, ${bytes.toFixed(0)} bytes a session`,
  )
  // one more holds the keys that sessions are sealed with
  return { bytes, strayKeys: keys - SESSIONS - 1 + (keys - expires) }
}

async function talk(texts, person) {
  for (const [at, text] of TEXTS.entries())
    await takeTurn(texts, content.flows.text, {
      who: `+1${3_020_000_000 + person}`,
      turnId: `SM${person}.${at}`,
      input: read(text),
    })
}

/** Turns a second among a million sessions, as a part of those among a thousand. */
export async function measureCrowd(lab, { rounds, seconds }) {
  const few = { ...(await lab.start('line')), name: 'few' }
  const many = { ...(await lab.start('line')), name: 'many' }
  const value = 'x'.repeat(SEALED_BYTES)
  await lab.redis.eval(FILL, 0, few.database, FEW, value, 4 * TTL)
  await lab.redis.eval(FILL, 0, many.database, MANY, value, 4 * TTL)
  const results = await inRounds(lab, [few, many], 'sms', { rounds, seconds })
  await lab.stop(few)
  await lab.stop(many)
  const ratio = median(ratios(results.many, results.few, ({ perSecond }) => perSecond))
  console.log(`turns/s among ${MANY} sessions: ${ratio.toFixed(2)} x those among ${FEW}`)
  return ratio
}

async function usedMemory(redis) {
  return Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1])
}

async function keyspace(redis) {
  const line = new RegExp(`^db${DATABASE}:keys=(\\d+),expires=(\\d+)`, 'm')
  const [, keys, expires] = line.exec(await redis.info('keyspace')) ?? []
  return { keys: Number(keys), expires: Number(expires) }
}
