/** Trying the line at one machine, without a Twilio account: two phones in the browser. */
import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { Deps } from '../server/app.ts'

/** Whether somebody does. `root`: where public/ is, which an image for production does not have. */
export function isTrial({ production, accountSid, tokenMadeUp, host }: Config, root: string) {
  const alone = ['127.0.0.1', 'localhost'].includes(host)
  return !production && !accountSid && tokenMadeUp && alone && existsSync(`${root}public`)
}

/** The line and the phones. Loaded only here, so that production never does. */
export async function withPhones({ redisUrl, host, port }: Config, deps: Deps, root: string) {
  const { phonesInTheBrowser } = await import('../simulator/phones/server.tsx')
  if (port > 0) console.log(`Two phones to try the line with: http://${host}:${port}`)
  // sessions in memory live by the phones' own clock
  return phonesInTheBrowser({ ...deps, store: redisUrl ? deps.store : undefined }, root)
}
