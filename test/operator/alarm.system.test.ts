/** The command alarm: a test by each way that is set, and which of them could not be told. */
import { afterEach, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { testAlarm } from '../../src/operator/alarm.ts'
import { startMailServer, startWebhook } from '../receivers.ts'

const afterwards: (() => unknown)[] = []
afterEach(() => {
  for (const end of afterwards.splice(0)) end()
})

async function receivers(fails = 0) {
  const [hook, mails] = [await startWebhook({ fails }), await startMailServer()]
  afterwards.push(hook.stop, mails.stop)
  const settings = { ALARM_URL: hook.url, SMTP_URL: mails.url, ALARM_MAIL_TO: 'help@agency.org' }
  return { hook, mails, settings }
}

test('both are told of a test', async () => {
  const { hook, mails, settings } = await receivers()
  const { said, told } = await testAlarm(readConfig(settings))
  expect(said).toEqual(['ALARM_URL: told', 'ALARM_MAIL_TO: told'])
  expect(told).toBe(true)
  expect(hook.causes()).toEqual(['test'])
  expect(mails.got).toMatchObject([{ to: 'help@agency.org', from: 'help@agency.org' }])
})

test('whoever could not be told is named, without an address or a password', async () => {
  const { settings } = await receivers(1)
  const { said, told } = await testAlarm(
    readConfig({ ...settings, SMTP_URL: 'smtp://user:secret@127.0.0.1:1' }),
  )
  expect(said).toEqual(['ALARM_URL: could not be told', 'ALARM_MAIL_TO: could not be told'])
  expect(told).toBe(false)
})

test('where nobody is to be told, it says what to set', async () => {
  await expect(testAlarm(readConfig({}))).rejects.toThrow('nobody is told of anything')
})
