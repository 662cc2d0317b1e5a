/**
 * Texts that phones and automated systems send on their own: reactions, replies while somebody is
 * driving or out of the office, messages from businesses. They are not the person's words, so they
 * count as no miss, topic or alarm. Reaction formats follow what iOS and Google Messages send to
 * phones that cannot show them.
 */
import { isSignature } from './body.ts'
import { plain } from './plain.ts'

const OPEN = '["“”„«»「『﹁《〝‘‹＂]'
const CLOSE = '["”“«»」』﹂》〞’›＂]'

/** Text before the quoted message, in the phone's language. */
const REACTIONS = [
  // English
  'loved|liked|disliked|laughed at|emphasi[sz]ed|questioned|reacted \\S+ to',
  'removed an? (?:heart|like|dislike|laugh|exclamation(?: mark)?|question mark|reaction|\\S+ reaction) from|removed \\S+ from',
  // Spanish
  '(?:le |me )?(?:encant[oó]|gust[oó])|no le gust[oó]|le dio risa|se (?:r[ií][oó]|ri[oó]) de|exclam[oó] por|enfatiz[oó]|destac[oó]|puso un signo de \\S+ (?:en|a)|dud[oó] sobre|cuestion[oó]|pregunt[oó] (?:por|sobre)|reaccion[oó] (?:con )?\\S+ (?:a|al?)',
  'le dio (?:un |una )?["“«]?[^“"«”»]{1,20}["”»]? a|(?:no )?le ha (?:gustado|encantado|dado risa)|se ha re[ií]do (?:de|con)|ha (?:enfatizado|destacado|cuestionado|exclamado por|preguntado por|dudado sobre|reaccionado (?:con )?\\S+ al?)',
  '(?:elimin[oó]|quit[oó]|borr[oó]) (?:un |una |el |la )?[^“"«]{1,30} (?:de|del|en|a)',
  // Portuguese
  '(?:amou|adorou|gostou de|n[ãa]o gostou de|curtiu|riu de|deu risada de|enfatizou|questionou|reagiu (?:com )?\\S+ a)|removeu [^“"«]{1,30} de',
  // French
  'a (?:ador[ée]|aim[ée]|ri (?:de|à)|mis en (?:évidence|exergue)|insist[ée] sur|mis en doute|remis en question|réagi (?:avec )?\\S+ à|exclam[ée]|attribué [^“"«]{1,40} à|supprim[ée] [^“"«]{1,40} (?:de|du|à))|n[’\']a pas aim[ée]',
  // Vietnamese
  'đã (?:thích|yêu thích|không thích|yêu|cười|nhấn mạnh|hỏi|đặt câu hỏi|bày tỏ cảm xúc|thả)[^“"«]{0,30}|đã (?:xóa|xoá|gỡ|bỏ)[^“"«]{1,40}',
  // Tagalog
  '(?:na|ni|in|nag)[a-z]+(?:an|han)? (?:ang|sa|ng)|tumawa sa|inalis ang [^“"«]{1,30} sa',
  // German, Italian
  '(?:geliebt|gefällt mir|mag ich|gelacht über|hervorgehoben|infrage gestellt)[^“"«]{0,12}|ha (?:adorato|messo mi piace a|riso (?:di|a)|enfatizzato|messo in dubbio|reagito con \\S+ a)',
  // Russian, Ukrainian
  '(?:понравилось|не понравилось|обожаю|рассмешило|выделено|под вопросом|сподобалося|не сподобалося|реакция \\S+ на)[^“"«]{0,20}',
  // Chinese, Japanese, Korean
  '(?:[对對]|表示|喜[欢歡]了?|[赞讚按][了個赞讚]?|不喜[欢歡]了?|[爱愛]了|大笑了?|[强強][调調]了?|[质質]疑了?|移除了?)[^“"「]{0,12}',
  '(?:좋아함|싫어함|사랑함|웃김|강조함|질문함)[^“"]{0,8}',
].join('|')

