/** How people and their phones text: every kind that was once read wrongly, and variants of each. */
import { expect, test } from 'vitest'
import type { Session } from '../../src/flow/session.ts'
import { transition } from '../../src/flow/transition.ts'
import { explain } from '../../src/understanding/explain.ts'
import { understand } from '../../src/understanding/understand.ts'
import { content } from '../line.ts'

const { lexicon, flows } = content()
const read = (text: string) => understand(lexicon, text).input
const explained = (text: string) => explain(understand(lexicon, text), 'en')

function session(node: string, language = 'en'): Session {
  return { node, language, misses: 0, page: 0 }
}

function replies(place: Session, input: ReturnType<typeof read>) {
  return transition(flows.text, place, input).replies
}

const keys: [kind: string, place: string, key: string, ...texts: string[]][] = [
  ['digits', 'home', '2', '٢', '२', '02', '２', '②', '໒', '2️⃣', '២'],
  ['digits', 'gate', '1', '١', '१', '１', '①', '01', '໑'],
  ['digits', 'home', '0', 'O', 'o', '٠', '०', '０', '00'],
  ['in words', 'home', '2', 'two', '#2', 'option 2', 'my choice is 2', '2 please', 'number two'],
  [
    'in words',
    'home',
    '2',
    'second one thanks',
    'numbr 2 plz',
    'la dos',
    'opsion 2',
    '2 and thank you',
  ],
  [
    'in words',
    'home',
    '0',
    'zero',
    '0 please',
    'press 0',
    'zero please',
    'opsion 0',
    'cero por favor',
  ],
  [
    'in words',
    'home',
    '4',
    'foour',
    'kuatro',
    'mandeme la del numero 4 si es tan amable',
    'lets do 4',
  ],
  [
    'in words',
    'signs',
    '9',
    'menu please',
    'the menu please',
    'nine',
    'el menú por favor',
    'list pls',
  ],
  [
    'own words',
    'home',
    '1',
    '1 I need something now',
    '1 i need something now',
    '1. I need something now',
    'i need something now please',
    'one, i need something now',

    'I need something now',
  ],
  [
    'own words',
    'home',
    '3',
    'Police, court, papers',
    '3 police court papers',
    '3. police',
    'three, court',
    '3 papers please',
  ],
  ['own words', 'signs', '0', '0=person', '0 person', '0 = person', 'person', '0=persona'],
  ['own words', 'signs', '7', '7=more', '7 more', 'more', '7=más', 'tell me more'],
  [
    'own words',
    'signs',
    '8',
    '8=back',
    '8 thank you',
    'back please',
    'el ocho, regresame a lo de antes',
  ],
  ['yes', 'gate', '1', 'yes', 'Yes.', '1 yes', "yes it's safe", 'Sí', 'yep go ahead', 'simón'],
  ['yes', 'gate', '1', 'hes asleep so yes', 'yes im alone', 'zi ta bien', 'si, nadie me ve', '👍'],
  ['no', 'gate', '2', 'no', 'nah', '2 no', 'no he is right here', 'not safe', 'nel, aquí no'],
  [
    'no',
    'gate',
    '2',
    'he is in the room so no',
    'no es seguro',
    'ahorita no se puede',
    'si pero no',
  ],
  [
    'signature',
    'home',
    '2',
    '2\n\nSent from my iPhone',
    '2\n--\nM.',
    '2 -- Ana',
    'two\nEnviado desde mi iPhone',
    '2\n\nGet Outlook for Android',
  ],
  [
    'signature',
    'home',
    '0',
    '0\n--\nM.',
    '0 - Maria G.',
    'zero\n\nSent from Yahoo Mail',
    '0\n—\nJo',
    '0\n\nSent from my Galaxy',
  ],
]
test.each(
  keys.flatMap(([kind, place, key, ...texts]) =>
    texts.map((text) => [kind, place, text, key] as const),
  ),
)('%s at %s: "%s" does what %s does', (_, place, text, key) => {
  const pressed = key === '0' ? read('0') : ({ type: 'key', key } as const)
  expect(replies(session(place), read(text))).toEqual(replies(session(place), pressed))
})

