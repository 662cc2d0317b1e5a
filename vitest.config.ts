/** Three projects by how a file's name ends, and a fourth for what takes long: docs/testing.md. */
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { FURTHER } from './test/walk.ts'

/** These wait for other processes most of the time, so more of them than there are processors. */
const WAITING = { maxWorkers: '150%', sequence: { groupOrder: 1 } }

/** They take long and wait most of the time: begun as the last, they would run alone at the end. */
const LONG = /\/(faults|leak|sentinel|publish|reload|documented|carry|dev)\.[a-z]+\.test\.ts$/

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder
    const isLong = ({ moduleId }: TestSpecification) => Number(LONG.test(moduleId))
    return sorted.toSorted((a, b) => groupOf(a) - groupOf(b) || isLong(b) - isLong(a))
  }
}

const ending = (name: string) => `test/**/*.${name}.test.ts`

export default defineConfig({
  test: {
    // a .env of whoever runs them decides nothing here
    env: { ENV_FILE: '/dev/null' },
    // as many as there are processors
    maxWorkers: '100%',
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
          // nothing here changes what a module holds: modules and content are loaded once a worker
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: [ending('system')],
          ...WAITING,
          globalSetup: ['test/build.ts', 'test/prism/install.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [ending('browser')],
          ...WAITING,
          globalSetup: ['test/build.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