/** In Chinese, Japanese and Korean it may also follow the quoted message. */
const BEHIND =
  '[^“"「」”]{0,6}(?:喜[欢歡]|[赞讚]|[爱愛]心?|[强強][调調]|回[应應]|反[应應]|いいね|リアクション|ハート|좋아|하트|반응|공감|웃|강조|물음표|추가|삭제|제거)[^“"「」”]{0,20}'

const QUOTE = `${OPEN}[\\s\\S]*`
const REACTION = [
  new RegExp(`^(?:${REACTIONS})\\s*${QUOTE}$`, 'iu'),
  new RegExp(`^\\p{Extended_Pictographic}[^\\p{L}]*(?:\\p{L}{1,4}\\s*)?${QUOTE}$`, 'iu'),
  new RegExp(`^[^“"「]{0,8}${QUOTE}${CLOSE}${BEHIND}$`, 'iu'),
  new RegExp(
    `^(?:reacted to|reaccion[oó] a|ha reaccionado a) ${QUOTE}${CLOSE} (?:with|con) \\S+$`,
    'iu',
  ),
  /^(?:loved|liked|disliked|laughed at|emphasi[sz]ed|questioned|reacted \S+ to|removed an? .{1,20} from) an? (?:image|movie|attachment|audio message|sticker|photo|video|link|contact|gif|location)\W*$/iu,
  /^(?:le (?:encant[oó]|gust[oó]|dio risa)|no le gust[oó]|enfatiz[oó]|exclam[oó] por|reaccion[oó] con \S+ a) (?:una? |el |la )?(?:imagen|foto|v[ií]deo|archivo|audio|mensaje de audio|enlace|contacto|pel[ií]cula|ubicaci[oó]n)\W*$/iu,
]

const LATER =
  "(?:(?:i'?ll|i will|and will|will|i can|i'?m going to) (?:try to )?(?:get back|reply|respond|text|txt|call|see your (?:message|text)|contact|return|be back|be in touch|answer|message|reach out|follow up)|(?:i can'?t|can'?t|i cannot|cannot|unable to) (?:talk|text|txt|answer|respond|reply|take calls|receive|get to|come to)|i'?m not receiving|until (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|[a-z]+ \\d|\\d)|returning)"
const AWAY =
  '(?:driving|in a meeting|at work|in class|at the movies|away from my (?:phone|desk)|unavailable|on vacation|out of (?:the )?office|out of town|on leave|sleeping|asleep|busy)'
const AUSENTE =
  '(?:manejando|conduciendo|en una (?:reunión|reunion|junta)|en (?:el trabajo|clase)|fuera de (?:la )?oficina|de vacaciones|ocupad[oa]|durmiendo)'

/** A notice mentions no person; somebody writing about one does. */
const NOBODY =
  "(?!.*\\b(?:i|i'm|im|me|my|he|he's|hes|she|help|pls|yo|mi|mis|ella|ayud\\w*|qu[eé])\\b)"
const SENT =
  'ya est[aá] |ha sido |is |was |has |are |will (?:be |arrive)|est[aá] |fue |ha |va a |llegar[aá]|ya '
