/** Whatever people do and in whatever order, the virtual Twilio keeps its own promises. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Behaviour, Leg } from '../../src/virtual-twilio/types.ts'
import { walk } from '../walk.ts'
import { CALLER, DESK, LINE, lineWith, OTHER } from './line.ts'

const answers = {
  '/voice': '<Gather numDigits="1" action="/key"><Say>one two three</Say></Gather><Redirect/>',
  '/key': ({ params }: { params: Record<string, string> }) =>
    params.Digits === '1'
      ? '<Enqueue waitUrl="/wait" action="/voice">room</Enqueue>'
      : `<Dial action="/voice" timeout="5" hangupOnStar="true"><Number url="/whisper">${DESK}</Number><Number>${OTHER}</Number></Dial>`,
  '/wait': '<Gather numDigits="1" timeout="1" action="/waited"><Say>please wait</Say></Gather>',
  '/waited': '<Leave/>',
  '/whisper': '<Gather numDigits="1" timeout="2"/><Hangup/>',
  '/taker': '<Dial timeout="5"><Queue url="/before">room</Queue></Dial><Pause/><Redirect/>',
  '/before': '<Say>here they are</Say>',
  '/status': () => new Response(null, { status: 204 }),
}

const kinds = {
  wait: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 9_000 }) }),
  press: fc.record({
    do: fc.constant('press' as const),
    leg: fc.nat(9),
    key: fc.constantFrom('1', '1', '2', '*'),
  }),
  hangup: fc.record({ do: fc.constant('hangup' as const), leg: fc.nat(9) }),
  call: fc.record({ do: fc.constant('call' as const) }),
  ring: fc.record({ do: fc.constant('ring' as const) }),
  redirect: fc.record({
    do: fc.constant('redirect' as const),
    leg: fc.nat(9),
    to: fc.constantFrom('/voice', '/taker'),
  }),
  become: fc.record({
    do: fc.constant('become' as const),
    behaviour: fc.constantFrom<Behaviour[]>('answer', 'busy', 'no-answer', 'voicemail', 'silent'),
  }),
  slow: fc.record({ do: fc.constant('slow' as const), ms: fc.constantFrom(0, 4_000, 16_000) }),
}
const step = fc.oneof(
  { weight: 6, arbitrary: kinds.wait },
  { weight: 6, arbitrary: kinds.press },
  { weight: 2, arbitrary: kinds.hangup },
  { weight: 3, arbitrary: kinds.call },
  { weight: 3, arbitrary: kinds.ring },
  { weight: 2, arbitrary: kinds.redirect },
  { weight: 1, arbitrary: kinds.become },
  { weight: 1, arbitrary: kinds.slow },
)

test('legs, bridges and queues are always of one mind', { tags: ['walk'] }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
      async (steps) => {
        const { virtual } = lineWith(answers)
        let slow = false
        const rest = (path: string, data: Record<string, string>) =>
          virtual.rest.request({
            method: 'post',
            uri: `https://api.twilio.com/2010-04-01/Accounts/AC${'0'.repeat(32)}${path}`,
            username: `AC${'0'.repeat(32)}`,
            password: 'token',
            data,
          })
        for (const one of steps) {
          const live = virtual.legs().filter(({ over }) => !over)
          const leg = 'leg' in one ? live[one.leg % live.length] : undefined
          if (one.do === 'wait') await virtual.advance(one.ms)
          if (one.do === 'press') await leg?.press(one.key)
          if (one.do === 'hangup') await leg?.hangup()
          if (one.do === 'call') await virtual.call(CALLER)
          if (one.do === 'ring')
            await rest('/Calls.json', {
              To: DESK,
              From: LINE,
              Url: 'https://line.example/taker',
              StatusCallback: 'https://line.example/status',
            })
          if (one.do === 'redirect' && leg)
            await rest(`/Calls/${leg.sid}.json`, { Url: `https://line.example${one.to}` })
          if (one.do === 'become') virtual.number(DESK).behaviour = one.behaviour
          if (one.do === 'slow') {
            slow = true
            virtual.faults.delay = () => ({ back: one.ms })
          }
          await virtual.settled()
          if (!slow)
            for (const { over, waiting } of virtual.legs())
              expect(!over).toBe(waiting !== undefined)
          sound(
            virtual.legs(),
            virtual.queues().flatMap(({ waiting }) => waiting),
          )
        }
        for (const leg of virtual.legs()) if (leg.direction !== 'outbound-dial') await leg.hangup()
        virtual.faults.delay = () => undefined
        await virtual.advance(120_000)
        for (const leg of virtual.legs()) await leg.hangup()
        expect(virtual.legs().filter(({ over }) => !over)).toEqual([])
        expect(virtual.queues().flatMap(({ waiting }) => waiting)).toEqual([])
      },
    ),
    walk('people on the virtual Twilio', 150),
  )
})

function sound(legs: readonly Leg[], queued: readonly Leg[]) {
  for (const leg of legs) {
    const { over, bridgedTo, waiting, queue } = leg
    if (bridgedTo) expect(bridgedTo.bridgedTo).toBe(leg)
    if (over) expect([bridgedTo, waiting, leg.speaking]).toEqual([undefined, undefined, false])
    if (waiting === 'bridge')
      expect(bridgedTo !== undefined || leg.direction !== 'inbound').toBe(true)
    // somebody who is just being connected is in the queue no more
    if (queued.includes(leg)) expect([over, queue]).toEqual([false, 'room'])
  }
}
