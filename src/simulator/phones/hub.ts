/** The hub: one world at a time behind every open tab; deeds go in, changes of the view come out. */
import { kindOf } from '../../telemetry/kind.ts'
import { createStage, type Stage, type StageDeps } from '../simulated-line.ts'
import { createDeeds, DeedError, type Deeds } from './actions.ts'
import { createScenes, type Scene } from './drills.ts'
import { createPace, type Pace } from './playback.ts'
import { createShow } from './show-view.ts'
import { createWitness } from './timeline.ts'
import type { View } from './view.ts'

/** The parts of the view that changed. */
export type Change = Partial<View>

type World = {
  stage: Stage
  pace: Pace
  deeds: Deeds
  view: () => Promise<View>
  /** With `all`, everything counts as changed. */
  publish: (all: boolean) => Promise<void>
  trouble: (error: unknown) => void
}

export type Hub = ReturnType<typeof createHub>

/** The first of the numbers set aside for fiction; each start has another, so that none knows the last. */
const FIRST_PERSON = 14155550110
const PERSONS = 80

export function createHub(deps: StageDeps, scenes: readonly Scene[]) {
  const watchers = new Set<(change: Change) => void>()
  let worlds = 0
  let speed = 1
  let world: World = begin()

  return {
    fetch: (request: Request, env?: object) => world.stage.app.fetch(request, env),
    content: deps.content,
    scenes,
    /** The whole view as it is now. */
    view: () => world.view(),
    /** Hears of every change from now on; gives back how to stop. */
    watch(watcher: (change: Change) => void) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    /** Does what somebody asked for. Throws DeedError when that can not be done now. */
    async do(name: string, value: string): Promise<void> {
      if (name === 'start-over') {
        world.pace.stop()
        speed = 1
        world = begin()
        return world.publish(true)
      }
      const deed = Object.hasOwn(world.deeds, name) ? world.deeds[name] : undefined
      if (!deed) throw new DeedError('nobody can do that')
      const { publish } = world
      // what takes longer than a moment goes on by itself; a refusal comes at once
      const work = Promise.resolve(deed(value))
      work.catch(world.trouble)
      await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 300).unref())])
      await publish(false)
    },
  }

  function begin(): World {
    const number = FIRST_PERSON + (worlds++ % PERSONS)
    const stage = createStage(deps, `+${number}`)
    const witness = createWitness(stage, `w${worlds}`)
    let message = ''
    let sent: Partial<Record<keyof View, string>> = {}
    const trouble = (error: unknown) => {
      message =
        error instanceof DeedError ? error.message : `the simulator failed: ${kindOf(error)}`
    }
    const pace = createPace(stage, () => publish(false), trouble)
    pace.speed = speed
    const own = createDeeds(stage, witness, pace)
    const played = createScenes({ scenes, stage, deeds: own, pace, trouble })
    const deeds: Deeds = { ...own, ...played.deeds }
    const show = createShow({ stage, witness, scenes: played })
    let turn: Promise<unknown> = Promise.resolve()

    /** One look after the other, so that no older one comes after a newer one. */
    function view(): Promise<View> {
      const next = turn.then(() => show(pace.speed, message))
      turn = next.catch(trouble)
      return next
    }

    /** Tells the watchers what is not as it was when they were last told. */
    async function publish(all: boolean): Promise<void> {
      const now = await view()
      // somebody has started over meanwhile
      if (stage !== world.stage) return
      if (all) sent = {}
      const change: Record<string, unknown> = {}
      for (const [part, value] of Object.entries(now) as [keyof View, unknown][]) {
        const text = JSON.stringify(value)
        if (sent[part] === text) continue
        sent[part] = text
        change[part] = value
      }
      if (Object.keys(change).length > 0) for (const watcher of watchers) watcher(change)
    }
    return { stage, pace, deeds, view, publish, trouble }
  }
}
