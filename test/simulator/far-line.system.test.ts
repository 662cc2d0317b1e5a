/** Drills against a line that runs: over HTTP, with its token; nobody is counted and nobody is rung. */
import { afterEach, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { chosenDrills, farStage, runDrills } from '../../src/operator/drill/run.ts'
import { freePort } from '../free-port.ts'
import { content, ROOT } from '../line.ts'
import { PRODUCTION, startServer } from '../server.ts'

const SETTINGS = {
  ...PRODUCTION,
  DRILL_TOKEN: 'a drill token of more than 32 characters',
  METRICS_TOKEN: 'a metrics token of 32 characters',
}
const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

async function started() {
  const server = await startServer(SETTINGS)
  afterwards.push(server.stop)
  const metrics = async () => {
    const headers = { authorization: `Bearer ${SETTINGS.METRICS_TOKEN}` }
    return (await fetch(`${server.url}/metrics`, { headers })).text()
  }
  const stage = (changes: Record<string, string> = {}) =>
    farStage(readConfig({ ...SETTINGS, ...changes }), content(), server.url)
  return { ...server, metrics, stage }
}

test('what only the simulator can do is left out, and all else is met by the running line', async () => {
  const { stage, metrics, output } = await started()
  const drills = chosenDrills(ROOT, [])
  const { scores, skipped, version } = await runDrills(drills, await stage(), undefined)
  expect(scores.flatMap(({ name, missed }) => missed.map((one) => ({ name, ...one })))).toEqual([])
  expect(scores.length).toBeGreaterThan(25)
  expect(scores.some(({ measures }) => measures.seconds !== undefined)).toBe(true)
  expect(skipped.map(({ name }) => name)).toContain('sms-en-store-away')
  expect(skipped.length + scores.length).toBe(drills.length)
  // what it is scored under is what the line itself says that it speaks
  expect(output()).toContain(`"content":"${version}"`)
  const page = await metrics()
  expect(page).toMatch(/^harborline_drills_total\{outcome="answered"\} \d+$/m)
  expect(page).not.toMatch(/^harborline_(turns|transfers|rest_trouble|guarded)_total\{/m)
  expect(output()).not.toContain('"event":"turn"')
  expect(output()).not.toContain('rest_trouble')
})

test.each([
  [
    'a wrong drill token',
    { DRILL_TOKEN: 'another drill token of 32 characters' },
    'does not take the token',
  ],
  ['a wrong auth token', { TWILIO_AUTH_TOKEN: 'b'.repeat(32) }, 'x-sms'],
])('%s ends it at the first request', async (_what, changes, message) => {
  const { stage, metrics } = await started()
  const drills = chosenDrills(ROOT, ['drills/voice-en-person.txt'])
  if (message === 'x-sms') {
    const { scores } = await runDrills(drills, await stage(changes), undefined)
    expect(scores[0]?.missed.some(({ wrong }) => wrong.startsWith('11200'))).toBe(true)
  } else await expect(runDrills(drills, await stage(changes), undefined)).rejects.toThrow(message)
  // the first request was one like any other, and nothing followed it
  const turns = (await metrics()).match(/^harborline_turns_total\{.*\} \d+$/gm) ?? []
  expect(turns.map((line) => line.slice(-2))).toEqual(message === 'x-sms' ? [] : [' 1'])
})

test('where nobody answers it says so', async () => {
  const nowhere = `http://127.0.0.1:${await freePort()}`
  const stage = await farStage(readConfig(SETTINGS), content(), nowhere)
  const drills = chosenDrills(ROOT, ['drills/voice-en-person.txt'])
  await expect(runDrills(drills, stage, undefined)).rejects.toThrow('nobody answers there')
})
