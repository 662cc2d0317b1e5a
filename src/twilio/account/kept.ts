/** What the account stores: recordings, texts, calls, alerts, changes. Counted, never read. */
import type sdk from 'twilio'

export async function hasRecordings(client: sdk.Twilio): Promise<boolean> {
  return (await client.recordings.list({ limit: 1, pageSize: 1 })).length > 0
}

/**
 * Whether there are texts from before a moment, and whether the latest of them still has a body.
 */
export async function textsBefore(client: sdk.Twilio, before: Date) {
  const [text] = await client.messages.list({ dateSentBefore: before, limit: 1, pageSize: 1 })
  return { some: text !== undefined, worded: Boolean(text?.body) }
}

export async function hasCallsBefore(client: sdk.Twilio, before: Date): Promise<boolean> {
  return (await client.calls.list({ startTimeBefore: before, limit: 1, pageSize: 1 })).length > 0
}

/** Errors since a moment, by code; an alert's text and addresses contain numbers and messages. */
export async function alertCounts(
  client: sdk.Twilio,
  startDate: Date,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { errorCode } of await client.monitor.v1.alerts.list({
    logLevel: 'error',
    startDate,
    limit: 500,
  }))
    if (/^\d{5,6}$/.test(errorCode)) counts[errorCode] = (counts[errorCode] ?? 0) + 1
  return counts
}

/** Who has changed a resource since a moment, by kind: a person in the console, or a key. */
export async function changesOf(client: sdk.Twilio, resourceSid: string, startDate: Date) {
  const found = await client.monitor.v1.events.list({ resourceSid, startDate, limit: 20 })
  return found.map(({ actorType, eventDate }) => ({
    actor: ACTORS.find((known) => known === actorType) ?? 'unknown',
    at: new Date(eventDate),
  }))
}

const ACTORS = ['user', 'account', 'api-key', 'twilio-admin', 'carrier']
