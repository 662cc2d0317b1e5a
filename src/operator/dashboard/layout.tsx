/** The layout shared by all operator pages. */
import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { STYLE } from './style.ts'

export function Layout({ title, children }: { title: string; children: Child }) {
  return html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <title>{title}</title>
        <style>{raw(STYLE)}</style>
      </head>
      <body>{children}</body>
    </html>
  )}`
}
