/** What a real Redis holds of a name and a text that the vault wrote. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { createVault } from '../../src/store/vault.ts'
import { startRedis } from '../redis.ts'
import { connected } from './stores.ts'

const NAME = 'sms +14155550123'
const TEXT = 'canary-text: signs, zebra-quartz-Maria'
const SECRET = 'the first secret of more than 32 characters'
const TTL = 900

test('a dump of Redis holds neither the name nor the text, in any form', async () => {
  const server = await startRedis()
  onTestFinished(() => server.stop())
  const redis = await connected(redisStore(server.url))
  onTestFinished(() => redis.close())
  const vault = createVault(redis, [SECRET])
  for (const [name, text] of [
    [NAME, TEXT],
    ['call CA0123456789abcdef0123456789abcdef', TEXT],
    [NAME, `${TEXT} again`],
  ] as const) {
    const slot = await vault.read(name)
    expect(await vault.write(slot, vault.seal(slot, text), TTL)).toBeUndefined()
  }

  const raw = server.client()
  const keys = await raw.keys('*')
  expect(keys).toHaveLength(2)
  const values = await Promise.all(keys.map((key) => raw.getBuffer(key)))
  await raw.save()
  const file = await readFile(join(server.folder, 'dump.rdb'))
  const dump = Buffer.concat([
    Buffer.from(keys.join()),
    ...values.map((value) => value ?? file),
    file,
  ])
  // the search would find what is there
  for (const key of keys) expect(dump.indexOf(key)).toBeGreaterThanOrEqual(0)
  expect(file.indexOf(keys[0] ?? '')).toBeGreaterThan(0)

  const secrets = ['+14155550123', '14155550123', '4155550123', 'sms ', 'CA0123456789', 'call CA']
  for (const secret of [...secrets, NAME, TEXT, 'canary', 'zebra-quartz', 'signs', SECRET])
    for (const form of formsOf(secret)) expect(dump.includes(form), form).toBe(false)
})

/** A word as it is, in hex, in base64 wherever it may begin, and as a plain hash. */
function formsOf(word: string): string[] {
  const bytes = Buffer.from(word)
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    // without the ends, which depend on what stands beside the word
    return shifted
      .slice(offset === 0 ? 0 : 4)
      .replace(/=*$/, '')
      .slice(0, -1)
  })
  const hash = createHash('sha256').update(word)
  const hashes = ['hex', 'base64url'] as const
  return [
    word,
    bytes.toString('hex'),
    ...base64.filter((text) => text.length > 2),
    ...hashes.map((encoding) => hash.copy().digest(encoding).slice(0, 16)),
  ]
}
