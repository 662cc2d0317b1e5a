/** Exports the line to another tool's format, and reports what that format cannot express. */
import { textOf } from '../../content/read/files.ts'
import type { Medium } from '../../content/words.ts'
import { floipText } from '../../formats/floip/write.ts'
import { limits } from '../../formats/studio/limits.ts'
import type { Commands } from '../../formats/studio/ways.ts'
import { studioFlow } from '../../formats/studio/write.ts'
import type { Project } from './project.ts'

export type Exported = { text: string; report: readonly string[] }

export function exportFloip({ exchange }: Project): Exported {
  return {
    text: floipText(exchange),
    report: [
      'Words of danger, free questions and the warm transfer are not in it: docs/formats.md.',
    ],
  }
}

export function exportStudio({ files, exchange }: Project, medium: Medium): Exported {
  const commands = Object.keys(files.languages).map((language): [string, Commands] => {
    const { more, back, menu, person, exit } = textOf(files, language).words
    return [language, { more, back, menu, person, exit }]
  })
  const flow = studioFlow({
    exchange,
    medium,
    phones: files.phones,
    commands: Object.fromEntries(commands),
  })
  return { text: `${JSON.stringify(flow, undefined, 2)}\n`, report: limits }
}
