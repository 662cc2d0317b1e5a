/** Speaks an answer: in the voice of its language, or by a recording of it where one can be had. */
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import { replyKey } from '../content/recordings.ts'
import { wordsOf } from '../content/words.ts'
import { isForEveryLanguage } from '../flow/languages.ts'
import type { Answer, Reply } from '../flow/session.ts'

/** Which recordings Twilio could fetch at the moment. */
export type Playing = {
  /** The whole address of a recording; none where the synthetic voice is to speak. */
  addressOf(language: string, id: string): string | undefined
  /** Another number whenever another recording can, or can not, be had. */
  version(): number
}

type Speaker = {
  say(attributes: VoiceResponse.SayAttributes, text: string): unknown
  play(attributes: VoiceResponse.PlayAttributes, url: string): unknown
}

/** Recordings are played only where `playing` is given: not in a document that dials, or that ends a call. */
export function speak(
  speaker: Speaker,
  { language, replies }: Answer,
  content: Content,
  playing?: Playing,
): void {
  // what leads to a question for every language is for every language too
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

/** Plays what is recorded of a reply, and says the rest; false where nothing of it is. */
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

/** One sentence in each language that interpreters speak and Twilio has a voice for. */
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

/** The voice of a language, as Twilio names it. */
export function voiceOf({ languages }: Pick<Content, 'languages'>, language: string) {
  const { locale, voice } = languages[language] ?? {}
  // the loader's test holds each name against the SDK's own lists
  return { language: locale, voice } as VoiceResponse.SayAttributes
}
