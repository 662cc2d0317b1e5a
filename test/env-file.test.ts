/** What people write into .env that can not be meant: told by line, and never with a value. */
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { readEnvFile } from '../src/env-file.ts'

const told: [what: string, text: string, fault: RegExp][] = [
  ['a line as YAML has it', 'PORT=1\nLINE_NAME: Secret Word\n', /^line 2: it is no setting\./],
  ['words without a sign', 'Secret Word\n', /^line 1: it is no setting\./],
  ['curly quotes', 'LINE_NAME=“Secret Word”\n', /^line 1: LINE_NAME has the quotation marks of/],
  [
    'a quotation mark that is not closed, which would swallow the lines behind it',
    'LINE_NAME="Secret Word\nPORT=1\nTIME_ZONE="UTC"\n',
    /^line 1: LINE_NAME has a quotation mark that is not closed/,
  ],
  [
    'a # in a password',
    'SMTP_URL=smtps://me:Secret#Word@mail\n',
    /^line 1: SMTP_URL has a # in it/,
  ],
  ['a name twice', 'PORT=Secret\n\nPORT=Word\n', /^lines 1 and 3: PORT stands there twice/],
  ['a name filled in, and emptied below', 'PORT=Secret\nPORT=\n', /^lines 1 and 2: PORT stands/],
]
test.each(told)('%s is told by its line', (_, text, fault) => {
  const { faults } = readEnvFile(Buffer.from(text))
  expect(faults).toEqual([expect.stringMatching(fault)])
  expect(faults.join()).not.toMatch(/Secret|Word/)
})

test('a file of two bytes a letter is told, since nothing of it would be read', () => {
  for (const mark of ['\uFEFF', '']) {
    const { faults } = readEnvFile(Buffer.from(`${mark}PORT=1\r\n`, 'utf16le'))
    expect(faults).toEqual([expect.stringContaining('Save it as UTF-8')])
  }
})

const taken: [text: string, settings: Record<string, string>][] = [
  ['\uFEFFNODE_ENV=production\r\nPORT=1\r\n', { NODE_ENV: 'production', PORT: '1' }],
  ['# PORT: 2\n\n  # more\nPORT = 1 # the port\n', { PORT: '1' }],
  ['export PORT=1\nPORT=1\n', { PORT: '1' }],
  ['SMTP_URL="smtps://me:a#b@mail" # sender\n', { SMTP_URL: 'smtps://me:a#b@mail' }],
  ["LINE_NAME='It''s'\nPORT=\n", { LINE_NAME: 'It', PORT: '' }],
  ['SESSION_SECRET=ab/+c==,de==\n', { SESSION_SECRET: 'ab/+c==,de==' }],
]
test.each(taken)('%j is read as it is meant', (text, settings) => {
  const read = readEnvFile(Buffer.from(text))
  expect(read.faults).toEqual([])
  expect(parseEnv(read.text)).toEqual(settings)
})
