/** Lists which version was in use when, and what the line reports now. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { versionOf } from '../../content/version.ts'
import { publishedAt } from '../../content/versions.ts'

/** The output of `harborline versions`, latest last. */
export function describeVersions(project: string, spoken: Spoken | undefined): string {
  const all = publishedAt(project)
  const rows = all.map(({ version, at, how }, place) => {
    const until = all[place + 1]?.at
    return `${version}  from ${at}${until ? ` to ${until}` : ', published now'}  (${how})`
  })
  const draft = versionOf(project)
  const [latest] = all.slice(-1)
  const none = 'nothing was published: the line speaks what content/ and flows/ say'
  return [
    ...(rows.length > 0 ? rows : [none]),
    `${draft}  content/ and flows/ as they are now${draft === latest?.version ? ', published' : ''}`,
    spoken
      ? `the line here speaks ${spoken.version} since ${spoken.since}`
      : 'no line answers here',
  ].join('\n')
}

/** Whether there is one version, and none to go back to. */
export function isFirst(project: string): boolean {
  return new Set(publishedAt(project).map(({ version }) => version)).size === 1
}

const Ready = z.object({ content: z.object({ version: z.string(), since: z.string() }) })
export type Spoken = z.infer<typeof Ready>['content']

const PATIENCE_MS = 2_000

/** The version that the line on this machine reports; undefined if none answers. */
export async function spokenBy({ port, host }: Pick<Config, 'port' | 'host'>) {
  const there = host === '0.0.0.0' ? '127.0.0.1' : host
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(`http://${there}:${port}/readyz`, { signal })
    return Ready.parse(await answer.json()).content
  } catch {
    // nothing listens there, or something else does
    return undefined
  }
}

/** Concurrent requests are spread over the workers, so that this many reach all of them. */
const AT_ONCE = 10
const TAKEN_MS = 30_000
const LOOK_MS = 200

/** Waits until the line on this machine uses a version, and returns the outcome in words. */
export async function untilSpoken(at: Pick<Config, 'port' | 'host'>, version: string) {
  const deadline = performance.now() + TAKEN_MS
  while (performance.now() < deadline) {
    const all = await Promise.all(Array.from({ length: AT_ONCE }, () => spokenBy(at)))
    if (all.every((each) => each === undefined))
      return `no line answers here: it speaks ${version} from its next start on`
    if (all.every((each) => each?.version === version))
      return `every process of the line here speaks ${version}`
    await sleep(LOOK_MS)
  }
  return `the line here does not speak ${version} yet: look at its log`
}
