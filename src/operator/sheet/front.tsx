/** The sheet's first page: what awaits review, how to review, and the contents. */
import { type Part, reviewState } from '../../content/review.ts'
import { textsOf } from './rows.ts'
import { type Group, INTERPRETERS } from './sections.tsx'

export function Counts({ parts }: { parts: readonly Part[] }) {
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

export function HowTo() {
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

export function Contents({
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

/** The languages in which a part is unreviewed. */
function Marks({ parts }: { parts: readonly Part[] }) {
  const waiting = parts.filter((part) => reviewState(part) !== 'reviewed')
  if (waiting.length === 0) return <span class="mark">reviewed</span>
  return (
    <span class="mark open">unreviewed: {waiting.map(({ language }) => language).join(', ')}</span>
  )
}
