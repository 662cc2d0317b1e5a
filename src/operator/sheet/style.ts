/** Styles of the sheet: for letter paper, and readable on screen. */

export const STYLE = `
@page {
  size: letter;
  margin: 16mm 14mm 18mm;
  @bottom-left { content: "Review sheet"; font: 8.5pt system-ui, sans-serif; color: #444; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8.5pt system-ui, sans-serif; color: #444; }
}
* { box-sizing: border-box; }
html { font: 9.5pt/1.4 system-ui, "Noto Sans", sans-serif; color: #111; background: #fff; }
body { margin: 0 auto; max-width: 184mm; }
@media screen { body { padding: 12px; } }
h1 { font-size: 24pt; margin: 0 0 4mm; }
h2 { font-size: 14pt; margin: 0 0 1mm; break-after: avoid; }
h3 { font-size: 10pt; margin: 3mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; }
a { color: inherit; }
.line { font-size: 12pt; margin-top: 8mm; }
.how ol, nav ol { padding-left: 7mm; margin: 2mm 0; }
.how li { margin-bottom: 1mm; }
.how { margin-top: 6mm; }
nav, .part { break-before: page; }
nav ol { columns: 2; column-gap: 8mm; }
nav li { break-inside: avoid; margin-bottom: 1.4mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
caption { text-align: left; font-weight: 600; padding-bottom: 1mm; }
th, td { border: 0.3mm solid #999; padding: 1.2mm 1.8mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.counts { width: 110mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
thead th { background: #eee; }
.texts .what { width: 31mm; }
.texts tbody th { font-weight: 500; font-size: 9pt; }
.texts td { white-space: pre-line; line-height: 1.45; }
.interpreters td p { margin: 0 0 1mm; }
.file { font-size: 8pt; color: #444; overflow-wrap: anywhere; }
.sources { font-size: 9pt; }
.sources ul { margin: 0; padding-left: 5mm; columns: 2; column-gap: 8mm; }
.sources li { break-inside: avoid; overflow-wrap: anywhere; }
.signatures { display: grid; grid-template-columns: repeat(auto-fit, minmax(75mm, 1fr)); gap: 5mm; margin-top: 4mm; break-inside: avoid; }
.signature { border: 0.4mm solid #111; padding: 2mm 3mm 3mm; }
.mark { display: inline-block; font-size: 8pt; border: 0.2mm solid #666; border-radius: 1mm; padding: 0 1mm; }
.mark.open { border: 0.4mm solid #111; font-weight: 700; }
.box { display: inline-block; width: 3.2mm; height: 3.2mm; border: 0.3mm solid #111; vertical-align: -0.4mm; }
.box + .box, .choice .box:nth-of-type(2) { margin-left: 4mm; }
.lines { display: flex; flex-wrap: wrap; gap: 8mm 3mm; margin: 9mm 0 0; }
.rule { flex: 1 1 22mm; border-top: 0.3mm solid #111; font-size: 8pt; color: #444; }
.rule.name { flex-basis: 42mm; }
.rule.wide { display: block; margin-top: 8mm; }
`

/**
 * The footer of each page: the part that it belongs to. Chromium cannot print page numbers in the
 * contents (target-counter), but the part's number is enough to find it.
 */
export function footOf(parts: readonly { name: string; title: string }[]): string {
  return parts
    .map(({ name, title }) => {
      const content = JSON.stringify(title).replaceAll('<', '\\3c ')
      return `@page ${name} { @bottom-left { content: ${content}; font: 8.5pt system-ui, sans-serif; color: #444; } }`
    })
    .join('\n')
}
