/** What Twilio keeps of texts: blanked after FORGET, or after every turn, and never in the way of an answer. */
import { expect, test } from 'vitest'
import { LINE, lineOnTwilio, PERSON, restBy } from '../line.ts'

const STRANGER = '+14155550199'
const FORGOTTEN = 'Asked to erase what we can. Your phone and carrier keep their own records.'

/** The line on Twilio, with what is due later on the simulated clock. */
function world(changes: Parameters<typeof lineOnTwilio>[0] = {}) {
  const due: { at: number; work: () => Promise<void> }[] = []
  const line = lineOnTwilio({
    later: (ms, work) => due.push({ at: line.twilio.now() + ms, work }),
    ...changes,
  })
  const records = restBy(line.twilio.rest)
  /** Lets time pass, and does what is due in it. */
  const pass = async (ms: number) => {
    await line.twilio.advance(ms)
    for (const { at, work } of due.splice(0))
      if (at <= line.twilio.now()) await work()
      else due.push({ at, work })
    await line.twilio.settled()
  }
  /** Twilio's messages with a number that still say something. */
  const kept = async (number: string) => {
    const lists = await Promise.all([
      records.messages({ from: number, to: LINE }),
      records.messages({ from: LINE, to: number }),
    ])
    return lists.flatMap((list) => (list.ok ? list.value.filter(({ blank }) => !blank) : []))
  }
  return { ...line, due, pass, kept }
}

test('FORGET wipes the session and blanks what Twilio keeps of this number alone', async () => {
  const { twilio, pass, kept, due } = world()
  await twilio.text(STRANGER, 'hi')
  for (const body of ['hi', '1', 'what are the signs?']) await twilio.text(PERSON, body)
  expect(await kept(PERSON)).toHaveLength(6)
  expect(await twilio.text(PERSON, 'forget')).toEqual([FORGOTTEN])
  await twilio.settled()
  // the answer to FORGET itself came after it
  expect(await kept(PERSON)).toHaveLength(1)
  await pass(15_000)
  expect(await kept(PERSON)).toEqual([])
  expect(await kept(STRANGER)).toHaveLength(2)
  expect(due).toEqual([])
  // the neutral time, as after X
  expect(await twilio.text(PERSON, 'signs')).toEqual([
    'Thank you. This is an automated info line. It only answers when it is texted.',
  ])
})

test('OLVIDAR is answered in Spanish', async () => {
  const { twilio } = world()
  const [answer] = await twilio.text(PERSON, 'Olvidar')
  expect(answer).toContain('Pedimos que se borre lo que se pueda')
})

test('what is not final yet is tried again, for ten minutes and no longer', async () => {
  const { twilio, pass, kept, due } = world()
  twilio.faults.final = 120_000
  await twilio.text(PERSON, 'hi')
  await twilio.text(PERSON, 'FORGET')
  await pass(15_000)
  expect(await kept(PERSON)).toHaveLength(2)
  await pass(45_000)
  await pass(120_000)
  expect(await kept(PERSON)).toEqual([])
  expect(due).toEqual([])

  twilio.faults.final = 86_400_000
  await twilio.text(STRANGER, 'FORGET')
  for (const ms of [15_000, 45_000, 120_000, 420_000]) await pass(ms)
  expect(due).toEqual([])
})

test('a message with a picture is deleted, and its picture with it', async () => {
  const { twilio, pass } = world()
  await twilio.text(PERSON, '', { NumMedia: '1' })
  await twilio.text(PERSON, 'FORGET')
  await pass(15_000)
  const deleted = twilio.trace.filter((entry) => entry.kind === 'rest' && entry.method === 'DELETE')
  expect(deleted).toHaveLength(1)
})

test.each([429, 500] as const)(
  'a REST API that says %s delays no answer, and is asked again',
  async (fault) => {
    const { twilio, pass, kept, events } = world()
    twilio.faults.rest = fault
    await twilio.text(PERSON, 'hi')
    expect(await twilio.text(PERSON, 'FORGET')).toEqual([FORGOTTEN])
    await twilio.settled()
    expect(events).toContainEqual(expect.objectContaining({ event: 'rest_trouble', status: fault }))
    expect(JSON.stringify(events)).not.toContain(PERSON.slice(2))
    twilio.faults.rest = 'ok'
    await pass(15_000)
    expect(await kept(PERSON)).toEqual([])
  },
)

test('without a word the texts stay at Twilio; with MESSAGE_RETENTION=blank each turn is blanked', async () => {
  const keeps = world()
  await keeps.twilio.text(PERSON, 'hi')
  await keeps.pass(60_000)
  expect(await keeps.kept(PERSON)).toHaveLength(2)

  const blanks = world({ retention: 'blank' })
  await blanks.twilio.text(PERSON, 'hi')
  await blanks.twilio.text(PERSON, '1')
  // one look for texts that follow each other
  expect(blanks.due).toHaveLength(1)
  await blanks.pass(15_000)
  expect(await blanks.kept(PERSON)).toEqual([])
  expect(blanks.due).toEqual([])
})
