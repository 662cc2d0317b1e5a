/** Has Twilio itself host the fallback documents, and removes them again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { shortHash } from '../../content/short-hash.ts'
import type { Account } from '../../twilio/account/account.ts'
import type { HostedFile } from '../../twilio/account/hosting.ts'
import { trouble, unwrap } from '../unwrap.ts'
import type { Publication } from './plan-file.ts'

/** Building two small files takes seconds. */
const LOOKS = 90
const BETWEEN_LOOKS_MS = 1_000

const PLACE = 'Functions and Assets'

export type Wait = (ms: number) => Promise<unknown>

/** One host per number, since an account may have several lines. */
export const hostName = (numberSid: string) => `harborline-${numberSid.slice(-8)}`

/** The path depends on the text, so what is served at an address never changes. */
export const pathOf = (name: string, text: string) => `/${name}-${shortHash(text)}.xml`

/** Publishes the files in addition to those kept. Whatever an interrupted run created is reused. */
export async function publish(
  account: Account,
  { host: name, files, keep }: Publication,
  wait: Wait = sleep,
): Promise<void> {
  const { sid: host, serves } = await hostOf(account, name)
  const versions: string[] = []
  for (const [path, text] of Object.entries(files))
    versions.push(await uploaded(account, host, { path, text }))
  const build = unwrap(await account.createBuild(host, [...keep, ...versions]))
  await whenBuilt(account, host, build, wait)
  const environment = serves?.environment ?? unwrap(await account.createEnvironment(host))
  unwrap(await account.deploy(host, environment, build))
}

/** Restores what was served before, and removes the files and the builds made from them. */
export async function unpublish(
  account: Account,
  { host: name, files, was }: Publication,
): Promise<void> {
  const host = unwrap(await account.host(name))
  if (!host) return
  const { sid, serves } = host
  if (serves && was && serves.build !== was)
    unwrap(await account.deploy(sid, serves.environment, was))
  if (serves && !was) unwrap(await account.removeEnvironment(sid, serves.environment))
  const { assets, builds } = unwrap(await account.contentsOfHost(sid))
  const ours = ({ path }: { path: string }) => Object.hasOwn(files, path)
  for (const build of builds)
    if (build.files.some(ours)) unwrap(await account.removeBuild(sid, build.sid))
  for (const asset of assets) if (ours(asset)) unwrap(await account.removeAsset(sid, asset.sid))
}

/** The host's domain, once it serves something. */
export async function domainOf(account: Account, name: string): Promise<string | undefined> {
  return unwrap(await account.host(name))?.serves?.domain
}

async function hostOf(account: Account, name: string) {
  const host = unwrap(await account.host(name))
  if (host) return host
  throw trouble(PLACE, 'it is not in the account', 'Run the set-up again: it makes it anew')
}

async function uploaded(account: Account, host: string, file: HostedFile): Promise<string> {
  const { assets } = unwrap(await account.contentsOfHost(host))
  const asset =
    assets.find(({ path }) => path === file.path)?.sid ??
    unwrap(await account.createAsset(host, file.path))
  const [version] = unwrap(await account.versionsOfAsset(host, asset))
  return version?.sid ?? unwrap(await account.uploadVersion({ host, asset, ...file }))
}

async function whenBuilt(account: Account, host: string, build: string, wait: Wait) {
  for (let looks = 0; looks < LOOKS; looks++) {
    const state = unwrap(await account.stateOfBuild(host, build))
    if (state === 'completed') return
    if (state === 'failed') break
    await wait(BETWEEN_LOOKS_MS)
  }
  throw trouble(
    PLACE,
    'Twilio could not build the two files of the fallback',
    'Run the set-up again, or put them into TwiML Bins: --fallback bins',
  )
}
