/** Three projects by how a file's name ends, and a fourth for what takes long: docs/testing.md. */
import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { FURTHER } from './test/walk.ts'

/** By far the longest, and one that only counts: it goes on beside all that waits. */
const LONGEST = /\/mutants\.test\.ts$/
/** They take long: begun as the last, they would run alone at the end. */
const LONG =
  /\/(faults|reload|documented|main|sentinel|publish|leak|log|listen|calls|prove|attack|machine)\.([a-z]+\.)?test\.ts$/

/** What waits for other processes begins; what only counts fills up the end. */
const ORDER = ['browser', 'system', 'unit', 'long']

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const place = ({ project }: TestSpecification) => ORDER.indexOf(project.name)
    const is = (which: RegExp) => (spec: TestSpecification) => Number(which.test(spec.moduleId))
    const [isLongest, isLong] = [is(LONGEST), is(LONG)]
    // a worker goes on with the next file if that is of the same project
    return sorted.toSorted(
      (a, b) => isLongest(b) - isLongest(a) || place(a) - place(b) || isLong(b) - isLong(a),
    )
  }
}

const ending = (name: string) => `test/**/*.${name}.test.ts`

export default defineConfig({
  test: {
    // a .env of whoever runs them decides nothing here
    env: { ENV_FILE: '/dev/null' },
    // more than there are processors, since many wait for other processes; a share is never more than all of them
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongFirst },
    forceRerunTriggers: ['**/vitest.config.ts', '**/content/**/*.yaml', '**/flows/*.yaml'],
    tags: [
      {
        name: 'walk',
        description: 'A random walk: `npm run test:full` goes further.',
        timeout: 240_000 * Math.max(1, FURTHER),
      },
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...['system', 'browser', 'long'].map(ending)],
          globalSetup: ['test/content-cache.ts'],
          testTimeout: 20_000,
          // nothing changes what a module holds: modules and content are loaded once a worker
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: [ending('system')],
          globalSetup: ['test/build.ts', 'test/prism/install.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [ending('browser')],
          globalSetup: ['test/build.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: [ending('long')],
          sequence: { groupOrder: 2 },
          globalSetup: ['test/build.ts'],
          testTimeout: 3_600_000,
        },
      },
    ],
  },
})
