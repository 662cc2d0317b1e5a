/** The sheet as one page without scripts, to be printed: languages side by side, sources, lines to sign on. */
import { html, raw } from 'hono/html'
import { type Part, reviewState } from '../../content/review.ts'
import type { Topic } from '../../content/schema/topics.ts'
import { type Sheet, statusOf, textsOf, titleOf, whatIs } from './rows.ts'
import { sampleOf } from './sample.ts'
import { footOf, STYLE } from './style.ts'

/** The same part in each language, the first one first. */
type Group = { anchor: string; title: string; parts: readonly Part[] }

export function Page(sheet: Sheet) {
  const { parts, names, today, content } = sheet
  const groups = groupsOf(parts)
  const interpreters = parts.filter(({ kind }) => kind === 'interpreter')
  return html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Review sheet of {names.lineName}</title>
        <style>{raw(STYLE + footOf(numbered(groups, interpreters.length > 0)))}</style>
      </head>
      <body>
        <header>
          <p class="line">{names.lineNameSpoken}</p>
          <h1>Review sheet</h1>
          <p>
            Every text that people read or hear on this line, made on {today}. Nothing on this sheet
            comes from a person who used it.
          </p>
          <Counts parts={parts} />
          <HowTo />
        </header>
        <Contents groups={groups} interpreters={interpreters} />
        <main>
          {groups.map((group, at) => (
            <GroupSection group={group} number={at + 1} sheet={sheet} />
          ))}
          {interpreters.length > 0 && (
            <InterpreterSection parts={interpreters} number={groups.length + 1} content={content} />
          )}
        </main>
      </body>
    </html>
  )}`
}

const INTERPRETERS = 'Lines for languages that only interpreters speak'

/** Each part by the name that its printed pages have, and what stands at their foot. */
function numbered(groups: readonly Group[], interpreters: boolean) {
  const titles = [...groups.map(({ title }) => title), ...(interpreters ? [INTERPRETERS] : [])]
  return titles.map((title, at) => ({ name: pageOf(at + 1), title: `${at + 1}. ${title}` }))
}

function pageOf(number: number): string {
  return `part-${number}`
}

function groupsOf(parts: readonly Part[]): Group[] {
  const said = parts.filter(({ kind }) => kind === 'said')
  return said
    .filter(({ original }) => !original)
    .map((first) => ({
      anchor: anchorOf(first),
      title: titleOf(first),
      parts: [first, ...said.filter(({ original }) => original?.id === first.id)],
    }))
}

function anchorOf({ id }: Part): string {
  return id.replace(/^content\/|\.yaml$/g, '').replace(/[^a-z-]+/g, '-')
}

function Counts({ parts }: { parts: readonly Part[] }) {
  const languages = new Set(parts.map(({ kind, language }) => (kind === 'said' ? language : '')))
  const rows = Array.from(languages)
    .map((language) => ({
      name: language === '' ? 'lines of interpreters' : language,
      own: parts.filter((part) => (part.kind === 'said' ? part.language : '') === language),
    }))
    .toSorted((one, other) => Number(one.name.length > 3) - Number(other.name.length > 3))
  return (
    <table class="counts">
      <caption>What waits for a review</caption>
      <thead>
        <tr>
          <th scope="col">Language</th>
          <th scope="col">Texts</th>
          <th scope="col">Unreviewed</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, own }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{own.flatMap(textsOf).length}</td>
            <td>
              {own.filter((part) => reviewState(part) !== 'reviewed').flatMap(textsOf).length}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HowTo() {
  return (
    <section class="how" aria-labelledby="how">
      <h2 id="how">How to review</h2>
      <ol>
        <li>Read a part as the person would who gets it: afraid, in a hurry, perhaps watched.</li>
        <li>
          Ask of each text: Is it true, and does a source say so? Is it plain? Is it calm, without
          blame and without a promise? Does it mean the same in each language?
        </li>
        <li>
          Write corrections between the lines. By text, accents but é and ñ are left out; write them
          all the same.
        </li>
        <li>
          Sign at the end of the part, for each language that you have read. You sign for these
          words alone: once a word of a part changes, it is unreviewed again.
        </li>
      </ol>
    </section>
  )
}

function Contents({
  groups,
  interpreters,
}: {
  groups: readonly Group[]
  interpreters: readonly Part[]
}) {
  return (
    <nav aria-labelledby="contents">
      <h2 id="contents">Contents</h2>
      <ol>
        {groups.map(({ anchor, title, parts }) => (
          <li>
            <a href={`#${anchor}`}>{title}</a> <Marks parts={parts} />
          </li>
        ))}
        {interpreters.length > 0 && (
          <li>
            <a href="#interpreters">{INTERPRETERS}</a> <Marks parts={interpreters} />
          </li>
        )}
      </ol>
    </nav>
  )
}

/** In which languages a part is unreviewed. */
function Marks({ parts }: { parts: readonly Part[] }) {
  const waiting = parts.filter((part) => reviewState(part) !== 'reviewed')
  if (waiting.length === 0) return <span class="mark">reviewed</span>
  return (
    <span class="mark open">unreviewed: {waiting.map(({ language }) => language).join(', ')}</span>
  )
}

type SectionProps = { group: Group; number: number; sheet: Sheet }

function GroupSection({ group: { anchor, title, parts }, number, sheet }: SectionProps) {
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
              <th scope="row">{whatIs(first, key)}</th>
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

function InterpreterSection({ parts, number, content }: InterpreterProps) {
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
