/** The controls beside the phones: scripted people, time, sound, and things to break. */
import type { Script } from '../drill/script.ts'
import type { Breakable } from './view.ts'

/** Named as in script.ts. */
const breakables: Record<Breakable, [name: string, meaning: string]> = {
  redis: ['Redis hangs', 'talks go on by what Twilio brings back'],
  rest: ['REST is down', 'the line can not place calls'],
  hotline: ['The hotline is busy', 'nobody picks up'],
  network: ['The network is slow', 'each request takes 3 seconds'],
}

/** Drills with a number are meant to be watched. */
const isStory = ({ name }: Script) => /^\d/.test(name)

function DrillList({ drills }: { drills: readonly Script[] }) {
  return (
    <ul class="drills">
      {drills.map(({ name, title, channel }) => (
        <li>
          <button type="button" data-action="drill" data-value={name}>
            <span lang={name.includes('-es-') ? 'es' : 'en'}>{title}</span>
            <span class="kind">{channel === 'sms' ? 'text' : 'call'}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export function Controls({ drills }: { drills: readonly Script[] }) {
  return (
    <div class="side" id="drills">
      <section class="card" aria-labelledby="drills-title">
        <h2 id="drills-title">Scripted people</h2>
        <DrillList drills={drills.filter(isStory)} />
        <details>
          <summary>More of them, which are scored</summary>
          <DrillList drills={drills.filter((drill) => !isStory(drill))} />
        </details>
        <div id="drill" hidden>
          <ol class="script" id="script" tabindex={0} aria-label="The lines of the drill" />
          <div class="row">
            <button type="button" class="main" data-action="play" id="play">
              Play
            </button>
            <button type="button" data-action="step" id="step">
              Next step
            </button>
          </div>
        </div>
      </section>

      <section class="card" aria-labelledby="time-title">
        <h2 id="time-title">Time and sound</h2>
        <fieldset class="row" aria-label="Speed">
          {[1, 5, 20].map((speed) => (
            <button
              type="button"
              data-action="speed"
              data-value={String(speed)}
              aria-pressed="false"
            >
              {speed}×
            </button>
          ))}
          <button type="button" data-action="skip" id="skip">
            Skip the wait
          </button>
          <button type="button" data-action="later">
            15 min later
          </button>
        </fieldset>
        <label class="check">
          <input type="checkbox" id="tones" checked />
          <span>Keys beep, ringing and hold are heard</span>
        </label>
        <label class="check">
          <input type="checkbox" id="speak" />
          <span>
            The line speaks aloud <small data-show="voices" />
          </span>
        </label>
      </section>

      <section class="card" aria-labelledby="break-title">
        <h2 id="break-title">Break something</h2>
        {Object.entries(breakables).map(([what, [name, meaning]]) => (
          <label class="check">
            <input type="checkbox" data-action="break" data-value={what} />
            <span>
              {name} <small>{meaning}</small>
            </span>
          </label>
        ))}
      </section>
    </div>
  )
}
