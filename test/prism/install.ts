/**
 * Fetches Prism and Twilio's description of its REST API, once: both are much larger than the line,
 * and only a test needs them. Twilio publishes the description inside its npm package.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const PACKAGE = '@twilio/cli-core@8.3.2'
/** SHA-512 of that package, as in npm's lockfiles. */
const INTEGRITY =
  'qRTAZS15i/nseKHu2zZIb1BD78WFRVOWM65iC9JqjZdNpz5KQaiEI1klsLcWDi1pwXH9JG6pbFXJrIiYRJw/dw=='
/** The descriptions of the APIs that the line, the doctor and the set-up use. */
const APIS = [
  ...['api_v2010', 'accounts_v1', 'iam_v1', 'insights_v1', 'lookups_v2', 'messaging_v1'],
  ...['monitor_v1', 'routes_v2', 'serverless_v1', 'trusthub_v1', 'voice_v1'],
] as const
const FOLDER_IN_PACKAGE = 'package/src/services/twilio-api'

const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

/** Vitest's setup. If it fails, only the tests that need Prism fail, and say why. */
export default async function setup() {
  await install().catch(() => {})
}

/**
 * Returns the files of Prism's program and of the descriptions by API, fetching them if missing.
 */
export async function install() {
  const prism = join(FOLDER, 'node_modules/@stoplight/prism-cli/dist/index.js')
  const lock = await readFile(join(FOLDER, 'package-lock.json'))
  // written last and named after everything installed, so its presence means that the rest is
  // complete
  const mark = createHash('sha256')
    .update(lock)
    .update(INTEGRITY + APIS.join())
    .digest('hex')
    .slice(0, 16)
  const description = join(FOLDER, `node_modules/.cache/twilio-${mark}.json`)
  if (!existsSync(description)) {
    await run('npm', ['ci', '--prefix', FOLDER, ...QUIETLY])
    await mkdir(join(description, '..'), { recursive: true })
    await writeFile(`${description}.part`, JSON.stringify(await fetchDescriptions()))
    await rename(`${description}.part`, description)
  }
  return { prism, description }
}

async function fetchDescriptions(): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'harborline-twilio-'))
  try {
    await run('npm', ['pack', PACKAGE, ...QUIETLY], { cwd: folder })
    const archive = join(folder, 'twilio-cli-core-8.3.2.tgz')
    const found = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')
    if (found !== INTEGRITY) throw new Error(`${PACKAGE} is not the package that it was: ${found}`)
    const files = APIS.map((api) => `${FOLDER_IN_PACKAGE}/twilio_${api}.json`)
    await run('tar', ['-xzf', archive, ...files], { cwd: folder })
    const read = async (api: string, file: string): Promise<[string, unknown]> => [
      api,
      JSON.parse(await readFile(join(folder, file), 'utf8')),
    ]
    return Object.fromEntries(await Promise.all(APIS.map((api, at) => read(api, files[at] ?? ''))))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
