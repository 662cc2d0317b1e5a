/** Builds dist/ before tests that run the real program; once, however many projects ask for it. */
import { execFileSync } from 'node:child_process'

export default function build() {
  if (process.env.BUILT) return
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
  process.env.BUILT = 'yes'
}
