/**
 * The app currently answering, which can be replaced by one with other content. What the line
 * remembers is kept.
 */
import type { Content } from '../content/load.ts'
import { createLineState } from '../line/state.ts'
import { createApp, type Deps } from './app.ts'
import type { Spoken } from './routes/operator.ts'

/**
 * Time until every process uses the new content: before that, an old one might be asked for a new
 * recording.
 */
const EVERYWHERE_MS = 15_000

const isRecording = ({ url }: Request) => new URL(url).pathname.startsWith('/audio/')

export type CurrentApp = ReturnType<typeof createCurrentApp>

/** `deps.content` is the content of `version`. */
export function createCurrentApp(deps: Deps, version: string) {
  const state = deps.state ?? createLineState(deps)
  let spoken: Spoken = { version, since: new Date().toISOString() }
  let look: (() => Promise<void>) | undefined
  let { content } = deps
  let app = appOf(content)
  /** The previous app, still asked for recordings that its last answers refer to. */
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

  /** The recording as it is now, or as the last answers before a change refer to it. */
  async function played(request: Request, env?: object): Promise<Response> {
    const answer = await app.fetch(request, env)
    return (answer.status === 404 && (await before?.fetch(request, env))) || answer
  }

  return {
    fetch(request: Request, env?: object): Response | Promise<Response> {
      return before && isRecording(request) ? played(request, env) : app.fetch(request, env)
    },
    /** The webhook at exactly this path. */
    webhookAt: (path: string) => app.webhookAt(path),
    /** Checks whether the recordings can be fetched. Never rejects. */
    lookAtRecordings: async () => look?.(),
    version: () => spoken.version,
    content: () => content,
    /** The content version in use, and since when. */
    spoken: () => spoken,
    /**
     * Switches content for subsequent requests. Throws, and changes nothing, if the content cannot
     * be used.
     */
    take(other: Content, next: string): void {
      // the slow part comes first
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
