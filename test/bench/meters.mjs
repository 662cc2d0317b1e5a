/** Reads what the system counts: CPU time and memory of processes, commands of Redis. Linux only. */
import { readFileSync } from 'node:fs'

const TICK_US = 10_000

/** CPU time of a process so far, in microseconds. */
export function cpuOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_US
}

/** CPU time that all processes of the machine have used so far, in microseconds. */
function cpuOfAll() {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const [user, nice, system, , , irq, softirq, steal] = first
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq + steal) * TICK_US
}

/** Memory of a process, in MiB. */
export function rssOf(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/**
 * Starts to measure the named processes; the function it gives stops, and tells the CPU time of each
 * in microseconds and the cores that all other processes used meanwhile.
 */
export function startCpuMeter(pids) {
  const names = Object.keys(pids)
  const before = names.map((name) => cpuOf(pids[name]))
  const allBefore = cpuOfAll()
  const started = performance.now()
  return () => {
    const used = names.map((name, at) => cpuOf(pids[name]) - before[at])
    const own = used.reduce((sum, each) => sum + each, 0)
    const elapsed = (performance.now() - started) * 1000
    return {
      cpu: Object.fromEntries(names.map((name, at) => [name, used[at]])),
      others: Math.max(0, (cpuOfAll() - allBefore - own) / elapsed),
    }
  }
}

/** Starts to count commands and reads of Redis; a read is one round trip as long as only one client is busy. */
export async function startRedisMeter(client) {
  const before = await counters(client)
  return async () => {
    const after = await counters(client)
    // asking is a command and a read of its own
    return { commands: after.commands - before.commands - 1, reads: after.reads - before.reads - 1 }
  }
}

async function counters(client) {
  const info = await client.info('stats')
  const value = (name) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1])
  return { commands: value('total_commands_processed'), reads: value('total_reads_processed') }
}
