/** REST requests and responses: a record, nothing, or an error in Twilio's format. */

/** The response: a record, or nothing for 204. */
export type RestResponse = { status: number; body?: unknown }

/** A request. Parameters can be repeated, so each has a list of values. */
export type RestRequest = { sid: string; params: Readonly<Record<string, readonly string[]>> }

export type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  /** The path below the account; `{sid}` stands for any SID. */
  path: string
  answer: (asked: RestRequest) => RestResponse
}

/** An error response, thrown by a route. Source: https://www.twilio.com/docs/api/errors */
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
