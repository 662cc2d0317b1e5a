/** Explains YAML errors to somebody who only wanted to write a text. */
import type { Document, ErrorCode, YAMLParseError } from 'yaml'

export type Unreadable = { problem: string; remedy: string; line?: number }

const indent: Omit<Unreadable, 'line'> = {
  problem: 'this line begins too far left or too far right',
  remedy: 'Indent it by blanks as far as the line above that it belongs with',
}
const quotes: Omit<Unreadable, 'line'> = {
  problem: 'some sign in this text means something else to YAML',
  remedy: 'Put the whole text into quotes: "…"',
}

/** By parser error code; other codes keep the parser's message. */
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

/** Explains the first error in a text; the others follow from it. */
export function unreadable(text: string, errors: readonly YAMLParseError[]): Unreadable {
  const [first] = errors
  const at = first?.linePos?.[0].line
  const said = first?.message.split(' at line')[0] ?? 'this is no YAML'
  if (said.startsWith('Missing closing')) return unclosed(text, at)
  const stuck = at !== undefined && /^\s*-[^\s-]/.test(text.split('\n')[at - 1] ?? '')
  const words = stuck ? dash : first && inWords[first.code]
  const line = at
  return {
    ...(words ?? { problem: said, remedy: 'Correct the YAML there' }),
    ...(line === undefined ? {} : { line }),
  }
}

const dash: Omit<Unreadable, 'line'> = {
  problem: 'the dash of this line stands right before its text',
  remedy: 'Put a blank after the dash',
}

/**
 * The parser notices an unclosed quote only at the end of the file; the culprit is the last line
 * that opens one without closing it.
 */
function unclosed(text: string, end: number | undefined): Unreadable {
  const lines = text.split('\n')
  const opens = (line: string) => /(?:^|[:-]\s+)(?:"[^"]*|'[^']*)$/.test(line)
  const line = lines.findLastIndex(opens) + 1 || end
  return {
    ...{ problem: 'a quote is opened and never closed', remedy: 'Close it where the text ends' },
    ...(line === undefined ? {} : { line }),
  }
}

/** Finds an invisible character, pasted from a page or chat, that changes a word. */
export function invisible(text: string): Unreadable | undefined {
  const at = text.search(/[\u00ad\u200b\u200e\u200f\u2060]|(?!^)\ufeff/)
  if (at < 0) return undefined
  return {
    problem: 'this line holds a sign that can not be seen',
    remedy: 'Type the line anew, instead of pasting it',
    line: text.slice(0, at).split('\n').length,
  }
}

/**
 * Finds a text cut off by a # without a space after it: to YAML that starts a comment, and nobody
 * would get the rest.
 */
export function cutOff(
  { visit }: typeof import('yaml'),
  document: Document.Parsed,
  text: string,
): Unreadable | undefined {
  let at: number | undefined
  visit(document, {
    Scalar(_, { type, comment, range }) {
      if (type !== 'PLAIN' || !comment || /^\s/.test(comment)) return
      at = range?.[0]
      return visit.BREAK
    },
  })
  if (at === undefined) return undefined
  return {
    problem: 'the words behind # are not read',
    remedy: 'Put the whole text into quotes: "…"; a comment has a blank after its #',
    line: text.slice(0, at).split('\n').length,
  }
}

/** Explains a text that begins with *, which YAML takes for an alias. */
export function unresolved(text: string): Unreadable {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => /(^|[:-] +)\*\S/.test(line))
  return { ...quotes, ...(at < 0 ? {} : { line: at + 1 }) }
}

/** Why bytes are not readable text; undefined if they are. */
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
