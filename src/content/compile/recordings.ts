/** Decides which recordings may be played: those of a text as it is now. The others are faults. */
import type { Flow } from '../../flow/flow.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { AudioFile, AudioFolder } from '../read/recordings.ts'
import { audioFolder } from '../read/recordings.ts'
import {
  type Recording,
  type Recordings,
  recordingKey,
  type SpokenPart,
  spokenParts,
} from '../recordings.ts'
import { shortHash } from '../short-hash.ts'
import type { Wording } from '../words.ts'

/** `faults` never prevent a start, since the synthetic voice takes over. */
export function compileRecordings(
  audio: Readonly<Record<string, AudioFolder>>,
  wording: Readonly<Record<string, Wording>>,
  flow: Flow,
): { recordings: Recordings; faults: Fault[] } {
  const parts: Record<string, ReturnType<typeof spokenParts>> = {}
  const playable = new Map<string, Recording>()
  const faults: Fault[] = []
  for (const [language, words] of Object.entries(wording)) {
    const own = spokenParts(words, flow)
    parts[language] = own
    const folder = audio[language] ?? { files: [], kept: {} }
    for (const [id, recording] of playableIn(language, folder, textsOf(own), faults))
      playable.set(recordingKey(language, id), recording)
  }
  return { recordings: { parts, playable }, faults }
}

/** The texts that can be recorded, by id. */
export function textsOf(parts: ReadonlyMap<string, readonly SpokenPart[]>): Map<string, string> {
  return new Map(
    Array.from(parts.values())
      .flat()
      .map(({ id, text }) => [id, text]),
  )
}

function* playableIn(
  language: string,
  { files, kept }: AudioFolder,
  texts: ReadonlyMap<string, string>,
  faults: Fault[],
): Generator<[id: string, recording: Recording]> {
  const list = `${audioFolder(language)}/recordings.yaml`
  const seen = new Set<string>()
  for (const file of files) {
    const note = noteIn(faults, file.file)
    const { id, trouble } = file
    if (seen.has(id)) note('', 'there is another recording of the same text', 'Keep one of the two')
    else if (trouble) note('', trouble.problem, trouble.remedy)
    else if (isOfText(id, language, texts, kept[id]?.text, (...fault) => note('', ...fault)))
      yield [id, served(language, file)]
    seen.add(id)
  }
  for (const [id, { text, url }] of Object.entries(kept)) {
    if (seen.has(id)) continue
    const note = (problem: string, remedy: string) => noteIn(faults, list)(id, problem, remedy)
    if (!url) note('its recording is missing', 'Put it back, or remove this line')
    else if (isOfText(id, language, texts, text, note)) yield [id, { address: url }]
  }
}

/** Whether a recording matches the current text; otherwise notes what is wrong with it. */
function isOfText(
  id: string,
  language: string,
  texts: ReadonlyMap<string, string>,
  read: string | undefined,
  note: (problem: string, remedy: string) => void,
): boolean {
  const text = texts.get(id)
  const confirm = `npm run harborline -- recordings --confirm ${recordingKey(language, id)}`
  if (text === undefined)
    note(
      'it belongs to no text',
      'Name it as `npm run harborline -- recordings` lists the texts, or remove it',
    )
  else if (read === undefined)
    note(
      'nobody has said that it is of the text as it is now, so it is not played',
      `Hold it against the text, then run ${confirm}`,
    )
  else if (read !== shortHash(text))
    note(
      'the text has changed since it was recorded, so it is not played',
      `Record it anew, then run ${confirm}`,
    )
  else return true
  return false
}

/** Its address contains its hash, so that it may be cached forever. */
function served(language: string, { id, path, type, hash, file }: AudioFile): Recording {
  const ending = file.slice(file.lastIndexOf('.'))
  return { address: `/audio/${hash}/${language}/${id}${ending}`, file: { path, type, hash } }
}
