/** The environment: process variables, with the .env file next to package.json as fallback. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ConfigError } from './config.ts'
import { readEnvFile } from './env-file.ts'
import { settings } from './settings.ts'

/** Names in .env that are meant for others: the files in deploy/, compose, and Node itself. */
const OTHERS = /^(LINE_HOST|LINE_UPSTREAM|ACME_EMAIL|REDIS_PASSWORD|ENV_FILE|TZ|COMPOSE_.*)$/
/** Variables that Node reads before .env. */
const TOO_LATE = /^(NODE_OPTIONS|NODE_EXTRA_CA_CERTS)$/

type Environment = {
  /** All settings by name. */
  readonly set: Readonly<Record<string, string | undefined>>
  /** Sentences about entries in the file that have no effect. */
  readonly notes: readonly string[]
}

/**
 * Process variables override the file, so that a container or service decides. ENV_FILE names
 * another file, or none: `ENV_FILE=/dev/null`. Throws `ConfigError` if the file is invalid.
 */
export function environmentAt(root: string): Environment {
  // empty counts as unset, as with every setting
  const own = process.env.ENV_FILE || undefined
  const bytes = bytesOf(own ?? join(root, '.env'), own !== undefined)
  const { text, faults } = readEnvFile(bytes)
  const name = own ? 'the file of ENV_FILE' : '.env'
  if (faults.length > 0) throw new ConfigError(faults.map((fault) => `${name}, ${fault}`))
  const written = parseEnv(text)
  return {
    set: { ...written, ...process.env },
    notes: Object.keys(written).flatMap((each) => {
      const remedy = idle(each)
      return remedy ? [`${name}: ${each} ${remedy}`] : []
    }),
  }
}

/** Empty if the file does not exist, unless it was `named`. */
function bytesOf(file: string, named: boolean): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && !named) return Buffer.alloc(0)
    const fault =
      code === 'ENOENT'
        ? 'ENV_FILE names a file that is not there. Correct the name, or unset it'
        : `.env can not be read (${code}). Give it to the user that runs this: docs/deploy.md`
    throw new ConfigError([fault])
  }
}

/** Why a name in the file has no effect. */
function idle(name: string): string | undefined {
  if (settings.includes(name) || OTHERS.test(name)) return
  if (TOO_LATE.test(name))
    return process.env[name] === undefined
      ? 'comes too late there. Set it where the process is started'
      : undefined
  return 'is no setting of the line, and does nothing. Look in .env.example how it is called'
}
