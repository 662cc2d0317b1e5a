/**
 * The sheet as a printable page without scripts: languages side by side, sources, and lines to sign
 * on.
 */
import { html, raw } from 'hono/html'
import type { Part } from '../../content/review.ts'
import { Contents, Counts, HowTo } from './front.tsx'
import { type Sheet, titleOf } from './rows.ts'
import { type Group, GroupSection, INTERPRETERS, InterpreterSection, pageOf } from './sections.tsx'
import { footOf, STYLE } from './style.ts'

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

/** The page name of each part, and its footer. */
function numbered(groups: readonly Group[], interpreters: boolean) {
  const titles = [...groups.map(({ title }) => title), ...(interpreters ? [INTERPRETERS] : [])]
  return titles.map((title, at) => ({ name: pageOf(at + 1), title: `${at + 1}. ${title}` }))
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