const kinds: [kind: string, ...texts: string[]][] = [
  // reactions of phones, in their languages
  [
    'automatic',
    'Loved “Reply with a number: 1 Get help 2 Signs and how it starts”',
    'Le dio "Me gusta" a "Responda con un numero"',
    'Ha reaccionado con 👍 a "Reply with"',
    'No le ha gustado «Peligro»',
    'Reacted to "Reply with a number" with 👍',
    'Liked “Get help:”',
  ],
  [
    'automatic',
    'Removed a like from “Reply with a number:”',
    'Laughed at “Get help:”',
    'Emphasized “hi”',
  ],
  [
    'automatic',
    'Le encantó “Responda con un número”',
    'A adoré « Répondez »',
    'Reacted 😂 to “Get help:”',
  ],
  // automata
  ['automatic', "I'm driving right now and will get back to you later.", 'Sent from my iPhone'],
  ['automatic', "Sorry, I didn't understand that. Reply HELP for help or STOP to end."],
  ['automatic', 'Thanks for contacting us! Reply HELP for help.', 'Your package was delivered'],
  [
    'automatic',
    'Fraud alert: did you spend $400 at a store? Reply YES or NO',
    'Missed call from 5551234',
  ],
  ['automatic', 'Este número no recibe mensajes de texto.', 'Su pedido está en camino'],
  ['automatic', 'The person you are texting cannot receive messages', 'Your water bill is ready'],
  // no more texts
  [
    'opt_out',
    'STOP ALL',
    'Stop. Thank you',
    'BAJA',
    'stop 🙏',
    'stop please',
    'STOP 22345',
    'darme de baja',
  ],
  [
    'menu',
    'start over',
    'start again',
    'restart',
    'empezar de nuevo',
    'back to the beginning',
    'desde el principio',
  ],
  [
    'menu',
    'what topics do you have',
    'qué temas tienen',
    'go to the main list',
    'mándeme la lista',
    'show me the options',
  ],
  [
    'language',
    'in spanish please',
    'en inglez porfa',
    'do you have this in spanish',
    'english please, no leo bien español',
  ],
  [
    'language',
    'can we switch to english',
    'habla español? my english no good',
    'solo hablo español',
  ],
  [
    'call',
    'can you call me',
    'have somebody call me tomorrow',
    'quiero que alguien me llame',
    'me pueden marcar mañana',
    'could someone phone me back',
  ],
  [
    'exit',
    'get me out of this chat quick',
    'close this now',
    'sáqueme de esta página',
    'hide the chat',
    'cierra esta conversación ya',
  ],
  [
    'person',
    'whats the number for the hotline',
    'tienen un 800',
    'the hotline number please',
    'i dont want a list i want a person',
    'cuál es el número de la línea',
  ],
  // danger, however it is written
  ['crisis', '9-1-1', '9 1 1', 'call 988', 'nine one one', 'nueve once', '988'],
  [
    'crisis',
    'he will k!ll me',
    'helpme',
    'nomedejasalir',
    'h e l p m e',
    'pleasehelpme',
    'a y u d a m e',
  ],
  [
    'crisis',
    'hepl me',
    'estoi en peligro',
    'hes got a gunn',
    'm tiene enserada',
    'suicde',
    'im beeing held',
  ],
  [
    'crisis',
    'POLICE',
    'POLICIA',
    'ayuda policia',
    'mandeme la policia',
    'police now please',
    'patrulla por favor',
  ],
  ['crisis', '🆘🆘', '🔪 hes coming', '😭 help', '🚨', '🔫 he has one'],
  [
    'crisis',
    'no respira',
    'creo que tiene sobredosis',
    'im losing the baby theres blood',
    'i cant breathe',
    'shes having a seizure',
  ],
  [
    'crisis',
    'someone took my daughter',
    'mi amiga esta inconsciente',
    'my friend wants to die',
    'she is going to get killed',
    'my daughter is in danger',
  ],
  [
    'crisis',
    'save me im at the super 8 room 119',
    'i saw them drag a girl into a van by the pharmacy on 4th',
    'acabo de ver como metian a la fuerza a una niña en un carro',
  ],
  // no danger, however it sounds
  [
    'unknown',
    'u up',
    'did the warriors win',
    'save me a seat at the front',
    'la tarea me esta matando',
  ],
]
test.each(kinds.flatMap(([kind, ...texts]) => texts.map((text) => [text, kind] as const)))(
  '"%s" is %s',
  (text, kind) => {
    expect(explained(text).kind).toBe(kind)
  },
)

