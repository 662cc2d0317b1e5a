/**
 * The thread that checks content and learns from it while the line goes on answering: see
 * content/prepared.ts.
 */
import { existsSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { FaultsError } from './content/fault.ts'
import { type Came, type Prepared, prepareContent, type Wanted } from './content/prepared.ts'
import { FOLDERS } from './content/read/yaml-texts.ts'
import { versionOf } from './content/version.ts'
import { cacheOf } from './content/versions.ts'
import { proofFaults } from './proof/faults.ts'

// on Linux this affects only this thread: callers and texters come first
if (process.platform === 'linux') setPriority(10)
parentPort?.postMessage(prepared(workerData))

function prepared({ project, root, name, number }: Wanted): Came {
  try {
    const loading = { name, number, cache: cacheOf(project, root), prove: proofFaults }
    const { prepared, notes } = prepareContent(root, loading)
    return { prepared, notes: [...notes, ...draftNotes(project, prepared)] }
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error
    return { faults: error.faults }
  }
}

/** Warns if the draft differs from the published version, since unpublished edits reach nobody. */
function draftNotes(project: string, { root, version }: Prepared): string[] {
  // a draft may be incomplete
  const isThere = FOLDERS.every((folder) => existsSync(join(project, folder)))
  if (root === project || !isThere || versionOf(project) === version) return []
  return [
    `content/ and flows/ say something else than version ${version}, which was published: run harborline publish`,
  ]
}
