/** Builds dist/ before tests that run the real program; once, however many projects need it. */
import { execFileSync } from 'node:child_process'
import { removeCopies } from './project.ts'

export default function build() {
  if (!process.env.BUILT) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
  process.env.BUILT = 'yes'
  // left by a run that was killed and had the same process id
  removeCopies()
  return removeCopies
}
