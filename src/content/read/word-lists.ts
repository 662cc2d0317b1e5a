/**
 * Reads the lists of words that people use, for review; none of these words is ever said by the
 * line.
 */
import type { z } from 'zod'
import { WordList } from '../schema/questions.ts'
import type { Names } from './files.ts'
import { listYaml, readYaml, type Source } from './yaml.ts'

export type ListFile = { file: string; language: string; list: z.infer<typeof WordList> }

/** The lists of all languages; faults are added to the source. */
export function readWordLists(source: Source, { languages }: Names): ListFile[] {
  return languages.flatMap((language) => {
    const folder = `content/${language}`
    const inside = (name: string) =>
      listYaml(source, `${folder}/${name}`).map((id) => `${name}/${id}`)
    const names = [
      'words',
      'danger',
      'answers',
      ...inside('questions'),
      ...inside('questions/line'),
    ]
    return names.flatMap((name) => {
      const file = `${folder}/${name}.yaml`
      const list = readYaml(source, file, WordList)
      return list ? [{ file, language, list }] : []
    })
  })
}
