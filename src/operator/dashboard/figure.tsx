/** A chart, and beside it the same as a table: for who can not see it, and for who wants the numbers. */
import type { Child } from 'hono/jsx'
import type { Shown } from '../../counts/shown.ts'

export type TableRow = { label: string; values: readonly (Shown | string | undefined)[] }

type FigureProps = {
  title: string
  /** A sentence on what is to be known of it. */
  note?: Child
  /** The heads of the table's columns. */
  head: readonly string[]
  rows: readonly TableRow[]
  /** On paper there is nothing to open. */
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
