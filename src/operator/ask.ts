/** `harborline ask`: what the line would do with a text, and why. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Content } from '../content/load.ts'
import { type Explanation, explain } from '../understanding/explain.ts'
import { understand } from '../understanding/understand.ts'

/** Explains texts of a conversation in a language. */
export function explainer({ lexicon }: Content, language: string): (text: string) => Explanation {
  return (text) => explain(understand(lexicon, text), language)
}

export function inWords({ kind, language, score, because, ...found }: Explanation): string {
  const also = found.also && `(also ${found.also})`
  const about = [found.topic, found.choices?.join(' or '), found.about, also]
  const what = [kind, ...about.filter((part) => part !== undefined)].join(' ')
  return `${what} (${language}, ${score}): ${because}`
}

/** Explains each line of a stream as a line of JSON. */
export async function explainLines(
  lines: NodeJS.ReadableStream,
  out: NodeJS.WritableStream,
  explained: (text: string) => Explanation,
): Promise<void> {
  for await (const line of createInterface({ input: lines }))
    if (!out.write(`${JSON.stringify(explained(line))}\n`)) await once(out, 'drain')
}
