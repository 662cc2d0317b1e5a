/** Routes for calls: their start, their keys, and the end of a bridge. */
import { keys } from '../../flow/flow.ts'
import type { Input } from '../../flow/input.ts'
import { CARRY, paths } from '../../twilio/addresses.ts'
import { callOf, digitOf, type Form } from '../../twilio/form.ts'
import { createSpeak, dialInput, hasTalked, keyInput } from '../../twilio/voice.ts'
import type { SafeDocument } from '../last-guard.ts'
import type { Parts } from '../parts.ts'
import { numberIn, type Request } from '../webhook.ts'

/**
 * Takes a step of a call and writes its answer. `route` distinguishes its steps from other routes'.
 */
export type CallTurn = (route: string, request: Request, input: Input) => Promise<string>

export function createCallTurn({ content, line, voice }: Parts): CallTurn {
  const speak = createSpeak(content, voice)
  return function callTurn(route, request, input) {
    const step = numberIn(request, 'step')
    const carry = request.query(CARRY)
    // where a document could not say the step, they are counted anew: what is carried differs
    const id = `${route} ${step} ${carry ?? digitOf(request.form) ?? ''}`
    // a caller who interrupted the announcement, and does not ask for it again, is connected at
    // once
    const said = request.query('said') === '1' && digitOf(request.form) !== keys.repeat
    const call = { call: callOf(request.form), id, input, carry }
    return line.call(call).then((answer) => speak(answer, step + 1, said))
  }
}

/** Whether the key asks for a person again after a conversation with one. */
function asksAgain(form: Form): boolean {
  const digit = digitOf(form)
  return digit === keys.person || digit === '1'
}

export function addVoiceRoutes({ addWebhook, line, safe }: Parts, turn: CallTurn): void {
  const add = (
    path: string,
    input: (form: Form, spoken: string | undefined) => Input,
    document: SafeDocument = safe.voice,
  ) =>
    addWebhook(path, document, (request) =>
      turn(path, request, input(request.form, request.query('language'))),
    )

  addWebhook(paths.voice, safe.voice, async (request) =>
    // a call is never turned away: over the limit it is connected without a menu
    line.admitsCall() ? turn(paths.voice, request, { type: 'begin' }) : safe.voice,
  )
  add(paths.turn, keyInput, (form, query) =>
    query('talked') && !asksAgain(form) ? safe.talked : safe.voice,
  )
  // somebody who has talked is not dialled for again, whatever breaks
  const ended = (form: Form) => (hasTalked(form) ? safe.talked : safe.voice)
  add(paths.transferEnded, dialInput, ended)
  const asks = (form: Form) => digitOf(form) === keys.person
  add(
    paths.again,
    (form) => (asks(form) ? keyInput(form) : { type: 'transfer_ended', outcome: 'answered' }),
    (form) => (asks(form) ? safe.voice : safe.talked),
  )
  // an address mistyped in the console is answered too
  addWebhook('/voice/*', safe.voice, async () => safe.voice)
}
