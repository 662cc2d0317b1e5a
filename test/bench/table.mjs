/** Prints a table in Markdown, aligned for a terminal. */

export function table(title, head, rows) {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)))
  const print = (row) =>
    console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
  console.log(`\n${title}\n`)
  print(head)
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  rows.forEach(print)
}
