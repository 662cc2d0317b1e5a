/** Trying the line without a Twilio account: two phones in the browser, for this machine or for who has a link. */
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { Config } from '../config.ts'
import type { Deps } from '../server/app.ts'

/** Whether somebody does. `root`: where public/ is, which an image for production does not have. */
export function isTrial(config: Config, root: string) {
  const { production, accountSid, tokenMadeUp, workers } = config
  // each worker would know links of its own
  const shown = isAlone(config) || workers === 1
  return !production && !accountSid && tokenMadeUp && shown && existsSync(`${root}public`)
}

const isAlone = ({ host }: Config) => isLoopback(host)
const isLoopback = (host: string) => ['127.0.0.1', 'localhost'].includes(host)

/** The line and the phones. Loaded only here, so that production never does. */
export async function withPhones(config: Config, deps: Deps, root: string) {
  const { phonesInTheBrowser } = await import('../simulator/phones/server.tsx')
  // sessions in memory live by the phones' own clock
  const own = { ...deps, store: config.redisUrl ? deps.store : undefined }
  return phonesInTheBrowser(own, root, await announced(config))
}

/** Says where the phones are. Where others can reach them, by links of which each lets one browser in. */
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

/** By which a colleague reaches this machine: what is set, else its first address that is not only its own. */
function addressOf({ publicUrl, host, port }: Config): string {
  if (!isLoopback(new URL(publicUrl).hostname)) return publicUrl
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const outer = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)
  const name = ['0.0.0.0', '::'].includes(host) ? (outer?.address ?? host) : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
