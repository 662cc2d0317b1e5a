/**
 * The pages that a registration requires, as files to host anywhere: no scripts, nothing loaded.
 */
import { html } from 'hono/html'
import type { Agency, Kit } from './kit.ts'

const page = (title: string, body: unknown) =>
  String(html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
body { font: 17px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
.us, .them { white-space: pre-line; padding: .6rem .8rem; border-radius: .8rem; margin: .5rem 0; }
.us { background: #eee; margin-right: 3rem; }
.them { background: #d6e8ff; margin-left: 40%; }
</style>
<h1>${title}</h1>
${body}
</html>
`)

/** Says what docs/privacy.md says, and no more. */
export function privacyPage(line: string, { name, email }: Agency): string {
  return page(
    `Privacy: ${line}`,
    html`<p>${line} is an automated information line of ${name}.</p>
<h2>What we keep</h2>
<p>We keep no list of who texted or called, and no text. While you text, we keep your place in the menu for about 15 minutes after
your last text, in a form that does not show your number. Calls are not recorded.</p>
<h2>What others keep</h2>
<p>Your phone, your phone company, and Twilio, which carries the texts and calls for us, keep their own records. Deleting texts
on your phone does not delete those.</p>
<h2>Whom we share with</h2>
<p>No mobile information is shared with or sold to anybody for marketing. When you ask for a person, we connect you; they do
not see your number by us, and have rules of their own, also on what they must report.</p>
<h2>Your choices</h2>
<p>Text X to leave, FORGET to ask that texts are erased where we can, STOP to get no more texts, HELP for help.</p>
<p>Questions: ${email}</p>`,
  )
}

export function termsPage(line: string, { name, email }: Agency): string {
  return page(
    `Terms: ${line}`,
    html`<p>${line} is an automated information line of ${name}. It gives information and the numbers of people who can help. It is not
a hotline, not legal or medical advice, and does not replace 911: in danger, call or text 911.</p>
<p>You get a text only as an answer to a text of yours. How many there are depends on what you ask. Message and data rates may
apply. Text STOP to end, HELP for help. Phone companies are not liable for texts that come late or not at all.</p>
<p>Questions: ${email}</p>`,
  )
}

/** The conversation as a person sees it, for screenshots. */
export function conversationPage(line: string, kit: Kit): string {
  const [gate, home, person] = kit.samples.map(({ text }) => text)
  const talk: [string, string | undefined][] = [
    ['Hi', gate],
    ['1', home],
    ['0', person],
    ['HELP', kit.help],
    ['STOP', kit.stop],
  ]
  const rows = talk.map(
    ([them, us]) => html`<div class="them">${them}</div>
<div class="us">${us}</div>
`,
  )
  return page(line, rows)
}
