/** HTTP as webhooks see it, whether a request comes through Hono or by the fast path. */
import type { SignedRequest } from '../twilio/signature.ts'

export type HttpRequest = SignedRequest & {
  method: string
  /** A field of the query of our own address. */
  query(name: string): string | undefined
}

export type HttpAnswer = {
  status: number
  headers: Readonly<Record<string, string>>
  body: string | null
}

/** The headers of a document. */
export const XML = { 'content-type': 'text/xml; charset=utf-8' }

/** Rejects only if even the document of the last guard can not be made. */
export type Webhook = (request: HttpRequest) => Promise<HttpAnswer>
