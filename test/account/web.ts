/** An in-memory web: the real app behind PUBLIC_URL, and Twilio's host of the fallback. */
import type { Web, WebAnswer } from '../../src/operator/doctor/web.ts'
import { safeDocuments } from '../../src/twilio/safe-documents.ts'
import { content, createLine, LINE, PUBLIC_URL, TOKEN } from '../line.ts'
import { FALLBACK } from './state.ts'

type Ask = Web['ask']

let line: ReturnType<typeof createLine> | undefined

export function healthyWeb() {
  // shared: the doctor's requests change nothing in it
  line ??= createLine({ authTokens: [TOKEN] })
  const { app, events } = line
  const { voice, sms } = safeDocuments(content(), { callerId: LINE, publicUrl: PUBLIC_URL })
  const web = {
    events,
    pages: {
      [`${FALLBACK}/voice.xml`]: `${voice}\n`,
      [`${FALLBACK}/sms.xml`]: `${sms}\n`,
    } as Record<string, string | WebAnswer>,
    certificate: { days: 60 } as Awaited<ReturnType<Web['certificate']>>,
    /** What happens to a request on its way to the app: another address, or a response. */
    proxy: (address: string): string | WebAnswer => address,
  }
  const ask: Ask = async (method, url, form, headers) => {
    if (!url.startsWith(PUBLIC_URL)) {
      const page = web.pages[url]
      if (page === undefined) return { trouble: 'ENOTFOUND' }
      return typeof page === 'string' ? { status: 200, body: page, location: '' } : page
    }
    const seen = web.proxy(url)
    if (typeof seen !== 'string') return seen
    const body = new URLSearchParams(form).toString()
    const type = 'application/x-www-form-urlencoded'
    const answer = await app.request(seen.replace(PUBLIC_URL, ''), {
      method,
      ...(method === 'POST' && { body }),
      headers: { ...headers, 'content-type': type, 'content-length': String(body.length) },
    })
    return { status: answer.status, body: await answer.text(), location: '' }
  }
  return Object.assign(web, {
    web: { ask, certificate: async () => web.certificate } satisfies Web,
  })
}
