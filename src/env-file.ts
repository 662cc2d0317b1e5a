/**
 * Reads an env file as people write it, and reports by line, without values, whatever cannot be
 * meant as written.
 */

/** `NAME=value`, optionally preceded by `export`. */
const SETTING = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*$/
const EMPTY = /^\s*(#|$)/
/** Curly quotation marks from word processors. */
const CURLY = /^[“”„‘’«»]|[“”‘’«»]$/
/** An unclosed quote, which would swallow the settings after it. */
const OPEN = /^(["'`])(?!.*\1)/
/** An unquoted value with a #, which would be cut off there. */
const CUT = /^[^"'`\s#][^#]*[^\s#]#/

type EnvFile = { readonly text: string; readonly faults: readonly string[] }

/** `text` holds only the settings, since Node 20 takes an indented comment for part of a name. */
export function readEnvFile(bytes: Buffer): EnvFile {
  if (bytes.includes(0))
    return { text: '', faults: ['it is saved as UTF-16. Save it as UTF-8, then start again'] }
  const lines = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line, number: index + 1 }))
  const written = new Map<string, { value: string; number: number }>()
  const faults = lines.flatMap(({ line, number }) => {
    const fault = faultOf(line)
    if (fault) return [`line ${number}: ${fault}`]
    const [, name = '', value = ''] = SETTING.exec(line) ?? []
    const before = written.get(name)
    if (name) written.set(name, { value, number })
    return name && before && before.value !== value
      ? [`lines ${before.number} and ${number}: ${name} stands there twice. Leave one of them`]
      : []
  })
  const text = lines.flatMap(({ line }) => (EMPTY.test(line) ? [] : [line.trim()])).join('\n')
  return { text, faults }
}

function faultOf(line: string): string | undefined {
  if (EMPTY.test(line)) return
  const [, name, value = ''] = SETTING.exec(line) ?? []
  if (!name) return 'it is no setting. Write it as NAME=value, or put # in front of it'
  if (CURLY.test(value))
    return `${name} has the quotation marks of a word processor. Write plain ones: "`
  if (OPEN.test(value)) return `${name} has a quotation mark that is not closed. Close it: "`
  if (CUT.test(value))
    return `${name} has a # in it, behind which nothing is read. Put quotation marks around the value: "`
  return undefined
}
