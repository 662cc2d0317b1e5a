/**
 * The thread that checks content and learns from it while the line goes on answering: see
 * content/prepared.ts.
 */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { draftNotes } from './content/draft.ts'
import { FaultsError } from './content/fault.ts'
import { type PreparationResult, prepareContent, type Wanted } from './content/prepared.ts'
import { cacheOf } from './content/versions.ts'
import { proofFaults } from './proof/faults.ts'

// on Linux this affects only this thread: callers and texters come first
if (process.platform === 'linux') setPriority(10)
parentPort?.postMessage(prepared(workerData))

function prepared({ project, root, name, number }: Wanted): PreparationResult {
  try {
    const loading = { name, number, cache: cacheOf(project, root), prove: proofFaults }
    const { prepared, notes } = prepareContent(root, loading)
    return { prepared, notes: [...notes, ...draftNotes(project, root)] }
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error
    return { faults: error.faults }
  }
}
