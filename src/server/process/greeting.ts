/** Messages for the operator at start. */
import type { Config } from '../../config.ts'
import { isInside } from '../../production.ts'
import type { LogEvent } from '../../telemetry/events.ts'

/** `notes` are the content's warnings. */
export function greet(config: Config, notes: readonly string[]): void {
  for (const note of notes) console.warn(`warning: ${note}`)
  if (!config.redisUrl)
    console.warn(
      'warning: REDIS_URL is not set: sessions are kept in memory and end with the process',
    )
  if (config.sessionSecrets.some((secret) => new Set(secret).size < 10))
    console.warn(
      'warning: SESSION_SECRET is made of few different characters; make one by openssl rand -base64 32',
    )
  if (!config.tokenMadeUp && config.authTokens.some((token) => !/^[0-9a-f]{32}$/.test(token)))
    console.warn(
      'warning: TWILIO_AUTH_TOKEN is not 32 hexadecimal digits, as auth tokens of Twilio are: with a wrong one every text and call is refused',
    )
  if (config.production && isInside(config.publicUrl))
    console.warn(
      'warning: PUBLIC_URL is inside your own network, where Twilio never comes: set it to a name that leads here from everywhere (docs/deploy.md)',
    )
  console.warn(inForce(config))
  if (config.tokenMadeUp)
    console.log(
      `TWILIO_AUTH_TOKEN is not set: this start made one up, ${config.authTokens[0]}\n` +
        'Sign a request with it by scripts/post, or talk to the line by npm run chat.',
    )
}

/** The same for the log. `content` is the content version. */
export function startedAs(config: Config, port: number, content: string): LogEvent {
  return {
    event: 'started',
    store: config.redisUrl ? 'redis' : 'memory',
    port,
    workers: config.workers,
    texts_at_provider: config.retention,
    stop_answered_by: config.optOut,
    rest: config.accountSid ? 'account' : 'none',
    content,
  }
}

/** The effective settings, in one line. */
function inForce(config: Config): string {
  const { redisUrl, workers, retention, optOut, counts, callbackFallbackUrl } = config
  return [
    `sessions: ${redisUrl ? 'Redis' : 'memory'}`,
    `workers: ${workers}`,
    `texts at Twilio: ${retention === 'keep' ? 'kept' : 'blanked after each turn'}`,
    `STOP is answered by: ${optOut === 'provider' ? 'Twilio' : 'the line'}`,
    `counts: ${counts.days > 0 ? `kept for ${counts.days} days` : 'none'}`,
    `when the line calls and can not answer: ${callbackFallbackUrl ? 'CALLBACK_FALLBACK_URL' : 'this server alone'}`,
  ].join('; ')
}
