/** Builds dist/ once before the tests, some of which run the real program. */
import { execFileSync } from 'node:child_process'

export default function build() {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
}
