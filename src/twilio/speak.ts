/** Speaks an answer: with the voice of its language, or a recording if one can be fetched. */
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import { replyKey } from '../content/recordings.ts'
import { wordsOf } from '../content/words.ts'
import { isForEveryLanguage } from '../flow/languages.ts'
import type { Answer, Reply } from '../flow/session.ts'

/** The recordings that Twilio can currently fetch. */
export type Playing = {
  /** The full address of a recording; undefined if the synthetic voice should speak. */
  addressOf(language: string, id: string): string | undefined
  /** Changes whenever the set of available recordings changes. */
  version(): number
}

type Speaker = {
  say(attributes: VoiceResponse.SayAttributes, text: string): unknown
  play(attributes: VoiceResponse.PlayAttributes, url: string): unknown
}

/**
 * Recordings are played only if `playing` is given, which it is not for documents that dial or end
 * a call.
 */
export function speak(
  speaker: Speaker,
  { language, replies }: Answer,
  content: Content,
  playing?: Playing,
): void {
  // anything said before a question for every language is said in every language too
  const everyone = replies.some((reply) => isForEveryLanguage(content.flows.voice, reply))
  const languages = everyone ? Object.keys(content.languages) : [language]
  for (const reply of replies) {
    for (const each of languages) {
      const words = content.wording.voice[each]
      const text = words && wordsOf(words, reply)
      const recorded = playing && playRecorded(speaker, each, reply, content, playing)
      if (text && !recorded) speaker.say(voiceOf(content, each), text)
    }
    if (menuOf(reply, content)?.interpreters) sayInterpreters(speaker, content)
  }
}

/** Plays the recorded parts of a reply and speaks the rest; false if none is recorded. */
function playRecorded(
  speaker: Speaker,
  language: string,
  reply: Reply,
  content: Content,
  playing: Playing,
): boolean {
  const parts = content.recordings.parts[language]?.get(replyKey(reply) ?? '') ?? []
  const heard = parts.map(({ id, text }) => ({ text, address: playing.addressOf(language, id) }))
  if (!heard.some(({ address }) => address)) return false
  for (const { text, address } of heard)
    if (address) speaker.play({}, address)
    else speaker.say(voiceOf(content, language), text)
  return true
}

/** Says one sentence in each interpreters' language that Twilio has a voice for. */
function sayInterpreters(speaker: Speaker, { interpreters }: Content): void {
  for (const { spoken } of interpreters) {
    if (!spoken) continue
    const { locale, voice, text } = spoken
    speaker.say({ language: locale, voice } as VoiceResponse.SayAttributes, text)
  }
}

function menuOf(reply: Reply, { flows }: Content) {
  const node = reply.type === 'menu' ? flows.voice.nodes[reply.node] : undefined
  return node?.type === 'menu' ? node : undefined
}

/** The voice of a language, by Twilio's name. */
export function voiceOf({ languages }: Pick<Content, 'languages'>, language: string) {
  const { locale, voice } = languages[language] ?? {}
  // a test checks each name against the SDK's lists
  return { language: locale, voice } as VoiceResponse.SayAttributes
}
