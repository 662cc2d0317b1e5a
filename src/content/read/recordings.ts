/** Reads the recordings in content/<language>/audio/ and their metadata. */
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { RecordingsFile } from '../schema/recordings.ts'
import { readYaml, type Source } from './yaml.ts'

/** Common audio formats that Twilio plays. Source: https://www.twilio.com/docs/voice/twiml/play */
const TYPES: Readonly<Record<string, string>> = { mp3: 'audio/mpeg', wav: 'audio/wav' }
/** Twice the size of 45 seconds; with more, a caller would wait in silence while it is fetched. */
const MOST_BYTES = 2_000_000

export type AudioFile = {
  /** Relative to the root; `id` is relative to the folder of recordings, without extension. */
  file: string
  id: string
  path: string
  type: string
  hash: string
  /** Why it cannot be played, and what to do. */
  trouble?: { problem: string; remedy: string }
}

export type AudioFolder = {
  files: readonly AudioFile[]
  /** Their metadata, by id. */
  kept: z.infer<typeof RecordingsFile>
}

export function audioFolder(language: string): string {
  return `content/${language}/audio`
}

/** Reads a language's recordings; empty if there are none. */
export function readAudio(source: Source, language: string): AudioFolder {
  const folder = audioFolder(language)
  const root = join(source.root, folder)
  if (!existsSync(root)) return { files: [], kept: {} }
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()
  const files = names
    .filter((name) => !/(^|\/)\.|\.yaml$/.test(name) && statSync(join(root, name)).isFile())
    .map((name) => audioFile(source.root, folder, name))
  const list = `${folder}/recordings.yaml`
  const there = existsSync(join(source.root, list))
  return { files, kept: (there && readYaml(source, list, RecordingsFile)) || {} }
}

function audioFile(root: string, folder: string, name: string): AudioFile {
  const file = `${folder}/${name}`
  const path = join(root, file)
  const ending = /\.([^./]*)$/.exec(name)?.[1] ?? ''
  const type = TYPES[ending] ?? ''
  const own = { file, path, type, id: name.slice(0, name.length - ending.length - 1), hash: '' }
  if (!type)
    return {
      ...own,
      trouble: { problem: 'it is neither MP3 nor WAV', remedy: 'Save it as .mp3 or .wav' },
    }
  const { size } = statSync(path)
  if (size > MOST_BYTES)
    return {
      ...own,
      trouble: {
        problem: `it has ${Math.round(size / 1000)} kB, where ${MOST_BYTES / 1000} are the most`,
        remedy: 'Save it as MP3 with one channel and 64 kbit/s',
      },
    }
  const bytes = readFileSync(path)
  if (!isAudio(ending, bytes))
    return {
      ...own,
      trouble: {
        problem: `its content is no ${ending.toUpperCase()}, whatever it is called`,
        remedy: 'Save it anew from the program that it was recorded with',
      },
    }
  return { ...own, hash: hash('sha256', bytes).slice(0, 16) }
}

/** Checks the header: a tag or frame of MP3; for WAV, RIFF with PCM or telephone samples. */
function isAudio(ending: string, bytes: Buffer): boolean {
  if (ending === 'mp3')
    return (
      bytes.toString('latin1', 0, 3) === 'ID3' ||
      (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)
    )
  const riff =
    bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE'
  const at = bytes.indexOf('fmt ', 12, 'latin1')
  const format = at >= 0 && at + 10 <= bytes.length ? bytes.readUInt16LE(at + 8) : 0
  return riff && WAV_FORMATS.includes(format)
}

/** PCM, A-law, mu-law, and PCM in the extensible header format. */
const WAV_FORMATS = [1, 6, 7, 0xfffe]
