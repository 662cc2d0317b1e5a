/** The hub: one simulated line at a time behind every open tab; actions go in, changes of the view come out. */
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

/** The parts of the view that changed. */
export type Change = Partial<View>

/** A line from one "Start over" to the next. */
type Start = {
  line: SimulatedLine
  playback: Playback
  actions: Actions
  view: () => Promise<View>
  trouble: (error: unknown) => void
}

export type Hub = ReturnType<typeof createHub>

/** The first of the numbers set aside for fiction; each start has another, so that none knows the last. */
const FIRST_PERSON = 14155550110
const PERSONS = 80
/** Milliseconds after which an action goes on by itself; a refusal comes sooner. */
const SOON_MS = 300

export function createHub(deps: SimulatedLineDeps, drills: readonly Script[]) {
  const watchers = new Set<(change: Change) => void>()
  let starts = 0
  let sent: Partial<Record<keyof View, string>> = {}
  let current: Start = begin()

  return {
    fetch: (request: Request, env?: object) => current.line.app.fetch(request, env),
    /** What the page is made of before anything happens on it. */
    shown: { content: deps.content, lineNumber: current.line.lineNumber, drills },
    /** The whole view as it is now. */
    view: () => current.view(),
    /** Hears of every change from now on; gives back how to stop. */
    watch(watcher: (change: Change) => void) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    /** Does what somebody asked for. Throws ActionError when that can not be done now. */
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

  /** Tells the watchers what is not as it was when they were last told. */
  async function publish(start: Start): Promise<void> {
    const now = await start.view()
    // somebody has started over meanwhile
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

/** A new line, whose phones wait for the people before the page. */
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
    /** One look after the other, so that no older one comes after a newer one. */
    view() {
      const next = turn.then(() => showView(playback.speed, message))
      turn = next.catch(trouble)
      return next
    },
    trouble,
  }
}
