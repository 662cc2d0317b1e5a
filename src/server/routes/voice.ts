/** Calls: their beginning, their keys, and the end of a bridge. */
import type { Input } from '../../flow/input.ts'
import { paths } from '../../twilio/addresses.ts'
import { callOf, type Form } from '../../twilio/form.ts'
import { createSpeak, dialInput, keyInput } from '../../twilio/voice.ts'
import type { Parts } from '../parts.ts'
import { numberIn, type Request } from '../webhook.ts'

/** Takes a step of a call and writes its answer. `route` tells its steps from those of others. */
export type CallTurn = (route: string, request: Request, input: Input) => Promise<string>

export function createCallTurn({ content, line, voice }: Parts): CallTurn {
  const speak = createSpeak(content, voice)
  return async function callTurn(route, request, input) {
    const step = numberIn(request, 'step')
    const id = `${route} ${step}`
    return speak(await line.call({ call: callOf(request.form), id, input }), step + 1)
  }
}

export function addVoiceRoutes({ addWebhook, line, safe }: Parts, turn: CallTurn): void {
  const add = (path: string, input: (form: Form) => Input) =>
    addWebhook(path, safe.voice, async (request) => turn(path, request, input(request.form)))

  addWebhook(paths.voice, safe.voice, async (request) =>
    // a call is never turned away: over the limit it is connected without a menu
    line.admitsCall() ? turn(paths.voice, request, { type: 'begin' }) : safe.voice,
  )
  add(paths.turn, keyInput)
  add(paths.transferEnded, dialInput)
  // an address that was copied wrongly into the console is answered too
  addWebhook('/voice/*', safe.voice, async () => safe.voice)
}
