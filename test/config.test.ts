/** The settings, in the three places that name them: the program, .env.example and docker-compose.yml. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { settings } from '../src/settings.ts'
import { ROOT } from './line.ts'

const example = Array.from(
  readFileSync(join(ROOT, '.env.example'), 'utf8').matchAll(/^#?([A-Z_]+)=/gm),
  ([, name = '']) => name,
)
const { line } = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')).services

test('.env.example shows every setting that the program reads, and no other', () => {
  expect(example.length).toBeGreaterThan(20)
  expect(example.toSorted()).toEqual([...settings].toSorted())
})

test('every setting of .env reaches the container, but for those that the container decides', () => {
  expect(line.env_file).toBe('.env')
  expect(Object.keys(line.environment).toSorted()).toEqual([
    'COUNTS_FOLDER',
    'HOST',
    'PORT',
    'REDIS_URL',
  ])
})
