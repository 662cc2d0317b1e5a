/** Gives what the start used and needs no more back to the system; a busy line takes it again. */
import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Collects all garbage. A start leaves as much of it as it keeps, and a line that hardly ever has
 * anything to do would keep the room for it for hours. It takes about 70 ms.
 */
export async function giveBack(): Promise<void> {
  try {
    // opens no port; a Node can be built without it
    const { Session } = await import('node:inspector')
    const session = new Session()
    session.connect()
    await new Promise<void>((resolve) => {
      session.post('HeapProfiler.collectGarbage', () => resolve())
    })
    // a session that ends inside its own answer would keep the process from ending
    await nextTurn()
    session.disconnect()
  } catch {
    // then the memory is kept
  }
}
