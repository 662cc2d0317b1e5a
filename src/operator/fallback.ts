/**
 * `harborline fallback`: writes the last guard's documents to files, to be served if none of our
 * servers answers.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Content } from '../content/load.ts'
import { isFictional } from '../phones/fictional.ts'
import { safeDocuments } from '../twilio/safe-documents.ts'
import { wrongOption } from './content.ts'

/** The line's own number: the option, else the setting. Throws if it is missing or fictional. */
export function numberOfLine(given: string | undefined, set: string | undefined): string {
  const number = given ?? set
  if (!number)
    throw wrongOption(
      '--number',
      'it is missing, and LINE_NUMBER is not set',
      "Give the line's own number, or set LINE_NUMBER in .env",
    )
  if (!/^\+[1-9]\d{6,14}$/.test(number))
    throw wrongOption(
      '--number',
      'not a number such as +15105550100',
      'Write it with + and the country code',
    )
  // with a fictional number the documents would use a caller ID that Twilio rejects
  if (given === undefined && isFictional(number))
    throw wrongOption(
      'LINE_NUMBER',
      `${number} is a number that nobody can have, as in .env.example`,
      "Set LINE_NUMBER in .env to the line's own number, or give it by --number",
    )
  return number
}

/** The documents that Twilio can serve itself. */
const HOSTED = ['voice', 'sms', 'ringing'] as const
const FILES = { voice: 'voice.xml', sms: 'sms.xml', ringing: 'callback.xml' } as const

/**
 * Writes one file per document and returns their names. The document for a call requested by text
 * leads to the voice document, so it is written only once that one's address is known.
 */
export function writeFallback(
  content: Content,
  { number, voiceUrl }: { number: string; voiceUrl?: string | undefined },
  folder: string,
): string[] {
  mkdirSync(folder, { recursive: true })
  const safe = safeDocuments(content, { callerId: number, publicUrl: '' }, voiceUrl)
  return HOSTED.filter((name) => name !== 'ringing' || voiceUrl).map((name) => {
    const file = join(folder, FILES[name])
    writeFileSync(file, `${safe[name]}\n`)
    return file
  })
}
