/**
 * The sections of the sheet: one per part, with its languages side by side, and one for
 * interpreters' lines.
 */
import { type Part, reviewState } from '../../content/review.ts'
import type { Topic } from '../../content/schema/topics.ts'
import { describeKey, type Sheet, statusOf, textsOf } from './rows.ts'
import { sampleOf } from './sample.ts'

/** The same part in each language, the first language first. */
export type Group = { anchor: string; title: string; parts: readonly Part[] }

export const INTERPRETERS = 'Lines for languages that only interpreters speak'

/** The CSS page name of a section. */
export function pageOf(number: number): string {
  return `part-${number}`
}

type SectionProps = { group: Group; number: number; sheet: Sheet }

export function GroupSection({ group: { anchor, title, parts }, number, sheet }: SectionProps) {
  const [first] = parts
  if (!first) return null
  const own = parts.map((part) => new Map(textsOf(part).map((text) => [text.key, text])))
  const { languages } = sheet.content
  return (
    <section class="part" aria-labelledby={anchor} style={`page: ${pageOf(number)}`}>
      <h2 id={anchor}>
        {number}. {title}
      </h2>
      <p class="file">{parts.map(({ id }) => id).join(' · ')}</p>
      <table class="texts">
        <thead>
          <tr>
            <th scope="col" class="what">
              What it is
            </th>
            {parts.map(({ language }) => (
              <th scope="col" lang={languages[language]?.locale}>
                {languages[language]?.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {textsOf(first).map(({ key }) => (
            <tr>
              <th scope="row">{describeKey(first, key)}</th>
              {parts.map(({ language }, at) => (
                <td lang={languages[language]?.locale}>
                  {sampleOf(sheet, language, own[at]?.get(key))}
                </td>
              ))}
            </tr>
          ))}
          {first.topic && (
            <tr>
              <th scope="row">keywords</th>
              {parts.map(({ keywords, language }) => (
                <td lang={languages[language]?.locale}>{keywords.join(', ')}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
      {first.topic && <Sources topic={first.topic} />}
      <Signatures
        parts={parts}
        names={parts.map(({ language }) => languages[language]?.name ?? language)}
      />
    </section>
  )
}

function Sources({ topic: { sources, checkedOn } }: { topic: Topic }) {
  return (
    <div class="sources">
      <h3>Sources, last read on {checkedOn}</h3>
      <ul>
        {sources.map(({ name, year, title, url }) => (
          <li>
            <b>
              {name}, {year}
            </b>
            . {title}
            {url ? ` (${url})` : ''}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Signatures({ parts, names }: { parts: readonly Part[]; names: readonly string[] }) {
  return (
    <div class="signatures">
      {parts.map((part, at) => (
        <div class="signature">
          <p>
            <b>{names[at]}</b> <State part={part} />
          </p>
          <p class="choice">
            <span class="box" /> right as it is <span class="box" /> right as corrected above
          </p>
          <p class="lines">
            <span class="rule name">Name</span>
            <span class="rule">Date</span>
            <span class="rule name">Signature</span>
          </p>
        </div>
      ))}
    </div>
  )
}

function State({ part }: { part: Part }) {
  const open = reviewState(part) !== 'reviewed'
  return <span class={open ? 'mark open' : 'mark'}>{statusOf(part)}</span>
}

type InterpreterProps = { parts: readonly Part[]; number: number; content: Sheet['content'] }

export function InterpreterSection({ parts, number, content }: InterpreterProps) {
  const written = new Map(content.interpreters.map((each) => [each.id, each]))
  return (
    <section class="part" aria-labelledby="interpreters" style={`page: ${pageOf(number)}`}>
      <h2 id="interpreters">
        {number}. {INTERPRETERS}
      </h2>
      <p>
        By text: there are interpreters; call the hotline and say the name of the language; in
        danger call 911. By call: press 1 to be connected with one. Each line is signed alone.
      </p>
      <table class="texts interpreters">
        <thead>
          <tr>
            <th scope="col" class="what">
              Language
            </th>
            <th scope="col">By text, and by call</th>
            <th scope="col">Name, date, signature</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr>
              <th scope="row">
                {part.language} <State part={part} />
              </th>
              <td lang={part.language}>
                <p dir="auto">{written.get(part.language)?.text}</p>
                {written.get(part.language)?.spoken && (
                  <p dir="auto">{written.get(part.language)?.spoken?.text}</p>
                )}
              </td>
              <td>
                <span class="rule wide">Name</span>
                <span class="rule wide">Date, signature</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
