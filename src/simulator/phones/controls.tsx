/** Beside the phones: scripted people, the clock, sound, and what can be broken. */
import type { Scene } from './drills.ts'
import type { Breakable } from './view.ts'

const breakables: Record<Breakable, [name: string, meaning: string]> = {
  redis: ['Redis off', 'nothing can be remembered'],
  rest: ['REST off', 'the line can not place calls'],
  hotline: ['Hotline busy', 'nobody picks up'],
  network: ['Slow network', 'each request takes 3 seconds'],
}

export function Controls({ scenes }: { scenes: readonly Scene[] }) {
  return (
    <div class="side" id="scenes">
      <section class="card" aria-labelledby="scenes-title">
        <h2 id="scenes-title">Scripted people</h2>
        <ul class="scenes">
          {scenes.map(({ name, title, channel }) => (
            <li>
              <button type="button" data-deed="scene" data-value={name}>
                <span>{title}</span>
                <span class="kind">{channel === 'sms' ? 'text' : 'call'}</span>
              </button>
            </li>
          ))}
        </ul>
        <div id="scene" hidden>
          <ol class="script" id="script" tabindex={0} aria-label="The lines of the scene" />
          <div class="row">
            <button type="button" class="main" data-deed="play" id="play">
              Play
            </button>
            <button type="button" data-deed="step" id="step">
              Next step
            </button>
          </div>
        </div>
      </section>

      <section class="card" aria-labelledby="time-title">
        <h2 id="time-title">Time and sound</h2>
        <fieldset class="row" aria-label="Speed">
          {[1, 5, 20].map((speed) => (
            <button type="button" data-deed="speed" data-value={String(speed)} aria-pressed="false">
              {speed}×
            </button>
          ))}
          <button type="button" data-deed="skip" id="skip">
            Skip the wait
          </button>
          <button type="button" data-deed="later">
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
            <input type="checkbox" data-deed="break" data-value={what} />
            <span>
              {name} <small>{meaning}</small>
            </span>
          </label>
        ))}
      </section>
    </div>
  )
}
