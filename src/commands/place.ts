/** The context of every command: the line's folder, its environment, and its settings. */
import { Option } from 'commander'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { environmentAt } from '../environment.ts'
import type { Names } from '../operator/content.ts'

export type Place = {
  /** The folder with content/ and flows/, with a trailing slash. */
  readonly root: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** With defaults for settings that only a production server needs. */
  readonly config: Config
  readonly names: Names
}

/** Throws `ConfigError` if a setting is wrong. */
export function placeAt(root: string): Place {
  const { set: environment } = environmentAt(root)
  // an invalid NODE_ENV is reported here too
  const { NODE_ENV } = environment
  const config = readConfig({
    ...environment,
    NODE_ENV: NODE_ENV === 'production' ? undefined : NODE_ENV,
  })
  const names = { lineName: config.lineName.written, lineNameSpoken: config.lineName.spoken }
  return { root, environment, config, names }
}

/** The line to publish for. */
export function lineOf({ root: project, config: { lineName: name, lineNumber: number } }: Place) {
  return { project, name, number }
}

/** The settings, with `production` as the environment says. */
export function inProduction({ config, environment }: Place): Config {
  return { ...config, production: environment.NODE_ENV === 'production' }
}

/** Problems that a production start would reject; contains no values of settings. */
export function productionFaults({ environment }: Place): readonly string[] {
  try {
    readConfig({ ...environment, NODE_ENV: 'production' })
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.faults
  }
}

export const lineName = ({ names }: Place) =>
  new Option('--line-name <name>', 'how the line is called in texts, if not as LINE_NAME').default(
    names.lineName,
  )

export const spokenName = ({ names }: Place) =>
  new Option(
    '--line-name-spoken <name>',
    'how the line is called aloud, if not as LINE_NAME_SPOKEN',
  ).default(names.lineNameSpoken)

/** Prints the names used, to stderr, so that stdout stays machine-readable. */
export function sayNames({ lineName, lineNameSpoken }: Names): void {
  console.error(`the line is called ${lineName}; aloud ${lineNameSpoken}`)
}
