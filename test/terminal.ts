/** A pseudo-terminal for an interactive command: reads what it shows, and presses keys. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stripVTControlCharacters } from 'node:util'

const PATIENCE_MS = 40_000
export const CTRL_C = '\u0003'
export const DOWN = '\u001b[B'
export const ENTER = '\r'

/** Runs `command` in a pseudo-terminal, created by util-linux's `script`. */
export function openTerminal(
  command: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
) {
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const wide = `stty cols 120 rows 60; exec ${quoted}`
  const child = spawn('script', ['-qec', wide, '/dev/null'], {
    cwd,
    env: { ...env, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let raw = ''
  const shown = () => stripVTControlCharacters(raw)
  let read = 0
  let wake = () => {}
  child.stdout.setEncoding('utf8').on('data', (words: string) => {
    raw += words
    wake()
  })
  child.once('exit', () => wake())
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    ended,
    shown,
    press: (keys: string) => child.stdin.write(keys),
    /** Waits until these words are shown, after those awaited before. */
    async sees(words: string): Promise<void> {
      const late = AbortSignal.timeout(PATIENCE_MS)
      while (!shown().slice(read).includes(words)) {
        if (late.aborted || child.exitCode !== null)
          throw new Error(`'${words}' is not shown:\n${shown().slice(read)}`)
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, 500).unref()
        })
      }
      read = shown().indexOf(words, read) + words.length
    },
    close: () => child.kill('SIGKILL'),
  }
}
