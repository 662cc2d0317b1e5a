/** The goals, each with its figure of this run. They are ratios: the machine cancels out. */
import { median, ratios } from './statistics.mjs'

const perSecond = (result) => result.perSecond
const p99 = (result) => result.p99
const serverCpu = (result) => result.cpu.server

/** One line a goal: number, what was measured, the figure, the limit, whether it was met. */
export function goals({
  turns,
  waiting,
  oneByOne,
  starts,
  growth,
  sessions,
  crowd,
  costly,
  parts,
}) {
  const both = (other, figure) =>
    ['sms', 'voice'].map((channel) => {
      const { line, [other]: others } = turns[channel]
      return median(ratios(line, others, figure))
    })
  const start = (other) =>
    median(starts.line.map(({ ms }) => ms)) / median(starts[other].map(({ ms }) => ms))
  const tripsOf = (channel) => oneByOne.find(({ what }) => what === `line, ${channel}`).reads
  const refused = oneByOne.filter(({ what }) => what.startsWith('line, signature'))
  const waits = [
    ...both('base', p99),
    ...['many', 'steady'].map((load) => waitRatio(waiting[load])),
  ]

  return [
    atLeast(1, 'turns/s, x base (sms, voice)', both('base', perSecond), 0.45),
    atMost(1, 'CPU a turn, x base (sms, voice)', both('base', serverCpu), 2.2),
    atLeast(2, 'turns/s, x express (sms, voice)', both('express', perSecond), 3.5),
    atLeast(2, 'turns/s, x obvious (sms, voice)', both('obvious', perSecond), 2),
    atMost(3, 'Redis round trips a turn (sms, voice)', [tripsOf('sms'), tripsOf('voice')], 2),
    atMost(
      3,
      'Redis commands of a forged, an unsigned one',
      refused.map((row) => row.commands),
      0,
    ),
    atMost(4, 'p99, x base (sms, voice, 500 connections, steady)', waits, 2),
    atMost(5, 'start, x bare Hono', [start('bare')], 2.5),
    atMost(5, 'start, x express', [start('express')], 0.75),
    atMost(5, 'memory at start, MiB', [median(starts.line.map(({ rss }) => rss))], 100, 0),
    atMost(5, 'memory after 60k turns, x after 30k', [growth], 1.05),
    atMost(6, 'bytes a session in Redis', [sessions.bytes], 300, 0),
    atMost(6, 'keys without a TTL, or beside the sessions', [sessions.strayKeys], 0, 0),
    atLeast(6, 'turns/s among 1M sessions, x among 1k', [crowd], 0.85),
    atMost(7, 'engine step, us', [median(parts['engine step'])], 5),
    atMost(7, 'matching a free text of any length, us', [slowest(parts, 'text matched')], 1000, 0),
    // counting the segments of a text, say, would be ten times this
    atMost(7, 'TwiML of an answer, us', [slowest(parts, 'TwiML')], 50, 0),
    atMost(8, 'p99 beside one costly text a second, x alone', [costly.ratio], 3),
  ]
}

function waitRatio({ line, base }) {
  return median(ratios(line, base, p99))
}

function slowest(parts, prefix) {
  const own = Object.entries(parts).filter(([name]) => name.startsWith(prefix))
  return Math.max(...own.map(([, figures]) => median(figures)))
}

function atLeast(number, what, figures, limit, digits = 2) {
  const met = figures.every((figure) => figure >= limit)
  return row(number, what, figures, `>= ${limit}`, met, digits)
}

function atMost(number, what, figures, limit, digits = 2) {
  const met = figures.every((figure) => figure <= limit)
  return row(number, what, figures, `<= ${limit}`, met, digits)
}

function row(number, what, figures, limit, met, digits) {
  const shown = figures.map((figure) => figure.toFixed(digits)).join(', ')
  return [String(number), what, shown, limit, met ? 'met' : 'MISSED']
}
