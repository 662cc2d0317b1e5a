/** Loaded before the program: writes down every module that is loaded. */
import { appendFileSync } from 'node:fs'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register(import.meta.url)

export async function load(url, context, next) {
  appendFileSync(process.env.TRACE, `${url}\n`)
  return next(url, context)
}
