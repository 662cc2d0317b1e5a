/** `harborline approval`: the answers and pages that 10DLC and toll-free registration require. */
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Content } from '../../content/load.ts'
import { type Agency, approvalKit, inMarkdown } from './kit.ts'
import { conversationPage, privacyPage, termsPage } from './pages.ts'

/** Writes the kit and returns the names of its files. Sends nothing to anybody. */
export function writeApproval(
  content: Content,
  { agency, number, line }: { agency: Agency; number: string; line: string },
  folder: string,
): string[] {
  const kit = approvalKit(content, agency)
  const files = {
    'registration.md': inMarkdown(kit, agency, number),
    'privacy.html': privacyPage(line, agency),
    'terms.html': termsPage(line, agency),
    'conversation.html': conversationPage(line, kit),
  }
  mkdirSync(folder, { recursive: true })
  return Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  })
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome']
const PATIENCE_MS = 30_000

/** Takes a picture of the conversation if there is a browser to do so, and returns its file. */
export async function takePicture(folder: string): Promise<string | undefined> {
  const picture = resolve(folder, 'conversation.png')
  const looks = ['--headless', '--no-sandbox', '--hide-scrollbars', '--window-size=480,1500']
  const page = `file://${resolve(folder, 'conversation.html')}`
  for (const browser of BROWSERS)
    try {
      const args = [...looks, `--screenshot=${picture}`, page]
      await promisify(execFile)(browser, args, { timeout: PATIENCE_MS })
      return join(folder, 'conversation.png')
    } catch {
      // try the next one; without any, the page can be photographed by hand
    }
  return undefined
}
