/**
 * Files that Twilio itself serves (Functions and Assets): where the answers stand for when no server of ours
 * answers. TwiML Bins would do as well, but no API of Twilio's knows them.
 * Source: https://www.twilio.com/docs/serverless/api
 */
import type sdk from 'twilio'
import { picked } from './picked.ts'

/** Uploads are the one part of this API that Twilio's SDK can not do: it sends no multipart form. */
const UPLOADS = 'https://serverless-upload.twilio.com/v1/Services'

/** The one place of a host from which something is served. */
const ENVIRONMENT = 'fallback'

/** As much as anybody has of one of these; a host of ours has a handful. */
const limit = 100

export type Host = NonNullable<Awaited<ReturnType<typeof hostCalled>>>
export type HostedFile = { path: string; text: string }

/** A host by its unique name, and what it serves now. */
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

/** What has been made of a host: its files, with their versions, and its builds. */
export async function contentsOf(client: sdk.Twilio, host: string) {
  const at = client.serverless.v1.services(host)
  const assets = await at.assets.list({ limit })
  const builds = await at.builds.list({ limit })
  return {
    assets: assets.map(({ sid, friendlyName: path }) => ({ sid, path })),
    builds: builds.map((build) => ({ ...picked(build, 'sid', 'status'), files: filesOf(build) })),
  }
}

/** Versions of a file. What they say can not be asked for. */
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
  // nothing runs there: it needs no key of the account's
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

/** `send`: the web. Public, so that the doctor can read it too: it holds numbers that anybody may know. */
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

/** From now on the files of this build are served, and no others. */
export async function deploy(client: sdk.Twilio, host: string, environment: string, build: string) {
  const { deployments } = client.serverless.v1.services(host).environments(environment)
  await deployments.create({ buildSid: build })
}

/** The SDK types them as objects of any kind. */
function filesOf({ assetVersions }: { assetVersions: object[] | null }) {
  return (assetVersions ?? []).map((version) => {
    const { sid, path } = version as { sid?: unknown; path?: unknown }
    return { sid: String(sid), path: String(path) }
  })
}
