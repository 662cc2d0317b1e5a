/** Styles of the dashboard: phones first, light and dark, and paper. */

export const STYLE = `
:root {
  --ground: #fff; --raised: #f6f7f9; --ink: #16191d; --quiet: #565d66; --line: #c6cbd2;
  --mark: #1f5fa8; --other: #a65a00; --good: #1c6b36; --bad: #a8231c;
  --h1: #d6e4f4; --h2: #a9c8e8; --h3: #74a5d8; --h4: #3d7cbf; --h5: #164c87;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1d2126; --ink: #e8eaed; --quiet: #a6adb6; --line: #454c55;
    --mark: #7db4ee; --other: #e8a24c; --good: #7fd197; --bad: #ff9a90;
    --h1: #1c3550; --h2: #275079; --h3: #3a72a8; --h4: #5f9cd6; --h5: #a3cdf5;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .5rem 0; }
a { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
button, input { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--quiet); border-radius: .35rem; padding: .45rem .8rem; min-height: 2.75rem; }
button { cursor: pointer; }
.quiet { color: var(--quiet); }
.top { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; }
.top nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: 0; }
.top nav a { display: inline-block; padding: .4rem 0; }
[aria-current] { font-weight: 700; color: var(--ink); text-decoration: none; }
.login { max-width: 24rem; margin: 12vh auto 0; }
.login form { display: grid; gap: .5rem; margin-top: 1rem; }
dl { margin: 0; }
.state { display: grid; gap: .35rem; }
.state > div { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: 0 1rem; border-top: 1px solid var(--line); padding-top: .35rem; }
@media (min-width: 40rem) { .state > div { grid-template-columns: 14rem minmax(0, 1fr); } }
.state dt, .totals dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
dd p { margin: 0; }
dd ul { margin: 0; padding-left: 1.2rem; }
.look { color: var(--bad); }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: .75rem 0; }
.totals > div { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
.totals dd { font-size: 1.6rem; font-weight: 650; line-height: 1.2; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(21rem, 100%), 1fr)); gap: 1rem; align-items: start; }
figure { margin: 0; padding: .8rem; background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; min-width: 0; }
figcaption p { margin: .15rem 0 0; font-size: .875rem; }
svg { display: block; width: 100%; height: auto; margin-top: .6rem; font-size: 12px; }
svg text { fill: var(--quiet); }
svg .value, .way text { fill: var(--ink); }
.value { font-weight: 650; }
.axes path { stroke: var(--line); fill: none; }
.bar, .band { fill: var(--mark); }
.few { fill: none; stroke: var(--quiet); }
.hours .few { stroke: var(--line); }
.h1 { fill: var(--h1); } .h2 { fill: var(--h2); } .h3 { fill: var(--h3); } .h4 { fill: var(--h4); } .h5 { fill: var(--h5); }
.place { fill: var(--ground); stroke: var(--quiet); }
.arm { fill: none; stroke: var(--mark); }
.arm.few { stroke: var(--quiet); stroke-dasharray: 3 3; }
summary { cursor: pointer; padding: .5rem 0; color: var(--mark); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .3rem; border-top: 1px solid var(--line); text-align: right; }
th:first-child { text-align: left; font-weight: 500; }
thead th { border-top: 0; font-weight: 650; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.files { margin-top: 1.5rem; }
[role=alert] { color: var(--bad); margin: 0; }
@page { size: letter; margin: 14mm; }
@media print {
  :root {
    --ground: #fff; --raised: #fff; --ink: #000; --quiet: #333; --line: #bbb; --mark: #1f5fa8; --bad: #a8231c;
    --h1: #d6e4f4; --h2: #a9c8e8; --h3: #74a5d8; --h4: #3d7cbf; --h5: #164c87;
  }
  html { font-size: 10pt; print-color-adjust: exact; }
  body { max-width: none; padding: 0; }
  nav, form, .files, details:not([open]), [open] > summary { display: none; }
  .totals { grid-template-columns: repeat(6, 1fr); }
  .totals > div { padding: 2mm; }
  .figures { display: block; columns: 2; column-gap: 5mm; }
  figure { padding: 3mm; margin-bottom: 4mm; box-decoration-break: clone; }
  figcaption, svg { break-after: avoid; break-inside: avoid; }
  tr { break-inside: avoid; }
  h2 { margin-top: 5mm; }
}
`
