/**
 * The hub: one simulated line at a time, shared by all open tabs. Actions come in, changes of the
 * view go out.
 */
import { kindOf } from '../../telemetry/kind.ts'
import { ScriptError } from '../drill/action.ts'
import type { Script } from '../drill/script.ts'
import {
  createSimulatedLine,
  type SimulatedLine,
  type SimulatedLineDeps,
} from '../simulated-line.ts'
import { ActionError, type Actions, behave, createActions } from './actions.ts'
import { createDrills } from './drills.ts'
import { createPlayback, type Playback } from './playback.ts'
import { createShowView } from './show-view.ts'
import { createTimeline } from './timeline.ts'
import type { View } from './view.ts'

/** The parts of the view that have changed. */
export type Change = Partial<View>

/** One simulated line, used until the next "Start over". */
type Start = {
  line: SimulatedLine
  playback: Playback
  actions: Actions
  view: () => Promise<View>
  trouble: (error: unknown) => void
}

export type Hub = ReturnType<typeof createHub>

/**
 * The first of the numbers reserved for fiction; each start uses another, so that none remembers
 * the last.
 */
const FIRST_PERSON = 14155550110
const PERSONS = 80
/** Milliseconds after which an action continues in the background; a refusal comes sooner. */
const SOON_MS = 300

export function createHub(deps: SimulatedLineDeps, drills: readonly Script[]) {
  const watchers = new Set<(change: Change) => void>()
  let starts = 0
  let sent: Partial<Record<keyof View, string>> = {}
  let current: Start = begin()

  return {
    fetch: (request: Request, env?: object) => current.line.app.fetch(request, env),
    /** What the page needs before anything happens on it. */
    shown: { content: deps.content, lineNumber: current.line.lineNumber, drills },
    /** The current view. */
    view: () => current.view(),
    /** Subscribes to changes; returns how to unsubscribe. */
    watch(watcher: (change: Change) => void) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    /** Performs an action. Throws ActionError if it cannot be done now. */
    async do(name: string, value: string): Promise<void> {
      const { actions, trouble } = current
      if (name === 'start-over') {
        current.playback.stop()
        current = begin()
        sent = {}
        return publish(current)
      }
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (!action) throw new ActionError('nobody can do that')
      const before = current
      const work = Promise.resolve(action(value))
      work.catch(trouble)
      await Promise.race([work, new Promise((resolve) => setTimeout(resolve, SOON_MS).unref())])
      await publish(before)
    },
  }

  function begin(): Start {
    const number = FIRST_PERSON + (starts++ % PERSONS)
    const start = startOf(deps, { drills, person: `+${number}`, id: `s${starts}` }, () =>
      publish(start),
    )
    return start
  }

  /** Sends the watchers what has changed since they were last told. */
  async function publish(start: Start): Promise<void> {
    const now = await start.view()
    // somebody has started over in the meantime
    if (start !== current) return
    const change: Record<string, unknown> = {}
    for (const [part, value] of Object.entries(now) as [keyof View, unknown][]) {
      const text = JSON.stringify(value)
      if (sent[part] === text) continue
      sent[part] = text
      change[part] = value
    }
    if (Object.keys(change).length > 0) for (const watcher of watchers) watcher(change)
  }
}

type StartOptions = { drills: readonly Script[]; person: string; id: string }

/** A new line, whose phones are controlled from the page. */
function startOf(
  deps: SimulatedLineDeps,
  { drills, person, id }: StartOptions,
  look: () => Promise<void>,
): Start {
  const line = createSimulatedLine({ ...deps, person, fallback: true })
  behave(line, [person, ...line.destinations.keys()], 'ask')
  let message = ''
  const trouble = (error: unknown) => {
    const told = error instanceof ActionError || error instanceof ScriptError
    message = told ? error.message : `the simulator failed: ${kindOf(error)}`
  }
  const playback = createPlayback(line, look, trouble)
  const onPage = createDrills({ drills, line, playback, trouble })
  const showView = createShowView({ line, timeline: createTimeline(line, id), drills: onPage })
  let turn: Promise<unknown> = Promise.resolve()
  return {
    line,
    playback,
    actions: { ...createActions(line, playback), ...onPage.actions },
    /** One at a time, so that an older view never follows a newer one. */
    view() {
      const next = turn.then(() => showView(playback.speed, message))
      turn = next.catch(trouble)
      return next
    },
    trouble,
  }
}
