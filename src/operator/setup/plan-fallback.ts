/** Plans the changes that make Twilio host the fallback documents. */
import type { AccountReader } from '../../twilio/account/account.ts'
import type { Host } from '../../twilio/account/hosting.ts'
import type { NumberSettings } from '../../twilio/account/numbers.ts'
import { unwrap } from '../unwrap.ts'
import { hostName, pathOf } from './hosting.ts'
import { type Step, step } from './plan-file.ts'

export type Urls = { voice?: string | undefined; sms?: string | undefined }
export type Documents = { voice: string; sms: string }

/** Addresses if known, or documents for Twilio to host. `instead`: replace whatever is set now. */
export type Fallback = Urls | { documents: Documents; instead: boolean }

/** Placeholder for the domain of a host yet to be created. */
export const NOT_YET = 'domain-to-be-given.twil.io'

/** The steps that publish them, and their addresses. */
export async function fallbackSteps(
  account: AccountReader,
  number: NumberSettings,
  { fallback, publicUrl }: { fallback: Fallback; publicUrl: string },
): Promise<{ steps: Step[]; urls: Urls }> {
  if (!('documents' in fallback)) return { steps: [], urls: fallback }
  const name = hostName(number.sid)
  const host = unwrap(await account.host(name))
  const domain = host?.serves?.domain ?? NOT_YET
  const addresses = [number.voiceFallbackUrl, number.smsFallbackUrl]
  // documents hosted elsewhere are there on purpose
  const elsewhere = addresses.some((url) => url && !isAt(url, domain) && !url.startsWith(publicUrl))
  if (elsewhere && !fallback.instead) return { steps: [], urls: {} }
  const wanted = Object.entries(fallback.documents).map(([role, text]) => ({
    ...{ role, text: `${text}\n`, path: pathOf(role, text) },
  }))
  return {
    steps: servingSteps(name, host, { wanted, addresses }),
    urls: Object.fromEntries(wanted.map(({ role, path }) => [role, `https://${domain}${path}`])),
  }
}

const isAt = (url: string, domain: string) => URL.canParse(url) && new URL(url).host === domain

type Wanted = { wanted: { path: string; text: string }[]; addresses: string[] }

function servingSteps(name: string, host: Host | undefined, { wanted, addresses }: Wanted): Step[] {
  const served = host?.serves?.files ?? []
  const isServed = (path: string) => served.some((file) => file.path === path)
  const missing = wanted.filter(({ path }) => !isServed(path))
  if (missing.length === 0) return []
  const needed = (path: string) =>
    wanted.some((file) => file.path === path) || addresses.some((url) => url.endsWith(path))
  // an old document must stay available as long as an address leads to it
  const kept = served.filter(({ path }) => needed(path))
  const inWords = (files: readonly { path: string }[]) => files.map(({ path }) => path).join(', ')
  const publish = step(
    'Files that Twilio serves',
    inWords(served),
    inWords([...kept, ...missing]),
    {
      change: 'publish',
      host: name,
      files: Object.fromEntries(missing.map(({ path, text }) => [path, text])),
      keep: kept.map(({ sid }) => sid),
      was: host?.serves?.build || undefined,
    },
  )
  if (host) return [publish]
  const create = step('A place for files at Twilio (Functions and Assets)', 'none', name, {
    ...{ change: 'create host' as const, name, before: [] },
  })
  return [create, publish]
}
