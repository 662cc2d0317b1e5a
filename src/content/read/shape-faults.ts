/** Explains schema errors in words: what is missing, misspelt, or of the wrong type. */
import type { z } from 'zod'
import { nearest } from '../nearest.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]
/** The default remedy for a missing key. */
export const ADD = 'Add it'
export type ShapeFault = { key: string; problem: string; remedy: string }

/**
 * The faults of data that a schema rejected. A misspelt key and the key that it leaves missing
 * count as one.
 */
export function shapeFaults(
  schema: z.ZodType,
  data: unknown,
  issues: readonly Issue[],
): ShapeFault[] {
  const misspelt = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => misspeltAt(schema, issue.path, key))
      : [],
  )
  const meant = new Set(misspelt.flatMap(({ meant }) => (meant ? [meant] : [])))
  const others = issues
    .filter((issue) => issue.code !== 'unrecognized_keys' && !meant.has(keyOf(issue.path)))
    .map((issue) => ({ key: keyOf(issue.path), ...inWords(issue, valueAt(data, issue.path)) }))
  return [...misspelt.map(({ fault }) => fault), ...others]
}

function misspeltAt(schema: z.ZodType, path: Path, key: string) {
  const known = keysAt(schema, path)
  const name = nearest(key, known)
  const remedy = name ? `Did you mean ${name}?` : `Remove it; here there is ${known.join(', ')}`
  const fault = { key: keyOf([...path, key]), problem: `there is no '${key}' here`, remedy }
  return { fault, meant: name && keyOf([...path, name]) }
}

function inWords(issue: Issue, value: unknown): Omit<ShapeFault, 'key'> {
  // for a wrong key of a record, the reason is one level down
  const reason = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue
  const name = String(issue.path.at(-1) ?? 'it')
  if (issue.path.length === 0 && value == null)
    return { problem: 'the file is empty', remedy: 'Write its keys, or put the file back' }
  const own = isStock(reason.message) ? undefined : reason.message
  if (reason.message.startsWith('Invalid discriminator') && value !== undefined)
    // the allowed values appear only in the library's message
    return noneOf(
      String(value),
      Array.from(reason.message.matchAll(/'([^']+)'/g), ([, one]) => one ?? ''),
    )
  if (value === undefined && issue.code !== 'invalid_key')
    return { problem: `'${name}' is missing${own ? `: ${own}` : ''}`, remedy: ADD }
  if (own) {
    // the second sentence of a message is the remedy
    const [problem = own, remedy = 'Correct this key'] = own.split('. ')
    return { problem, remedy }
  }
  if (value === null || value === '') return { problem: 'this is empty', remedy: 'Fill it in' }
  switch (reason.code) {
    case 'too_big':
      if (typeof value === 'number')
        return { problem: `${value} is above ${reason.maximum}`, remedy: 'Correct the number' }
      return {
        problem: `this is longer than ${reason.maximum} characters: it has ${String(value).length}`,
        remedy: 'Shorten it',
      }
    case 'too_small':
      if (typeof value === 'number')
        return { problem: `${value} is below ${reason.minimum}`, remedy: 'Correct the number' }
      return { problem: 'this is empty', remedy: 'Fill it in' }
    case 'invalid_value':
      return noneOf(String(value), reason.values.map(String))
    case 'invalid_type':
    case 'invalid_union':
      return ofAnotherKind(reason, value)
    default:
      return { problem: reason.message, remedy: 'Correct this key' }
  }
}

function noneOf(value: string, words: readonly string[]): Omit<ShapeFault, 'key'> {
  const near = nearest(value, words)
  return {
    problem: `'${value}' is none of ${words.join(', ')}`,
    remedy: near ? `Did you mean ${near}?` : 'Write one of them',
  }
}

/** Wrong types: the commonest slips of people who write texts. */
function ofAnotherKind(issue: Issue, value: unknown): Omit<ShapeFault, 'key'> {
  const wanted =
    issue.code === 'invalid_type'
      ? issue.expected
      : issue.code === 'invalid_union' && issue.errors.flat()[0]?.code === 'invalid_type'
        ? 'string'
        : 'other'
  if (wanted === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return { problem: 'a text is wanted here', remedy: `Put it into quotes: '${value}'` }
  if (wanted === 'string' && Array.isArray(value))
    return { problem: 'one text is wanted here, not a list', remedy: 'Remove the dashes' }
  if (wanted === 'string')
    return {
      problem: 'a text is wanted here, and its colon makes a key of its first words',
      remedy: 'Put the whole text into quotes: "…"',
    }
  if (wanted === 'array' && String(value).startsWith('-'))
    return {
      problem: 'the dash of a line stands right before its text',
      remedy: 'Put a blank after the dash',
    }
  if (wanted === 'array')
    return {
      problem: 'a list is wanted here',
      remedy: 'Write each entry on a line of its own, with a dash and a blank before it',
    }
  if (wanted === 'object' || wanted === 'record')
    return {
      problem: 'keys are wanted here, each with what belongs to it',
      remedy: 'Write them below, indented by two blanks',
    }
  if (wanted === 'number' || wanted === 'int')
    return { problem: `'${value}' is no number`, remedy: 'Write it in digits, without quotes' }
  return {
    problem: 'this is not of the kind that is wanted here',
    remedy: 'Compare it with another entry',
  }
}

/** Whether a message comes from the library rather than from a schema. */
const isStock = (message: string) =>
  /^(Invalid (input|option|string|key|discriminator)|Too (big|small))/.test(message)

const keyOf = (path: Path) => path.map(String).join('.')

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | null | undefined)?.[part],
    data,
  )
}

/** The keys that a schema allows at a path. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  const { def } = schema._zod as { def: z.core.$ZodTypes['_zod']['def'] }
  switch (def.type) {
    case 'object': {
      const [first, ...rest] = path
      if (first === undefined) return Object.keys(def.shape)
      const inner = def.shape[String(first)]
      return inner ? keysAt(inner, rest) : []
    }
    case 'array':
      return keysAt(def.element, path.slice(1))
    case 'record':
      return keysAt(def.valueType, path.slice(1))
    case 'union':
      return def.options.flatMap((option) => keysAt(option, path))
    case 'optional':
    case 'nullable':
    case 'readonly':
    case 'default':
      return keysAt(def.innerType, path)
    case 'pipe':
      return keysAt(def.in, path)
    default:
      return []
  }
}
