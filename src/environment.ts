/** The environment: what is set, and below it what the file .env beside package.json says. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/**
 * Every setting by its name. What is set wins over the file, so that a container or a service decides.
 * ENV_FILE names another file, or none: `ENV_FILE=/dev/null`.
 */
export function environmentAt(root: string): Record<string, string | undefined> {
  const file = process.env.ENV_FILE ?? join(root, '.env')
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  return { ...written, ...process.env }
}
