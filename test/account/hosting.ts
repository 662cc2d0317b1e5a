/** Twilio's Functions and Assets on an in-memory account, as far as they serve files. */
import { bySid, changed, found, list, newSid, Refusal, type Route, route } from './route.ts'
import type { AccountState, Row } from './state.ts'

/** A host in Twilio's field names, with its contents. Deployments are only logged, not stored. */
export type HostState = {
  row: Row
  assets: Row[]
  versions: Row[]
  builds: Row[]
  environments: Row[]
}

type Below = { host: HostState; rest: string[]; form: URLSearchParams }

/** A route below a host that must exist. */
function below(what: string, path: string, handler: (below: Below) => unknown): Route {
  const whole = `/v1/Services/(ZS\\w+)${path}`
  return route(what, whole, ([sid, ...rest], { form }, { hosts }) => {
    const host = hosts.find(({ row }) => row.sid === sid)
    if (!host) throw new Refusal(404, 20404)
    return handler({ host, rest, form })
  })
}

const deployed = ({ environments, builds }: HostState) =>
  builds.filter(({ sid }) => environments.some(({ build_sid }) => build_sid === sid))
const isIn = (build: Row, field: string, sid: string | undefined) =>
  ((build.asset_versions ?? []) as Row[]).some((version) => version[field] === sid)

export const hostingRoutes: Route[] = [
  route('GET serverless', '/v1/Services', (_m, _a, { hosts }) =>
    list(
      'services',
      hosts.map(({ row }) => row),
    ),
  ),
  route('POST serverless', '/v1/Services', (_m, { form }, { hosts }) => {
    const name = form.get('UniqueName')
    if (hosts.some(({ row }) => row.unique_name === name)) throw new Refusal(409, 20409)
    const row = changed({ sid: newSid('ZS') }, form)
    hosts.push({ row, assets: [], versions: [], builds: [], environments: [] })
    return row
  }),
  route('DELETE serverless', '/v1/Services/(ZS\\w+)', ([sid], _a, state) => {
    const host = state.hosts.find(({ row }) => row.sid === sid)
    if (!host) throw new Refusal(404, 20404)
    if (deployed(host).length > 0) throw new Refusal(409, 20409)
    state.hosts = state.hosts.filter((one) => one !== host)
    return undefined
  }),
  below('GET serverless', '/Assets', ({ host }) => list('assets', host.assets)),
  below('POST serverless', '/Assets', ({ host, form }) => {
    const row = changed({ sid: newSid('ZH') }, form)
    host.assets.push(row)
    return row
  }),
  below('DELETE serverless', '/Assets/(ZH\\w+)', ({ host, rest: [sid] }) => {
    found(bySid(host.assets, sid))
    if (deployed(host).some((build) => isIn(build, 'asset_sid', sid))) throw new Refusal(409, 20409)
    host.assets = host.assets.filter((row) => row.sid !== sid)
    host.versions = host.versions.filter((row) => row.asset_sid !== sid)
    return undefined
  }),
  below('GET serverless', '/Assets/(ZH\\w+)/Versions', ({ host, rest: [asset] }) =>
    list(
      'asset_versions',
      host.versions.filter((row) => row.asset_sid === asset),
    ),
  ),
  // https://www.twilio.com/docs/serverless/api/resource/asset-version
  below('POST serverless-upload', '/Assets/(ZH\\w+)/Versions', ({ host, rest, form }) => {
    const { sid: asset_sid } = found(bySid(host.assets, rest[0]))
    const [path, visibility, content] = ['Path', 'Visibility', 'Content'].map((name) =>
      form.get(name),
    )
    if (!path?.startsWith('/') || visibility !== 'public' || !content) throw new Refusal(400, 20001)
    const row = { sid: newSid('ZN'), asset_sid, path, visibility, content }
    host.versions.push(row)
    return row
  }),
  below('GET serverless', '/Builds', ({ host }) => list('builds', host.builds)),
  below('POST serverless', '/Builds', ({ host, form }) => {
    const asset_versions = form.getAll('AssetVersions').map((sid) => {
      const { content: _content, ...version } = found(bySid(host.versions, sid))
      return version
    })
    const row = { sid: newSid('ZB'), status: 'building', asset_versions }
    host.builds.push(row)
    return row
  }),
  below('GET serverless', '/Builds/(ZB\\w+)', ({ host, rest: [sid] }) =>
    found(bySid(host.builds, sid)),
  ),
  below('GET serverless', '/Builds/(ZB\\w+)/Status', ({ host, rest: [sid] }) => {
    const build = found(bySid(host.builds, sid))
    const { status } = build
    // completed at the next look
    if (status === 'building') build.status = 'completed'
    return { sid, status }
  }),
  below('DELETE serverless', '/Builds/(ZB\\w+)', ({ host, rest: [sid] }) => {
    found(bySid(host.builds, sid))
    if (bySid(deployed(host), sid)) throw new Refusal(409, 20409)
    host.builds = host.builds.filter((row) => row.sid !== sid)
    return undefined
  }),
  below('GET serverless', '/Environments', ({ host }) => list('environments', host.environments)),
  below('POST serverless', '/Environments', ({ host, form }) => {
    const domain_name = `${host.row.unique_name}-${1000 + host.environments.length}.twil.io`
    const row = changed({ sid: newSid('ZE'), build_sid: null, domain_name }, form)
    host.environments.push(row)
    return row
  }),
  below('DELETE serverless', '/Environments/(ZE\\w+)', ({ host, rest: [sid] }) => {
    found(bySid(host.environments, sid))
    host.environments = host.environments.filter((row) => row.sid !== sid)
    return undefined
  }),
  below('POST serverless', '/Environments/(ZE\\w+)/Deployments', ({ host, rest, form }) => {
    const environment = found(bySid(host.environments, rest[0]))
    const build = found(bySid(host.builds, form.get('BuildSid') ?? ''))
    if (build.status !== 'completed') throw new Refusal(400, 20001)
    environment.build_sid = build.sid
    return { sid: newSid('ZD'), build_sid: build.sid }
  }),
]

/** What Twilio serves at a URL. */
export function served({ hosts }: AccountState, url: string): string | undefined {
  const { host: domain, pathname } = new URL(url)
  for (const host of hosts) {
    const environment = host.environments.find(({ domain_name }) => domain_name === domain)
    const build = environment && bySid(host.builds, String(environment.build_sid))
    const versions = (build?.asset_versions ?? []) as Row[]
    const version = versions.find(({ path }) => path === pathname)
    if (version) return String(bySid(host.versions, String(version.sid))?.content)
  }
  return undefined
}
