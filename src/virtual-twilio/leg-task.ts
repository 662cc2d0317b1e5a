/** The task of a leg: runs one thing until it ends or fails, or the REST API redirects the leg. */
import type { Execution } from './document.ts'
import { Interrupted, never, type SimulatedLeg } from './leg.ts'
import type { State } from './state.ts'
import { TwimlError } from './twiml.ts'
import { spoken } from './verbs/speech.ts'

/**
 * What Twilio says if a document is unusable. Source: https://www.twilio.com/docs/api/errors/11200
 */
export const APOLOGY = 'We are sorry. An application error has occurred. Goodbye.'

/** Starts a leg's task with `begin`. The leg ends when the task does. */
export function startLegTask(
  { state, run, leg }: Pick<Execution, 'state' | 'run' | 'leg'>,
  begin: () => Promise<void>,
): void {
  state.clock.spawn(async () => {
    let act = begin
    let apologised = false
    while (!leg.over) {
      try {
        await act()
        leg.end()
      } catch (error) {
        if (error instanceof Interrupted) {
          const { interruption } = error
          if (interruption.type !== 'redirect') return leg.end()
          act = () => run(leg, interruption.source, 'voice')
        } else if (error instanceof TwimlError) {
          if (apologised) return leg.end()
          apologised = true
          act = () => apologise(state, leg)
        } else throw error
      }
    }
  })
}

async function apologise(state: State, leg: SimulatedLeg): Promise<void> {
  leg.answer()
  leg.heard.push(APOLOGY)
  state.record({ kind: 'say', leg: leg.sid, language: 'en-US', text: APOLOGY })
  await leg.wait('clock', never, spoken(APOLOGY))
}
