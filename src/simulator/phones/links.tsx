/**
 * One-time links to the phones, for a line that listens beyond this machine. Each lets in one
 * browser; nobody else sees anything.
 */
import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

const COOKIE = 'phones'
/** A working day; after that a new link is needed. */
const STAYS_S = 8 * 3600

export type Links = ReturnType<typeof createLinks>

/** `tell` receives the path of the one valid link; a new one replaces it once it is used. */
export function createLinks(tell: (path: string) => void) {
  const guests = new Set<string>()
  let current = ''
  const renew = () => {
    current = secret()
    tell(`/phones/link/${current}`)
  }
  renew()

  const app = new Hono()
  app.use(async function neverKept(c, next) {
    await next()
    c.header('cache-control', 'no-store')
    c.header(
      'content-security-policy',
      "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    c.header('referrer-policy', 'no-referrer')
  })
  // a chat app previewing the link must not use it up, so that takes a button press
  app.get('/:token', (c) => (c.req.param('token') === current ? c.html(<Door />) : c.notFound()))
  app.post('/:token', (c) => {
    if (c.req.param('token') !== current) return c.notFound()
    const guest = secret()
    guests.add(guest)
    setCookie(c, COOKIE, guest, {
      ...{ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: STAYS_S },
      secure: c.req.header('x-forwarded-proto') === 'https',
    })
    renew()
    return c.redirect('/', 303)
  })
  return {
    app,
    /** Whether a request comes from a browser that has been let in. */
    knows: (c: Context): boolean => guests.has(getCookie(c, COOKIE) ?? ''),
  }
}

const secret = () => randomBytes(16).toString('base64url')

const Door = () => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Two phones</title>
    </head>
    <body>
      <p>This link opens the two phones to try the line with, once, in this browser.</p>
      <form method="post">
        <button type="submit">Open the phones</button>
      </form>
    </body>
  </html>
)
