/** Opens the configured store, which may not be up yet. */
import type { Config } from '../../config.ts'
import { memoryStore } from '../../store/memory.ts'
import { patientStore } from '../../store/patient.ts'
import { redisStore } from '../../store/redis.ts'
import type { Log } from '../../telemetry/events.ts'

/**
 * `trouble` says what is wrong with it, in a sentence with its remedy; undefined while it is up.
 */
export function openStore({ redisUrl }: Config, log: Log) {
  const redis = redisUrl && redisStore(redisUrl, (code) => log({ event: 'store_trouble', code }))
  return {
    ...patientStore(redis || memoryStore()),
    trouble: async () => (redis ? redis.trouble() : undefined),
  }
}
