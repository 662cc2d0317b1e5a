/**
 * The operator's dashboard: a separate app, so that nothing in it can get in the way of a text or
 * call. Without a token there is none.
 */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import type { Content } from '../../content/load.ts'
import { DamagedCounts } from '../../counts/files.ts'
import { months, type Reading, readMonth } from '../../counts/read.ts'
import { vocabularyOf } from '../../line/vocabulary.ts'
import type { Log } from '../../telemetry/events.ts'
import { kindOf } from '../../telemetry/kind.ts'
import { channels } from '../../twilio/channels.ts'
import { asCsv, asJson } from '../report/report.ts'
import { readRecent } from './figures.ts'
import { headers } from './headers.ts'
import { labelsOf } from './labels.ts'
import { addLogin } from './login.tsx'
import { MonthPage, Overview, TroublePage } from './pages.tsx'
import { operatorSessions, type SessionDeps } from './session.ts'
import type { LineState } from './state.ts'

const PATH = '/operator'
/** Ample for a token. */
const MOST_BYTES = 4_096
/** Number of months linked; older ones can still be opened by address. */
const MOST_MONTHS = 14
const MONTH = '\\d{4}-(?:0[1-9]|1[0-2])'

export type DashboardDeps = SessionDeps & {
  /** The page's public address; forms are accepted only from there. */
  publicUrl: string
  lineName: string
  content: () => Content
  state: () => Promise<LineState>
  /** Where counts are stored; undefined if nothing is counted. */
  counts: Pick<Reading, 'folder' | 'timeZone'> | undefined
  log: Log
}

export function createDashboard(deps: DashboardDeps): Hono {
  const { lineName, publicUrl, log } = deps
  const app = new Hono({ strict: false }).basePath(PATH)
  const sessions = operatorSessions(deps)
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse()
    log({ event: 'operator_trouble', kind: kindOf(error) })
    return c.html(<TroublePage lineName={lineName} trouble={troubleOf(error)} />, 500)
  })
  app.use(headers())
  app.use(csrf({ origin: new URL(publicUrl).origin }))
  app.use(bodyLimit({ maxSize: MOST_BYTES }))
  app.use(compress())
  addLogin(app, sessions, deps)
  app.use(async (c, next) => {
    if (!(await sessions.isOpen(c))) return c.redirect(`${PATH}/login`, 303)
    return next()
  })
  addPages(app, deps)
  return app
}

function addPages(app: Hono, { lineName, content, counts, state, now, log }: DashboardDeps): void {
  const reading = (): Reading | undefined => {
    const written = channels.map(({ name }) => name)
    return counts && { ...counts, vocabulary: vocabularyOf(content(), written), now: now() }
  }
  const around = async (from: Reading | undefined) => ({
    lineName,
    label: labelsOf(content()),
    months: from ? (await months(from)).slice(0, MOST_MONTHS) : [],
  })
  const monthOf = (c: Context) => (c.req.param('month') ?? '').slice(0, 7)

  app.get('/', async (c) => {
    const from = reading()
    const shared = { ...(await around(from)), state: await state() }
    try {
      const recent = from && (await readRecent(from))
      return c.html(<Overview {...shared} recent={recent} month={await lastOver(from)} />)
    } catch (error) {
      // the state of the line can be shown all the same
      log({ event: 'operator_trouble', kind: kindOf(error) })
      return c.html(<Overview {...shared} trouble={troubleOf(error)} />, 500)
    }
  })

  app.get(`/:month{${MONTH}}`, async (c) => {
    const from = reading()
    if (!from) return c.notFound()
    const month = await readMonth(from, monthOf(c))
    const print = c.req.query('print') !== undefined
    return c.html(<MonthPage {...(await around(from))} month={month} print={print} />)
  })

  app.get(`/:month{${MONTH}\\.(?:csv|json)}`, async (c) => {
    const from = reading()
    if (!from) return c.notFound()
    const month = await readMonth(from, monthOf(c))
    const isCsv = c.req.path.endsWith('.csv')
    c.header('content-type', isCsv ? 'text/csv; charset=utf-8' : 'application/json')
    c.header('content-disposition', `attachment; filename="${c.req.param('month')}"`)
    return c.body(isCsv ? asCsv(month) : asJson(month))
  })
}

/** The message about damaged counts is meant for the operator and contains no personal data. */
function troubleOf(error: unknown): string {
  return error instanceof DamagedCounts ? error.message : 'The page could not be made.'
}

/** The latest completed month, of which everything may be shown. */
async function lastOver(reading: Reading | undefined) {
  if (!reading) return undefined
  for (const name of (await months(reading)).slice(0, 3)) {
    const month = await readMonth(reading, name)
    if (month.over) return month
  }
  return undefined
}
