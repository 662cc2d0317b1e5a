/** `harborline recordings`: lists the texts that can be recorded, and confirms recordings. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { textsOf } from '../content/compile/recordings.ts'
import type { Content } from '../content/load.ts'
import { audioFolder, readAudio } from '../content/read/recordings.ts'
import { recordingKey } from '../content/recordings.ts'
import { shortHash } from '../content/short-hash.ts'
import { wrongOption } from './content.ts'

/** Every spoken text, with the name for its recording, and whether a recording is in use. */
export function listRecordings({ recordings }: Content, languages: readonly string[]): string {
  const lines = languages.flatMap((language) =>
    Array.from(textsIn(recordings, language), ([id, text]) => {
      const played = recordings.playable.has(recordingKey(language, id))
      return `${recordingKey(language, id)} (${played ? 'recorded' : 'spoken by the synthetic voice'})\n  ${text}`
    }),
  )
  return lines.join('\n')
}

/**
 * Confirms that recordings match the current texts: those named, such as en/topics/signs.1, or all
 * of them. Returns what was confirmed.
 */
export function confirmRecordings(
  root: string,
  { recordings }: Content,
  named: readonly string[],
): string[] {
  const confirmed: string[] = []
  for (const language of Object.keys(recordings.parts)) {
    const texts = textsIn(recordings, language)
    const { files, kept } = readAudio({ root, parsed: () => undefined, faults: [] }, language)
    const there = [...files.map(({ id }) => id), ...Object.keys(kept)]
    const read: Record<string, { text?: string | undefined; url?: string | undefined }> = {
      ...kept,
    }
    for (const id of new Set(there)) {
      const key = recordingKey(language, id)
      const text = texts.get(id)
      if (text === undefined || (named.length > 0 && !named.includes(key))) continue
      read[id] = { ...read[id], text: shortHash(text) }
      confirmed.push(key)
    }
    if (confirmed.some((key) => key.startsWith(`${language}/`)))
      writeFileSync(join(root, audioFolder(language), 'recordings.yaml'), listOf(read))
  }
  const unknown = named.find((key) => !confirmed.includes(key))
  if (unknown !== undefined)
    throw wrongOption(
      unknown,
      'there is no recording of such a text',
      'Put it into content/<language>/audio under the name that `recordings` lists',
    )
  return confirmed
}

function textsIn({ parts }: Content['recordings'], language: string): Map<string, string> {
  return textsOf(parts[language] ?? new Map())
}

/** The contents of recordings.yaml, which is rewritten each time. */
function listOf(
  read: Readonly<Record<string, { text?: string | undefined; url?: string | undefined }>>,
) {
  const lines = Object.keys(read)
    .toSorted()
    .map((id) => {
      const { text, url } = read[id] ?? {}
      const fields = [...(text ? [`text: ${text}`] : []), ...(url ? [`url: '${url}'`] : [])]
      return `${id}: { ${fields.join(', ')} }`
    })
  return `# Which text each recording is of; written by \`npm run harborline -- recordings --confirm\`.\n${lines.join('\n')}\n`
}
