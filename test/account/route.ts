/** The parts of the in-memory account's routes. */
import type { AccountState, Row } from './state.ts'

export type Asked = {
  method: string
  host: string
  path: string
  query: URLSearchParams
  form: URLSearchParams
}

export type Handler = (match: string[], asked: Asked, state: AccountState) => unknown
export type Route = [what: string, pattern: RegExp, handler: Handler]

/** Thrown where Twilio responds with an error. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  constructor(status: number, code: number) {
    super('refused')
    this.status = status
    this.code = code
  }
}

export const list = (key: string, rows: readonly Row[]) => ({
  [key]: rows,
  meta: { key, page: 0, page_size: 50, next_page_url: null, previous_page_url: null },
  next_page_uri: null,
})
export const found = (row: Row | undefined) => {
  if (!row) throw new Refusal(404, 20404)
  return row
}
export const bySid = (rows: readonly Row[], sid = '') => rows.find((row) => row.sid === sid)

/** Applies a form to a record: VoiceUrl becomes voice_url, and true and false become booleans. */
export function changed(row: Row, form: URLSearchParams): Row {
  for (const [name, value] of form) {
    const key = name
      .replaceAll(/(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, (letter) => `_${letter}`)
      .toLowerCase()
    const whole = /^\d+$/.test(value) && typeof row[key] === 'number'
    row[key] = value === 'true' ? true : value === 'false' ? false : whole ? Number(value) : value
  }
  return row
}

let made = 0
export const newSid = (kind: string) => `${kind}${String(++made).padStart(32, '0')}`
/** `what` is the method and the first part of the host name. */
export function route(what: string, path: string, handler: Handler): Route {
  return [what, new RegExp(`^${path.replaceAll('.json', '\\.json')}$`), handler]
}
