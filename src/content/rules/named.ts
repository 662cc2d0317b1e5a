/**
 * Texts must name the numbers and keys that they need, and the same ones in every language. Applied
 * by `harborline check` and before publishing, not at start.
 */
import type { FlowFile } from '../../flow/flow.ts'
import type { When } from '../../flow/sentence.ts'
import { type Fault, noteIn } from '../fault.ts'
import { keysIn } from '../keys-in.ts'
import type { LineText } from '../schema/line.ts'

type Named = { numbers: ReadonlySet<string>; keys: ReadonlySet<string> }

/**
 * `lines` are keyed by language, the first language first; `sentences` are those of text messages.
 */
export function namedFaults(
  lines: Readonly<Record<string, LineText>>,
  sentences: FlowFile['sentences'] = {},
): Fault[] {
  const all = Object.entries(lines).map(([language, line]) => ({ language, texts: textsOf(line) }))
  const needed = neededIn(sentences)
  return all.flatMap(({ language, texts }, place) => {
    const faults: Fault[] = []
    const note = noteIn(faults, `content/${language}/line.yaml`)
    for (const [key, text] of texts) {
      const own = namedIn(text)
      for (const name of needed.get(key) ?? [])
        if (!own.numbers.has(name) && !own.keys.has(name))
          note(
            key,
            `it does not name ${shown(name)}, which it has to`,
            `Write ${shown(name)} into it`,
          )
    }
    // a translation must name what its original names; an original, what all translations name
    const others = place === 0 ? all.slice(1) : all.slice(0, 1)
    for (const [key, text] of texts)
      for (const name of missingIn(
        namedIn(text),
        others.map((other) => namedIn(other.texts.get(key) ?? '')),
      ))
        if (!(needed.get(key) ?? []).includes(name))
          note(
            key,
            `it does not name ${shown(name)}, as content/${others[0]?.language} does`,
            `Write ${shown(name)} into it, or take it out of the other`,
          )
    return faults
  })
}

/** What all the others name and this text does not. */
function missingIn(own: Named, [first, ...rest]: readonly Named[]): string[] {
  if (!first) return []
  const missing = (kind: keyof Named) =>
    Array.from(first[kind]).filter(
      (name) => !own[kind].has(name) && rest.every((other) => other[kind].has(name)),
    )
  return [...missing('numbers'), ...missing('keys')]
}

const BOTH = ['hotline', 'emergency']
/** Sentences said unprompted must name a person, and nearly all of them the emergency number. */
const BY_ITSELF: Partial<Record<When, readonly string[]>> = {
  ...{ missed: BOTH, choices: BOTH, picture: BOTH, limited: BOTH, alone: BOTH },
  ...{ 'ring.limited': BOTH, 'ring.unavailable': BOTH, led: BOTH },
}

function neededIn(sentences: NonNullable<FlowFile['sentences']>): Map<string, readonly string[]> {
  const said = Object.entries(sentences).map(
    ([name, { when }]) => [`text.says.${name}`, (when && BY_ITSELF[when]) ?? []] as const,
  )
  const footers = (['text', 'voice'] as const).flatMap((medium) => [
    [`${medium}.footer.more`, ['7', '8', '9', '0']] as const,
    [`${medium}.footer.sources`, ['7', '8', '9', '0']] as const,
    [`${medium}.footer.last`, ['8', '9', '0']] as const,
  ])
  const safe = ['text', 'voice.before', 'voice.after'].map((key) => [`safe.${key}`, BOTH] as const)
  return new Map<string, readonly string[]>([...said, ...footers, ...safe])
}

function namedIn(text: string): Named {
  const slots = Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name)
  return {
    // the line's name and the key for other languages are not compared
    numbers: new Set(slots.filter((name) => name !== 'line' && name !== 'others')),
    keys: keysIn(text.replace(/\{\w+\}/g, ' ')),
  }
}

function shown(name: string): string {
  return /^\d$/.test(name) ? `key ${name}` : `{${name}}`
}

/** All texts of line.yaml by key. */
function textsOf({ text, voice, safe, advocate }: LineText): Map<string, string> {
  const inside = (at: string, texts: object): [string, string][] =>
    Object.entries(texts).flatMap(([name, words]): [string, string][] =>
      typeof words === 'string' ? [[`${at}.${name}`, words]] : [],
    )
  const media = Object.entries({ text, voice }).flatMap(([medium, { menus, says, footer }]) => [
    ...inside(`${medium}.menus`, menus),
    ...inside(`${medium}.says`, says),
    ...inside(`${medium}.footer`, footer),
  ])
  return new Map([
    ...media,
    ...inside('advocate', advocate),
    ...inside('safe', safe),
    ...inside('safe.voice', safe.voice),
  ])
}
