/** What a REST request asks and gets: a record, nothing, or a refusal of Twilio's shape. */

/** What a request gives: a record, or nothing for 204. */
export type Given = { status: number; body?: unknown }

/** What one request asks. A repeated parameter has a list of values. */
export type Asked = { sid: string; params: Readonly<Record<string, readonly string[]>> }

export type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  /** Its path below the account; `{sid}` stands for any SID. */
  path: string
  answer: (asked: Asked) => Given
}

/** Thrown by a route. Source: https://www.twilio.com/docs/api/errors */
export class Refusal extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }
}

export function missing(path: string): Refusal {
  return new Refusal(404, 20404, `The requested resource ${path} was not found`)
}
