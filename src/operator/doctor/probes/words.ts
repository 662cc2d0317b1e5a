/** Probes of STOP and HELP: what Twilio answers itself, and in whose words. */
import { byHand, fail, ok, type Probe, probe } from '../probe.ts'
import { ownService } from './service.ts'

const TEXTS = 'docs/safety.md, "Texts for Advanced Opt-Out"'

export const wordProbes: readonly Probe[] = [
  byHand(
    { id: 'opt-out-texts', group: 'words', title: 'HELP and STOP are answered in our words' },
    () => [
      'Twilio has no API that shows or sets Advanced Opt-Out',
      `Paste ${TEXTS}, into Console: Messaging > Services > the service > Opt-Out Management; then text HELP, AYUDA, STOP, ALTO and START from a phone of yours`,
    ],
  ),
  probe({
    id: 'opt-out-by-whom',
    group: 'words',
    title: 'STOP is answered once',
    look: ownService,
    judge: (service, { config }) =>
      config.optOut === 'line' && service
        ? fail(
            'OPT_OUT=line, but the number is in a Messaging Service, where Twilio answers STOP too',
            'OPT_OUT=provider, unless Twilio has switched its own answer off for you',
          )
        : ok(config.optOut === 'line' ? 'by the line' : 'by the provider'),
  }),
]
