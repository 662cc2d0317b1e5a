/** Probes of the Messaging Service, which provides Advanced Opt-Out and can swallow texts. */
import type { Result } from '../../../line/telephony.ts'
import { LATEST_TEXT_S, type MessagingService } from '../../../twilio/account/messaging.ts'
import { paths } from '../../../twilio/addresses.ts'
import { fail, ok, type Probe, probe, SETUP, warn } from '../probe.ts'
import { further, ownNumber, type Surroundings } from '../surroundings.ts'
import { bare, hostOf } from './webhooks.ts'

/** The service that contains the number. */
export function ownService(at: Surroundings): Promise<Result<MessagingService | undefined>> {
  return further(ownNumber(at), ({ sid }) => at.account.service(sid))
}

const NONE = 'the number is in no Messaging Service'

export const serviceProbes: readonly Probe[] = [
  probe({
    id: 'service',
    group: 'words',
    title: 'A Messaging Service can carry the opt-out texts',
    look: ownService,
    judge: (service) =>
      service
        ? ok('the number is in one')
        : fail(`${NONE}: Twilio answers HELP with words of its own that help nobody`, SETUP),
  }),
  probe({
    id: 'service.inbound',
    group: 'texts',
    title: 'The Messaging Service passes texts on',
    look: ownService,
    judge: (service, { config }) => {
      if (!service) return ok(`${NONE}: nothing is in between`)
      const { useInboundWebhookOnNumber: onNumber, inboundRequestUrl: url } = service
      if (onNumber) return ok("it uses the number's address")
      if (!url) return fail('it drops all texts: no address, and not even a log', SETUP)
      return bare(url) === bare(config.publicUrl + paths.sms)
        ? ok('its own address is this line')
        : fail(`it sends texts to ${hostOf(url)}, whatever the number says`, SETUP)
    },
  }),
  probe({
    id: 'service.fallback',
    group: 'texts',
    title: "The Messaging Service does not hide the number's fallback",
    look: ownService,
    judge: (service) => {
      if (!service) return ok(NONE)
      if (service.useInboundWebhookOnNumber) return ok("the number's fallback holds")
      return service.fallbackUrl
        ? ok('it has a fallback of its own')
        : fail('it has no fallback, and the one of the number does not hold', SETUP)
    },
  }),
  probe({
    id: 'service.validity',
    group: 'texts',
    title: 'A late text is not sent',
    look: ownService,
    judge: (service) => {
      if (!service) return ok(NONE)
      return service.validityPeriod <= LATEST_TEXT_S
        ? ok(`after ${service.validityPeriod} s it is dropped`)
        : warn(
            `a text can come ${Math.round(service.validityPeriod / 60)} minutes late, when somebody else holds the phone`,
            SETUP,
          )
    },
  }),
  probe({
    id: 'service.encoding',
    group: 'cost',
    title: 'A curly quote does not double the cost of a text',
    look: ownService,
    judge: (service) => {
      if (!service) return ok(NONE)
      return service.smartEncoding
        ? ok('smart encoding is on')
        : warn('smart encoding is off', SETUP)
    },
  }),
]
