/**
 * Codecs: how a value is written as text and read back. Each is one description that is used in both
 * directions, so that what is written can be read and nothing is forgotten in one of them.
 */
import type { z } from 'zod'

/** `read` throws Unreadable for a text that no `write` of this codec can have made. */
export type Codec<Value> = { write(value: Value): string; read(text: string): Value }

/** A text in the format of another release, or of nobody. It carries nothing of the text. */
export class Unreadable extends Error {}

/** A word of ours: no character of it is a separator. */
export const word: Codec<string> = {
  write: (value) => value,
  read(text) {
    if (!/^[\w.-]+$/.test(text)) throw new Unreadable()
    return text
  },
}

/** A whole number from 0 on, in few letters. */
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

/** Several of the same, none as an empty text. */
export function listOf<Value>(item: Codec<Value>, separator: string): Codec<readonly Value[]> {
  return {
    write: (values) => values.map(item.write).join(separator),
    read: (text) => (text === '' ? [] : text.split(separator).map(item.read)),
  }
}

/** Nothing as an empty text. */
export function optional<Value>(item: Codec<Value>): Codec<Value | undefined> {
  return {
    write: (value) => (value === undefined ? '' : item.write(value)),
    read: (text) => (text === '' ? undefined : item.read(text)),
  }
}

/** Whether something is so. */
export const flag: Codec<true | undefined> = {
  write: (value) => (value ? '1' : ''),
  read(text) {
    if (text !== '' && text !== '1') throw new Unreadable()
    return text === '1' ? true : undefined
  },
}

/** What each field of a value is written as, in this order. */
export type Fields<Value> = { [Name in keyof Value]-?: Codec<Value[Name]> }

/** A value as its fields in a row; those that are undefined are left out of what is read. */
export function row<Value extends object>(
  separator: string,
  fields: Fields<Required<{ [Name in keyof Value]: Value[Name] }>> | Fields<Value>,
): Codec<Value> {
  const columns = Object.entries(fields) as [keyof Value & string, Codec<unknown>][]
  return {
    write: (value) => columns.map(([name, codec]) => codec.write(value[name])).join(separator),
    read(text) {
      const parts = columns.length === 0 && text === '' ? [] : text.split(separator)
      if (parts.length !== columns.length) throw new Unreadable()
      const value: Record<string, unknown> = {}
      for (const [at, [name, codec]] of columns.entries()) {
        const field = codec.read(parts[at] ?? '')
        if (field !== undefined) value[name] = field
      }
      return value as Value
    },
  }
}

/** JSON that a schema checks when it is read: for what is written seldom. */
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
