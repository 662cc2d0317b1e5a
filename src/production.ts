/** Requirements and prohibitions for production, neither of which applies in development. */
import { BlockList, isIPv4 } from 'node:net'

/** Settings required in production, and what they mean. */
const REQUIRED = {
  PUBLIC_URL: 'the https address where Twilio reaches this server',
  LINE_NUMBER: "the line's own number, such as +15105550100",
  TWILIO_ACCOUNT_SID: 'the account SID from the Twilio console',
  TWILIO_AUTH_TOKEN: 'the auth token from the Twilio console; two with a comma while rotating',
  SESSION_SECRET: 'at least 32 random characters: openssl rand -base64 32',
} as const

/** Values in .env.example that must be replaced; they belong to nobody. */
const PLACEHOLDERS = {
  PUBLIC_URL: 'https://your-line.example.org',
  LINE_NUMBER: '+12135550142',
} as const

/** Addresses inside a network: https://datatracker.ietf.org/doc/html/rfc6890 */
const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  PRIVATE.addSubnet(net, bits)

/** What is acceptable only outside production. */
export function refusedInProduction(set: Readonly<Record<string, string | undefined>>): string[] {
  const faults: string[] = []
  for (const [name, meaning] of Object.entries(REQUIRED))
    if (!set[name]) faults.push(`${name} is missing. Set it to ${meaning}`)
  for (const [name, placeholder] of Object.entries(PLACEHOLDERS))
    if (set[name] === placeholder)
      faults.push(`${name} is still what .env.example says. Set it to your own`)
  if (set.PUBLIC_URL?.startsWith('http:'))
    faults.push('PUBLIC_URL is not https. Twilio signs what it sends, but does not hide it')
  // packages log what they send and receive: keys, values, requests containing numbers
  for (const name of ['DEBUG', 'NODE_DEBUG'])
    if (set[name]) faults.push(`${name} is set. Unset it: it prints what people send`)
  return faults
}

/**
 * Whether an address is reachable only from this machine or its network: a line for trying may be,
 * and its self-test passes all the same.
 */
export function isInside(url: string): boolean {
  const { hostname } = new URL(url)
  return isIPv4(hostname)
    ? PRIVATE.check(hostname)
    : !hostname.includes('.') || /\.(localhost|local|lan|home|internal)$/.test(hostname)
}
