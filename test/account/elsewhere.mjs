// Loaded before the real command (node --import): it asks ACCOUNT_URL instead of Twilio. For tests alone,
// so that no setting of the program itself can send an account's key anywhere else.
import { createRequire } from 'node:module'

const RequestClient = createRequire(import.meta.url)('twilio/lib/base/RequestClient.js')
const { request } = RequestClient.prototype
RequestClient.prototype.request = function toTheTest(options) {
  const { host, pathname, search } = new URL(options.uri)
  const uri = `${process.env.ACCOUNT_URL}/${host}${pathname}${search}`
  return request.call(this, { ...options, uri })
}

const { fetch } = globalThis
globalThis.fetch = (address, options) => {
  const { host, pathname, search } = new URL(address instanceof Request ? address.url : address)
  const twilio = host.endsWith('.twilio.com')
  return fetch(twilio ? `${process.env.ACCOUNT_URL}/${host}${pathname}${search}` : address, options)
}
