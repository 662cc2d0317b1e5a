/** A chart with the same data as a table, for people who cannot see it or want the numbers. */
import type { Child } from 'hono/jsx'
import type { Shown } from '../../counts/shown.ts'

export type TableRow = { label: string; values: readonly (Shown | string | undefined)[] }

type FigureProps = {
  title: string
  /** An explanatory sentence. */
  note?: Child
  /** The table's column headings. */
  head: readonly string[]
  rows: readonly TableRow[]
  /** Whether the table is expanded, as it must be on paper. */
  open?: boolean
  children?: Child
}

export function Figure({ title, note, head, rows, open = false, children }: FigureProps) {
  return (
    <figure>
      <figcaption>
        <h3>{title}</h3>
        {note && <p class="quiet">{note}</p>}
      </figcaption>
      {children}
      <details open={open || !children}>
        <summary>
          Numbers<span class="unseen"> of: {title}</span>
        </summary>
        <Table title={title} head={head} rows={rows} />
      </details>
    </figure>
  )
}

function Table({ title, head, rows }: Pick<FigureProps, 'title' | 'head' | 'rows'>) {
  return (
    <table>
      <caption class="unseen">{title}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, values }) => (
          <tr>
            <th scope="row">{label}</th>
            {values.map((value) => (
              <td>{value ?? 'not yet'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
