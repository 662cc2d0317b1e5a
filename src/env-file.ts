/** A file of settings as people write it: what can not be meant as it stands, by line, and never with its value. */

/** `NAME=value`, also with `export` before it; what is behind the sign. */
const SETTING = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*$/
const EMPTY = /^\s*(#|$)/
/** Quotation marks that word processors make of plain ones. */
const CURLY = /^[“”„‘’«»]|[“”‘’«»]$/
/** A value of more than one line, which no setting is, swallows the settings behind it. */
const OPEN = /^(["'`])(?!.*\1)/
/** What is before the sign is taken, and what is behind it is lost. */
const CUT = /^[^"'`\s#][^#]*[^\s#]#/

type EnvFile = { readonly text: string; readonly faults: readonly string[] }

/** `text`: its settings alone, since Node 20 takes a comment that is not at the start of its line for part of a name. */
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
