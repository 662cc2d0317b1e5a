/** Many people at once, with each answer compared to what the same line says without faults. */
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Conversation, conversations } from './conversations.ts'
import { createPerson, type Deliver, type Heard } from './person.ts'

/**
 * `right`: what the line says without faults. `safe`: something else that names a person to talk
 * to. `astray`: something else, such as the first question. `lost`: no usable answer.
 */
export type Verdict = 'right' | 'safe' | 'astray' | 'lost'

/** One step of one person. `at`: when it was sent, in milliseconds since the crowd began. */
export type Answer = {
  at: number
  ms: number
  verdict: Verdict
  /** Why it was lost. */
  lost: string | undefined
  /** What the provider did with the person's cookie. */
  cookie: 'brought' | 'lost' | 'stale'
}

export type CrowdOptions = {
  deliver: Deliver
  expected: Expected
  people?: number
  /** The longest that a person thinks between two steps, in milliseconds. */
  think?: number
  /** Whether the provider occasionally loses a cookie or returns an old one. */
  losesCookies?: boolean
}

export type Expected = ReadonlyMap<Conversation, readonly string[]>

/** One in this many people has each request delivered twice. */
const TWICE = 7
/** One in this many cookies is lost, and one is an old one. */
const COOKIES = 50

/** What the line says in each conversation without faults. */
export async function expectedOf(deliver: Deliver): Promise<Expected> {
  const all = conversations.map(async (conversation, at): Promise<[Conversation, string[]]> => {
    const take = createPerson({ number: at, deliver })
    const said: string[] = []
    for (const step of conversation.steps) said.push((await take(conversation.by, step)).words)
    return [conversation, said]
  })
  return new Map(await Promise.all(all))
}

let born = conversations.length

/** Starts people, one after another in parallel sequences, until stopped. */
export function startCrowd(options: CrowdOptions) {
  const { deliver, expected, people = 32, think = 250, losesCookies = true } = options
  const started = performance.now()
  const answers: Answer[] = []
  let doubled = 0
  let again = 0
  let over = false
  const end = new AbortController()
  setMaxListeners(0, end.signal)
  const places = Array.from({ length: people }, () => someone())

  return {
    answers,
    now: () => performance.now() - started,
    /** The number of repeated requests, and of those answered differently the second time. */
    twice: () => ({ again, doubled }),
    async stop() {
      over = true
      end.abort()
      await Promise.all(places)
    },
  }

  /** A pause for thought, cut short by stopping. */
  async function pause(): Promise<void> {
    await sleep(Math.random() * think, undefined, { signal: end.signal }).catch(() => {})
  }

  async function someone(): Promise<void> {
    while (!over) {
      await pause()
      if (!over) await walk(born++)
    }
  }

  /**
   * A person leaves after the first answer that is not right, since they may have lost their place.
   */
  async function walk(number: number): Promise<void> {
    const conversation = conversations[number % conversations.length]
    const right = conversation && expected.get(conversation)
    if (!conversation || !right) throw new Error('every conversation has what is expected')
    const post = createPost(deliver, losesCookies)
    const take = createPerson({ number, deliver: post.deliver, twice: number % TWICE === 0 })
    for (const [at, step] of conversation.steps.entries()) {
      if (over) break
      const begun = performance.now()
      const heard = await take(conversation.by, step)
      const ms = performance.now() - begun
      const verdict = judge(heard, right[at])
      const came = post.taken()
      answers.push({ at: begun - started, ms, verdict, lost: heard.lost, cookie: came.cookie })
      if (came.twice) again += 1
      // an answer that was safe once and right the other time is not a second turn, nor is it the
      // line's fault if the provider returned the cookie only once
      const astray = verdict === 'astray' && came.cookie === 'brought'
      if (came.differently && astray) doubled += 1
      if (verdict !== 'right') break
      await pause()
    }
  }
}

function judge(heard: Heard, right: string | undefined): Verdict {
  if (heard.lost) return 'lost'
  if (heard.words === right) return 'right'
  return heard.hotline ? 'safe' : 'astray'
}

let cookies = 0

/**
 * A person's connection to the line: it occasionally loses a cookie or returns an old one, and
 * compares repeated answers.
 */
function createPost(deliver: Deliver, losesCookies: boolean) {
  const firsts = new Map<string, string>()
  const nothing = { cookie: 'brought' as Answer['cookie'], twice: false, differently: false }
  let came = { ...nothing }
  let older: string | null = null
  return {
    /** What happened to the requests of the last step. */
    taken() {
      const last = came
      came = { ...nothing }
      return last
    },
    async deliver(request: Request): Promise<Response> {
      const response = await deliver(meddled(request))
      const document = wordsOf(await response.clone().text())
      const token = request.headers.get('i-twilio-idempotency-token') ?? ''
      const first = firsts.get(token)
      firsts.set(token, document)
      if (first !== undefined)
        came = { ...came, twice: true, differently: came.differently || first !== document }
      return response
    },
  }

  function meddled(request: Request): Request {
    const held = request.headers.get('cookie')
    if (held === null || !losesCookies) return request
    const turn = cookies++ % COOKIES
    const changed = new Request(request)
    if (turn === 0) {
      came.cookie = 'lost'
      changed.headers.delete('cookie')
    } else if (turn === COOKIES / 2 && older !== null) {
      came.cookie = 'stale'
      changed.headers.set('cookie', older)
    }
    older = held
    return changed
  }
}

/** What a person perceives of a document: not its addresses, which differ each time. */
function wordsOf(document: string): string {
  return document.replaceAll(/https?:[^"<]*/g, '')
}
