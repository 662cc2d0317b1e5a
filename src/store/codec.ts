/**
 * Codecs: convert values to text and back. One description serves both directions, so that whatever
 * is written can be read and nothing is forgotten in one of them.
 */
import type { z } from 'zod'

/** `read` throws Unreadable for any text that `write` cannot have produced. */
export type Codec<Value> = { write(value: Value): string; read(text: string): Value }

/** A text in another release's format, or in none. Carries nothing of the text. */
export class Unreadable extends Error {}

/** One of our identifiers; it contains no separator. */
export const word: Codec<string> = {
  write: (value) => value,
  read(text) {
    if (!/^[\w.-]+$/.test(text)) throw new Unreadable()
    return text
  },
}

/** A non-negative integer, in base 36. */
export const whole: Codec<number> = {
  write: (value) => value.toString(36),
  read(text) {
    if (!/^[0-9a-z]{1,8}$/.test(text)) throw new Unreadable()
    return Number.parseInt(text, 36)
  },
}

/** One of a few words. */
export function oneOf<Word extends string>(...words: readonly Word[]): Codec<Word> {
  return {
    write: (value) => value,
    read(text) {
      const found = words.find((each) => each === text)
      if (found === undefined) throw new Unreadable()
      return found
    },
  }
}

/** A list; empty is an empty text. */
export function listOf<Value>(item: Codec<Value>, separator: string): Codec<readonly Value[]> {
  return {
    write(values) {
      let text = ''
      for (let at = 0; at < values.length; at++)
        text += (at === 0 ? '' : separator) + item.write(values[at] as Value)
      return text
    },
    read: (text) => (text === '' ? [] : text.split(separator).map(item.read)),
  }
}

/** An optional value; undefined is an empty text. */
export function optional<Value>(item: Codec<Value>): Codec<Value | undefined> {
  return {
    write: (value) => (value === undefined ? '' : item.write(value)),
    read: (text) => (text === '' ? undefined : item.read(text)),
  }
}

/** A flag. */
export const flag: Codec<true | undefined> = {
  write: (value) => (value ? '1' : ''),
  read(text) {
    if (text !== '' && text !== '1') throw new Unreadable()
    return text === '1' ? true : undefined
  },
}

/**
 * A codec that caches what it reads, for values of which there are few, which recur constantly and
 * say nothing about anybody. A text once read yields the same object from then on.
 */
export function fewOf<Value extends object>(codec: Codec<Value>, most = 2_000): Codec<Value> {
  const values = new Map<string, Value>()
  return {
    write: codec.write,
    read(text) {
      const known = values.get(text)
      if (known) return known
      const value = codec.read(text)
      if (values.size < most) values.set(text, value)
      return value
    },
  }
}

/** The codec of each field, in order. */
export type Fields<Value> = { [Name in keyof Value]-?: Codec<Value[Name]> }

/** A value as a row of fields; undefined fields are omitted when read. */
export function row<Value extends object>(
  separator: string,
  fields: Fields<Required<{ [Name in keyof Value]: Value[Name] }>> | Fields<Value>,
): Codec<Value> {
  const columns = Object.entries<Codec<unknown>>(fields).map(([name, codec], at) => ({
    name: name as keyof Value & string,
    codec,
    before: at === 0 ? '' : separator,
  }))
  return {
    write(value) {
      let text = ''
      for (const { name, codec, before } of columns) text += before + codec.write(value[name])
      return text
    },
    read(text) {
      const parts = columns.length === 0 && text === '' ? [] : text.split(separator)
      if (parts.length !== columns.length) throw new Unreadable()
      const value: Record<string, unknown> = {}
      let at = 0
      for (const { name, codec } of columns) {
        const field = codec.read(parts[at++] ?? '')
        if (field !== undefined) value[name] = field
      }
      return value as Value
    },
  }
}

/** JSON, validated by a schema when read; for values that are written rarely. */
export function json<Value>(schema: z.ZodType<Value>): Codec<Value> {
  return {
    write: (value) => JSON.stringify(value),
    read(text) {
      const { data, success } = schema.safeParse(parsed(text))
      if (!success) throw new Unreadable()
      return data
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
