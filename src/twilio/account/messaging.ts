/** The account's messaging settings: Messaging Services, and the countries texts may go to. */
import type sdk from 'twilio'
import { picked } from './picked.ts'

export type MessagingService = Awaited<ReturnType<typeof servicesOf>>[number]

/** The settings of a service that a set-up may change. */
export type ServiceChange = Partial<
  Pick<
    MessagingService,
    'useInboundWebhookOnNumber' | 'smartEncoding' | 'validityPeriod' | 'fallbackUrl'
  >
>

/** Seconds after which an unsent text must not go out: somebody else may hold the phone by then. */
export const LATEST_TEXT_S = 600

/** How many services are searched for the number. */
const MOST_SERVICES = 50

export async function servicesOf(client: sdk.Twilio) {
  const found = await client.messaging.v1.services.list({ limit: MOST_SERVICES })
  return found.map((service) =>
    picked(
      service,
      ...(['sid', 'friendlyName', 'inboundRequestUrl', 'fallbackUrl', 'smartEncoding'] as const),
      ...(['validityPeriod', 'useInboundWebhookOnNumber', 'inboundMethod'] as const),
    ),
  )
}

/** The service that contains a number; there can be only one. */
export async function serviceOf(
  client: sdk.Twilio,
  numberSid: string,
): Promise<MessagingService | undefined> {
  for (const service of await servicesOf(client)) {
    const senders = await client.messaging.v1.services(service.sid).phoneNumbers.list()
    if (senders.some(({ sid }) => sid === numberSid)) return service
  }
  return undefined
}

export async function createService(
  client: sdk.Twilio,
  friendlyName: string,
  change: ServiceChange,
): Promise<string> {
  return (await client.messaging.v1.services.create({ friendlyName, ...change })).sid
}

export async function changeService(client: sdk.Twilio, sid: string, change: ServiceChange) {
  await client.messaging.v1.services(sid).update(change)
}

export async function removeService(client: sdk.Twilio, sid: string) {
  await client.messaging.v1.services(sid).remove()
}

export async function addSender(client: sdk.Twilio, service: string, numberSid: string) {
  await client.messaging.v1.services(service).phoneNumbers.create({ phoneNumberSid: numberSid })
}

export async function removeSender(client: sdk.Twilio, service: string, numberSid: string) {
  await client.messaging.v1.services(service).phoneNumbers(numberSid).remove()
}

/** Whether texts may be sent to a country. */
export async function textsMayGoTo(client: sdk.Twilio, countryCode: string): Promise<boolean> {
  const { permissions } = await client.accounts.v1.messagingGeopermissions.fetch({ countryCode })
  // typed as any by the SDK: a list of countries and prefixes, each on or off
  const rows = Array.isArray(permissions) ? permissions : []
  return rows.some(
    (row) => row?.country_code === countryCode && row?.type === 'country' && row?.enabled === true,
  )
}
