/** The command drill: what it reports, and how one version is held against another. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inWords } from '../../src/operator/drill/report.ts'
import { chosenDrills, runDrills, simulatedStage } from '../../src/operator/drill/run.ts'
import { changesSince, readScoreboard, withScores } from '../../src/operator/drill/scoreboard.ts'
import type { Score } from '../../src/simulator/drill/score.ts'
import { content, ROOT } from '../line.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harborline-drill-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const script = (text: string) => {
  const file = join(folder, 'x-sms.txt')
  writeFileSync(file, text)
  return chosenDrills(ROOT, [file])
}

test('what was missed stands with its file, its line and what was said instead', async () => {
  const drills = script('# A greeting\n> Hi\n? says 911\n? says good morning')
  const report = await runDrills(drills, simulatedStage(ROOT, content()), undefined)
  const words = inWords(report)
  expect(words).toContain('NO  x-sms: A greeting (1 move, 1 segments)')
  expect(words).toContain('x-sms.txt:4 ? says good morning: it said "Safe to text now?')
  expect(words).toContain('1 drills, 2 expectations, 1 missed')
})

test('a file that can not be read or played is named with its line', async () => {
  expect(() => chosenDrills(ROOT, [join(folder, 'none.txt')])).toThrow('there is no such file')
  const stage = simulatedStage(ROOT, content())
  expect(() => script('> Hi\n? sayz 911')).toThrow('x-sms.txt:2: nothing is expected by "sayz 911"')
  await expect(runDrills(script('> Hi\nhotline> (answers)'), stage, undefined)).rejects.toThrow(
    'x-sms.txt:2: nothing rings there',
  )
})

test('the scoreboard is kept for each version, and a file that is none is told', async () => {
  const file = join(folder, 'scores.json')
  const stage = simulatedStage(ROOT, content())
  const first = await runDrills(script('> Hi\n? says good morning'), stage, file)
  expect(first).toMatchObject({ since: undefined, changes: [] })
  const next = await runDrills(script('> Hi\n? says 911'), { ...stage, version: 'next' }, file)
  const why = '0 of 1 met, now 1 of 1'
  expect(next).toMatchObject({
    since: stage.version,
    changes: [{ drill: 'x-sms', how: 'better', why }],
  })
  expect(inWords(next)).toContain(`better: x-sms (${why})`)
  expect(readScoreboard(file).map(({ version }) => version)).toEqual([stage.version, 'next'])
  writeFileSync(file, '{"no": "board"}')
  expect(() => readScoreboard(file)).toThrow('is no scoreboard')
})

test('of drills that meet the same, what costs people more is worse', () => {
  const score = (segments: number, seconds: number): Score => ({
    ...{ name: 'x', title: 'x', expected: 2, missed: [] },
    measures: { moves: 2, segments, seconds },
  })
  const board = withScores([], { version: 'a', day: '2026-11-26' }, [score(4, 60)])
  const how = (now: Score) => changesSince(board, 'b', [now]).changes[0]?.how
  expect(how(score(6, 60))).toBe('worse')
  expect(how(score(4, 40))).toBe('better')
  expect(how(score(4, 60))).toBeUndefined()
  expect(how({ ...score(4, 40), missed: [{ line: 1, source: '?', wrong: '' }] })).toBe('worse')
})
