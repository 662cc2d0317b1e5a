/** The goals, each with its figure of this run. They are ratios: the machine cancels out. */
import { median, ratios } from './statistics.mjs'

const perSecond = (result) => result.perSecond
const p99 = (result) => result.p99
const serverCpu = (result) => result.cpu.server

/** One line a goal of what was measured: number, what, the figure, the limit, whether it was met. */
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
  return [
    ...(turns ? turnGoals(turns) : []),
    ...(oneByOne ? tripGoals(oneByOne) : []),
    ...(turns && waiting ? [waitGoal(turns, waiting)] : []),
    ...(starts ? startGoals(starts) : []),
    ...(growth ? [atMost(5, 'memory after 60k turns, x after 30k', [growth], 1.05)] : []),
    ...(sessions
      ? [
          atMost(6, 'bytes a session in Redis', [sessions.bytes], 300, 0),
          atMost(
            6,
            'keys without a TTL, or beside the sessions and what they are sealed with',
            [sessions.strayKeys],
            0,
            0,
          ),
        ]
      : []),
    ...(crowd ? [atLeast(6, 'turns/s among 1M sessions, x among 1k', [crowd], 0.85)] : []),
    ...(parts ? partGoals(parts) : []),
    ...(costly
      ? [atMost(8, 'p99 beside one costly text a second, x alone', [costly.ratio], 3)]
      : []),
  ]
}

function turnGoals(turns) {
  const both = bothIn(turns)
  const [sms, voice] = both('base', perSecond)
  return [
    atLeast(1, 'turns/s, x base: sms', [sms], 0.45),
    atLeast(1, 'turns/s, x base: voice', [voice], 0.5),
    atMost(1, 'CPU a turn, x base (sms, voice)', both('base', serverCpu), 2.2),
    atLeast(2, 'turns/s, x express (sms, voice)', both('express', perSecond), 4),
    atLeast(2, 'turns/s, x lean Fastify (sms, voice)', both('fastify', perSecond), 0.8),
    atLeast(2, 'turns/s, x obvious (sms, voice)', both('obvious', perSecond), 2),
  ]
}

/** The median ratio of the line to another server, by text and by call. */
function bothIn(turns) {
  return (other, figure) =>
    ['sms', 'voice'].map((channel) => {
      const { line, [other]: others } = turns[channel]
      return median(ratios(line, others, figure))
    })
}

function tripGoals(oneByOne) {
  const tripsOf = (channel) => oneByOne.find(({ what }) => what === `line, ${channel}`).reads
  const refused = oneByOne.filter(({ what }) => what.startsWith('line, signature'))
  const commands = refused.map((row) => row.commands)
  return [
    atMost(3, 'Redis round trips a turn (sms, voice)', [tripsOf('sms'), tripsOf('voice')], 1.1),
    atMost(3, 'Redis commands of a forged, an unsigned one', commands, 0),
  ]
}

function waitGoal(turns, waiting) {
  const waits = ['many', 'steady'].map((load) => waitRatio(waiting[load]))
  const all = [...bothIn(turns)('base', p99), ...waits]
  return atMost(4, 'p99, x base (sms, voice, 500 connections, steady)', all, 2)
}

function startGoals(starts) {
  const start = (other) =>
    median(starts.line.map(({ ms }) => ms)) / median(starts[other].map(({ ms }) => ms))
  const memory = median(starts.line.map(({ rss }) => rss))
  return [
    atMost(5, 'start, x bare Hono (the aim is 2.5)', [start('bare')], 4),
    atMost(5, 'start, x express', [start('express')], 0.75),
    atMost(5, 'memory at start, MiB', [memory], 100, 0),
  ]
}

function partGoals(parts) {
  return [
    atMost(7, 'engine step, us', [median(parts['engine step'])], 5),
    atMost(7, 'matching a free text of any length, us', [slowest(parts, 'text matched')], 1000, 0),
    atMost(7, 'counting, of the rest of a turn', [countingShare(parts)], 0.03, 3),
    // counting the segments of a text, say, would be ten times this
    atMost(7, 'TwiML of an answer, us', [slowest(parts, 'TwiML')], 50, 0),
  ]
}

function waitRatio({ line, base }) {
  return median(ratios(line, base, p99))
}

/** Beside what a turn by text does at least: the rest makes its share smaller still. */
function countingShare(parts) {
  const rest = ['signature, genuine', 'text matched: a topic', 'session read', 'TwiML of a text']
  return (
    median(parts['turn counted']) / rest.reduce((sum, prefix) => sum + slowest(parts, prefix), 0)
  )
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
