/** What texts mean: a table for each kind, and what must hold for any text whatever. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Input } from '../../src/flow/input.ts'
import { explain } from '../../src/understanding/explain.ts'
import { understand } from '../../src/understanding/understand.ts'
import { anyCharacters } from '../any-characters.ts'
import { content } from '../line.ts'
import { walk } from '../walk.ts'

const { lexicon, flows } = content()
const read = (text: string) => understand(lexicon, text).input
const kindOf = (text: string) => explain(understand(lexicon, text), 'en').kind

const kinds: [kind: string, ...texts: string[]][] = [
  ['opt_out', 'STOP', 'stop.', 'Stop texting me', 'please stop texting me', 'ALTO', 'no más'],
  ['opt_in', 'START'],
  ['yes', 'yes'],
  ['help', 'HELP', 'help!', 'INFO', 'ayuda', 'hlep'],
  ['exit', 'X', 'x', 'exit', 'SALIR'],
  ['language', 'español', 'Do you speak Spanish?', 'english', 'no hablo inglés'],
  ['person', '0', 'PERSON', 'can i talk to a real person', 'quiero hablar con alguien'],
  ['call', 'CALL', 'can you call me', 'LLAMAR', 'me pueden llamar por favor'],
  ['tip', 'TIP', 'how do i delete this chat', 'me revisa el celular'],
  ['menu', '1', '9', '*', 'MORE', 'back', 'MENU', 'menú', 'más', 'atrás'],
  [
    'topic',
    'SIGNS',
    'what are the red flags',
    'señales',
    'my friend is being sold by her boyfriend',
  ],
  ['smalltalk', 'who is this', 'r u a bot', 'is it free', 'gracias', 'ok', 'k', 'hola', 'idk'],
  ['crisis', 'he has a gun', 'make it stop', 'he wont stop', 'help me', "I can't end this"],
  ['crisis', 'i am being trafficked', 'me van a matar', 'ayúdame', 'im 15', 'i want to die'],
  ['crisis', 'suicde', 'kil myself', 'he has a gunn', 'me ban a matar', 'help me stop'],
  // a word that is a number too, and a no that is of the danger
  ['crisis', 'no one will let me go', 'no one would miss me', 'one is hitting me'],
  ['crisis', 'no para', 'no sé dónde estoy', 'my mom is not safe'],
  // whoever shares where they are wants to be found
  ['crisis', 'https://maps.app.goo.gl/abc', 'im here https://maps.apple.com/?ll=1,2', 'gun'],
  ['crisis', 'mi ubicación es la 5 y Main', 'my location is 1420 mission st', 'please stop him'],
  // nobody is on the way, and whoever thinks so is told
  ['crisis', 'are you coming', 'is someone coming', 'when will they get here', "ok i'm waiting"],
  ['crisis', 'thank you i will wait here', 'gracias aquí espero', '¿a qué hora llegan?'],
  ['crisis', 'cuánto tardan', 'viene alguien', 'where am i', 'please end this'],
  [
    'exit',
    'he told me to stop texting',
    'dont reply',
    'no contesten',
    'me dijo que deje de escribir',
  ],
  ['person', 'my phone is about to die help', '2 percent battery', 'se me acaba la pila'],
  ['person', 'im scared to call', 'what do i say when i call', 'me da miedo llamar'],
  ['smalltalk', 'please dont call the police', 'no llamen a la policía'],
  ['smalltalk', 'no manden a la policía por favor'],
  ['tip', 'he looks at my phone at night', 'this phone is not mine', 'este teléfono no es mío'],
  ['smalltalk', 'can you text me tomorrow', 'text me back at 9', 'me puede escribir más tarde'],
  // somebody else holds the phone
  ['exit', 'what did my wife text you', 'did she text you', 'what did she write'],
  ['exit', 'this is her husband, who is this', "why is this number on my wife's phone"],
  ['exit', 'stop talking to my wife', 'dejen en paz a mi mujer', 'no le vuelvan a escribir'],
  ['exit', '¿Qué le escribió mi mujer?', 'soy su esposo', 'qué escribió ella'],
  ['exit', '¿Por qué está este número en el teléfono de mi esposa?'],
  ['smalltalk', 'my daughter texted you, what did she say', 'mi hija les escribió, ¿qué dijo?'],
  ['person', 'i cant call', "i can't call he listens", 'está ocupado', 'no me contestan'],
  ['menu', 'no 1', 'number 1 please', 'none of these', 'ninguna de esas'],
  ['unknown', 'asdfghjkl', 'what time does walmart close', '', '   ', '????', '🙂', 'quien gano'],
]
test.each(kinds.flatMap(([kind, ...texts]) => texts.map((text) => [text, kind] as const)))(
  '"%s" is %s',
  (text, kind) => {
    expect(kindOf(text)).toBe(kind)
  },
)

const stories = [
  'my friend is being sold by her boyfriend',
  'can police arrest a victim',
  'how many women are raped',
  'is it a crime to kidnap someone',
  'do traffickers use guns',
  'why do victims not run away',
]
test.each(stories)('a question or a story about somebody else is a topic: %s', (text) => {
  expect(['topic', 'choices']).toContain(kindOf(text))
})

test('yes and no in one text answer nothing, and what is not safe to text is no', () => {
  expect(kindOf('yes no')).not.toBe('yes')
  expect(kindOf('safe for now but make it quick')).toBe('yes')
  for (const text of [
    'i am not safe',
    'no he is here',
    'dont call',
    'wait',
    'no llame',
    'él está aquí, no',
    'sí pero no',
  ])
    expect(read(text), text).toMatchObject({ type: 'event', event: 'no' })
})

test('the gravest kind of danger wins', () => {
  const event = (text: string) => {
    const input = read(text)
    return input.type === 'event' ? input.event : input.type
  }
  expect(event('he has a gun and i want to kill myself')).toBe('crisis.self_harm')
  expect(event('im 15 and he wont let me leave')).toBe('crisis.minor')
  expect(event('he wont let me leave')).toBe('crisis.danger')
})

const spoken: [text: string, language: string | undefined][] = [
  ['¿Qué derechos tengo como víctima?', 'es'],
  ['que ase la policia con las victimas', 'es'],
  ['me van a matar', 'es'],
  ['what rights do i have', 'en'],
  ['gracias por todo', 'es'],
  ['papeles', 'es'],
  ['hotel', undefined],
  ['police', 'en'],
]
test.each(spoken)('"%s" is answered in %s', (text, language) => {
  const input = read(text)
  expect('language' in input ? input.language : undefined).toBe(language)
})

test('who writes about themselves is told of a person first', () => {
  expect(read('my boss took my passport')).toMatchObject({ type: 'topic', personal: true })
  expect(read('what are the signs of trafficking')).not.toHaveProperty('personal')
})

test('what may be one of a few topics is asked about, three at the most', () => {
  const unsure = ['rights of kids', 'can old prostitution arrests be deleted', 'schools and police']
  const asked = unsure.flatMap((text) => {
    const input = read(text)
    return input.type === 'choices' ? [input.topics] : []
  })
  expect(asked.length).toBeGreaterThan(0)
  for (const topics of asked) {
    expect(topics.length).toBeGreaterThan(0)
    expect(topics.length).toBeLessThanOrEqual(3)
  }
})

test('a word the provider reserves is never read as a menu word, a topic or small talk', () => {
  const reserved =
    'STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT START YES UNSTOP HELP INFO'
  for (const word of reserved.split(' '))
    for (const text of [word, word.toLowerCase(), ` ${word}! `])
      expect(['opt_out', 'opt_in', 'help', 'yes', 'unknown'], text).toContain(kindOf(text))
})

test('every text means something that the flow has, and none is too much', {
  tags: ['walk'],
}, () => {
  const words = Array.from(lexicon.questions.vocabulary)
  const text = fc.oneof(
    anyCharacters({ maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((said) => said.join(' ')),
  )
  fc.assert(
    fc.property(text, (said) => {
      const input: Input = read(said)
      if (input.type === 'topic') expect(flows.text.nodes[input.topic]?.type).toBe('message')
      if (input.type === 'choices')
        for (const topic of input.topics) expect(flows.text.nodes[topic]?.type).toBe('message')
    }),
    walk('texts of any kind', 1_000),
  )
  expect(() => read('a '.repeat(800))).not.toThrow()
  expect(() => read('kill me '.repeat(200))).not.toThrow()
})