/** Notices from shops, banks and carriers: YOUR ORDER IS READY, MISSED CALL, FRAUD ALERT. */
const NOTICES = [
  `your (?:[\\w&'’.-]+ ){0,4}(?:order|package|parcel|delivery|shipment|bill|statement|payment|balance|autopay|prescription|refill|rx|refund|invoice|reservation|subscription|plan|rent|paycheck|deposit|card ending|ticket|table|driver|groceries) (?:[\\w#$.,-]+ ){0,4}(?:${SENT})(?:\\w+ly |now |been |on its way|out for|ready|due|scheduled|available|shipped|delivered|confirmed|arriv|complete|processed|received|posted|past due|overdue|declined|approved|expir|in progress|here|low|suspended|on hold)`,
  '(?:fraud|security|account|payment|low balance|delivery|amber|weather|traffic|missed call|voicemail) (?:alert|warning|notification|notice|reminder)\\b',
  "(?:you have|you've got|you missed|tienes?|usted tiene) (?:an? |\\d+ |una? )?(?:new |nuev[oa]s? )?(?:missed calls?|voice ?mails?|voice messages?|llamadas? perdidas?|mensajes? de voz)\\b",
  '(?:reminder|recordatorio)\\W.{0,40}\\b(?:appointment|appt|visit|cita|payment|pago|due)\\b',
  'did you (?:attempt|make|authorize|try) .{0,40}(?:\\$|purchase|charge|transaction)',
  '(?:missed call|voicemail) from\\b',
].join('|')
const AVISOS = [
  `(?:su|tu) (?:[\\wáéíóúñ&'’.-]+ ){0,3}(?:pedido|orden|paquete|env[ií]o|factura|recibo|boleta|estado de cuenta|pago|saldo|receta|medicina|reembolso|reservaci[oó]n|suscripci[oó]n|cita|plan|recarga|dep[oó]sito) (?:[\\wáéíóúñ&#$.,-]+ ){0,4}(?:${SENT})(?:ya |sido )?(?:en camino|list[oa]|enviad|entregad|disponible|program|vencid|pr[oó]xim|confirmad|procesad|recibid|rechazad|aprobad|suspendid|por vencer|llegar)`,
  '(?:alerta|aviso) de (?:fraude|seguridad|pago|saldo|cuenta|entrega|llamada perdida)\\b|(?:alerta amber|llamada perdida)\\b',
].join('|')

/** An automated message gives itself away within this many characters. */
const LONGEST_ANSWER = 480

/**
 * Automatic replies of phones, mailboxes, businesses and carriers; matched in lower case, with
 * plain apostrophes.
 */
