/** The choices of a question: the key for each, by language, and where it leads. */
import { keys, type Move, type Node } from '../../flow/flow.ts'
import { isGate } from '../../flow/gate.ts'
import { hasNoLanguage, type Menu, optionsOf } from '../../flow/languages.ts'
import { idOf, threeLetters } from './names.ts'
import { resource, title, type Writing } from './pieces.ts'

export type Arm = {
  name: string
  /** Keyed by the conversation's language. */
  keys: Readonly<Record<string, string>>
  /** The id of the resource that names the choice. */
  prompt: string
  move?: Move | undefined
  /** The block that it leads to, if that is not a node. */
  block?: string | undefined
}

export function menuArms(writing: Writing, node: Menu): Arm[] {
  const own = Object.entries(node.options).map(([key, move]) => ({
    ...arm(writing, `option_${key}`, key, { move }),
    prompt: title(writing, move.to),
  }))
  return [...own, ...languageArms(writing, node), ...commonArms(writing, node)]
}

/** `next` is the block of the following page. */
export function pageArms(writing: Writing, node: Node, next: string | undefined): Arm[] {
  const more = next ? [arm(writing, 'more', keys.more, { block: next })] : []
  return [...more, ...commonArms(writing, node)]
}

/** Language keys follow the options, and depend on the current language. */
function languageArms(writing: Writing, node: Menu): Arm[] {
  const { languages } = writing
  const arms = new Map<string, Arm>()
  for (const spoken of languages)
    for (const [key, move] of Object.entries(optionsOf({ languages }, node, spoken))) {
      if (key in node.options) continue
      const name = move.language ? `language_${threeLetters(move.language)}` : 'language_other'
      const known = arms.get(name) ?? { ...arm(writing, name, key, { move }), keys: {} }
      arms.set(name, { ...known, keys: { ...known.keys, [spoken]: key } })
    }
  return Array.from(arms.values())
}

/** The keys that mean the same everywhere; a gate lets pass only requests for a person. */
function commonArms(writing: Writing, node: Node): Arm[] {
  const { flow } = writing
  const move = { to: hasNoLanguage(node) ? flow.start : flow.home }
  const back = 'back' in node && node.back ? { to: node.back } : move
  const ways =
    isGate(node) || node === flow.nodes[flow.home]
      ? []
      : [arm(writing, 'back', keys.back, { move: back }), arm(writing, 'menu', keys.menu, { move })]
  return [...ways, ...personArm(writing, node)]
}

function personArm(writing: Writing, node: Node): Arm[] {
  const asked = node.on?.person ?? writing.flow.on.person
  if (!asked || 'key' in asked) return []
  const leads =
    'to' in asked ? { move: asked } : { block: idOf(writing.medium, 'sentence', asked.say) }
  return [arm(writing, 'person', keys.person, leads)]
}

function arm(writing: Writing, name: string, key: string, leads: Pick<Arm, 'move' | 'block'>): Arm {
  return {
    name,
    keys: Object.fromEntries(writing.languages.map((each) => [each, key])),
    prompt: resource(writing, ['key', key], () => key),
    ...leads,
  }
}
