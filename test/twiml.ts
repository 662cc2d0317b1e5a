/**
 * Checks TwiML against Twilio: its type declarations for names and attributes, its documentation
 * for nesting.
 */
import { readFileSync } from 'node:fs'
import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { expect } from 'vitest'
import { ROOT } from './line.ts'

const lib = (name: string) =>
  readFileSync(`${ROOT}node_modules/twilio/lib/twiml/${name}.d.ts`, 'utf8')
const voice = lib('VoiceResponse')
const messaging = lib('MessagingResponse')

/**
 * `interface SayAttributes { ... }` -> its attribute names; of several interfaces with a name, the
 * first is the verb's.
 */
function attributesOf(declarations: string, element: string): Set<string> {
  const body = new RegExp(`interface ${element}Attributes \\{(.*?)\\n    \\}`, 's').exec(
    declarations,
  )
  const names = Array.from(
    body?.[1]?.matchAll(/^\s+"?([\w-]+)"?\?:/gm) ?? [],
    ([, name = '']) => name,
  )
  return new Set(names)
}

/** `type SayVoice = "man" | ...` -> its values. */
export function valuesOf(type: string): Set<string> {
  const line = new RegExp(`type ${type} = (.*);`).exec(voice)?.[1] ?? ''
  return new Set(Array.from(line.matchAll(/"([^"]+)"/g), ([, value = '']) => value))
}

/**
 * Which elements may contain which. Sources: https://www.twilio.com/docs/voice/twiml/gather (Say,
 * Play, Pause), /docs/voice/twiml/dial, /docs/messaging/twiml/message.
 */
const children: Record<string, readonly string[]> = {
  Response: ['Gather', 'Say', 'Redirect', 'Dial', 'Enqueue', 'Leave', 'Hangup', 'Pause', 'Message'],
  Gather: ['Say', 'Play', 'Pause'],
  Dial: ['Number', 'Queue'],
}

const declared: Record<string, Set<string>> = {
  ...Object.fromEntries(
    ['Gather', 'Say', 'Redirect', 'Dial', 'Number', 'Queue', 'Enqueue', 'Pause'].map((name) => [
      name,
      attributesOf(voice, name),
    ]),
  ),
  Message: attributesOf(messaging, 'Message'),
  Response: new Set(),
  Hangup: new Set(),
  Leave: new Set(),
}

/** Checks that Twilio would run a document as it is; returns its root. */
export function assertTwiml(document: string, publicUrl: string): XmlElement {
  expect(document.length).toBeLessThan(16_000)
  const { root } = parseXml(document)
  expect(root?.name).toBe('Response')
  if (!root) throw new Error('no root')
  visit(root)
  return root

  function visit(element: XmlElement): void {
    const { name, attributes } = element
    // nobody is recorded or transcribed
    expect(Object.entries(attributes).join()).not.toMatch(/record|transcri|speech/i)
    for (const attribute of Object.keys(attributes))
      expect(declared[name]?.has(attribute), `${name} ${attribute}`).toBe(true)
    if (name === 'Say') {
      expect(valuesOf('SayVoice')).toContain(attributes.voice)
      expect(valuesOf('SayLanguage')).toContain(attributes.language)
      expect(element.text.length).toBeGreaterThan(0)
      // Polly's limit, error 13521
      expect(element.text.length).toBeLessThanOrEqual(3000)
    }
    const target = name === 'Redirect' ? element.text : undefined
    for (const url of [attributes.action, attributes.waitUrl, target])
      if (url !== undefined) expect(url).toMatch(/^https?:\/\/[^/]+\/(voice|transfer|callback)\//)
    for (const url of [attributes.action, attributes.waitUrl, target])
      if (url !== undefined) expect(url.startsWith(publicUrl)).toBe(true)
    if (name === 'Gather') expect(attributes.action).toBeDefined()
    for (const child of elementsOf(element)) {
      expect(children[name], `${child.name} in ${name}`).toContain(child.name)
      visit(child)
    }
  }
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => child instanceof XmlElement)
}
