/**
 * Files that Twilio itself hosts (Functions and Assets), for the fallback documents. TwiML Bins
 * would do as well, but Twilio has no API for them.
 * Source: https://www.twilio.com/docs/serverless/api
 */
import type sdk from 'twilio'
import { picked } from './picked.ts'

/** Uploads are the one part of this API that Twilio's SDK lacks: it cannot send multipart forms. */
const UPLOADS = 'https://serverless-upload.twilio.com/v1/Services'

/** The only environment of a host. */
const ENVIRONMENT = 'fallback'

/** More than anybody has of these; one of our hosts has a handful. */
const limit = 100

export type Host = NonNullable<Awaited<ReturnType<typeof hostCalled>>>
export type HostedFile = { path: string; text: string }

/** Finds a host by its unique name, with what it serves. */
export async function hostCalled(client: sdk.Twilio, name: string) {
  const hosts = await client.serverless.v1.services.list({ limit })
  const host = hosts.find(({ uniqueName }) => uniqueName === name)
  if (!host) return undefined
  const { sid } = host
  const at = client.serverless.v1.services(sid)
  const environments = await at.environments.list({ limit })
  const environment = environments.find(({ uniqueName }) => uniqueName === ENVIRONMENT)
  if (!environment) return { sid, serves: undefined }
  const { domainName: domain, buildSid: build } = environment
  const files = build ? filesOf(await at.builds(build).fetch()) : []
  return { sid, serves: { environment: environment.sid, domain, build, files } }
}

/** The contents of a host: its files and builds. */
export async function contentsOf(client: sdk.Twilio, host: string) {
  const at = client.serverless.v1.services(host)
  const assets = await at.assets.list({ limit })
  const builds = await at.builds.list({ limit })
  return {
    assets: assets.map(({ sid, friendlyName: path }) => ({ sid, path })),
    builds: builds.map((build) => ({ ...picked(build, 'sid', 'status'), files: filesOf(build) })),
  }
}

/** The versions of a file; their contents cannot be retrieved. */
export async function versionsOf(client: sdk.Twilio, host: string, asset: string) {
  const found = await client.serverless.v1
    .services(host)
    .assets(asset)
    .assetVersions.list({ limit })
  return found.map((version) => picked(version, 'sid', 'path'))
}

/** `building`, `completed` or `failed`. */
export async function stateOfBuild(client: sdk.Twilio, host: string, build: string) {
  return (await client.serverless.v1.services(host).builds(build).buildStatus().fetch()).status
}

export async function createHost(client: sdk.Twilio, uniqueName: string): Promise<string> {
  const friendlyName = 'What the line says when no server answers'
  // nothing runs there, so it needs no credentials
  const how = { includeCredentials: false, uiEditable: true }
  return (await client.serverless.v1.services.create({ uniqueName, friendlyName, ...how })).sid
}

export async function removeHost(client: sdk.Twilio, sid: string) {
  await client.serverless.v1.services(sid).remove()
}

export async function createAsset(client: sdk.Twilio, host: string, path: string): Promise<string> {
  return (await client.serverless.v1.services(host).assets.create({ friendlyName: path })).sid
}

export async function removeAsset(client: sdk.Twilio, host: string, sid: string) {
  await client.serverless.v1.services(host).assets(sid).remove()
}

/**
 * `send` performs the request. Public, so that the doctor can read it too: it contains only public
 * numbers.
 */
export async function uploadVersion(
  client: sdk.Twilio,
  send: typeof fetch,
  { host, asset, path, text }: HostedFile & { host: string; asset: string },
): Promise<string> {
  const form = new FormData()
  form.set('Path', path)
  form.set('Visibility', 'public')
  form.set('Content', new Blob([text], { type: 'text/xml' }), path.slice(1))
  const signedIn = Buffer.from(`${client.username}:${client.password}`).toString('base64')
  const answer = await send(`${UPLOADS}/${host}/Assets/${asset}/Versions`, {
    method: 'POST',
    headers: { authorization: `Basic ${signedIn}` },
    body: form,
  })
  const { status } = answer
  const { sid, code } = (await answer.json()) as { sid?: unknown; code?: unknown }
  if (answer.ok && typeof sid === 'string') return sid
  throw Object.assign(new Error('refused'), { status, code })
}

export async function createBuild(client: sdk.Twilio, host: string, assetVersions: string[]) {
  return (await client.serverless.v1.services(host).builds.create({ assetVersions })).sid
}

export async function removeBuild(client: sdk.Twilio, host: string, sid: string) {
  await client.serverless.v1.services(host).builds(sid).remove()
}

export async function createEnvironment(client: sdk.Twilio, host: string): Promise<string> {
  const { environments } = client.serverless.v1.services(host)
  return (await environments.create({ uniqueName: ENVIRONMENT })).sid
}

export async function removeEnvironment(client: sdk.Twilio, host: string, sid: string) {
  await client.serverless.v1.services(host).environments(sid).remove()
}

/** Serves the files of this build, and no others, from now on. */
export async function deploy(client: sdk.Twilio, host: string, environment: string, build: string) {
  const { deployments } = client.serverless.v1.services(host).environments(environment)
  await deployments.create({ buildSid: build })
}

/** The SDK types them merely as objects. */
function filesOf({ assetVersions }: { assetVersions: object[] | null }) {
  return (assetVersions ?? []).map((version) => {
    const { sid, path } = version as { sid?: unknown; path?: unknown }
    return { sid: String(sid), path: String(path) }
  })
}
