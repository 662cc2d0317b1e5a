/** Holds content and flows against every rule. */
import { Command } from 'commander'
import { contentAt, type Names, partsAt, today } from '../operator/content.ts'
import { lineName, type Place, sayNames, spokenName } from './place.ts'

export const check = (place: Place) =>
  new Command('check')
    .description('hold content/ and flows/ against every rule; an entry nobody checked is an error')
    .addOption(lineName(place))
    .addOption(spokenName(place))
    .action(async (options: Names) => {
      const { check } = await import('../operator/check.ts')
      const { reviewNotes } = await import('../operator/review.ts')
      sayNames(options)
      const content = contentAt(
        place.root,
        { ...options, lineNumber: place.environment.LINE_NUMBER },
        'anew',
      )
      console.log(check(content, reviewNotes(partsAt(place.root), today())))
    })
