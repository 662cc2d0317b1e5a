/**
 * Makes every fault for real, one after another, and prints what people got. Takes about a quarter
 * of an hour.
 *
 * npm run faults -- [words of a fault's name …]
 *
 * Exits with 1 if an answer was lost, or a turn was taken twice although Redis was available.
 */
import { existsSync } from 'node:fs'
import { type Fault, faults } from './faults.ts'
import { expectedWords, type Figures, measure } from './measure.ts'

const wanted = process.argv.slice(2).map((word) => word.toLowerCase())
const chosen = faults.filter(({ name }) =>
  wanted.every((word) => name.toLowerCase().includes(word)),
)

const expected = await expectedWords()
const figures: Figures[] = []
const left: string[] = []
for (const [at, fault] of chosen.entries()) {
  const missing = fault.needs !== undefined && !existsSync(fault.needs)
  progress(at, fault, missing ? 'left out' : 'under way')
  if (missing) left.push(`${fault.name}: ${fault.needs} is missing`)
  // a fault that cannot be made is reported, and the next ones are made anyway
  else
    await measure(fault, expected).then(
      (row) => figures.push(row),
      (error) => left.push(`${fault.name}: ${error}`),
    )
}
process.stderr.write('\n')

console.log(
  '| fault | asked | right | from the carry | safe | astray | lost | doubled | slowest ms | right again after ms | without their cookie |',
)
console.log('|---|---|---|---|---|---|---|---|---|---|---|')
for (const row of figures) console.log(`| ${cells(row).join(' | ')} |`)
for (const line of left) console.log(`\nnot made: ${line}`)
const live = new Set(chosen.filter((fault) => fault.live).map(({ name }) => name))
const failed = ({ name, verdicts, doubled }: Figures) =>
  verdicts.lost > 0 || (live.has(name) && doubled > 0)
process.exit(figures.some(failed) ? 1 : 0)

function progress(at: number, { name }: Fault, what: string): void {
  process.stderr.write(`\r\x1b[K${at + 1} of ${chosen.length}: ${name}, ${what}`)
}

function cells(row: Figures): (string | number)[] {
  const { asked, verdicts, withoutCookie: without } = row
  const part = `${((100 * verdicts.right) / Math.max(1, asked)).toFixed(1)} %`
  const others = Object.entries(without).map(([verdict, count]) => `${count} ${verdict}`)
  return [
    row.name,
    asked,
    `${verdicts.right} (${part})`,
    row.carried,
    verdicts.safe,
    verdicts.astray,
    verdicts.lost + row.lostElsewhere,
    `${row.doubled} of ${row.again}`,
    row.slowest,
    row.rightAfter,
    others.filter((text) => !text.startsWith('0')).join(', ') || '–',
  ]
}
