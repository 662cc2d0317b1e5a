/** What keeps a file from being read as YAML, in the words of somebody who only wrote a text. */
import type { ErrorCode, YAMLParseError } from 'yaml'

export type Unreadable = { problem: string; remedy: string; line?: number }

const indent: Omit<Unreadable, 'line'> = {
  problem: 'this line begins too far left or too far right',
  remedy: 'Indent it by blanks as far as the line above that it belongs with',
}
const quotes: Omit<Unreadable, 'line'> = {
  problem: 'some sign in this text means something else to YAML',
  remedy: 'Put the whole text into quotes: "…"',
}

/** By the code of the parser; a code that is not here is told in its own words. */
const inWords: Partial<Record<ErrorCode, Omit<Unreadable, 'line'>>> = {
  TAB_AS_INDENT: {
    problem: 'this line begins with a tab',
    remedy: 'Indent it with blanks instead',
  },
  BAD_INDENT: indent,
  MISSING_CHAR: indent,
  BLOCK_AS_IMPLICIT_KEY: {
    problem: 'this text has a colon inside, or the line below it begins too far right',
    remedy: 'Put the whole text into quotes: "…", or indent the line below as this one',
  },
  MULTILINE_IMPLICIT_KEY: {
    problem: 'this line is neither a key with a colon and a blank behind it nor part of a text',
    remedy: 'Write it as `key: text`, or indent it if it goes on the text above',
  },
  DUPLICATE_KEY: {
    problem: 'this key must be unique, and stands in the file twice',
    remedy: 'Keep one of the two',
  },
  BAD_SCALAR_START: quotes,
  UNEXPECTED_TOKEN: quotes,
  BAD_ALIAS: quotes,
}

/** The first of the errors: those that follow come of it. */
export function unreadable(errors: readonly YAMLParseError[]): Unreadable {
  const [first] = errors
  const line = first?.linePos?.[0].line
  const said = first?.message.split(' at line')[0] ?? 'this is no YAML'
  const unclosed = said.startsWith('Missing closing')
  const words = unclosed
    ? { problem: 'a quote is opened and never closed', remedy: 'Close it where the text ends' }
    : first && inWords[first.code]
  return {
    ...(words ?? { problem: said, remedy: 'Correct the YAML there' }),
    ...(line === undefined ? {} : { line }),
  }
}

/** Of a text that begins with *: to YAML the name of something said before. */
export function unresolved(text: string): Unreadable {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => /(^|[:-] +)\*\S/.test(line))
  return { ...quotes, ...(at < 0 ? {} : { line: at + 1 }) }
}

/** Why these bytes are no text that we can read; undefined when they are. */
export function unreadableBytes(bytes: Uint8Array, isUtf8: boolean): Unreadable | undefined {
  const [first, second] = bytes
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (isUtf16 || !isUtf8 || bytes.includes(0))
    return {
      problem: `the file is saved ${isUtf16 ? 'as UTF-16' : 'in an old encoding, not as UTF-8'}`,
      remedy: 'Save it again with the encoding UTF-8',
    }
  return undefined
}
