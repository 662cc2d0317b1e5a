/** Limits: nobody can spend the operator's money, nobody in danger meets them, no caller meets silence. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { PACE_S } from '../../src/line/sender-limit.ts'
import { createCountryOf } from '../../src/phones/country.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { createLine, EPOCH, PERSON } from '../line.ts'

/** A line whose time, and that of its store, is moved by hand; its clock may also be set. */
function timed(changes: Parameters<typeof createLine>[0] = {}) {
  let ms = 0
  let set = 0
  const store = memoryStore({ now: () => ms })
  const line = createLine({ store, now: () => EPOCH + ms + set, ticks: () => ms, ...changes })
  const pass = (seconds: number) => {
    ms += seconds * 1000
  }
  /** Sets the clock, while time goes on as it does. */
  const setClock = (seconds: number) => {
    set += seconds * 1000
  }
  return { ...line, pass, setClock }
}

test('after so many texts one message with the numbers, then silence, but never in danger', async () => {
  const { text, pass } = timed({ limits: { textsPerSender: 5 } })
  await text('hi')
  for (const body of ['1', '2', '9', '3']) expect(await text(body)).toBeTruthy()
  expect(await text('9')).toMatch(/pause for 15 minutes.*1-888-373-7888.*911/)
  for (const body of ['9', 'signs', '0', 'HELP']) expect(await text(body)).toBeUndefined()
  expect(await text('he has a gun')).toContain('call or text 911')
  expect(await text('quiero matarme')).toContain('988')
  // somebody else is not meant
  expect(await text('hi', '+14155550177')).toContain('Safe to text now?')
  pass(PACE_S)
  expect(await text('hi')).toBeTruthy()
})

test('X is obeyed in the silence', async () => {
  const { text } = timed({ limits: { textsPerSender: 2 } })
  for (const body of ['hi', '1', '2']) await text(body)
  expect(await text('X')).toBeUndefined()
  // the neutral time: a crisis gets only the two numbers
  expect(await text('he has a gun')).toBe(
    'Danger: call or text 911. A person, 24/7: 1-888-373-7888.',
  )
})

test('the neutral time has a limit too, and is not prolonged by what is counted in it', async () => {
  const { text, pass } = timed({ limits: { textsPerSender: 3 } })
  await text('X')
  pass(600)
  for (const body of ['a', 'b']) expect(await text(body)).toContain('only answers')
  expect(await text('c')).toContain('15 minutes')
  expect(await text('d')).toBeUndefined()
  pass(301)
  expect(await text('hi')).toContain('Safe to text now?')
})

test('a message that comes again is not counted', async () => {
  const { text } = timed({ limits: { textsPerSender: 3 } })
  for (let times = 0; times < 10; times++)
    expect(await text('hi', PERSON, 'SM-same')).toContain('Safe')
})

test.each([-3600, -86_400, 660, 86_400])(
  'a clock set by %i s makes nobody wait for an answer',
  async (seconds) => {
    const { text, post, setClock, pass } = timed({
      limits: { textsPerSender: 5, textsPerMinute: 3, callsPerMinute: 3 },
    })
    expect(await text('hi')).toBeTruthy()
    setClock(seconds)
    expect(await text('1')).toContain('Reply')
    expect(await text('hi', '+14155550177')).toContain('Safe to text now?')
    expect(await (await post('/voice', { CallSid: 'CA1' })).text()).toContain('<Gather')
    // and after it was set right again
    setClock(-seconds)
    pass(60)
    for (const body of ['2', '9']) expect(await text(body)).toBeTruthy()
    expect(await (await post('/voice', { CallSid: 'CA2' })).text()).toContain('<Gather')
  },
)

test('the whole line answers so many texts a minute, and danger always', async () => {
  const { text, pass, events } = timed({ limits: { textsPerMinute: 10 } })
  const answers: (string | undefined)[] = []
  for (let person = 0; person < 15; person++)
    answers.push(await text('hi', `+1415555${1000 + person}`))
  expect(answers.filter(Boolean)).toHaveLength(10)
  expect(await text('he has a gun', '+14155559999')).toContain('911')
  expect(events).toContainEqual({ event: 'limited', scope: 'texts' })
  pass(60)
  expect(await text('hi')).toContain('Safe to text now?')
})

test('a call over the limit is connected, not turned away', async () => {
  const { post, events } = timed({ limits: { callsPerMinute: 2 } })
  const call = async (CallSid: string) => (await post('/voice', { CallSid, From: PERSON })).text()
  for (const sid of ['CA1', 'CA2']) expect(await call(sid)).toContain('<Gather')
  expect(await call('CA3')).toContain('<Number>+18883737888</Number>')
  expect(events).toContainEqual({ event: 'limited', scope: 'calls' })
})

test('a text from a country that is not served is answered only in danger', async () => {
  const { text, events } = createLine({ limits: { countries: ['US', 'PR'] } })
  expect(await text('hi', '+17875550123')).toContain('Safe to text now?')
  for (const from of ['+18765550123', '+18095550123', '+14165550123', '+525555550123']) {
    expect(await text('hi', from)).toBeUndefined()
    expect(await text('help me he has a gun', from)).toContain('911')
  }
  expect(events).toContainEqual({ event: 'limited', scope: 'country' })
})

test('the country of every area code of +1 is what libphonenumber says', () => {
  const countryOf = createCountryOf()
  for (let area = 200; area < 1000; area++) {
    const number = `+1${area}2345678`
    expect(countryOf(number)).toBe(parsePhoneNumberFromString(number)?.country)
  }
  expect(countryOf('+18765550123')).toBe('JM')
  expect(countryOf('+14155550123')).toBe('US')
  expect(countryOf('+442079460018')).toBe('GB')
  expect(countryOf('233733')).toBeUndefined()
})
