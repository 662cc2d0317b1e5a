/**
 * Trial mode: two phones in the browser instead of a Twilio account, for this machine or for
 * holders of a link.
 */
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { Config } from '../config.ts'
import type { Deps } from '../server/app.ts'

/** Whether this is a trial. `root` contains public/, which a production image lacks. */
export function isTrial(config: Config, root: string) {
  const { production, accountSid, tokenMadeUp, workers } = config
  // with several workers, each would only know its own links
  const shown = isAlone(config) || workers === 1
  return !production && !accountSid && tokenMadeUp && shown && existsSync(`${root}public`)
}

const isAlone = ({ host }: Config) => isLoopback(host)
const isLoopback = (host: string) => ['127.0.0.1', 'localhost'].includes(host)

/** The line with the phones. Loaded only here, so that production never does. */
export async function withPhones(config: Config, deps: Deps, root: string) {
  const { phonesInTheBrowser } = await import('../simulator/phones/server.tsx')
  // sessions in memory follow the phones' simulated clock
  const own = { ...deps, store: config.redisUrl ? deps.store : undefined }
  return phonesInTheBrowser(own, root, await announced(config))
}

/**
 * Prints where the phones are. If other machines can reach them, access is by links that each admit
 * one browser.
 */
async function announced(config: Config) {
  const { host, port } = config
  if (isAlone(config)) {
    if (port > 0) console.log(`Two phones to try the line with: http://${host}:${port}`)
    return undefined
  }
  const { createLinks } = await import('../simulator/phones/links.tsx')
  const base = addressOf(config)
  return createLinks((path) =>
    console.log(`Two phones to try the line with, for one browser, once: ${base}${path}`),
  )
}

/**
 * The address at which a colleague reaches this machine: the setting, else its first external
 * address.
 */
function addressOf({ publicUrl, host, port }: Config): string {
  if (!isLoopback(new URL(publicUrl).hostname)) return publicUrl
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const outer = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)
  const name = ['0.0.0.0', '::'].includes(host) ? (outer?.address ?? host) : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