const ANSWERS: readonly RegExp[] = [
  // messages that say that they are automatic
  /^\W*(?:this is an? )?auto(?:-| )?(?:mated|matic|mática)?(?:-| )?(?:reply|response|respond|responder|message|answer|text)\b/,
  /^\W*(?:este es un |esta es una )?(?:respuesta|mensaje|contestaci[oó]n) autom[aá]tic[oa]\b/,
  /[([-]\s*(?:auto(?:matic|mated|m[aá]tic[oa])?[- ]?(?:reply|response|message|text)|auto-?reply|autoreply|(?:mensaje|respuesta|contestaci[oó]n) autom[aá]tic[oa])\s*[)\].-]?\s*$/,
  /^\W*(?:voice ?mail|visual voicemail|audio|call|buz[oó]n(?: de voz)?|mensaje de voz)(?: message)? ?(?:transcript(?:ion)?|transcripci[oó]n|transcrito)\b/,
  /^\W*(?:transcripci[oó]n|transcript(?:ion)?) (?:of|de|del) (?:the |a |el |un )?(?:voice ?mail|buz[oó]n|mensaje|call|llamada)\b/,
  /\b(?:not|isn't|is not) (?:monitored|checked)\b|\bdo not reply to this (?:message|text|number|email)\b|\bno-?reply\b/,
  /\bno responda a este (?:mensaje|texto|n[uú]mero|correo)\b|\bno (?:se )?(?:monitorea|supervisa|revisa)\b.*\b(?:n[uú]mero|buz[oó]n|cuenta)\b/,
  // the phone of somebody driving, working or sleeping
  new RegExp(
    `^(?:hi|hello|hey|sorry)?[,.! ]*(?:i'?m|i am) (?:currently |still )?${AWAY}\\b(?: right now| at the moment| now| today)?(?: with .{3,50} turned on)?[^a-z]*(?:(?:and|so|but) )?${LATER}\\b`,
  ),
  new RegExp(
    `^(?:hola|disculpe|perd[oó]n|lo siento)?[,.! ]*(?:ahora )?(?:estoy|me encuentro|estaré)(?: ahora)? ${AUSENTE}\\b.{0,80}(?:respond|contest|llam|comunic|mensaje|ver[eé]|luego|despu[eé]s|m[aá]s tarde|regres|vuelv)`,
  ),
  /\bdo not disturb while driving\b|\bi'm not receiving notifications\b|\bhas notifications silenced\b|\bno (?:estoy recibiendo|recibo) notificaciones\b/,
  /^sorry,? i missed your (?:call|text|message)\b/,
  /^(?:sorry,? )?i can't talk (?:right )?now\.?$|^can't talk (?:right )?now\. (?:what's up|call (?:me|you) later)\?$|^(?:can )?i(?:'ll)? call you (?:right back|later)[.?]$/,
  // quick replies that a watch or phone offers when declining a call, signed with its name
  /^(?:sorry,? )?(?:i'm busy\.? )?(?:can i call you later\?|i'll call you later\.?|call you later\.?|can't talk now\.? ?(?:call later\?)?|i'm on my way\.?|what's up\?|talk later\?)\s+(?:sent from|enviado desde) (?:my|mi)\b/,
  /^(?:lo siento\W+|perd[oó]n\W+|disculpe\W+)?en este momento (?:no (?:puedo|estoy)|estoy) (?:contestar|atender|hablar|responder|disponible|ocupad[oa]|manejando)\b.{0,40}(?:te|le|los|me) (?:llamo|marco|escribo|contesto|respondo|comunico|llamar[eé]|devuelvo)\b/,
  /^(?:lo siento, |perd[oó]n, )?(?:ahora )?no puedo hablar(?: ahora| en este momento)?\. (?:¿?qu[eé] pasa|te llamo|¿?me llamas|¿?puedo llamar)/,
  // offices and businesses
  /\bout of (?:the )?office\b.{0,120}\b(?:until|return|back|respond|reply|contact|limited|urgent)\b/,
  /\bfuera de (?:la )?oficina\b.{0,120}\b(?:hasta|regres|vuelv|respond|contact|urgent)/,
  /^\W*(?:hi|hello|hey)?[^a-z]{0,3}(?:\w+[,!. ]+)?thank(?:s| you)(?: so much)? for (?:contacting|texting|messaging|calling|reaching out|your (?:message|text|call|inquiry|interest|patience))\b.{0,300}\b(?:us|we|we'll|our|shortly|business|hours|team|office)\b/,
  /^\W*(?:hola)?[^a-z]{0,3}gracias por (?:contactar|comunicarse|comunicarte|escribir|escribirnos|contactarnos|su (?:mensaje|llamada)|tu (?:mensaje|llamada))\b.{0,300}\b(?:nos|nuestr[oa]s?|horario|pronto|atender|responderemos|contestaremos|equipo|oficina|negocio|breve)\b/,
  /\bour (?:office|business|store|team|hours|agents?)\b.{0,60}\b(?:hours|closed|open|are|is|will|reopens?)\b.{0,120}\b(?:get back|respond|reply|return|monday|am|pm|\d)/,
  /\b(?:reply|text|txt|send|respond|rply)(?: with)? ["“']?(?:stop|help|end|cancel|quit|unsubscribe|yes|y|c|1)["”']? (?:to (?:stop|end|quit|cancel|unsubscribe|opt|confirm|get|receive|join|agree|continue|learn|subscribe|reschedule|speak|see|rate|be removed|update|pay|accept|decline)|for (?:help|info|more|assistance|a list|options|details)|if you)\b/,
  /\b(?:responda|responde|conteste|envíe|envie|env[ií]a|escriba|texto|mande)(?: con)? ["“']?(?:stop|alto|ayuda|help|cancelar|parar|salir|si|sí|s|1)["”']? (?:para|si desea)\b/,
  /\b(?:msg|message|text)s? ?(?:&|and|y) ?data rates? (?:may|could)\b|\bmsg freq(?:uency)? varies\b|\bpueden aplicar(?:se)? (?:tarifas|cargos) de (?:mensajes|datos)\b/,
  // shops, banks and carriers, which start with their news
  new RegExp(`^${NOBODY}(?:\\W*[\\w&'. -]{1,30}: )?(?:${NOTICES})`),
  new RegExp(`^${NOBODY}(?:\\W*[\\w&'. -]{1,30}: )?(?:${AVISOS})`),
  /\b(?:reply|text|respond)(?: with)? ["“']?(?:yes|y|1|c)["”']? or ["“']?(?:no|n|2|r)\b|\b(?:responda|responde|conteste)(?: con)? ["“']?(?:s[ií]|1)["”']? o ["“']?(?:no|2)\b/,
  /\b(?:track|rastree?|siga|sigue) (?:it|your (?:order|package|delivery|shipment)|su (?:pedido|paquete|env[ií]o))\b.{0,12}(?:here|at|aqu[ií]|en)?\W{0,3}(?:https?:|www\.|[\w-]+\.\w{2,4}\/)/,
  // codes and carriers
  /\b(?:code|c[oó]digo|otp|pin)\b.{0,40}(?:\bis\b|\bes\b|:)\s*(?:[a-z]-)?\d{4,8}\b|^(?:[a-z]-)?\d{4,8} (?:is|es) (?:your|su|tu)\b/,
  /\b(?:number|person|customer|subscriber|party) you (?:are|have|'ve|were) (?:trying|dialed|called|texted|texting|calling|messaging|messaged|reached)\b/,
  /\b(?:unable to|could ?n[o']t|can ?n[o']t) (?:send|deliver|receive) (?:this |your |the )?(?:text|message|sms|mms)\b|\bmessage (?:blocking is active|not (?:sent|delivered)|undeliverable|failed)\b|\bfree ?msg\b|\bdoes not (?:accept|receive|support) (?:incoming |text|sms)/,
  /\b(?:el (?:suscriptor|usuario|cliente|abonado)|este n[uú]mero|el n[uú]mero (?:que )?(?:usted |ha )?(?:marc[oó]|marcado|al que))\b.{0,40}\b(?:no (?:est[aá]|recibe|puede|acepta|existe)|fuera de)(?:\s|\.|$)/,
  /\b(?:mensaje|texto|sms) no (?:entregado|enviado)\b|\bno se pudo (?:entregar|enviar)\b|\b(?:mailbox|buz[oó]n)\b.{0,30}\b(?:full|lleno)\b/,
  /^\W*(?:(?:message|text|imessage|sms|rcs|mensaje|texto) )?(?:delivered|read|sent|failed to send|entregado|le[ií]do|enviado|no entregado)(?: (?:at|a las|today|hoy|yesterday|ayer)?\s*[\d:apm. ]*)?\W*$/,
  /^begin:vcard/,
  /^(?:you |\w+ )?unsent an? message\.?$|^this message was deleted\.?$/,
]

/**
 * Whether a phone or automated system wrote the text. `isOurs` tells whether words start one of
 * this line's own texts, which phones quote in every language.
 */
export function isAutomatic(text: string, isOurs: (words: readonly string[]) => boolean): boolean {
  const seen = text.replace(/\p{Cf}|\ufe0f/gu, '').trim()
  if (isSignature(seen)) return true
  if (REACTION.some((pattern) => pattern.test(seen))) return true
  const quoted = quotedIn(seen)
  if (quoted && isOurs(plain(quoted).split(' '))) return true
  const lower = seen
    .slice(0, LONGEST_ANSWER)
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
  return ANSWERS.some((pattern) => pattern.test(lower))
}

/** The quotation in a text that has hardly any words of its own. */
const QUOTING = new RegExp(`^([^“"«「]{1,60}?)?${OPEN}\\s*([\\s\\S]+)$`, 'u')
const MOST_OWN_WORDS = 8

function quotedIn(text: string): string | undefined {
  const [, before = '', quoted] = QUOTING.exec(text) ?? []
  return before.split(/\s+/).length <= MOST_OWN_WORDS ? quoted : undefined
}
