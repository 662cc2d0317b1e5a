/** Routes for transfers: the waiting caller, and whoever is rung for them. */
import { CARRY, paths, placeOf } from '../../twilio/addresses.ts'
import { callOf, digitOf, type Form } from '../../twilio/form.ts'
import { SILENCE } from '../../twilio/message.ts'
import {
  advocateDocument,
  bridgeDocument,
  hasEnded,
  leftResult,
  queueOf,
  waitDocument,
} from '../../twilio/transfer.ts'
import type { Parts } from '../parts.ts'
import { numberIn, type Request } from '../webhook.ts'
import type { CallTurn } from './voice.ts'

export function addTransferRoutes(parts: Parts, turn: CallTurn): void {
  const { addWebhook, content, line, voice, safe } = parts
  const { transfers } = line
  const idOf = ({ query }: Request) => query('t') ?? ''
  const rungOf = (request: Request) => numberIn(request, 'rung')

  addWebhook(paths.wait, safe.waiting, async (request) => {
    const id = idOf(request)
    return waitDocument(content, voice, id, await transfers.wait(id))
  })
  addWebhook(paths.waitKey, safe.waiting, async (request) => {
    const id = idOf(request)
    return waitDocument(content, voice, id, await transfers.wait(id, digitOf(request.form) ?? ''))
  })
  // somebody who has talked, or may have, is not dialled for again, whatever breaks
  const leftSafe = (form: Form) =>
    ['bridged', 'unknown'].includes(leftResult(form)) ? safe.talked : safe.voice
  addWebhook(paths.left, leftSafe, async (request) => {
    const { form } = request
    const spoken = request.query('language')
    const next = await transfers.left(idOf(request), leftResult(form), queueOf(form))
    switch (next.type) {
      case 'nothing':
        return SILENCE
      case 'bridge':
        return bridgeDocument(voice, next, {
          place: placeOf(numberIn(request, 'step'), request.query(CARRY)),
          language: spoken ?? content.flows.voice.languages[0],
        })
      case 'ended':
        return turn(paths.left, request, { type: 'transfer_ended', outcome: next.outcome, spoken })
    }
  })

  const advocate = async (request: Request, type: 'answered' | 'accepted' | 'declined') => {
    const leg = { transfer: idOf(request), rung: rungOf(request) }
    const { rung } = leg
    const word = await transfers.advocate(leg.transfer, { rung, sid: callOf(request.form) }, type)
    return word.type === 'end' ? safe.leg : advocateDocument(content, voice, leg, word)
  }
  addWebhook(paths.leg, safe.leg, (request) => advocate(request, 'answered'))
  addWebhook(paths.legKey, safe.leg, (request) =>
    advocate(request, digitOf(request.form) === undefined ? 'declined' : 'accepted'),
  )
  addWebhook(paths.legStatus, undefined, async (request) => {
    if (hasEnded(request.form)) await transfers.ended(idOf(request), rungOf(request))
    return undefined
  })
}
