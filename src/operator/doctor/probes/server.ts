/** Probes of this server's own settings, content and store. */
import type { Result } from '../../../line/telephony.ts'
import type { RedisSettings } from '../../../store/redis-settings.ts'
import { byHand, fail, ok, type Probe, probe, unseen, warn } from '../probe.ts'

export const serverProbes: readonly Probe[] = [
  probe({
    id: 'settings',
    group: 'server',
    title: 'The settings are those of production',
    look: async ({ config, faults }) => ({ ok: true, value: { config, faults } }),
    judge: ({ config, faults }) => {
      const [first] = faults
      if (first) return fail(first, '.env; .env.example says what each setting means')
      return config.production
        ? ok('NODE_ENV=production, and nothing is missing')
        : warn(
            'NODE_ENV is not production: what is missing is made up',
            'NODE_ENV=production in .env',
          )
    },
  }),
  probe({
    id: 'redis',
    group: 'server',
    title: 'Redis forgets',
    look: async ({ redis }): Promise<Result<RedisSettings | undefined>> =>
      redis ? redis() : { ok: true, value: undefined },
    judge: (settings) => {
      if (!settings) return ok('no Redis: sessions are in memory, and end with the process')
      const { persistent, evicts, slowLog } = settings
      if (persistent)
        return fail(
          'it writes sealed records to disk',
          'cat deploy/redis.conf >> /etc/redis/redis.conf, and restart it; in a hosted one: persistence off',
        )
      if (evicts.startsWith('allkeys'))
        return warn(`it may drop any record when full (${evicts})`, 'maxmemory-policy volatile-ttl')
      return slowLog > 0
        ? warn('its slow log keeps keys of records', 'slowlog-max-len 0')
        : ok('nothing on disk, no slow log')
    },
    refused: () =>
      warn(
        'Redis does not answer, or does not say',
        'Start it, or see REDIS_URL; a hosted one may not tell',
      ),
  }),
  probe({
    id: 'content',
    group: 'server',
    title: 'What the line says was checked lately',
    look: async ({ content }) => ({
      ok: true,
      value: { stale: content.stale.length, warnings: content.warnings.length },
    }),
    judge: ({ stale, warnings }) => {
      const check = 'npm run harborline -- check'
      if (stale > 0) return fail(`${stale} entries are older than they may be`, check)
      return warnings > 0
        ? warn(`${warnings} warnings, such as numbers that nobody has phoned`, check)
        : ok('all of it')
    },
  }),
  byHand({ id: 'token-age', group: 'server', title: 'The auth token is not an old one' }, () => [
    'Twilio does not tell how old a token is',
    'Console: Account > API keys & tokens; docs/operating.md, "Rotating"',
  ]),
  {
    id: 'alarm',
    group: 'server',
    title: 'Somebody is woken when the line is away',
    look: async ({ config: { alarms, heartbeatUrl } }) => {
      if (!alarms.url && !alarms.mail)
        return warn(
          'nobody is told of anything',
          'ALARM_URL, or ALARM_MAIL_TO and SMTP_URL, in .env',
        )
      if (!heartbeatUrl)
        return warn(
          'a line that is dead tells nobody',
          'HEARTBEAT_URL in .env: who misses it tells you',
        )
      return unseen(
        'whether they reach you can only be tried',
        'npm run harborline -- alarm; stop the line for a moment, and see who is told',
      )
    },
  },
]
