/** `harborline alarm`: sends a test alarm. */
import { Command } from 'commander'
import type { Place } from './place.ts'

export const alarm = (place: Place) =>
  new Command('alarm')
    .description('send a test to ALARM_URL and ALARM_MAIL_TO, and say whether it was taken')
    .action(async () => {
      const { testAlarm } = await import('../operator/alarm.ts')
      const { said, told } = await testAlarm(place.config)
      console.log(said.join('\n'))
      if (!told) process.exitCode = 1
    })
