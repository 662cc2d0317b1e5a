/**
 * Fetches Prism and Twilio's description of its REST API, once: both are far larger than the line,
 * and only a test needs them. Twilio publishes the description inside its own npm package.
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
/** SHA-512 of that package, as npm's own lockfiles have it. */
const INTEGRITY =
  'qRTAZS15i/nseKHu2zZIb1BD78WFRVOWM65iC9JqjZdNpz5KQaiEI1klsLcWDi1pwXH9JG6pbFXJrIiYRJw/dw=='
const FILE = 'package/src/services/twilio-api/twilio_api_v2010.json'

const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

/** Vitest's set-up. Without it only the tests that need Prism fail, and they say why. */
export default async function setup() {
  await install().catch(() => {})
}

/** Gives the files of Prism's program and of the description, fetched if they are missing. */
export async function install() {
  const prism = join(FOLDER, 'node_modules/@stoplight/prism-cli/dist/index.js')
  const lock = await readFile(join(FOLDER, 'package-lock.json'))
  // written last and named after everything that is installed: where it is, the rest is
  const mark = createHash('sha256').update(lock).update(INTEGRITY).digest('hex').slice(0, 16)
  const description = join(FOLDER, `node_modules/.cache/twilio-${mark}.json`)
  if (!existsSync(description)) {
    await run('npm', ['ci', '--prefix', FOLDER, ...QUIETLY])
    const text = await fetchDescription()
    await mkdir(join(description, '..'), { recursive: true })
    await writeFile(`${description}.part`, text)
    await rename(`${description}.part`, description)
  }
  return { prism, description }
}

async function fetchDescription(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'harborline-twilio-'))
  try {
    await run('npm', ['pack', PACKAGE, ...QUIETLY], { cwd: folder })
    const archive = join(folder, 'twilio-cli-core-8.3.2.tgz')
    const found = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')
    if (found !== INTEGRITY) throw new Error(`${PACKAGE} is not the package that it was: ${found}`)
    const { stdout } = await run('tar', ['-xzOf', archive, FILE], { maxBuffer: 2 ** 26 })
    return stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
