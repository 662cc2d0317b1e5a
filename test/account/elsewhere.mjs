// Loaded before the real command (node --import): its SDK asks ACCOUNT_URL instead of Twilio. For tests alone,
// so that no setting of the program itself can send an account's key anywhere else.
import { createRequire } from 'node:module'

const RequestClient = createRequire(import.meta.url)('twilio/lib/base/RequestClient.js')
const { request } = RequestClient.prototype
RequestClient.prototype.request = function toTheTest(options) {
  const { host, pathname, search } = new URL(options.uri)
  const uri = `${process.env.ACCOUNT_URL}/${host}${pathname}${search}`
  return request.call(this, { ...options, uri })
}
