/** Every answer to danger must leave room to mention a topic that is asked for as well. */
import { Event, isUrgent } from '../../flow/event.ts'
import type { Flow } from '../../flow/flow.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { Wording } from '../words.ts'

/**
 * Below a page the mention may be dropped; below a sentence its key would replace one of a menu's
 * own.
 */
export function besideFaults(language: string, { says, beside }: Wording, flow: Flow): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, `content/${language}/line.yaml`, 'length')
  const topics = Object.keys(flow.pages)
  for (const event of Event.options.filter(isUrgent)) {
    const { say } = { say: undefined, ...flow.on[event] }
    if (!say) continue
    const without = topics.find(
      (topic) => flow.nodes[topic] && beside({ type: 'say', text: say }, topic) === says.get(say),
    )
    if (without)
      note(`text say ${say}`, `it leaves no room to name '${without}' below it`, 'Shorten it')
  }
  return faults
}
