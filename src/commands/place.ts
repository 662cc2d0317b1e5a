/** What every command is given: where the line's files are, its environment, and its settings. */
import { Option } from 'commander'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { environmentAt } from '../environment.ts'
import type { Names } from '../operator/content.ts'

export type Place = {
  /** The folder with content/ and flows/, with a slash behind. */
  readonly root: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** With defaults for what only a server in production needs. */
  readonly config: Config
  readonly names: Names
}

/** Throws `ConfigError` where a setting is wrong. */
export function placeAt(root: string): Place {
  const { set: environment } = environmentAt(root)
  // a word that is none is told here too
  const { NODE_ENV } = environment
  const config = readConfig({
    ...environment,
    NODE_ENV: NODE_ENV === 'production' ? undefined : NODE_ENV,
  })
  const names = { lineName: config.lineName.written, lineNameSpoken: config.lineName.spoken }
  return { root, environment, config, names }
}

/** The line whose content is published. */
export function lineOf({ root: project, config: { lineName: name, lineNumber: number } }: Place) {
  return { project, name, number }
}

/** The settings, and whether they are those of production. */
export function inProduction({ config, environment }: Place): Config {
  return { ...config, production: environment.NODE_ENV === 'production' }
}

/** What a start in production would refuse. No value of a setting is in it. */
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

/** Which names texts are measured and written with; not among what is read by programs. */
export function sayNames({ lineName, lineNameSpoken }: Names): void {
  console.error(`the line is called ${lineName}; aloud ${lineNameSpoken}`)
}
