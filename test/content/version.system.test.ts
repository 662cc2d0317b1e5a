/** The version of content: a name for all of its words and recordings. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashOfAll, textsBelow } from '../../src/content/read/yaml-texts.ts'
import { versionOf } from '../../src/content/version.ts'
import { copiedProject } from '../project.ts'

test('is the same whether its texts were hashed before or not, with recordings and without', ({
  onTestFinished,
}) => {
  const { root, remove } = copiedProject()
  onTestFinished(remove)
  const both = () => [versionOf(root), versionOf(root, hashOfAll(textsBelow(root)))]
  const [silent, hashed] = both()
  expect(hashed).toBe(silent)
  mkdirSync(join(root, 'content/en/audio'), { recursive: true })
  writeFileSync(join(root, 'content/en/audio/gate.mp3'), 'as it was spoken')
  const [spoken, after] = both()
  expect(after).toBe(spoken)
  expect(spoken).not.toBe(silent)
})
