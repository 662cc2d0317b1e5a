/** The page: its frame is rendered once here; main.mjs fills in what changes. */
import { html } from 'hono/html'
import type { Diagram } from '../../diagram/diagram.ts'
import type { Script } from '../drill/script.ts'
import { AdvocatePhone } from './advocate.tsx'
import { Backstage } from './backstage.tsx'
import { Controls } from './controls.tsx'
import { PersonPhone } from './person.tsx'

const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><path d='M8 1v14M3 8h10M3 11q5 6 10 0' stroke='%230e6470' stroke-width='2' fill='none'/></svg>"

type Parts = { diagrams: readonly Diagram[]; lineNumber: string; drills: readonly Script[] }

export function Page({ diagrams, lineNumber, drills }: Parts) {
  return html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Harborline: two phones</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href="/phones/phones.css" />
        <script type="module" src="/phones/main.mjs" />
      </head>
      <body>
        <a class="skip-link" href="#person">
          To the phone
        </a>
        <header class="top">
          <div>
            <h1>Harborline</h1>
            <p>
              The real line, a virtual Twilio, and the two phones at its ends. Nothing leaves this
              machine.
            </p>
          </div>
          <button type="button" data-action="start-over">
            Start over
          </button>
        </header>
        <nav class="jump" aria-label="Parts of this page">
          <a href="#person">Phone</a>
          <a href="#advocate">
            Advocate <span class="badge" data-show="rings" />
          </a>
          <a href="#drills">Drills</a>
          <a href="#backstage">Backstage</a>
        </nav>
        <p class="notice" role="status" data-show="notice" />
        <noscript>
          <p class="notice">These phones need JavaScript. Without it: npm run chat.</p>
        </noscript>
        <main>
          <div class="phones">
            <PersonPhone lineNumber={lineNumber} />
            <AdvocatePhone />
            <Controls drills={drills} />
          </div>
          <Backstage diagrams={diagrams} />
        </main>
      </body>
    </html>
  )}`
}