test.each([
  ...[
    'tell me more',
    'back please',
    'the second one',
    '1 and 2',
    'i want out',
    'i think i have an std',
  ],
  ...[
    'estoy embarazada',
    'quiero quitarme un tatuaje',
    'the third one',
    'im pregnant',
    'i want a tattoo off',
  ],
  ...[
    'nobody is hurting me',
    'im not in danger i just have a question about laws',
    'number please',
  ],
  ...['sos persona o maquina', 'vos sos gente de verdad'],
  ...[
    'help me make a plan',
    'who can come get me',
    'forced to commit crimes',
    'nobody forces me',
    'no one makes me do it',
    'i was trafficked',
    'they took my kids in court',
  ],
  ...['quién puede venir por mí', 'me obligaron a cometer delitos', 'nadie me obliga'],
  'he hit me last year and now i want to know about record clearing',
  'can i get a restraining order if he hit me and he threatened me',
])('no alarm: %s', (text) => {
  expect(explained(text).kind).not.toBe('crisis')
})

test.each([
  'help me',
  'someone come get me',
  'he forces me to see men',
  'they make me do it',
  'i was trafficked tonight and they are outside',
  'they took my kids',
  'me obligan a acostarme con hombres',
  // a danger of now beside a question about something else
  'do i qualify for a t visa? he said he will kill me if i leave tonight',
  'how do i get the t visa and my boss keeps us locked in',
  'my boss has us locked up, is there free therapy',
  'como pido la visa y mi patron nos tiene encerrados',
  'nos encierran en la noche, que derechos tengo en el trabajo',
  'how do I clear my record? also he has a gun and is outside',
  'que es la visa t y mi novio me encerro en el cuarto',
  // who is held together with others
  'our boss locks us in at night',
  'they have us locked in a house in fresno',
  'mi patron nos tiene encerrados',
])('and alarm: %s', (text) => {
  expect(explained(text).kind).toBe('crisis')
})

test.each([
  ['hide it, ya llegó', 'exit'],
  ['i want to hablar con alguien', 'person'],
  ['he says me va a matar', 'crisis.danger'],
])('a text of two languages leaves the conversation in its own: %s', (text, event) => {
  expect(read(text)).toMatchObject({ type: 'event', event })
  for (const language of ['en', 'es'])
    expect(transition(flows.text, session('signs', language), read(text)).language).toBe(language)
})

test.each([...['ok', 'online', 'hotel', 'chat', 'k', 'sorry', 'test', 'motel', 'app']])(
  'Spanish goes on after "%s"',
  (text) => {
    const { language } = transition(flows.text, session('home', 'es'), read(text))
    expect(language).toBe('es')
  },
)

// words that others say too, and words that only lead on, by themselves
const alone: [language: string, ...texts: string[]][] = [
  ['es', 'More', 'Back', 'next', 'two', 'Tip', 'call', 'person', 'pimp', 'ID', 'T visa'],
  ['en', 'más', 'mas', 'atrás', 'segunda', 'gracias'],
]
const aloneIn = alone.flatMap(([language, ...texts]) =>
  texts.map((text) => [language, text] as const),
)
test.each([
  'no wait dont call',
  'nvm dont call me',
  'he came in dont call',
  'no espere no llamen',
  'espera, no llames',
  'entró, no llamen',
])('who takes the call back while the phone rings stops it: %s', (text) => {
  const { effects } = transition(flows.text, session('home'), read(text))
  expect(effects).toContain('withdraw')
})

test.each(['please dont call the police', 'why dont you call me'])(
  'and this takes no call back: %s',
  (text) => {
    expect(transition(flows.text, session('home'), read(text)).effects).toEqual([])
  },
)

test.each(aloneIn)('a talk in %s is not turned by one word: %s', (language, text) => {
  const there = transition(flows.text, session('signs', language), read(text))
  expect(there.language).toBe(language)
})

test.each(['los angeles', 'shelter los angeles', 'help in San Jose'])(
  'a place has no language: %s',
  (text) => {
    for (const language of ['en', 'es']) {
      const now = transition(flows.text, session('home', language), read(text)).language
      // HELP IN is English
      expect(now).toBe(text.startsWith('help') ? 'en' : language)
    }
  },
)

