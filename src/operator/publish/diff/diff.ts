/** `harborline diff`: how a change of content or flow affects people, in words. */
import { textsBelow } from '../../../content/read/yaml-texts.ts'
import { costChanges, phoneChanges } from './costs.ts'
import { flowChanges, pathChanges } from './flows.ts'
import type { Side } from './sides.ts'
import { wordingChanges } from './wording.ts'

export type Section = { title: string; changes: readonly string[] }

/** `names` are the line's names, which do not count towards readability. */
export function diff(old: Side, next: Side, names: readonly string[]): Section[] {
  const [was, is] = [old.content, next.content]
  return [
    { title: 'Numbers', changes: phoneChanges(was, is) },
    { title: 'Menus, keys and commands', changes: flowChanges(was, is) },
    { title: 'How far it is', changes: pathChanges(was, is) },
    { title: 'What people read and hear', changes: wordingChanges(was, is) },
    { title: 'What it costs', changes: costChanges(was, is, names) },
    { title: 'How texts are understood', changes: learntChanges(old.root, next.root) },
  ]
}

export function inWords(old: Side, next: Side, sections: readonly Section[]): string {
  const changed = sections.filter(({ changes }) => changes.length > 0)
  return [
    `from ${old.version} to ${next.version}`,
    ...changed.flatMap(({ title, changes }) => ['', title, ...changes.map((line) => `- ${line}`)]),
    ...(changed.length === 0 ? ['nothing changes for people'] : []),
  ].join('\n')
}

/** Files of people's own words, which the line learns from or matches. */
const LEARNT = /^content\/\w+\/(questions\/.*|words|answers|smalltalk)\.yaml$/

function learntChanges(oldRoot: string, nextRoot: string): string[] {
  const [was, is] = [textsBelow(oldRoot), textsBelow(nextRoot)]
  const files = Array.from(new Set([...was.keys(), ...is.keys()])).filter((file) =>
    LEARNT.test(file),
  )
  return files.flatMap((file) => {
    const [before, after] = [linesOf(was.get(file)), linesOf(is.get(file))]
    const [gone, come] = [missingIn(after, before), missingIn(before, after)]
    return gone + come === 0 ? [] : [`${file}: ${come} lines more or other, ${gone} less`]
  })
}

function linesOf(text = ''): string[] {
  return text.split('\n').map((line) => line.trim())
}

function missingIn(there: readonly string[], lines: readonly string[]): number {
  const all = new Set(there)
  return lines.filter((line) => !all.has(line)).length
}
