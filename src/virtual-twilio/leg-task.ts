/** The life of a leg: it does one thing until that ends, fails, or the REST API sends it elsewhere. */
import type { Run } from './document.ts'
import { Interrupted, never, type SimulatedLeg } from './leg.ts'
import { spoken } from './speech.ts'
import type { World } from './state.ts'
import { TwimlError } from './twiml.ts'

/** What Twilio says when a document is of no use. Source: https://www.twilio.com/docs/api/errors/11200 */
export const APOLOGY = 'We are sorry. An application error has occurred. Goodbye.'

/** Starts a leg's task. When it comes to an end the leg is over. */
export function live(world: World, run: Run, leg: SimulatedLeg, begin: () => Promise<void>): void {
  world.clock.spawn(async () => {
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
          act = apologise
        } else throw error
      }
    }
  })

  async function apologise() {
    leg.answer()
    leg.heard.push(APOLOGY)
    world.record({ kind: 'say', leg: leg.sid, language: 'en-US', text: APOLOGY })
    await leg.wait('clock', never, spoken(APOLOGY))
  }
}
