/**
 * The paths of calls and texts, as far as they are counted; no two steps are ever cross-tabulated.
 */
import type { CountName } from '../../counts/counts.ts'
import type { MonthOfCounts } from '../../counts/read.ts'
import { FEW, type Shown } from '../../counts/shown.ts'
import type { Place } from './charts/way.tsx'
import { figureOf, figuresOf } from './figures.ts'
import type { Label } from './labels.ts'

export function wayOfCalls(month: MonthOfCounts, label: Label): Place {
  return {
    label: 'Calls',
    value: of(month, 'conversations', 'voice'),
    onward: [
      { label: 'Went on', value: of(month, 'went_on', 'voice') },
      { label: 'Heard a topic', value: of(month, 'topics', 'voice') },
      {
        label: 'Asked for a person',
        value: of(month, 'asked_for_person', 'voice'),
        onward: ends(month, 'transfers', label),
      },
    ],
  }
}

export function wayOfTexts(month: MonthOfCounts, label: Label): Place {
  return {
    label: 'Texts',
    value: of(month, 'conversations', 'sms'),
    onward: [
      { label: 'Went on', value: of(month, 'went_on', 'sms') },
      { label: 'Read a topic', value: of(month, 'topics', 'sms') },
      { label: 'Asked for a person', value: of(month, 'asked_for_person', 'sms') },
      {
        label: 'Asked to be called',
        value: figureOf(month, 'ring_asked') ?? FEW,
        onward: ends(month, 'ring_ended', label),
      },
    ],
  }
}

function of(month: MonthOfCounts, count: CountName, channel: string): Shown {
  return figureOf(month, count, 'channel', channel) ?? FEW
}

function ends(month: MonthOfCounts, count: CountName, label: Label): Place[] {
  return figuresOf(month, count, 'of').map(({ key, value }) => ({
    label: label(count, 'of', key),
    value,
  }))
}
