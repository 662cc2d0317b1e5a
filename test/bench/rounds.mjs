/** Rounds: all servers in turn, a short slice each, so that a drift of the machine hits all alike. */
import { setTimeout as sleep } from 'node:timers/promises'
import { load } from './load.mjs'
import { line, ownQuestions, peer } from './scripts.mjs'

/** A slice during which other processes took more of a core than this is loaded again. */
const DISTURBED = 0.12
const TRIES = 3
/** The first slice of a server, when nobody knows yet how fast it is. */
const FIRST_REQUESTS = 4_000
const MOST_REQUESTS = 60_000

/** Every wrong answer of this run, by server. */
export const faults = []

/**
 * Loads one server once, with the conversation that it holds. `own`: each person asks the line a question of
 * their own.
 */
export async function loadServer(lab, server, channel, { own = false, ...options }) {
  const result = await load({
    port: server.port,
    channel,
    steps: own && server.ours ? ownQuestions : (server.ours ? line : peer)[channel],
    cookies: server.cookies,
    pids: { server: server.pid, redis: lab.redisPid },
    redis: lab.redis,
    ...options,
  })
  if (result.wrong > 0) faults.push({ server: server.name, channel, ...result })
  return result
}

/**
 * Loads the servers for so many rounds, after one to warm up, with slices of about `seconds`.
 * Gives each server's results, in the order of the rounds.
 */
export async function inRounds(lab, running, channel, { rounds, seconds, ...options }) {
  const results = Object.fromEntries(running.map(({ name }) => [name, []]))
  const requests = new Map()
  for (let round = 0; round <= rounds; round++) {
    for (const server of running) {
      const result = await undisturbed(round === 0 ? 1 : TRIES, () =>
        loadServer(lab, server, channel, {
          requests: options.rate
            ? options.rate * seconds
            : (requests.get(server) ?? FIRST_REQUESTS),
          ...options,
        }),
      )
      requests.set(server, Math.min(MOST_REQUESTS, Math.ceil(result.perSecond * seconds)))
      if (round > 0) results[server.name].push(result)
    }
  }
  return results
}

async function undisturbed(tries, slice) {
  const result = await slice()
  if (result.others <= DISTURBED || tries <= 1) return result
  await sleep(1000)
  return undisturbed(tries - 1, slice)
}
