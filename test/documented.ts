/** The commands that README and docs tell people to type, and the output they promise. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './line.ts'

export const pages = [
  ...['README.md', 'CONTRIBUTING.md'],
  ...readdirSync(join(ROOT, 'docs')).flatMap((file) =>
    file.endsWith('.md') ? [`docs/${file}`] : [],
  ),
]

export type Documented = { page: string; command: string; output?: string }

/** How a command within a sentence begins. */
const PROGRAMS = /^(npm (ci|start|test|run|exec)|npx|docker compose|scripts\/)/

export function commandsOf(page: string): Documented[] {
  const words = readFileSync(join(ROOT, page), 'utf8')
  const blocks = words.matchAll(/```sh\n([\s\S]*?)```(?:\n```(?:xml)?\n([\s\S]*?)```)?/g)
  const inBlocks = Array.from(blocks, ([, block = '', output]) => {
    const commands = block.trim().split('\n').flatMap(commandsIn)
    return commands.map((command, at) => ({
      ...{ page, command },
      ...(output && at === commands.length - 1 && { output }),
    }))
  })
  const prose = words.replaceAll(/```[\s\S]*?```/g, '')
  const inSentences = Array.from(prose.matchAll(/`([^`\n]+)`/g), ([, code = '']) => code)
    // … stands for several commands, and words in capitals for something to fill in
    .filter((code) => PROGRAMS.test(code) && !/…|[A-Z]{4}/.test(code))
    .flatMap(commandsIn)
    .map((command) => ({ page, command }))
  return [...inBlocks.flat(), ...inSentences]
}

/** The commands of one line, without its comment. */
const commandsIn = (line: string) =>
  line
    .replace(/\s+#.*$/, '')
    .split(' && ')
    .map((command) => command.trim())
    .filter(Boolean)