test.each(['🙏', '🙏🏽🙏', '🙏 ', '🙏❤️'])('%s alone asks for nothing, and is no plea', (text) => {
  expect(read(text)).toMatchObject({ type: 'unknown' })
  expect(read(`he hit me ${text}`)).toMatchObject({ type: 'event', event: 'crisis.danger' })
  expect(read(`🆘${text}`)).toMatchObject({ type: 'event', event: 'crisis.danger' })
})

test.each([
  'what time do you open',
  'are you open now',
  'until when are you available',
  'siguen abiertos a esta hora',
  'hasta que hora contestan',
  'que horario tienen',
])('%s asks about the line, and not for anything on it', (text) => {
  expect(read(text)).toMatchObject({ type: 'small_talk', about: 'how' })
})

test('a crying face alone names nobody else who is in danger', () => {
  expect(read('😭')).toMatchObject({ type: 'event', event: 'crisis.danger' })
})

test('who can not talk is told of a person who answers texts, in Spanish too', () => {
  for (const text of ['i cant call', 'no puedo hablar', 'no puedo llamar']) {
    const { replies } = transition(flows.text, session('home'), read(text))
    expect(replies).toContainEqual({ type: 'say', text: 'person' })
  }
})

test('whoever begins with one word is asked in the language that it tells', () => {
  expect(transition(flows.text, undefined, read('gracias')).language).toBe('es')
  expect(transition(flows.text, undefined, read('pimp')).language).toBe('en')
})

test.each([
  ['es', 'no thanks'],
  ['es', 'thanks'],
])('what both say is no language, in an answer either: %s, %s', (language, text) => {
  expect(transition(flows.text, session('home', language), read(text)).language).toBe(language)
})

test.each([
  ['en', 'papeles'],
  ['en', 'abogado'],
  ['en', 'ayuda'],
  ['en', 'persona'],
  ['en', 'policía'],
  ['en', 'quiero más'],
  ['en', 'no entiendo'],
  ['en', 'tengo pesadillas'],
  ['es', 'tell me more'],
  ['es', 'the second one'],
  ['es', 'police'],
])('and a talk in %s takes the language of: %s', (language, text) => {
  const { language: now } = transition(flows.text, session('signs', language), read(text))
  expect(now).not.toBe(language)
})

const others: [event: string, ...texts: string[]][] = [
  [
    'crisis.other_danger',
    'he has a gun on her',
    'she is tied up in a house',
    'le pega a mi hermana',
  ],
  ['crisis.other_danger', 'two men pushed a woman in a car', 'mi amiga no puede salir de ahi'],
  [
    'crisis.other_self_harm',
    'my friend wants to die',
    'mi hermana se quiere matar',
    'he took all his pills',
  ],
  ['crisis.danger', 'he has a gun', 'me tiene encerrada', 'they wont let me go', 'he will kill me'],
  ['crisis.danger', 'my uncle touches me', 'mi padrastro me toca'],
  [
    'crisis.self_harm',
    'i have the razor in my hand',
    'tengo la navaja en la mano',
    'i want to die',
  ],
]
test.each(others.flatMap(([event, ...texts]) => texts.map((text) => [text, event] as const)))(
  '"%s" is %s',
  (text, event) => {
    expect(read(text)).toMatchObject({ type: 'event', event })
  },
)

test.each(['he blocked my number', 'This number is no longer in service'])(
  'nobody is never written to again for "%s"',
  (text) => {
    expect(read(text)).not.toMatchObject({ event: 'opt_out.line' })
  },
)

test('who can not go on says no to nothing, and who asks about custody is in no danger', () => {
  expect(explained('no puedo mas')).toMatchObject({ kind: 'crisis', about: 'self_harm' })
  for (const text of ['will they take my kids', 'are they going to take my baby'])
    expect(explained(text)).toMatchObject({ topic: 'children' })
})

test('what a phone writes by itself keeps the place, counts no miss and has no long answer', () => {
  for (const node of ['home', 'signs', 'gate']) {
    let place = session(node)
    for (let time = 0; time < 3; time++) {
      const turn = transition(flows.text, place, read('Liked “Reply with a number:”'))
      expect(turn.session).toMatchObject({ node, misses: 0 })
      if (turn.session) place = turn.session
    }
  }
})
