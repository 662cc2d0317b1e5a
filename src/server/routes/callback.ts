/** The call asked for by text: the person's own phone is rung. */
import { paths } from '../../twilio/addresses.ts'
import { callbackDocument, calledNumber, progressOf } from '../../twilio/callback.ts'
import { callOf, digitOf } from '../../twilio/form.ts'
import type { Parts } from '../parts.ts'
import type { Request } from '../webhook.ts'
import type { CallTurn } from './voice.ts'

export function addCallbackRoutes(parts: Parts, turn: CallTurn): void {
  const { addWebhook, content, line, voice, safe } = parts
  const languageOf = ({ query }: Request) => query('language') ?? content.flows.voice.languages[0]

  addWebhook(paths.callback, safe.callback, async (request) => {
    const wanted = await line.callbacks.isWanted(calledNumber(request.form))
    return wanted ? callbackDocument(content, languageOf(request), voice) : safe.callback
  })
  // its key was pressed, so the person is there
  addWebhook(paths.callbackKey, safe.voice, async (request) => {
    if (digitOf(request.form) !== '1') return safe.callback
    return turn(paths.callbackKey, request, { type: 'called_back', language: languageOf(request) })
  })
  addWebhook(paths.callbackStatus, undefined, async ({ form }) => {
    const state = progressOf(form)
    if (state) await line.callbacks.report(calledNumber(form), callOf(form) || undefined, state)
    return undefined
  })
}
