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
  expect(said).toEqual([
    'ALARM_URL: could not be told: whoever is there is in trouble. Try again, and then ask them',
    'ALARM_MAIL_TO: could not be told: nobody listens there. Look at its host and port',
  ])
  expect(told).toBe(false)
})

test('each reason is told with what mends it', async () => {
  const { hook } = await receivers()
  const { port } = new URL(hook.url)
  const why = async (settings: Record<string, string>) => {
    const set = { ...(settings.SMTP_URL && { ALARM_MAIL_TO: 'help@agency.org' }), ...settings }
    return (await testAlarm(readConfig(set))).said.join()
  }
  expect(await why({ ALARM_URL: 'http://nobody.invalid/' })).toContain('its name is not known')
  expect(await why({ ALARM_URL: `https://127.0.0.1:${port}/` })).toContain('speaks otherwise than')
  expect(await why({ SMTP_URL: 'smtp://nobody.invalid' })).toContain('its name is not known')
  const mail = await why({ SMTP_URL: `smtps://me:secret@127.0.0.1:${port}` })
  expect(mail).toContain('speaks otherwise than the address says')
  expect(mail).not.toContain('secret')
})

test('of several addresses each is sent its own mail, and the one that is refused is told by its place', async () => {
  const { mails, settings } = await receivers()
  const to = 'help@agency.org, gone@agency.org,night@agency.org,help@agency.org'
  const { said, told } = await testAlarm(readConfig({ ...settings, ALARM_MAIL_TO: to }))
  expect(said).toEqual([
    'ALARM_URL: told',
    'ALARM_MAIL_TO, address 1: told',
    expect.stringMatching(/^ALARM_MAIL_TO, address 2: could not be told: the mail server refuses/),
    'ALARM_MAIL_TO, address 3: told',
  ])
  expect(told).toBe(false)
  expect(said.join()).not.toContain('agency')
  expect(mails.got.map((mail) => [mail.to, mail.from]).toSorted()).toEqual([
    ['help@agency.org', 'help@agency.org'],
    ['night@agency.org', 'help@agency.org'],
  ])
})

test('where nobody is to be told, it says what to set', async () => {
  await expect(testAlarm(readConfig({}))).rejects.toThrow('nobody is told of anything')
})
