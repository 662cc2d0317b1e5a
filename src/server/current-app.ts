/** The app that answers, and the one with other content that takes its place. What the line remembers stays. */
import type { Content } from '../content/load.ts'
import { createLineState } from '../line/state.ts'
import { createApp, type Deps } from './app.ts'
import type { Spoken } from './routes/operator.ts'

/** Until every process speaks the new content: before it, a recording of it might be asked of an old one. */
const EVERYWHERE_MS = 15_000

export type CurrentApp = ReturnType<typeof createCurrentApp>

/** `content` of the version is what is spoken first. */
export function createCurrentApp(deps: Deps, version: string) {
  const state = deps.state ?? createLineState(deps)
  let spoken: Spoken = { version, since: new Date().toISOString() }
  let look: (() => Promise<void>) | undefined
  let { content } = deps
  let app = appOf(content)
  /** Still asked for the recordings in what it said last. */
  let before: typeof app | undefined

  function appOf(own: Content) {
    look = undefined
    return createApp({
      ...deps,
      content: own,
      state,
      onRecordings: (own) => {
        look = own
      },
      spoken: () => spoken,
    })
  }

  return {
    async fetch(request: Request, ...more: unknown[]): Promise<Response> {
      const answer = await app.fetch(request, ...more)
      const isGone = answer.status === 404 && new URL(request.url).pathname.startsWith('/audio/')
      return (isGone && (await before?.fetch(request, ...more))) || answer
    },
    /** Asks whether the recordings can be had. Never rejects. */
    lookAtRecordings: async () => look?.(),
    version: () => spoken.version,
    content: () => content,
    /** What is spoken by now, and since when. */
    spoken: () => spoken,
    /** From the next request on. Throws, and goes on as before, when content can not be spoken. */
    take(other: Content, next: string): void {
      // what takes a moment is done first
      void other.lexicon
      const old = { app, look }
      try {
        app = appOf(other)
      } catch (error) {
        look = old.look
        throw error
      }
      before = old.app
      content = other
      spoken = { version: next, since: new Date().toISOString() }
      setTimeout(() => look?.(), EVERYWHERE_MS).unref()
    },
  }
}
