/** The report command: reads a month from the folder of counts and formats it. */
import { resolve } from 'node:path'
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import { DamagedCounts } from '../../counts/files.ts'
import { months, readMonth } from '../../counts/read.ts'
import { vocabularyOf } from '../../line/vocabulary.ts'
import { wallClock } from '../../phones/wall-clock.ts'
import { channels } from '../../twilio/channels.ts'
import { wrongOption } from '../content.ts'
import { labelsOf } from '../dashboard/labels.ts'
import { asCsv, asJson, inWords } from './report.ts'

export type ReportOptions = { month?: string; json?: boolean; csv?: boolean; folder?: string }

export type ReportParts = { root: string; config: Config; content: Content; now?: number }

/** Throws FaultsError if there is no such month, or a file is damaged. */
export async function report(parts: ReportParts, options: ReportOptions): Promise<string> {
  const { root, config, content, now = Date.now() } = parts
  const { counts, timeZone, lineName } = config
  const folder = resolve(root, options.folder ?? counts.folder)
  const written = channels.map(({ name }) => name)
  const reading = { folder, timeZone, now, vocabulary: vocabularyOf(content, written) }
  const kept = await months(reading)
  if (kept.length === 0)
    throw wrongOption(
      'report',
      `${folder} holds no counts`,
      'Set COUNTS_FOLDER as on the line, or add --folder',
    )
  const month = options.month ?? lastOver(kept, wallClock(new Date(now), timeZone).date)
  if (!kept.includes(month))
    throw wrongOption(
      'report --month',
      `nothing is kept of ${month}`,
      `Name one of ${kept.join(', ')}`,
    )
  try {
    const shown = await readMonth(reading, month)
    if (options.json) return asJson(shown)
    return options.csv
      ? asCsv(shown).trimEnd()
      : inWords(shown, lineName.written, labelsOf(content))
  } catch (error) {
    if (!(error instanceof DamagedCounts)) throw error
    throw wrongOption('report', error.message, 'The rest of the folder is read as before')
  }
}

/** The latest completed month, or else the current one. */
function lastOver(kept: readonly string[], today: string): string {
  return kept.find((month) => month < today.slice(0, 7)) ?? kept[0] ?? today.slice(0, 7)
}
