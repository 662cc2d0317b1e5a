/**
 * Shares carry keys among workers: each learns the others' through the primary, which keeps them
 * only in memory.
 */
import cluster, { type Worker } from 'node:cluster'
import type { Peers } from '../../line/conversations/all-conversations.ts'
import { isAlive, type SharedKey } from '../../store/carry-keys.ts'

type Message = { carryKeys: readonly SharedKey[] }

/** The primary's side. A worker that starts later is sent all keys still in use. */
export function relayKeys(): void {
  let known: readonly SharedKey[] = []
  cluster.on('message', (worker, { carryKeys }: Partial<Message>) => {
    if (!carryKeys) return
    const at = Date.now() / 1000
    known = [...known, ...carryKeys].filter(({ born }) => isAlive(born, at))
    // an empty list is a request
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

/** A worker's side. */
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
