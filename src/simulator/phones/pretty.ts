/** TwiML formatted for reading: one verb per line, indented by two spaces. */
import { readTwiml, TwimlError, type Verb } from '../../virtual-twilio/twiml.ts'

export function prettyTwiml(document: string): string {
  if (!document) return '(no content)'
  try {
    return lines({
      name: 'Response',
      attributes: {},
      children: readTwiml(document),
      text: '',
    }).join('\n')
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error
    return document
  }
}

function lines({ name, attributes, children, text }: Verb): string[] {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${value}"`)]
  if (children.length > 0)
    return [
      `<${open.join(' ')}>`,
      ...children.flatMap(lines).map((line) => `  ${line}`),
      `</${name}>`,
    ]
  return [text.trim() ? `<${open.join(' ')}>${text.trim()}</${name}>` : `<${open.join(' ')}/>`]
}
