/** Texts over a limit of readability, segments or seconds, as faults of their files. */
import type { Fault } from '../../content/fault.ts'
import type { Content } from '../../content/load.ts'
import { type TextRow, textRows } from '../texts.ts'

/** `names` are the line's names, which do not count towards readability. */
export function longTexts(content: Content, names: readonly string[]): Fault[] {
  return textRows(content, names).flatMap((row) =>
    row.over.map((over): Fault => ({ ...placeOf(row), ...faultOf(row, over) })),
  )
}

function faultOf({ reading, segments, seconds }: TextRow, over: string) {
  if (over === 'segments')
    return {
      rule: 'segments',
      problem: `takes ${segments} segments`,
      remedy: 'Shorten it',
    } as const
  if (over === 'seconds')
    return { rule: 'seconds', problem: `takes ${seconds} seconds`, remedy: 'Shorten it' } as const
  return {
    rule: 'reading',
    problem: `is hard to read: ${reading?.measure} ${reading?.value.toFixed(1)}`,
    remedy: 'Write shorter sentences and shorter words',
  } as const
}

/** The location of the text that a row names, such as page signs/0 or menu home. */
function placeOf({ language, medium, text }: TextRow): Pick<Fault, 'file' | 'key'> {
  const [kind = '', name = ''] = text.split(' ')
  if (kind === 'interpreter')
    return { file: 'content/interpreters.yaml', key: `languages.${language}.${medium}` }
  const folder = `content/${language}`
  if (kind === 'page') {
    const [topic, page] = name.split('/')
    return { file: `${folder}/topics/${topic}.yaml`, key: `${medium}.${page}` }
  }
  const [, about] = /^small_talk\.(.+)$/.exec(name) ?? []
  if (about) return { file: `${folder}/smalltalk.yaml`, key: `talk.${about}.answer` }
  return {
    file: `${folder}/line.yaml`,
    key: `${medium}.${kind === 'menu' ? 'menus' : 'says'}.${name}`,
  }
}
