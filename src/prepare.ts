/** A thread that checks content and learns from it while the line goes on answering: see content/prepared.ts. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { FaultsError } from './content/fault.ts'
import { type Came, prepareContent, type Wanted } from './content/prepared.ts'
import { cacheOf } from './content/versions.ts'
import { proofFaults } from './proof/faults.ts'

// of Linux, where it is that of this thread alone: whoever calls or texts goes first
if (process.platform === 'linux') setPriority(10)
parentPort?.postMessage(prepared(workerData))

function prepared({ project, root, name, number }: Wanted): Came {
  try {
    return prepareContent(root, { name, number, cache: cacheOf(project, root), prove: proofFaults })
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error
    return { faults: error.faults }
  }
}
