/** The store that the settings name, which may still be on its way. */
import type { Config } from '../../config.ts'
import { memoryStore } from '../../store/memory.ts'
import { patientStore } from '../../store/patient.ts'
import { redisStore } from '../../store/redis.ts'
import type { Log } from '../../telemetry/events.ts'

/** `trouble`: what is the matter with it, in a sentence with its remedy; nothing while it is up. */
export function openStore({ redisUrl }: Config, log: Log) {
  const redis = redisUrl && redisStore(redisUrl, (code) => log({ event: 'store_trouble', code }))
  return {
    ...patientStore(redis || memoryStore()),
    trouble: async () => (redis ? redis.trouble() : undefined),
  }
}
