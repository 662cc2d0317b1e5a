/** The state of the line, as a list. */
import type { LineState } from './state.ts'

export function StateView({ state }: { state: LineState }) {
  const { store, keptIn, trouble, spoken, checkedOn, stale, warnings, certificate } = state
  return (
    <section aria-labelledby="state">
      <h2 id="state">The line now</h2>
      <dl class="state">
        <Row name="Conversations are kept" good={store === 'up'}>
          {keptIn === 'redis'
            ? `in Redis, which is ${store}`
            : 'in memory, and end with the process'}
          {trouble && <p>{trouble}</p>}
        </Row>
        <Row name="Content" good>
          {spoken.version}, spoken since {spoken.since.slice(0, 16).replace('T', ' ')} UTC
        </Row>
        <Row name="Checked at its sources" good={stale === 0}>
          all since {checkedOn}
          {stale > 0 && `; ${stale} entries too long ago`}
        </Row>
        <Reviews reviews={state.reviews} />
        {certificate && (
          <Row name="Certificate" good={'days' in certificate && certificate.days > 14}>
            {'days' in certificate
              ? `holds for ${certificate.days} days`
              : `could not be looked at (${certificate.trouble})`}
          </Row>
        )}
        <Watched watch={state.watch} />
        {warnings.length > 0 && (
          <Row name="To be done" good={false}>
            <ul>
              {warnings.map((warning) => (
                <li>{warning}</li>
              ))}
            </ul>
          </Row>
        )}
      </dl>
    </section>
  )
}

function Reviews({ reviews }: { reviews: LineState['reviews'] }) {
  const waiting = Object.entries(reviews).filter(([, { unreviewed }]) => unreviewed > 0)
  const told = waiting.map(([name, { texts, unreviewed }]) => `${name}: ${unreviewed} of ${texts}`)
  return (
    <Row name="Unreviewed texts" good={waiting.length === 0}>
      {waiting.length === 0 ? 'none' : told.join('; ')}
    </Row>
  )
}

function Watched({ watch: { selfTestMinutes, alarms, heartbeat } }: Pick<LineState, 'watch'>) {
  const told = [
    selfTestMinutes > 0 ? `a self-test every ${selfTestMinutes} minutes` : 'no self-test',
    alarms ? 'alarms go out' : 'nobody gets an alarm (ALARM_URL, ALARM_MAIL_TO)',
    heartbeat
      ? 'somebody hears when it is silent'
      : 'nobody hears when it is silent (HEARTBEAT_URL)',
  ]
  return (
    <Row name="Watched" good={selfTestMinutes > 0 && alarms && heartbeat}>
      {told.join('; ')}
    </Row>
  )
}

type RowProps = { name: string; good: boolean; children: unknown }

/** A row; a word accompanies the colour, for people who cannot see it. */
function Row({ name, good, children }: RowProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {!good && <strong class="look">Look: </strong>}
        {children}
      </dd>
    </div>
  )
}
