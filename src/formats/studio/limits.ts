/** What a Twilio Studio flow cannot do that the line does; shown with every export. */
export const limits: readonly string[] = [
  'Nobody is rung first and told who calls: 0, then 1, dials the national hotline for the caller, and no desk of yours.',
  'Nobody who waits hears that they are still in line, and no other number is tried: the caller hears the number and may try again.',
  'Words of danger and free questions are not understood: they get the main menu with 911 and the hotline. Danger is not answered over a limit.',
  'FORGET, TIP, CALL, relay and other languages have no answer of their own. STOP and HELP are answered by Twilio alone.',
  'Whoever writes again after a quarter of an hour, or after an end, gets the first question. A second miss in a row ends with the number.',
  'Twilio keeps every execution, with what was pressed and texted, until it is deleted: see docs/privacy.md for what the line itself leaves.',
  'It was held against the documented shape here, and not against an account: import it as a draft, validate, and call it before you rely on it.',
]
