/** The line writer on real pipes: whole lines in their order, a bound, and an end that does not wait. */
import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { createLineWriter } from '../../src/telemetry/line-writer.ts'

const { O_NONBLOCK, O_RDONLY, O_RDWR } = constants

/** A pipe of 64 kB, and how to read what is in it. `blocking`: a write to a full one waits. */
function pipe({ onTestFinished }: TestContext, blocking = false) {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-lines-'))
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  const fd = openSync(path, O_RDWR | (blocking ? 0 : O_NONBLOCK))
  const reader = openSync(path, O_RDONLY | O_NONBLOCK)
  onTestFinished(() => {
    for (const open of [fd, reader]) closeSync(open)
    rmSync(folder, { recursive: true })
  })
  return {
    fd,
    read(): string {
      const chunk = Buffer.alloc(256 * 1024)
      try {
        return chunk.toString('utf8', 0, readSync(reader, chunk))
      } catch {
        return ''
      }
    },
  }
}

function writerOn(fd: number, most?: number, shared = true) {
  let dropped = 0
  const writer = createLineWriter({
    fd,
    shared,
    ...(most === undefined ? {} : { most }),
    dropped: () => {
      dropped += 1
    },
    written: () => {},
  })
  return { ...writer, dropped: () => dropped }
}

const line = (at: number) => `${JSON.stringify({ at, filler: 'x'.repeat(80) })}\n`

test.for([
  ['beside others', true],
  ['alone', false],
] as const)(
  '%s: lines come out whole and in their order, one only when it is due',
  async ([, shared], context) => {
    const { fd, read } = pipe(context)
    const { write, flush, close } = writerOn(fd, undefined, shared)
    write(line(0))
    expect(read()).toBe('')
    flush()
    await expect.poll(read).toBe(line(0))
    const lines = Array.from({ length: 400 }, (_, at) => line(at))
    for (const each of lines) write(each)
    expect(await close(5_000)).toBe('ended')
    expect(read()).toBe(lines.join(''))
  },
)

test('what a full pipe does not take waits up to a bound, and goes on when it is read', async (context) => {
  const { fd, read } = pipe(context)
  const { write, flush, close, dropped } = writerOn(fd, 32 * 1024)
  for (let at = 0; at < 2_000; at++) {
    write(line(at))
    if (at % 50 === 0) await new Promise((go) => setTimeout(go))
  }
  flush()
  const kept = 2_000 - dropped()
  expect(kept).toBeGreaterThan((64 * 1024) / line(2_000).length)
  expect(kept).toBeLessThan((64 * 1024 + 32 * 1024) / line(0).length)
  let out = ''
  await expect
    .poll(
      () => {
        out += read()
        return out.split('\n').length - 1
      },
      { timeout: 10_000 },
    )
    .toBe(kept)
  const places = out
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each).at)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(await close(1_000)).toBe('ended')
})

test('a write that hangs is told of at the end, which does not wait for it', async (context) => {
  const { fd, read } = pipe(context, true)
  const { write, close } = writerOn(fd)
  for (let at = 0; at < 1_500; at++) write(line(at))
  const began = performance.now()
  expect(await close(300)).toBe('stuck')
  expect(performance.now() - began).toBeLessThan(2_000)
  // let go, so that the thread ends
  const letGo = setInterval(read, 20)
  expect(await close(10_000)).toBe('ended')
  clearInterval(letGo)
})
