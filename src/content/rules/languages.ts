/** Rules for offered languages: each needs a key, a name, and an alphabet that can represent it. */
import type { Flow } from '../../flow/flow.ts'
import { type Menu, MOST_OPTIONS, optionsOf } from '../../flow/languages.ts'
import { nameIn } from '../compile/languages.ts'
import type { Fault } from '../fault.ts'
import { outsideGsm7, toGsm7 } from '../gsm7.ts'
import type { Files, LanguageText } from '../read/files.ts'
import type { Medium } from '../words.ts'

const media = ['text', 'voice'] as const satisfies Medium[]

export function languageFaults(files: Files, flows: Record<Medium, Flow>): Fault[] {
  return [
    ...media.flatMap((medium) => [
      ...keyFaults(flows[medium]),
      ...Object.entries(files.texts).flatMap(([language, text]) =>
        offerFaults(language, text, medium, flows[medium]),
      ),
    ]),
    ...nameFaults(files),
    ...toneFaults(files),
  ]
}

function menusOf({ nodes }: Flow): [string, Menu][] {
  return Object.entries(nodes).flatMap(([name, node]): [string, Menu][] =>
    node.type === 'menu' && node.languages ? [[name, node]] : [],
  )
}

/** Menus with more languages than keys. */
function keyFaults(flow: Flow): Fault[] {
  return menusOf(flow).flatMap(([name, menu]) => {
    const keys = Object.keys(optionsOf(flow, menu, flow.languages[0])).length
    if (keys <= MOST_OPTIONS) return []
    return [
      {
        file: `flows/${flow.name}.yaml`,
        key: `nodes.${name}.languages`,
        problem: `the languages offered need the keys up to ${keys}, where ${MOST_OPTIONS} is the last`,
        remedy: 'Offer fewer in content/languages.yaml, or remove an option of this menu',
      },
    ]
  })
}

/** Menu texts that do not say which key chooses a language, or that hard-code it. */
function offerFaults(language: string, text: LanguageText, medium: Medium, flow: Flow): Fault[] {
  const own = text.line[medium].menus
  return menusOf(flow).flatMap(([name, { everyLanguage, languages }]) => {
    const needed = [everyLanguage ? '{key}' : '{languages}']
    if (languages?.others && language === flow.languages[0]) needed.push('{others}')
    return needed
      .filter((slot) => own[name] !== undefined && !own[name].includes(slot))
      .map((slot) => ({
        file: `content/${language}/line.yaml`,
        key: `${medium}.menus.${name}`,
        problem: `${slot} is not in it, so that nobody is told how a language is chosen`,
        remedy: `Write ${slot} where ${slots[slot]} stands`,
      }))
  })
}

const slots: Readonly<Record<string, string>> = {
  '{key}': 'the key of this language',
  '{languages}': 'the list of the other languages',
  '{others}': 'the key of the languages that interpreters speak',
}

/** Language names that another language's alphabet cannot represent. */
function nameFaults(files: Files): Fault[] {
  const names = Object.keys(files.languages)
  const plain = names.filter((language) => files.languages[language]?.alphabet === 'gsm-7')
  return names.flatMap((named) => {
    const unreadable = plain.find(
      (language) =>
        language !== named && outsideGsm7(toGsm7(nameIn(files, language, named))).length > 0,
    )
    if (!unreadable) return []
    return [
      {
        file: 'content/languages.yaml',
        key: `${named}.latin`,
        problem: `the texts in '${unreadable}' have no letters for this name`,
        remedy: 'Write it in Latin letters as `latin`, such as Zhongwen',
      },
    ]
  })
}

/** Letters with two diacritics or a stroke, which carry meaning in their language. */
const TONES = /\p{L}\p{M}{2}|[đĐ]/u

function toneFaults({ languages, texts }: Files): Fault[] {
  return Object.entries(texts).flatMap(([language, { line }]) => {
    const written = Object.values(line.text.says).concat(Object.values(line.text.menus)).join(' ')
    const toned = languages[language]?.alphabet === 'gsm-7' && TONES.test(written.normalize('NFD'))
    if (!toned) return []
    return [
      {
        file: 'content/languages.yaml',
        key: `${language}.alphabet`,
        problem: 'its texts have tones, which GSM-7 would take from them',
        remedy: 'Set alphabet: ucs-2',
      },
    ]
  })
}
