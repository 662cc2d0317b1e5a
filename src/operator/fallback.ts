/** `harborline fallback`: the last guard's documents as files, for when no server of ours answers. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Content } from '../content/load.ts'
import { isFictional } from '../phones/fictional.ts'
import { safeDocuments } from '../twilio/safe-documents.ts'
import { wrongOption } from './content.ts'

/** The line's own number: what is given, else what is set. Throws when that is none, or nobody's. */
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
  // a document with it would show callers' hotline a caller ID that Twilio refuses
  if (given === undefined && isFictional(number))
    throw wrongOption(
      'LINE_NUMBER',
      `${number} is a number that nobody can have, as in .env.example`,
      "Set LINE_NUMBER in .env to the line's own number, or give it by --number",
    )
  return number
}

/** The roles that a document can play which Twilio serves by itself. */
const HOSTED = ['voice', 'sms', 'ringing'] as const
const FILES = { voice: 'voice.xml', sms: 'sms.xml', ringing: 'callback.xml' } as const

/**
 * Writes one file a role into the folder, and gives what was written. The document of a call that was
 * asked for by text leads to that of a call: it is not written before it is known where that one is.
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
