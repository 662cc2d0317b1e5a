/** The keys of the carry among workers: each hears of those of the others from the primary, which only keeps them in memory. */
import cluster, { type Worker } from 'node:cluster'
import type { Peers } from '../../line/conversations/all-conversations.ts'
import { isAlive, type SharedKey } from '../../store/carry-keys.ts'

type Message = { carryKeys: readonly SharedKey[] }

/** In the primary. A worker that comes later is told of all that are still in use. */
export function relayKeys(): void {
  let known: readonly SharedKey[] = []
  cluster.on('message', (worker, { carryKeys }: Partial<Message>) => {
    if (!carryKeys) return
    const at = Date.now() / 1000
    known = [...known, ...carryKeys].filter(({ born }) => isAlive(born, at))
    // one that tells of none asks
    if (carryKeys.length === 0) tell(worker, known)
    else
      for (const other of Object.values(cluster.workers ?? {}))
        if (other && other !== worker) tell(other, carryKeys)
  })
}

function tell(worker: Worker, carryKeys: readonly SharedKey[]): void {
  const message: Message = { carryKeys }
  if (worker.isConnected()) worker.send(message, () => {})
}

/** In a worker. */
export const peers: Peers = {
  tell: (key) => send([key]),
  hear(learn) {
    process.on('message', ({ carryKeys }: Partial<Message>) => carryKeys && learn(carryKeys))
    send([])
  },
}

function send(carryKeys: readonly SharedKey[]): void {
  const message: Message = { carryKeys }
  process.send?.(message)
}
