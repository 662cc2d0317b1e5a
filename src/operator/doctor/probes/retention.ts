/** Probes of the data that remains at Twilio. */
import { byHand, fail, ok, type Probe, probe, warn } from '../probe.ts'
import { daysAgo } from '../surroundings.ts'

const DELETE = 'docs/privacy.md, "What you must decide"'
/** Texts are blanked within minutes; a whole day excludes those of today. */
const BLANKED_AFTER_DAYS = 1
const KEPT_TOO_LONG_DAYS = 30

export const retentionProbes: readonly Probe[] = [
  probe({
    id: 'recordings',
    group: 'kept',
    title: 'No call is recorded',
    look: ({ account }) => account.hasRecordings(),
    judge: (some) =>
      some
        ? fail(
            'there are recordings in the account; this line makes none',
            'Console: Monitor > Logs > Call recordings: find who makes them, and delete them',
          )
        : ok('there is no recording'),
  }),
  probe({
    id: 'texts.kept',
    group: 'kept',
    title: 'Old texts are gone',
    look: (at) =>
      at.account.textsBefore(
        daysAgo(at, at.config.retention === 'blank' ? BLANKED_AFTER_DAYS : KEPT_TOO_LONG_DAYS),
      ),
    judge: ({ some, worded }, { config }) => {
      if (config.retention === 'blank')
        return worded
          ? fail('MESSAGE_RETENTION=blank, but a text of yesterday still has its words', DELETE)
          : ok('the words of yesterday are blank')
      return some
        ? warn(
            `MESSAGE_RETENTION=keep: texts older than ${KEPT_TOO_LONG_DAYS} days are there`,
            `MESSAGE_RETENTION=blank; ${DELETE}`,
          )
        : ok(`none is older than ${KEPT_TOO_LONG_DAYS} days`)
    },
  }),
  probe({
    id: 'calls.kept',
    group: 'kept',
    title: 'Old records of calls are gone',
    look: (at) => at.account.hasCallsBefore(daysAgo(at, 400)),
    judge: (some) =>
      some
        ? warn('records of calls older than 400 days, with their numbers, are there', DELETE)
        : ok('none is older than 400 days'),
  }),
  probe({
    id: 'voice-trace',
    group: 'kept',
    title: 'Nothing of the sound of a call is kept',
    look: ({ account }) => account.voiceInsights(),
    judge: ({ voiceTrace, advancedFeatures }) => {
      const where = 'Console: Monitor > Insights > Voice insights > Settings'
      if (voiceTrace) return fail('voice trace is on: pieces of calls are kept', where)
      return advancedFeatures
        ? warn('advanced voice insights keep more of each call than a bill needs', where)
        : ok('voice trace and advanced insights are off')
    },
  }),
  byHand({ id: 'redaction', group: 'kept', title: 'Who can read what Twilio keeps' }, () => [
    'Twilio does not say by its API whether numbers or texts are redacted, or who may sign in',
    'Console: Account > Manage users; Messaging > Settings > General > Redaction',
  ]),
  byHand(
    { id: 'neutral-name', group: 'kept', title: 'The number shows no name that gives it away' },
    () => [
      'what phones show for the number can not be asked',
      'Call a phone of yours by texting CALL, then RING, and look at what it shows',
    ],
  ),
]
