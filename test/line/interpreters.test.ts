/** Languages that only interpreters speak: known for sure or left alone, and led to where they are spoken. */
import { readFileSync } from 'node:fs'
import { SegmentedMessage } from 'sms-segments-calculator'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { segmentsOf } from '../../src/content/gsm7.ts'
import type { TopicText } from '../../src/content/schema/topics.ts'
import { understand } from '../../src/understanding/understand.ts'
import { content, createLine, lineOnTwilio, PERSON, PUBLIC_URL, ROOT } from '../line.ts'
import { assertTwiml } from '../twiml.ts'
import { partOf } from '../walk.ts'

const { interpreters, lexicon, phones, topics } = content()
const of = (text: string) => {
  const { input } = understand(lexicon, text)
  return input.type === 'interpreter' ? input.of : undefined
}

const texts: [id: string, text: string][] = [
  ['zh', '你好，我需要帮助'],
  ['zh', '救命'],
  ['zh', 'do you speak chinese?'],
  ['zh', '中文'],
  ['zh', 'Mandarin please'],
  ['vi', 'tôi cần giúp đỡ'],
  ['vi', 'xin chao, toi khong biet tieng anh'],
  ['vi', 'Tiếng Việt'],
  ['tl', 'kailangan ko ng tulong'],
  ['tl', 'Tagalog po'],
  ['tl', 'I need someone who speaks tagalog'],
  ['ko', '도와주세요'],
  ['ko', 'korean'],
  ['hy', 'Ինձ օգնություն է պետք'],
  ['fa', 'من به کمک نیاز دارم'],
  ['fa', 'farsi?'],
  ['ru', 'мне нужна помощь'],
  ['ru', 'in russian please'],
  ['ar', 'أحتاج إلى مساعدة'],
  ['ar', 'necesito un intérprete de árabe'],
  ['hi', 'मुझे मदद चाहिए'],
  ['hi', 'HINDI'],
  ['pa', 'ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ'],
  ['pa', 'I speak Punjabi'],
  ['hmn', 'kuv xav tau kev pab'],
  ['hmn', 'hmong interpreter'],
  ['km', 'ខ្ញុំត្រូវការជំនួយ'],
  ['pt', 'preciso de ajuda'],
  ['pt', 'não falo inglês, você fala português?'],
  ['pt', 'portugues'],
]
test.each(texts)('%s: %s', (id, text) => {
  expect(of(text)).toBe(id)
})

test('English and Spanish are left alone', () => {
  const ours = topics.flatMap(({ id }) =>
    ['en', 'es'].flatMap((language) => {
      const file = `${ROOT}content/${language}/topics/${id}.yaml`
      const { examples, keywords, text, voice } = parse(readFileSync(file, 'utf8')) as TopicText
      const said = [...text, ...voice].map((each) => (typeof each === 'string' ? each : each.text))
      return [...examples, ...keywords, ...said, ...said.flatMap((each) => each.split('. '))]
    }),
  )
  const more = [
    'are there cases in São Paulo or Hanoi',
    'chinese massage parlors',
    'is there trafficking of russian women',
    'my filipina friend needs help with her visa',
    'un amigo chino',
    'es preciso pedir ayuda',
    'ok',
    'ñandú',
    '¿qué pasó ayer en la noche?',
    '123 👋',
    'I saw a man hurt my friend, i wanna kill em .com',
    'café résumé naïve',
  ]
  expect(ours.length).toBeGreaterThan(500)
  const taken = [...partOf(ours), ...more].filter((text) => of(text) !== undefined)
  expect(taken).toEqual([])
})

test('a crisis in a language of ours is one, whatever else is in the text', () => {
  expect(understand(lexicon, 'he has a gun 救命').input).toMatchObject({ event: 'crisis.danger' })
})

test.each(interpreters)('$id: one line with the number, at most two segments', ({ id, text }) => {
  expect(text).toContain(phones.hotline?.number)
  expect(text).toContain('911')
  const { segmentsCount } = new SegmentedMessage(text, 'auto', false)
  expect(segmentsCount).toBeLessThanOrEqual(2)
  expect(segmentsOf(text)).toBe(segmentsCount)
  // whose right-to-left letters would turn the number around
  if (['ar', 'fa'].includes(id)) expect(text).toContain(`\u200e${phones.hotline?.number}\u200e`)
})

test('nobody has read them, and the file says so', () => {
  const source = readFileSync(`${ROOT}content/interpreters.yaml`, 'utf8')
  expect(source).toContain('NOT READ BY A NATIVE SPEAKER')
  const { languages } = parse(source) as { languages: { reviewedBy: string | null }[] }
  expect(languages).toHaveLength(19)
  for (const { reviewedBy } of languages) expect(reviewedBy).toBeNull()
})

test('it passes the gate and leaves the conversation where it is', async () => {
  const { text } = createLine()
  expect(await text('你好我需要帮助')).toContain('1-888-373-7888')
  expect(await text('hi')).toBeTruthy()
  await text('1')
  expect(await text('kailangan ko ng tulong')).toContain('Tagalog')
  expect(await text('2')).toContain('Worried about someone:')
  await text('X')
  expect(await text('你好我需要帮助')).toContain('only answers')
})

test('by call, 3 reads them out and 1 connects, with the hotline told that an interpreter is needed', async () => {
  const { twilio } = lineOnTwilio()
  twilio.number('+18883737888', { behaviour: 'answer', talkFor: 120 })
  const leg = await twilio.call(PERSON)
  await leg.press('3')
  const { document = '' } = twilio.trace.filter((entry) => entry.kind === 'webhook').at(-1) ?? {}
  assertTwiml(document, PUBLIC_URL)
  const spoken = interpreters.filter((each) => each.spoken)
  expect(spoken).toHaveLength(9)
  for (const { spoken: own } of spoken)
    expect(document).toContain(
      `<Say language="${own?.locale}" voice="${own?.voice}">${own?.text}</Say>`,
    )
  await leg.press('1')
  await twilio.advance(30_000)
  expect(leg.bridgedTo?.to).toBe('+18883737888')
  expect(leg.bridgedTo?.heard.join()).toContain('They need an interpreter')
})

test('every voice is one that Twilio has, for the language it speaks', () => {
  const types = readFileSync(`${ROOT}node_modules/twilio/lib/twiml/VoiceResponse.d.ts`, 'utf8')
  const list = (name: string) => new RegExp(`type ${name} = (.*);`).exec(types)?.[1] ?? ''
  for (const { spoken } of interpreters) {
    if (!spoken) continue
    expect(list('SayLanguage')).toContain(`"${spoken.locale}"`)
    expect(list('SayVoice')).toContain(`"${spoken.voice}"`)
  }
})

test('TTY and relay have a line of their own, and a caller may be given more time', async () => {
  const { text, post } = createLine({ keyWait: 20 })
  for (const word of ['TTY', 'relay', '711'])
    expect(await text(word)).toMatch(/dial 711.*1-888-373-7888/)
  expect(await (await post('/voice', { CallSid: 'CA1' })).text()).toContain('timeout="20"')
})
