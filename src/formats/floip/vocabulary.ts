/** The words in another tool's resources, for the languages offered here. */
import type { Medium } from '../../content/words.ts'
import type { Words } from '../exchange.ts'
import { modes, ourCode, unescaped } from './names.ts'
import type { FloipFlow } from './shape.ts'

type Own = {
  menus: Record<string, string>
  pages: Record<string, string[]>
  titles: Record<string, string>
}

export class Vocabulary {
  readonly #words: ReadonlyMap<string, Own>
  readonly #medium: Medium
  readonly #report: Set<string>
  /** Nodes already named by a choice. */
  readonly #chosen = new Set<string>()

  constructor(languages: readonly string[], medium: Medium, report: Set<string>) {
    this.#words = new Map(
      languages.map((language) => [language, { menus: {}, pages: {}, titles: {} }]),
    )
    this.#medium = medium
    this.#report = report
  }

  in(language: string): Pick<Words, 'menus' | 'pages' | 'titles'> {
    return this.#words.get(language) ?? { menus: {}, pages: {}, titles: {} }
  }

  /** `listed`: the options are listed after the words, as in our own menus. */
  menu(
    name: string,
    flow: FloipFlow,
    prompts: readonly (string | undefined)[],
    listed: boolean,
  ): void {
    const between = this.#medium === 'text' ? '\n' : ' '
    for (const [language, { menus }] of this.#words) {
      const said = prompts.map((prompt) => this.#said(flow, prompt, language))
      menus[name] = [...said, listed ? '{options}' : ''].filter((each) => each !== '').join(between)
    }
  }

  pages(name: string, flow: FloipFlow, prompts: readonly string[]): void {
    for (const [language, { pages }] of this.#words)
      pages[name] = prompts.map((prompt) => this.#said(flow, prompt, language))
  }

  /** Names a node after the first choice that leads to it; without one, by its own label. */
  title(name: string, flow: FloipFlow, prompt: string | undefined, otherwise: string): void {
    const isFirst = prompt !== undefined && !this.#chosen.has(name)
    if (isFirst) this.#chosen.add(name)
    for (const [language, { titles }] of this.#words)
      if (isFirst) titles[name] = this.#said(flow, prompt, language) || otherwise
      else titles[name] ??= otherwise
  }

  /** The words of a resource, falling back to the flow's first language. */
  #said(
    { resources, languages, name }: FloipFlow,
    prompt: string | undefined,
    language: string,
  ): string {
    if (!prompt) return ''
    const values = resources.find(({ uuid }) => uuid === prompt)?.values ?? []
    const [first] = languages
    const own = languages.find(({ iso_639_3 }) => ourCode(iso_639_3) === language)
    const found = [own, first].flatMap((spoken) => {
      const inIt = values.filter(({ language_id }) => language_id === spoken?.id)
      const written = inIt.filter(({ content_type }) => content_type === 'TEXT')
      if (inIt.length > written.length)
        this.#report.add(
          `${name}: recordings and pictures are left out; docs/content.md says how to record here`,
        )
      const mode = modes[this.#medium]
      return written.find((value) => value.modes.includes(mode)) ?? written[0] ?? []
    })
    const [value] = found
    if (!value) {
      this.#report.add(`${name}: some words are missing; their texts are empty in the draft`)
      return ''
    }
    if (!own || value.language_id !== own.id)
      this.#report.add(
        `${name}: not translated to '${language}': the words of ${value.language_id} stand there`,
      )
    if (/(?<!@)@(?!@)/.test(value.value))
      this.#report.add(
        `${name}: expressions such as @contact stay as they are written; put words in their place`,
      )
    return unescaped(value.value)
  }
}
