/** The parts shared by both call screens. */

const KEYS: [key: string, letters: string][] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
]
const names: Record<string, string> = { '*': 'star', '#': 'pound' }

export function Keypad({ action, label }: { action: string; label: string }) {
  return (
    <fieldset class="keypad" aria-label={label} data-if="live">
      {KEYS.map(([key, letters]) => (
        <button type="button" data-action={action} data-value={key}>
          {names[key] ? <span class="unseen">{names[key]}</span> : ''}
          <span class="digit" aria-hidden={names[key] ? 'true' : undefined}>
            {key}
          </span>
          <span class="letters" aria-hidden="true">
            {letters}
          </span>
        </button>
      ))}
    </fieldset>
  )
}

/** What one person says to the other once connected; the line is not involved. */
export function SayForm({ action, label }: { action: string; label: string }) {
  return (
    <form class="compose" data-action={action} data-if="connected" hidden>
      <input
        name="value"
        aria-label={label}
        placeholder={label}
        autocomplete="off"
        maxlength={300}
      />
      <button type="submit" class="send" aria-label="Say it">
        <Icon name="send" />
      </button>
    </form>
  )
}

/** The state of a call in words, and its duration. */
export function CallState({ prefix }: { prefix: string }) {
  return (
    <p class="call-state">
      <span role="status" data-show={`${prefix}-status`}>
        No call
      </span>
      <span class="seconds" data-show={`${prefix}-seconds`} />
    </p>
  )
}

const paths = {
  send: 'M12 19V5M5 12l7-7 7 7',
  call: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2',
  message: 'M4 5h16v11H9l-5 4z',
}

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** The status bar of a phone's screen, with its clock. */
export function StatusBar() {
  return (
    <div class="bar" aria-hidden="true">
      <span data-show="clock">00:00</span>
      <span class="notch" />
      <span>LTE</span>
    </div>
  )
}
