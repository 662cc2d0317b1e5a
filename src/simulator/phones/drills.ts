/**
 * Scripted people: a scene is written like a transcript (what they do, line by line) and is played on
 * the page's own phones, at the page's own pace.
 *
 *     # Somebody in danger      a first line: the title; later ones are read while it plays
 *     > HELP                    the person texts or presses it, or does (calls), (hangs up), ...
 *     hotline> (answers)        the same on the advocate's phone
 *     hotline> "Hello."         and, once connected, what one says to the other
 *     * Redis is off            something breaks
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { Stage } from '../simulated-line.ts'
import { DeedError, type Deeds } from './actions.ts'
import type { Pace } from './playback.ts'
import { deskLeg } from './show-view.ts'
import type { SceneLine, SceneView } from './view.ts'

export type Scene = {
  name: string
  title: string
  channel: 'sms' | 'voice'
  lines: readonly string[]
}

/** Milliseconds that people take to read a text, and between two deeds. */
const READING_MS = 3_000
const BREATH_MS = 1_200
/** Whatever rings or speaks is not waited for longer than this. */
const PATIENCE_MS = 90_000
const STEP_MS = 200

/** All scenes of a folder, in the order of their names; the channel is how a file's name begins. */
export function readScenes(folder: URL): Scene[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => {
      const [title = '', ...lines] = readFileSync(new URL(file, folder), 'utf8')
        .split('\n')
        .filter((line) => line.trim())
      const channel = file.includes('sms') ? 'sms' : 'voice'
      return { name: file.replace('.txt', ''), title: title.replace(/^# /, ''), channel, lines }
    })
}

export type Scenes = ReturnType<typeof createScenes>

type Parts = {
  scenes: readonly Scene[]
  stage: Stage
  deeds: Deeds
  pace: Pace
  trouble: (error: unknown) => void
}

export function createScenes({ scenes, stage, deeds, pace, trouble }: Parts) {
  let scene: Scene | undefined
  let done = 0
  let playing = false
  let busy = false

  return {
    view: (): SceneView => ({
      name: scene?.name ?? '',
      title: scene?.title ?? '',
      lines: scene?.lines.map(shown) ?? [],
      done,
      playing,
    }),
    deeds: {
      scene(name: string) {
        if (busy) throw new DeedError('a scene is being played')
        scene = scenes.find((each) => each.name === name)
        done = 0
      },
      step: () => step(),
      play() {
        if (playing || !scene) return
        playing = true
        void play()
      },
      pause() {
        playing = false
      },
    },
    /** Plays on to the end; `look` follows every line. */
    async finish(look: () => Promise<unknown>) {
      while (scene && done < scene.lines.length) {
        await step()
        await look()
      }
    },
  }

  async function play(): Promise<void> {
    try {
      while (playing && scene && done < scene.lines.length) {
        await step()
        await pace.pass(BREATH_MS)
      }
    } catch (error) {
      trouble(error)
    }
    playing = false
  }

  async function step(): Promise<void> {
    const line = scene?.lines[done]
    if (!scene || line === undefined || busy) return
    busy = true
    try {
      await perform(line, scene.channel)
      done++
    } finally {
      busy = false
    }
  }

  async function perform(line: string, channel: Scene['channel']): Promise<void> {
    if (line.startsWith('#')) return
    const [, who = '', deed = ''] = /^(\w*|\*)[> ]\s*(.*)$/.exec(line) ?? []
    if (line.startsWith('*')) happen(deed)
    else if (who) await advocate(deed)
    else await person(deed, channel)
    await quiet()
    if (channel === 'sms') await pace.pass(READING_MS)
  }

  async function person(deed: string, channel: Scene['channel']): Promise<void> {
    const [, seconds] = /^\(waits (\d+) seconds?\)$/.exec(deed) ?? []
    const said = /^"(.*)"$/.exec(deed)?.[1]
    if (seconds) await pace.pass(Number(seconds) * 1000)
    else if (deed === '(calls)') await deeds.call?.('')
    else if (deed === '(hangs up)') await deeds.hangup?.('')
    else if (deed === '(a quarter of an hour later)') await deeds.later?.('')
    else if (said !== undefined) await deeds.say?.(said)
    else await (channel === 'sms' ? deeds.text : deeds.press)?.(deed)
  }

  async function advocate(deed: string): Promise<void> {
    const said = /^"(.*)"$/.exec(deed)?.[1]
    if (said !== undefined) return void (await deeds['desk-say']?.(said))
    if (deed === '(is busy)') return void deeds['desk-plan']?.('busy')
    if (deed === '(waits to be told)') return void deeds['desk-plan']?.('ask')
    if (deed === '(is a desk)') return void deeds['desk-first']?.('on')
    if (deed === '(hangs up)') return void (await deeds['desk-hangup']?.(''))
    if (deed !== '(answers)' && deed !== '(declines)')
      return void (await deeds['desk-press']?.(deed))
    await until(() => deskLeg(stage)?.status === 'ringing')
    await pace.pass(BREATH_MS)
    await deeds[deed === '(answers)' ? 'desk-answer' : 'desk-hangup']?.('')
  }

  function happen(event: string): void {
    const [, what = '', state = ''] = /^(Redis|REST) is (off|on)$/.exec(event) ?? []
    if (!what) throw new DeedError(`nothing is called ${event}`)
    deeds[state === 'off' ? 'break' : 'mend']?.(what.toLowerCase())
  }

  /** Until nobody is being spoken to and no webhook is under way. */
  async function quiet(): Promise<void> {
    await pace.pass(STEP_MS)
    await until(() => {
      const legs = stage.twilio.legs().filter(({ over }) => !over)
      return legs.every(({ speaking, waiting }) => !speaking && waiting !== undefined)
    })
  }

  async function until(true_: () => boolean): Promise<void> {
    const { twilio } = stage
    const end = twilio.now() + PATIENCE_MS
    while (!true_() && twilio.now() < end) await pace.pass(STEP_MS)
  }
}

function shown(line: string): SceneLine {
  return line.startsWith('#') ? { text: line.slice(2), kind: 'note' } : { text: line, kind: 'deed' }
}
