/** The operator's login and logout. */
import type { Hono } from 'hono'
import { isSameSecret } from '../../server/same-secret.ts'
import type { Log } from '../../telemetry/events.ts'
import { limitAttempts } from './attempts.ts'
import { Layout } from './layout.tsx'
import type { OperatorSessions } from './session.ts'

export type LoginDeps = { token: string; lineName: string; log: Log; now: () => number }

const troubles = {
  wrong: 'That is not the token. It stands in the settings of the line, as OPERATOR_TOKEN.',
  slowed: 'Too many wrong tokens. Wait a minute, and try again.',
} as const

export function addLogin(
  app: Hono,
  sessions: OperatorSessions,
  { token, lineName, log, now }: LoginDeps,
): void {
  const attempts = limitAttempts(now)

  app.get('/login', (c) => c.html(<LoginPage lineName={lineName} />))

  app.post('/login', async (c) => {
    if (!attempts.take()) {
      log({ event: 'operator_login', outcome: 'slowed' })
      c.header('retry-after', String(attempts.wait))
      return c.html(<LoginPage lineName={lineName} trouble="slowed" />, 429)
    }
    const { token: given } = await c.req.parseBody()
    if (typeof given !== 'string' || !isSameSecret(given.trim(), token)) {
      log({ event: 'operator_login', outcome: 'wrong' })
      return c.html(<LoginPage lineName={lineName} trouble="wrong" />, 403)
    }
    attempts.giveBack()
    log({ event: 'operator_login', outcome: 'right' })
    await sessions.begin(c)
    return c.redirect('/operator', 303)
  })

  app.post('/logout', async (c) => {
    await sessions.end(c)
    return c.redirect('/operator/login', 303)
  })
}

type LoginProps = { lineName: string; trouble?: keyof typeof troubles }

function LoginPage({ lineName, trouble }: LoginProps) {
  return (
    <Layout title={`Log in: ${lineName}`}>
      <main class="login">
        <h1>{lineName}</h1>
        <form method="post" action="/operator/login">
          {/* for password managers, which expect a user name */}
          <input type="text" name="user" value="operator" autocomplete="username" hidden />
          <label for="token">Token</label>
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            required
            aria-describedby={trouble && 'trouble'}
            aria-invalid={trouble === 'wrong'}
          />
          {trouble && (
            <p id="trouble" role="alert">
              {troubles[trouble]}
            </p>
          )}
          <button type="submit">Log in</button>
        </form>
      </main>
    </Layout>
  )
}
