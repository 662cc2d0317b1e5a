/** Reports turns to the log and the counts. */
import type { Input } from '../flow/input.ts'
import type { Reply } from '../flow/session.ts'
import type { Log, LogEvent } from '../telemetry/events.ts'
import type { CountTurn } from './counting.ts'
import type { TurnResult } from './turn.ts'

/** Logs and counts the turns of a medium. `started` is when the turn began, by `performance.now`. */
export function reportTurns(log: Log, countTurn: CountTurn) {
  return (channel: string, input: Input, turn: TurnResult, started: number): void => {
    const { outcome, language, replies, from } = turn
    const answer = kindOfReply(replies.at(-1))
    const ms = Math.round(performance.now() - started)
    log({ event: 'turn', channel, outcome, answer, language, from, ms })
    countTurn(channel, input, turn)
  }
}

/** The kind of reply, for the log; never its content. */
function kindOfReply(reply: Reply | undefined): (LogEvent & { event: 'turn' })['answer'] {
  if (!reply) return 'nothing'
  switch (reply.type) {
    case 'say':
    case 'outcome':
      return 'sentence'
    case 'led':
    case 'keys':
      return 'page'
    default:
      return reply.type
  }
}
