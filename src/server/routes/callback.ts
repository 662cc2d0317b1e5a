/** Routes for the call requested by text: the person's own phone rings. */
import { paths } from '../../twilio/addresses.ts'
import {
  callbackDocument,
  calledNumber,
  isPastKey,
  mayHaveTalked,
  progressOf,
} from '../../twilio/callback.ts'
import { callOf, digitOf, type Form } from '../../twilio/form.ts'
import type { Parts } from '../parts.ts'
import type { Request } from '../webhook.ts'
import type { CallTurn } from './voice.ts'

export function addCallbackRoutes(parts: Parts, turn: CallTurn): void {
  const { addWebhook, content, line, voice, safe } = parts
  const languageOf = ({ query }: Request) => query('language') ?? content.flows.voice.languages[0]

  addWebhook(paths.callback, safe.callback, async (request) => {
    const { form } = request
    const wanted = await line.callbacks.isWanted(calledNumber(form), callOf(form) || undefined)
    if (!wanted) return safe.callback
    return callbackDocument(content, { language: languageOf(request), again: false }, voice)
  })
  const isPressed = (form: Form) => digitOf(form) === '1'
  const unlessPressed = (form: Form) => (isPressed(form) ? safe.voice : safe.callback)
  // the key was pressed, so the person is there
  addWebhook(paths.callbackKey, unlessPressed, async (request) => {
    const language = languageOf(request)
    if (isPressed(request.form))
      return turn(paths.callbackKey, request, { type: 'called_back', language })
    // allow one wrong key
    if (!digitOf(request.form) || request.query('again')) return safe.callback
    return callbackDocument(content, { language, again: true }, voice)
  })
  // fallbacks for failed documents of that call: nothing is said before the key
  const fallback = (form: Form) => {
    if (!isPastKey(form)) return safe.ringing
    return mayHaveTalked(form) ? safe.talked : safe.voice
  }
  addWebhook(paths.callbackFallback, fallback, async ({ form }) => fallback(form))
  addWebhook(paths.callbackPressed, unlessPressed, async ({ form }) => unlessPressed(form))
  addWebhook(paths.callbackStatus, undefined, async ({ form }) => {
    const state = progressOf(form)
    if (state) await line.callbacks.report(calledNumber(form), callOf(form) || undefined, state)
    return undefined
  })
}
