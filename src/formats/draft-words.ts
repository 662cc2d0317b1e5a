/**
 * Converts the words of an imported line back to this project's texts, with {placeholders} restored
 * and the keys after pages removed.
 */
import { isDeepStrictEqual } from 'node:util'
import { placeholders, served } from '../content/compile/fill.ts'
import { textOf } from '../content/read/files.ts'
import { join, type Medium } from '../content/words.ts'
import { spoken } from '../phones/number.ts'
import type { Change, Drafts } from './drafts.ts'
import { type Exchange, media, type Words } from './exchange.ts'

type Place = Change & { language: string; medium: Medium; old: Words; now: Words }

export function draftWords(change: Change, drafts: Drafts, report: Set<string>): void {
  for (const language of Object.keys(change.before.languages))
    for (const medium of media) {
      const old = change.before.flows[medium].words[language]
      const now = change.after.flows[medium].words[language]
      if (!old || !now) continue
      const place: Place = { ...change, language, medium, old, now }
      draftLine(place, drafts)
      draftTitles(place, drafts)
      draftPages(place, drafts, report)
    }
}

function draftLine(place: Place, drafts: Drafts): void {
  const { files, language, medium, old, now } = place
  const line = textOf(files, language).line[medium]
  for (const part of ['menus', 'says'] as const)
    for (const [key, words] of Object.entries(now[part])) {
      if (words === old[part][key]) continue
      const template = line[part][key]
      const known = valuesIn(template ?? '', old[part][key] ?? '')
      if (part === 'menus') known.push(['options', optionsIn(place, key)])
      const text = inBraces(place, words, known)
      if (text !== template) drafts.set(`content/${language}/line.yaml`, [medium, part, key], text)
    }
}

/** The list of a menu's options as it appears in its words. */
function optionsIn({ files, language, medium, now, after }: Place, menu: string): string {
  const node = after.flows[medium].nodes[menu]
  if (node?.type !== 'menu') return ''
  const { option } = textOf(files, language).line[medium]
  const rows = Object.entries(node.options).map(([key, { to }]) => {
    const title = now.titles[to] ?? ''
    return option.replace('{key}', key).replace('{title}', title).replace('{spoken}', title)
  })
  return join(medium, rows)
}

function draftTitles(place: Place, drafts: Drafts): void {
  const { language, medium, old, now, before, after } = place
  for (const [name, words] of Object.entries(now.titles)) {
    if (words === old.titles[name] || isNewTopic(before, after, name)) continue
    const key = medium === 'text' ? 'title' : 'spoken'
    const [file, path] =
      name in after.topics
        ? [`content/${language}/topics/${name}.yaml`, []]
        : [`content/${language}/line.yaml`, ['themes', name]]
    if (name in old.titles) drafts.set(file, [...path, key], words)
    else drafts.set(file, path, themeOf(after, language, name))
  }
}

/** A theme's title in both media; a medium without one uses the other's. */
function themeOf({ flows }: Exchange, language: string, name: string) {
  const [title, spoken] = media.map((medium) => flows[medium].words[language]?.titles[name])
  return { title: title ?? spoken, spoken: spoken ?? title }
}

function draftPages(place: Place, drafts: Drafts, report: Set<string>): void {
  const { files, language, medium, old, now, before, after } = place
  for (const [topic, pages] of Object.entries(now.pages)) {
    const file = `content/${language}/topics/${topic}.yaml`
    if (isNewTopic(before, after, topic)) {
      if (medium === 'text' || !after.flows.text.words[language]?.pages[topic])
        writeTopic(place, topic, drafts)
      continue
    }
    const known = old.pages[topic] ?? []
    if (isDeepStrictEqual(pages, known)) continue
    const texts = textOf(files, language).topics[topic]?.[medium] ?? []
    if (pages.length !== known.length || pages.at(-1) !== known.at(-1))
      report.add(
        `${file}: the page with the sources is made from content/topics.yaml; its text is not taken`,
      )
    pages.slice(0, -1).forEach((page, at) => {
      const text = texts[at]
      const template = text === undefined ? undefined : served(files.phones, text)
      if (page !== known[at])
        drafts.set(
          file,
          [medium, at],
          inBraces(place, withoutKeys(place, page), valuesIn(template ?? '', known[at] ?? '')),
        )
    })
  }
}

const isNewTopic = (before: Place['before'], { topics }: Place['after'], name: string): boolean =>
  name in topics && !(name in before.topics)

/** Writes everything that one language has for a topic. */
function writeTopic(place: Place, topic: string, drafts: Drafts): void {
  const { language, after } = place
  const { sources = [], keywords = {} } = after.topics[topic] ?? {}
  const ofMedium = (medium: Medium) => {
    const words = after.flows[medium].words[language]
    const all = words?.pages[topic] ?? []
    // a topic with sources ends in a page made from them
    const pages = sources.length > 0 ? all.slice(0, -1) : all
    const inMedium = { ...place, medium }
    const texts = pages.map((page) => inBraces(inMedium, withoutKeys(inMedium, page), []))
    return { title: words?.titles[topic], texts: texts.filter((text) => text !== '') }
  }
  const [text, voice] = [ofMedium('text'), ofMedium('voice')]
  const title = text.title ?? voice.title ?? topic
  drafts.write(`content/${language}/topics/${topic}.yaml`, {
    reviewedBy: null,
    title,
    spoken: voice.title ?? title.toLowerCase(),
    keywords: keywords[language] ?? [topic.toUpperCase().replaceAll('-', ' ')],
    examples: [],
    text: text.texts.length > 0 ? text.texts : voice.texts,
    voice: voice.texts.length > 0 ? voice.texts : text.texts,
  })
  drafts.write(`content/${language}/questions/${topic}.yaml`, { reviewedBy: null, asked: [] })
}

/** A page without its trailing keys, which are added again when compiled. */
function withoutKeys({ files, language, medium }: Place, page: string): string {
  const { footer } = textOf(files, language).line[medium]
  const found = Object.values(footer).find((keys) => page.endsWith(keys))
  return found ? page.slice(0, -found.length).trimEnd() : page
}

/**
 * Replaces values in words by {placeholders}: the values that the previous text had in their place,
 * and known phone numbers.
 */
function inBraces(
  { files, medium }: Place,
  words: string,
  known: readonly (readonly [string, string])[],
): string {
  const numbers = Object.entries(files.phones).flatMap(([key, phone]) => {
    const aloud = [key, spoken(phone)] as const
    return medium === 'voice'
      ? [aloud, [key, phone.number] as const]
      : [[key, phone.number] as const]
  })
  return [...known, ...numbers]
    .filter(([, value]) => value.length > 2)
    .toSorted(([, one], [, other]) => other.length - one.length)
    .reduce((text, [key, value]) => text.replaceAll(value, `{${key}}`), words)
}

/** The values that a filled text has in place of a template's placeholders. */
function valuesIn(template: string, filled: string): [string, string][] {
  const names = placeholders(template)
  const literal = template
    .split(/\{\w+\}/)
    .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const match = new RegExp(`^${literal.join('([^]+?)')}`).exec(filled)
  return names.flatMap((name, at): [string, string][] => {
    const value = match?.[at + 1]
    return value ? [[name, value]] : []
  })
}
