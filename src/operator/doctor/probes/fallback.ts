/** Probes of the fallback: what people get if none of our servers answers. */

import type { Result } from '../../../line/telephony.ts'
import type { NumberSettings } from '../../../twilio/account/numbers.ts'
import { type Finding, fail, ok, type Probe, probe, SETUP, unseen, warn } from '../probe.ts'
import { ownNumber, type Surroundings } from '../surroundings.ts'
import type { WebAnswer } from '../web.ts'
import { hostOf } from './webhooks.ts'

type Fallback = { url: string; method: string; answer: WebAnswer | undefined }
type Which = 'voice' | 'sms'

const DOCUMENTS = 'npm run harborline -- fallback'

const fields = {
  voice: ({ voiceFallbackUrl: url, voiceFallbackMethod: method }: NumberSettings) => ({
    url,
    method,
  }),
  sms: ({ smsFallbackUrl: url, smsFallbackMethod: method }: NumberSettings) => ({ url, method }),
}

async function lookAt(at: Surroundings, which: Which): Promise<Result<Fallback>> {
  const number = await ownNumber(at)
  if (!number.ok) return number
  const { url, method } = fields[which](number.value)
  const fetchable = URL.canParse(url) && url.startsWith('https:')
  const verb = method === 'GET' ? 'GET' : 'POST'
  const answer = fetchable ? await at.web.ask(verb, url, {}) : undefined
  return { ok: true, value: { url, method: verb, answer } }
}

/** Whether two documents are equal, ignoring layout. */
const same = (a: string, b: string) => plain(a) === plain(b)
const plain = (document: string) =>
  document
    .replace(/^\s*<\?xml[^>]*\?>/, '')
    .replaceAll(/>\s+</g, '><')
    .trim()

function judgeAddress({ url }: Fallback, { config }: Surroundings): Finding {
  if (!url) return fail('none is set: when this server is away, people get nothing', SETUP)
  if (!url.startsWith('https:'))
    return fail('the fallback is not https: Twilio does not ask it', SETUP)
  if (hostOf(url) === new URL(config.publicUrl).host)
    return fail('the fallback is on this server, and away with it', SETUP)
  return ok(`at ${hostOf(url)}`)
}

function judgeDocument(which: Which) {
  return ({ url, answer }: Fallback, { documents }: Surroundings): Finding => {
    if (!answer) return unseen('there is none to fetch', SETUP)
    if ('trouble' in answer) return fail(`it does not answer (${answer.trouble})`, SETUP)
    if (answer.status !== 200 || !answer.body.includes('<Response'))
      // a TwiML Bin may answer only Twilio
      return hostOf(url) === 'handler.twilio.com'
        ? unseen(
            `a TwiML Bin, which answered ${answer.status} to this server`,
            `${DOCUMENTS}, and compare it with the bin in the console`,
          )
        : fail(`it answered ${answer.status}, and no document that Twilio can run`, SETUP)
    return same(answer.body, documents[which])
      ? ok('what `harborline fallback` writes')
      : warn('it answers another document than this content writes: an old number or name?', SETUP)
  }
}

const rows: [Which, 'texts' | 'calls', string, string][] = [
  ['sms', 'texts', 'Texts are answered when this server is away', 'That answer is the right one'],
  ['voice', 'calls', 'Calls are answered when this server is away', 'That answer is the right one'],
]

export const fallbackProbes: readonly Probe[] = rows.flatMap(
  ([which, group, address, document]) => [
    probe({
      id: `fallback.${group}`,
      group,
      title: address,
      look: (at) => lookAt(at, which),
      judge: judgeAddress,
    }),
    probe({
      id: `fallback.${group}.document`,
      group,
      title: document,
      look: (at) => lookAt(at, which),
      judge: judgeDocument(which),
    }),
  ],
)

export const callbackFallbackProbe: Probe = probe({
  id: 'fallback.callback',
  group: 'calls',
  title: 'A call asked for by text has a fallback elsewhere',
  look: async ({ config, web }) => ({
    ok: true,
    value: config.callbackFallbackUrl
      ? await web.ask('POST', config.callbackFallbackUrl, {})
      : undefined,
  }),
  judge: (answer, { documents }) => {
    const write = `${DOCUMENTS} --voice-url <where voice.xml is>; then CALLBACK_FALLBACK_URL`
    if (!answer)
      return unseen('this server is its own fallback; it may also be served elsewhere', write)
    if ('trouble' in answer)
      return fail(`CALLBACK_FALLBACK_URL does not answer (${answer.trouble})`, write)
    const kept = answer.status === 200 && answer.body.includes('<Gather')
    // only the address that the key leads to may differ
    const withoutAction = (document: string) => plain(document).replace(/action="[^"]*"/, '')
    if (!kept)
      return fail(`CALLBACK_FALLBACK_URL answered ${answer.status}, and no key to press`, write)
    return withoutAction(answer.body) === withoutAction(documents.ringing)
      ? ok('what `harborline fallback` writes')
      : warn('CALLBACK_FALLBACK_URL answers another document than this content writes', write)
  },
})
