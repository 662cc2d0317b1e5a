/** A line for testing the virtual Twilio: TwiML by path, and the requests it received. */
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import type { VirtualTwilioOptions } from '../../src/virtual-twilio/types.ts'
import { virtualTwilio } from '../../src/virtual-twilio/virtual-twilio.ts'

export const LINE = '+13105550100'
export const CALLER = '+13105550123'
export const DESK = '+13105550177'
export const OTHER = '+13105550178'
const TOKEN = 'token'
const BASE = 'https://line.example'

export type Asked = {
  path: string
  params: Record<string, string>
  headers: Headers
  signed: boolean
  method: string
}
type Answer = string | Response | ((asked: Asked) => string | Response | Promise<string | Response>)

/** `answers` are the contents of a <Response> by path, or whole responses. */
export function lineWith(
  answers: Record<string, Answer>,
  options: Partial<VirtualTwilioOptions> = {},
) {
  const asked: Asked[] = []
  const virtual = virtualTwilio({
    deliver,
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: TOKEN,
    publicUrl: BASE,
    lineNumber: LINE,
    ...options,
  })
  const paths = (path?: string) => asked.filter((each) => !path || each.path === path)
  return { virtual, asked, paths, last: (path: string) => paths(path).at(-1)?.params ?? {} }

  async function deliver(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const body = await request.text()
    const params = Object.fromEntries(new URLSearchParams(body))
    const signature = request.headers.get('x-twilio-signature') ?? ''
    const path = url.pathname
    const query = Object.fromEntries(url.searchParams)
    const one: Asked = {
      path,
      params: { ...query, ...params },
      headers: request.headers,
      signed: validateRequest(TOKEN, signature, request.url, params),
      method: request.method,
    }
    asked.push(one)
    const answer = answers[path]
    if (answer === undefined) return new Response(null, { status: 404 })
    const given = typeof answer === 'function' ? await answer(one) : answer
    return given instanceof Response ? given.clone() : twiml(given)
  }
}

export function twiml(inside: string, type = 'text/xml; charset=utf-8'): Response {
  return new Response(`<Response>${inside}</Response>`, { headers: { 'content-type': type } })
}
