/** Play: the recording is fetched before anything is heard; if it cannot be, the document fails. */
import { TwimlError } from '../twiml.ts'
import type { Faults, VirtualTwilioOptions } from '../types.ts'

/**
 * Fetches a recording and returns its duration in milliseconds. Throws TwimlError if it cannot be
 * played.
 */
export type FetchAudio = (url: string) => Promise<number>

/** Bytes per second of telephone audio, and of MP3 at 64 kbit/s. */
const BYTES_PER_S = 8_000
/** Source: https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types */
const PLAYED = /^audio\/(mpeg|(x-)?wav|wave|(x-)?aif[fc]|(x-)?gsm|ulaw)\b/

/**
 * Fetches with an unsigned GET.
 * Sources of the codes: https://www.twilio.com/docs/api/errors/11200 and 13420
 */
export function createFetchAudio({
  options,
  faults,
}: {
  options: Pick<VirtualTwilioOptions, 'deliver'>
  faults: Faults
}): FetchAudio {
  return async function fetchAudio(url) {
    const headers = { accept: '*/*', 'user-agent': 'TwilioProxy/1.1' }
    const response =
      faults.recordings === 'gone'
        ? new Response(null, { status: 404 })
        : await options.deliver(new Request(url, { headers }))
    const body = await response.arrayBuffer()
    if (response.status !== 200)
      throw new TwimlError(11200, `a recording could not be had: ${response.status}`)
    if (!PLAYED.test(response.headers.get('content-type') ?? ''))
      throw new TwimlError(13420, 'Play leads to something that is no recording')
    return Math.ceil((body.byteLength / BYTES_PER_S) * 1000)
  }
}
