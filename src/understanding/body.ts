/** The body: the part of a text that the person wrote, without what the phone or app added. */

/** "Sent from my iPhone" and similar lines, in the languages of phones; a whole line or its end. */
const SIGNATURE =
  /(?:^|\s)\(?(?:sent (?:from|via|using|with) (?:my |the |yahoo|gmail|outlook|mail|proton|samsung|\w+ (?:effect|for)|balloons|confetti|lasers|fireworks|love|echo|spotlight)|get outlook for|enviado (?:desde|con|por|a trav[eé]s de) (?:mi |el |outlook|yahoo|gmail|correo|samsung)|mandado desde mi|enviado do meu|envoy[ée] (?:de mon|depuis)|von meinem \S+ gesendet|gesendet von|inviato (?:da|dal) |отправлено с|надіслано з|gửi từ|发自我的|從我的|나의 iphone에서|iphoneから送信|ipinadala mula)[^\n]{0,40}\)?\s*$/iu
/** A separator before a signature. */
const DASHES = /^(?:--|—|–|_{2,})\s*$/u
/** A signature is short; anything longer after dashes is text. */
const LONGEST_NAME = 60
/** A line that introduces a quoted message. */
const QUOTE =
  /^(?:-{4,}.*|on .{4,100} wrote:|el .{4,100} escribi[oó]:|em .{4,100} escreveu:|le .{4,100} a écrit\s?:|begin forwarded message:)\s*$/iu
/** An edited text is sent again, in quotes. */
const EDITED = /^(?:edited to|editado a|se edit[oó] a)\s*[“"«](.+)[”"»]$/isu

/**
 * The part of the text that the person wrote. Nothing is removed from a text that consists only of
 * such additions: a bare signature is what the person sent.
 */
export function bodyOf(text: string): string {
  const written = EDITED.exec(text.trim())?.[1] ?? text
  const lines: string[] = []
  const all = written.split(/\r\n|[\r\n\u2028\u2029]/)
  for (const [at, line] of all.entries()) {
    const begun = lines.length > 0
    if (begun && QUOTE.test(line.trim())) break
    if (begun && DASHES.test(line) && all.slice(at).join(' ').length < LONGEST_NAME) break
    if (!/^\s*>/.test(line)) lines.push(line.replace(SIGNATURE, ''))
    while (lines.length > 0 && lines[0]?.trim() === '') lines.shift()
  }
  const body = here(lines.join('\n').trim())
  return body === '' ? written.trim() : body
}

/** A location, as a phone or map app shares it. */
const PLACE =
  /(?:https?:\/\/)?(?:maps\.(?:apple|google)\.[a-z.]{2,6}|maps\.app\.goo\.gl|goo\.gl\/maps|(?:www\.)?google\.[a-z.]{2,6}\/maps|(?:ul\.|www\.)?waze\.com|what3words\.com|w3w\.co)(?=[/?]|\s|$)\S*/giu
/** With more words than this around it, the text describes a place instead of sharing one. */
const MOST_BESIDE = 5

/**
 * Somebody who shares their location wants to be found, and nobody here will come: it is read as
 * SOS.
 */
function here(text: string): string {
  const beside = text.replace(PLACE, '').trim()
  if (beside === text || beside.split(/\s+/).length > MOST_BESIDE) return text
  return text.replace(PLACE, ' \u{1F198} ').trim()
}

/** Whether a text is nothing but a signature, which no thumb typed. */
export function isSignature(text: string): boolean {
  return !text.includes('\n') && SIGNATURE.exec(text)?.index === 0
}

/** A name after a dash on the same line: OPTION 4 -- MARIA G. */
const SIGNED = /^(.+?)\s+(?:--?|—|–)\s*\p{Lu}[\p{Ll}.]{0,20}(?:\s+\p{Lu}[\p{L}.]{0,20}){0,2}$/su

/** A short text without its signature; undefined if it has none. */
export function unsigned(body: string): string | undefined {
  return body.length > LONGEST_NAME ? undefined : SIGNED.exec(body)?.[1]
}
