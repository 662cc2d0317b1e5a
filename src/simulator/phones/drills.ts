/** Drills on the page: one is chosen, and played on the page's phones as time passes. */
import { createPlayer } from '../drill/play.ts'
import type { Script, ScriptLine } from '../drill/script.ts'
import type { SimulatedLine } from '../simulated-line.ts'
import { ActionError } from './actions.ts'
import type { Playback } from './playback.ts'
import type { DrillLine, DrillView } from './view.ts'

/** Simulated milliseconds between two lines, for those watching. */
const BREATH_MS = 1_200

export type Drills = ReturnType<typeof createDrills>

type Parts = {
  drills: readonly Script[]
  line: SimulatedLine
  playback: Playback
  trouble: (error: unknown) => void
}

export function createDrills({ drills, line, playback, trouble }: Parts) {
  const player = createPlayer(line, playback)
  let drill: Script | undefined
  let lines: readonly ScriptLine[] = []
  let done = 0
  let playing = false
  let busy = false

  return {
    view: (): DrillView => ({
      name: drill?.name ?? '',
      title: drill?.title ?? '',
      lines: lines.map(lineView),
      done,
      playing,
    }),
    actions: {
      drill(name: string) {
        if (busy) throw new ActionError('a drill is being played')
        drill = drills.find((each) => each.name === name)
        lines = drill ? shownOf(drill) : []
        done = 0
      },
      step: () => step(),
      play() {
        if (playing || !drill) return
        playing = true
        void play()
      },
      pause() {
        playing = false
      },
    },
    /** Plays to the end, calling `look` after every line. */
    async finish(look: () => Promise<unknown>) {
      while (done < lines.length) {
        await step()
        await look()
      }
    },
  }

  async function play(): Promise<void> {
    try {
      while (playing && done < lines.length) {
        await step()
        await playback.pass(BREATH_MS)
      }
    } catch (error) {
      trouble(error)
    }
    playing = false
  }

  async function step(): Promise<void> {
    const next = lines[done]
    if (!next || busy) return
    busy = true
    try {
      await player.play(next)
      done++
    } finally {
      busy = false
    }
  }
}

/** Leaves out the title, shown above, and what somebody got, which shows itself. */
function shownOf({ title, lines }: Script): ScriptLine[] {
  return lines.filter(
    ({ source, type }) =>
      source !== '' && source !== `# ${title}` && type !== 'got' && type !== 'expects',
  )
}

function lineView({ source, type }: ScriptLine): DrillLine {
  return type === 'note'
    ? { text: source.replace(/^# /, ''), kind: 'note' }
    : { text: source, kind: 'action' }
}
