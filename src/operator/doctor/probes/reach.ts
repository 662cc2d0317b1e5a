/** End-to-end probes: a request as Twilio would send it, through the line's public address. */
import { paths } from '../../../twilio/addresses.ts'
import { signedHeaders } from '../../../twilio/sign.ts'
import { type Finding, fail, ok, type Probe, probe, warn } from '../probe.ts'
import type { Surroundings } from '../surroundings.ts'
import type { WebAnswer } from '../web.ts'

const PROXY = 'docs/deploy.md, "A proxy of your own": pass path and query unchanged'
const SOON_DAYS = 14

/** Characters that proxies tend to re-encode, in an order that they tend to sort. */
const QUERY = '?z=1&a=b%20c%2Bd'
/**
 * Neither starts a conversation: the first says that Twilio has answered already, the second has a
 * mistyped path.
 */
const checks = {
  texts: { path: `${paths.sms}${QUERY}`, form: { OptOutType: 'HELP', Body: 'HELP' } },
  calls: { path: `${paths.voice}/doctor${QUERY}`, form: { CallStatus: 'ringing' } },
} as const

type Way = { answer: WebAnswer; rewritten: string | undefined }

async function go(at: Surroundings, kind: keyof typeof checks): Promise<Way> {
  const { path, form } = checks[kind]
  const { publicUrl, authTokens } = at.config
  const address = publicUrl + path
  const send = (signedFor: string) =>
    at.web.ask('POST', address, form, signedHeaders(authTokens[0], signedFor, form))
  const answer = await send(address)
  if (!('status' in answer) || answer.status !== 403) return { answer, rewritten: undefined }
  for (const [how, seen] of rewritings(publicUrl, path)) {
    const again = await send(seen)
    if ('status' in again && again.status === 200) return { answer, rewritten: how }
  }
  return { answer, rewritten: undefined }
}

/** Possible rewritings of the address by a proxy, and their descriptions. */
function rewritings(publicUrl: string, path: string): [string, string][] {
  const [bare = '', query = ''] = path.split('?')
  const sorted = query.split('&').toSorted().join('&')
  const { pathname } = new URL(publicUrl)
  const prefix = pathname === '/' ? '' : pathname
  return [
    ['the query is dropped', publicUrl + bare],
    ['the query is sorted', `${publicUrl}${bare}?${sorted}`],
    ['the query is decoded', publicUrl + decodeURIComponent(path)],
    ['a slash is added to the path', `${publicUrl}${bare}/?${query}`],
    ['a slash is added before the path', `${publicUrl}/${path}`],
    ['the path of PUBLIC_URL comes twice', publicUrl + prefix + path],
  ]
}

function judgeSigned({ answer, rewritten }: Way): Finding {
  const trouble = judgeWay(answer)
  if (trouble) return trouble
  if (rewritten)
    return fail(`a proxy changes the address: ${rewritten}; each request is refused`, PROXY)
  if (!('status' in answer)) return fail('no answer', PROXY)
  if (answer.status === 403)
    return fail(
      'the server refuses what these settings sign: it runs with another TWILIO_AUTH_TOKEN or PUBLIC_URL',
      'Compare .env here with the settings of the running server, and restart it',
    )
  if (answer.status === 200 && answer.body.includes('<Response')) return ok('200, signed')
  return answer.status === 404
    ? fail(
        '404: PUBLIC_URL leads to something else than the line',
        'Correct PUBLIC_URL, or the proxy',
      )
    : fail(`${answer.status} instead of 200`, PROXY)
}

/** Problems on the way, independent of the request. */
function judgeWay(answer: WebAnswer): Finding | undefined {
  if ('trouble' in answer)
    return fail(troubles(answer.trouble), 'docs/deploy.md, "The public name"')
  if (answer.status >= 300 && answer.status < 400)
    return fail(
      `it redirects${answer.location.startsWith('https:') ? ' to another address' : ''}: Twilio's POST becomes a GET`,
      'Set PUBLIC_URL to the address that is not redirected, then run the set-up',
    )
  if (answer.status === 502 || answer.status === 503 || answer.status === 504)
    return fail(
      `the proxy answers ${answer.status}: the line behind it is away`,
      'Start the line; see its log',
    )
  return undefined
}

function troubles(code: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name is not known (${code})`
  if (code === 'ECONNREFUSED') return `nothing listens there (${code})`
  if (code === 'TIMEOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') return `no answer in time (${code})`
  return /CERT|SELF_SIGNED|ISSUER|ERR_TLS|ALTNAME/.test(code)
    ? `its certificate is not good (${code}): Twilio does not send`
    : `it can not be reached (${code})`
}

const signed = (kind: keyof typeof checks, title: string) =>
  probe({
    id: `reach.${kind}`,
    group: kind,
    title,
    look: async (at) => ({ ok: true, value: await go(at, kind) }),
    judge: judgeSigned,
  })

export const reachProbes: readonly Probe[] = [
  signed('texts', 'A signed text is answered through PUBLIC_URL'),
  signed('calls', 'A signed call is answered through PUBLIC_URL'),
  probe({
    id: 'reach.unsigned',
    group: 'server',
    title: 'Who is not Twilio is refused',
    look: async ({ web, config }) => ({
      ok: true,
      value: await web.ask('POST', config.publicUrl + paths.sms, { Body: 'HELP' }),
    }),
    judge: (answer) => {
      const trouble = judgeWay(answer)
      if (trouble) return trouble
      if ('status' in answer && answer.status === 403) return ok('403, unsigned')
      return fail(
        `an unsigned request gets ${'status' in answer ? answer.status : 'nothing'} instead of 403: it is not the line that answers, or not its check`,
        PROXY,
      )
    },
  }),
  probe({
    id: 'certificate',
    group: 'server',
    title: 'The certificate holds',
    look: async ({ web, config }) => ({
      ok: true,
      value: config.publicUrl.startsWith('https:')
        ? await web.certificate(config.publicUrl)
        : undefined,
    }),
    judge: (certificate) => {
      const renew = 'Renew it; Caddy does so by itself (docs/deploy.md)'
      if (!certificate) return fail('PUBLIC_URL is not https', renew)
      if ('trouble' in certificate) return fail(troubles(certificate.trouble), renew)
      return certificate.days >= SOON_DAYS
        ? ok(`for ${certificate.days} days`)
        : warn(`it ends in ${certificate.days} days`, renew)
    },
  }),
  probe({
    id: 'ready',
    group: 'server',
    title: 'The line says that it is ready',
    look: async ({ web, config }) => ({
      ok: true,
      value: await web.ask('GET', `${config.publicUrl}/readyz`),
    }),
    judge: (answer) => {
      const trouble = 'status' in answer && answer.status === 503 ? undefined : judgeWay(answer)
      if (trouble) return trouble
      if (!('status' in answer) || answer.status !== 200)
        return fail('it is not ready', 'See its log; docs/operating.md, "While it runs"')
      return answer.body.includes('"down"')
        ? fail(
            'its store is down: conversations are forgotten at each text',
            'Start Redis; see REDIS_URL',
          )
        : ok('ready, and its store is up')
    },
  }),
]
