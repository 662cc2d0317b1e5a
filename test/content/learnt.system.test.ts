/** What is learnt of a version: kept whole or not at all, and of the last versions only. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropOldLearnt, isUnlearnt, learnOnce } from '../../src/content/learnt.ts'
import { announce, learntFolder, versionFolder } from '../../src/content/versions.ts'

let project: string
beforeEach(() => {
  project = `${mkdtempSync(join(tmpdir(), 'learnt-'))}/`
})
afterEach(() => rmSync(project, { recursive: true }))

/** A build that writes into the second folder it is given, and then does what is said. */
function build(then: string): void {
  mkdirSync(`${project}dist`)
  const begins = "const fs = require('node:fs'); const to = process.argv[3] + '/dist/cache';"
  const writes = "fs.mkdirSync(to, { recursive: true }); fs.writeFileSync(to + '/x', 'x');"
  writeFileSync(`${project}dist/build.js`, `${begins} ${writes} ${then}`)
}

test('a build that breaks off leaves nothing that a start would take for whole', () => {
  build("throw new Error('no room left')")
  const root = versionFolder(project, 'aaaaaaaaaa')
  mkdirSync(root, { recursive: true })
  expect(() => learnOnce(project, root)).toThrow('what is learnt from a version can not be kept')
  expect(readdirSync(join(root, 'learnt'))).toEqual([])
  expect(isUnlearnt(project, root)).toBe(true)
})

test('it is learnt once', () => {
  build('')
  const root = versionFolder(project, 'aaaaaaaaaa')
  mkdirSync(root, { recursive: true })
  learnOnce(project, root)
  expect(isUnlearnt(project, root)).toBe(false)
  const kept = learntFolder(project, root)
  expect(readdirSync(join(kept, 'dist/cache'))).toEqual(['x'])
  rmSync(join(kept, 'dist/cache/x'))
  learnOnce(project, root)
  expect(readdirSync(join(kept, 'dist/cache'))).toEqual([])
})

test('of three versions it is kept, the latest by when each was published last', () => {
  const versions = ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc', 'dddddddddd']
  for (const version of versions)
    mkdirSync(join(versionFolder(project, version), 'learnt'), { recursive: true })
  for (const version of [...versions, 'aaaaaaaaaa'])
    announce(project, { version, at: '2026-12-01T08:00:00.000Z', how: 'publish' })
  dropOldLearnt(project)
  const isKept = versions.map((version) =>
    existsSync(join(versionFolder(project, version), 'learnt')),
  )
  expect(isKept).toEqual([true, false, true, true])
})
