/** Requests as Twilio sends them: a form with all of its fields, signed, as the bytes of one POST. */
import { createHmac } from 'node:crypto'
import { ACCOUNT_SID, LINE_NUMBER, PUBLIC_URL, TOKEN } from './settings.mjs'

const host = new URL(PUBLIC_URL).host

/**
 * A request of which only the path is not known yet: gives its bytes. `person` is a number: each has a
 * telephone number and a call of their own. `at` counts the person's requests. `signature`: 'genuine',
 * 'forged' (by another token) or 'none'. All that can be made before is, since the load shares its core.
 */
export function prepared({ channel, person, at, fields, signature = 'genuine' }) {
  const form = channel === 'sms' ? smsForm(person, at, fields) : voiceForm(person, at, fields)
  const body = Object.entries(form)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&')
  const token = signature === 'forged' ? `not the ${TOKEN}` : TOKEN
  const signed = signedPart(form)
  const head = [
    ` HTTP/1.1\r\nHost: ${host}`,
    'X-Forwarded-Proto: https',
    'Content-Type: application/x-www-form-urlencoded; charset=UTF-8',
    `Content-Length: ${body.length}`,
    'User-Agent: TwilioProxy/1.1',
    'Accept: */*',
    `I-Twilio-Idempotency-Token: ${form.MessageSid ?? form.CallSid}`,
  ].join('\r\n')
  return (path) => {
    const line =
      signature === 'none'
        ? ''
        : `\r\nX-Twilio-Signature: ${signatureOf(token, PUBLIC_URL + path + signed)}`
    return Buffer.from(`POST ${path}${head}${line}\r\n\r\n${body}`, 'latin1')
  }
}

/** The same request with a cookie, for a server that keeps its sessions by cookie. */
export function withCookie(bytes, cookie) {
  const end = bytes.indexOf('\r\n\r\n')
  const line = Buffer.from(`\r\nCookie: ${cookie}`, 'latin1')
  return Buffer.concat([bytes.subarray(0, end), line, bytes.subarray(end)])
}

/** The path that a document of the line leads on to, without the host; empty when there is none. */
export function addressIn(answer) {
  const [, address = ''] = /action="https:\/\/[^/"]+([^"]*)"/.exec(answer) ?? []
  return address.replaceAll('&amp;', '&')
}

/** X-Twilio-Signature: the address and the sorted fields, under the auth token. */
export function sign(token, url, form) {
  return signatureOf(token, url + signedPart(form))
}

function signedPart(form) {
  let signed = ''
  for (const name of Object.keys(form).sort()) signed += name + form[name]
  return signed
}

function signatureOf(token, signed) {
  return createHmac('sha1', token).update(signed, 'utf8').digest('base64')
}

function smsForm(person, at, fields) {
  const sid = `SM${hex(person, 24)}${hex(at, 8)}`
  return {
    ...place('To'),
    ...place('From'),
    SmsMessageSid: sid,
    NumMedia: '0',
    SmsSid: sid,
    SmsStatus: 'received',
    To: LINE_NUMBER,
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: ACCOUNT_SID,
    From: numberOf(person),
    ApiVersion: '2010-04-01',
    ...fields,
  }
}

function voiceForm(person, at, fields) {
  return {
    ...place('To'),
    ...place('From'),
    ...place('Caller'),
    ...place('Called'),
    CallSid: `CA${hex(person, 32)}`,
    AccountSid: ACCOUNT_SID,
    From: numberOf(person),
    To: LINE_NUMBER,
    Caller: numberOf(person),
    Called: LINE_NUMBER,
    CallStatus: at === 0 ? 'ringing' : 'in-progress',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
    StirVerstat: 'TN-Validation-Passed-A',
    ...fields,
  }
}

function place(side) {
  return {
    [`${side}City`]: 'WASHINGTON',
    [`${side}State`]: 'DC',
    [`${side}Zip`]: '20001',
    [`${side}Country`]: 'US',
  }
}

function numberOf(person) {
  return `+1${2_020_000_000 + person}`
}

function hex(number, length) {
  return number.toString(16).padStart(length, '0')
}

function encode(value) {
  return encodeURIComponent(value)
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}
