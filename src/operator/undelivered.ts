/**
 * Explains why an alarm could not be delivered, in our own words, since errors of fetch or mail may
 * quote an address or password.
 */

/** The first match applies. */
const REASONS: readonly [found: RegExp, why: string][] = [
  [
    /EAUTH|\b535\b/,
    'its user or password is not taken. In SMTP_URL write @ / # of a password as %40 %2F %23',
  ],
  [
    /EENVELOPE|\b55\d\b/,
    'the mail server refuses the sender or the receiver. Set ALARM_MAIL_FROM to an address that it may send from',
  ],
  [/ENOTFOUND|EAI_AGAIN|EDNS/, 'its name is not known. Look for a slip in the address'],
  [/ECONNREFUSED/, 'nobody listens there. Look at its host and port'],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    'its certificate is not trusted. Write the name that it is made for',
  ],
  [
    /wrong version number|EPROTO|ERR_SSL|ERR_TLS|Greeting never received|Invalid greeting/i,
    'it speaks otherwise than the address says. For mail write smtp:// with port 587, or smtps:// with 465',
  ],
  [
    /timed? ?out|timeout/i,
    'no answer came within 10 s. Look whether this server may reach it; port 25 is closed by many hosts, 587 is not',
  ],
  [/answered 4\d\d/, 'the address takes no such message. Copy it anew from where it was made'],
  [/answered 5\d\d/, 'whoever is there is in trouble. Try again, and then ask them'],
]

export function whyUndelivered(error: unknown): string {
  const found = detailsOf(error)
  const reason = REASONS.find(([pattern]) => pattern.test(found))?.[1]
  return reason ?? 'it did not take it. Look at the address, and whether this server may reach it'
}

function detailsOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const { name, message, cause } = error
  const { code = '' } = error as NodeJS.ErrnoException
  return `${name} ${code} ${message} ${detailsOf(cause)}`
}
