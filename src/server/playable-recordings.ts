/**
 * Tracks which recordings can be played. If Twilio cannot fetch one it ends the document and
 * perhaps the call, so only recordings that could just be fetched, from where Twilio fetches them,
 * are played; all other text uses the synthetic voice.
 */
import { type Recordings, recordingKey } from '../content/recordings.ts'
import type { Log } from '../telemetry/events.ts'
import type { Playing } from '../twilio/speak.ts'

/** A recording that takes longer than this would keep callers waiting. */
const ASK_MS = 3_000
/** Number of concurrent checks. */
const AT_ONCE = 4
/** Source: https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types */
const PLAYED = /^audio\/(mpeg|(x-)?wav|wave|(x-)?aif[fc]|(x-)?gsm|ulaw)\b/

export type PlayableRecordingsParts = {
  recordings: Recordings
  /** This server's public address. */
  publicUrl: string
  log: Log
  /** Fetches an address as Twilio would. */
  ask: (request: Request) => Response | Promise<Response>
}

/**
 * `look` checks all recordings; call it once the server listens, and every minute. It never
 * rejects.
 */
export function createPlayableRecordings(
  parts: PlayableRecordingsParts,
): Playing & { look: () => Promise<void> } {
  const { recordings, publicUrl, log } = parts
  const all = Array.from(recordings.playable, ([key, { address }]) => ({
    key,
    address: new URL(address, `${publicUrl.replace(/\/$/, '')}/`).href,
  }))
  let there = new Map<string, string>()
  let version = 0
  let missing = 0

  async function lookAround(): Promise<void> {
    const found = new Map<string, string>()
    for (let at = 0; at < all.length; at += AT_ONCE)
      await Promise.all(
        all.slice(at, at + AT_ONCE).map(async ({ key, address }) => {
          if (await isThere(parts.ask, address)) found.set(key, address)
        }),
      )
    const changed =
      found.size !== there.size || Array.from(found.keys()).some((key) => !there.has(key))
    there = found
    if (changed) version++
    const lost = all.length - found.size
    if (lost !== missing) log({ event: 'recordings', unreachable: lost })
    missing = lost
  }

  let looking: Promise<void> | undefined
  return {
    addressOf: (language, id) => there.get(recordingKey(language, id)),
    version: () => version,
    async look() {
      looking ??= lookAround().finally(() => {
        looking = undefined
      })
      await looking
    },
  }
}

async function isThere(ask: PlayableRecordingsParts['ask'], address: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ASK_MS)
    const response = await ask(new Request(address, { method: 'HEAD', signal }))
    return response.status === 200 && PLAYED.test(response.headers.get('content-type') ?? '')
  } catch {
    return false
  }
}
