/** What people get wrong who write texts and not programs: one fault a slip, in words, with its line. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describe } from '../../src/content/fault.ts'
import { copiedContent, TODAY } from './copied.ts'

const { root, add, edit, remove, save, load, faults } = copiedContent()
const SIGNS = 'content/en/topics/signs.yaml'
const PHONES = 'content/phones.yaml'
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const told = () => faults().map(describe)

const slips: [slip: string, make: () => void, told: RegExp][] = [
  [
    'a node that is misspelt, in the file that has it',
    () => edit('flows/line.yaml', '1: signs', '1: sings'),
    /^flows\/line\.yaml:\d+: nodes\.\w+\.options\.1: there is no node 'sings'\. Did you mean signs\?\n {4}\| .*1: sings,/,
  ],
  [
    'a tab',
    () => edit(SIGNS, /^title:/m, '\ttitle:'),
    /^content\/en\/topics\/signs\.yaml:\d+: this line begins with a tab\. Indent it with blanks instead\n {4}\| \ttitle:/,
  ],
  [
    'a line that is indented too little',
    () => edit(SIGNS, /^ {2}- >-\n {4}/m, '  - >-\n '),
    /signs\.yaml:\d+: this line begins too far left or too far right\. Indent it/,
  ],
  [
    'a line that is indented too far',
    () => edit(SIGNS, /^spoken:/m, '  spoken:'),
    /signs\.yaml:\d+: this text has a colon inside, or the line below it begins too far right/,
  ],
  [
    'a colon in a title',
    () => edit(SIGNS, /^title: .*$/m, 'title: Warning: signs'),
    /signs\.yaml:\d+: this text has a colon inside.* Put the whole text into quotes: "…".*\n {4}\| title: Warning: signs$/,
  ],
  [
    'a colon in a page',
    () => edit(SIGNS, /^text:\n {2}- >-\n/m, 'text:\n  - Ask: are you well?\n  - >-\n'),
    /signs\.yaml:\d+: text\.0: a text is wanted here, and its colon makes a key of its first words\. Put/,
  ],
  [
    'a key that is missing',
    () => edit(SIGNS, /^title: .*\n/m, ''),
    /signs\.yaml: title: 'title' is missing\. Write it as the other languages have it$/,
  ],
  [
    'a key that is misspelt',
    () => edit(SIGNS, /^keywords:/m, 'keyword:'),
    /signs\.yaml:\d+: keyword: there is no 'keyword' here\. Did you mean keywords\?\n/,
  ],
  [
    'a key that means nothing',
    () => edit(SIGNS, /^title:/m, 'colour: red\ntitle:'),
    /signs\.yaml:\d+: colour: there is no 'colour' here\. Remove it; here there is reviewedBy, /,
  ],
  [
    'a number without quotes',
    () => edit(PHONES, "number: '233733'", 'number: 233733'),
    /phones\.yaml:\d+: hotline_text\.number: put the number into quotes and write it as/,
  ],
  [
    'a number as a computer writes it',
    () => edit(PHONES, 'number: 1-888-373-7888', 'number: +18883737888'),
    /hotline\.number: put the number into quotes and write it as 1-888-373-7888/,
  ],
  [
    'a name of a desk with capitals',
    () => edit(PHONES, 'hotline_text:', 'Hotline-Text1:'),
    /phones\.yaml:\d+: Hotline-Text1: name it with small letters and _, such as oakland_desk/,
  ],
  [
    'a file saved as UTF-16',
    () => save(SIGNS, Buffer.from(`\ufeff${read(SIGNS)}`, 'utf16le')),
    /^content\/en\/topics\/signs\.yaml: the file is saved as UTF-16\. Save it again with the encoding UTF-8$/,
  ],
  [
    'a file saved in an old encoding',
    () =>
      save(
        'content/es/topics/signs.yaml',
        Buffer.from(read('content/es/topics/signs.yaml'), 'latin1'),
      ),
    /^content\/es\/topics\/signs\.yaml: the file is saved in an old encoding, not as UTF-8\. Save it/,
  ],
  ['an empty file', () => save(SIGNS, ''), /signs\.yaml: the file is empty\. Write its keys/],
  [
    'a file of nothing but a comment',
    () => save(SIGNS, '# later\n'),
    /signs\.yaml: the file is empty/,
  ],
  [
    'a list that is a text',
    () => edit(SIGNS, /^keywords: .*$/m, 'keywords: SIGNS'),
    /keywords: a list is wanted here\. Write each entry on a line of its own, with a dash and a blank/,
  ],
  [
    'a dash without a blank',
    () => edit(SIGNS, /^examples:[\s\S]*?(?=^\w)/m, 'examples:\n  -how do I know\n'),
    /examples: the dash of a line stands right before its text\. Put a blank after the dash/,
  ],
  [
    'a dash without a blank among others',
    () => edit(SIGNS, '  - what are the signs', '  -what are the signs'),
    /signs\.yaml:\d+: the dash of this line stands right before its text\. Put a blank after the dash\n {4}\| +-what/,
  ],
  [
    'a sign that nobody sees',
    () => edit(SIGNS, 'RED FLAGS', 'RED\u200b FLAGS'),
    /signs\.yaml:5: this line holds a sign that can not be seen\. Type the line anew/,
  ],
  [
    'a name in braces that is misspelt',
    () => edit(SIGNS, '{hotline}', '{hotlin}'),
    /signs\.yaml:\d+: text\.1: \{hotlin\} is not in content\/phones\.yaml\. Did you mean \{hotline\}\?/,
  ],
  [
    'a name in braces of which one is lost',
    () => edit(SIGNS, '{hotline}', '{hotline'),
    /signs\.yaml:\d+: text\.1: a brace is left over, and would be sent as it is\. Write a name/,
  ],
  [
    'a name in braces that are doubled',
    () => edit(SIGNS, '{hotline}', '{{hotline}}'),
    /signs\.yaml:\d+: text\.1: a brace is left over/,
  ],
  [
    'a name in braces with blanks beside it',
    () => edit('content/en/line.yaml', 'If it does not ring, call {hotline}.', 'Call { hotline }.'),
    /line\.yaml:\d+: text\.says\.ring\.started: a brace is left over/,
  ],
  [
    'a name in braces that is filled in elsewhere, and not here',
    () => edit(SIGNS, '{hotline}', '{year}'),
    /signs\.yaml: text page 2: \{year\} is not filled in here, and would be sent as it is/,
  ],
  [
    'a name in brackets',
    () => edit(SIGNS, '{hotline}', '[hotline]'),
    /signs\.yaml:\d+: text\.1: \[hotline\] would be sent as it is\. Write \{hotline\}/,
  ],
  [
    'a brace that is lost in the line of another language',
    () => edit('content/interpreters.yaml', '{hotline}，说', '{hotline}},说'),
    /interpreters\.yaml:\d+: languages\.zh\.text: a brace is left over/,
  ],
  [
    'the quotation marks of a word processor around a title',
    () => edit(SIGNS, 'title: Warning signs', 'title: “Warning signs”'),
    /signs\.yaml:\d+: title: it stands in the quotation marks of a word processor/,
  ],
  [
    'a # that cuts a title off',
    () => edit(SIGNS, 'title: Warning signs', 'title: Sign #1 of all'),
    /signs\.yaml:3: the words behind # are not read\. Put the whole text into quotes: .*\n {4}\| title: Sign #1/,
  ],
  [
    'a file of the other ending',
    () => {
      add('content/es/topics/signs.yml', read('content/es/topics/signs.yaml'))
      remove('content/es/topics/signs.yaml')
    },
    /^content\/es\/topics\/signs\.yaml: this topic is not translated\. It ends in \.yml: let it/,
  ],
  [
    'a year of too few digits',
    () => edit('content/topics.yaml', /year: 2020/, 'year: 202'),
    /topics\.yaml:\d+: \d+\.sources\.\d+\.year: 202 is below \d+\. Correct the number/,
  ],
  [
    'a year to come',
    () => edit('content/topics.yaml', /year: 2020/, 'year: 2200'),
    /topics\.yaml:\d+: \d+\.sources\.\d+\.year: 2200 is above 2100\. Correct the number/,
  ],
  [
    'a kind of node that is misspelt',
    () => edit('flows/line.yaml', 'type: message, back: now', 'type: mesage, back: now'),
    /line\.yaml:\d+: nodes\.\w+\.type: 'mesage' is none of .*\. Did you mean message\?/,
  ],
  [
    'a voice that is misspelt',
    () => edit('content/languages.yaml', 'Polly.Lupe', 'Poly.Lupe'),
    /languages\.yaml:\d+: es\.voice: this is no voice of Twilio\. Write it as Polly\.Joanna-Neural/,
  ],
  [
    'a file whose name is misspelt',
    () => {
      add('content/es/topics/sign.yaml', read('content/es/topics/signs.yaml'))
      remove('content/es/topics/signs.yaml')
    },
    /^content\/es\/topics\/sign\.yaml: content\/topics\.yaml has no such topic\. Did you mean signs\? Rename the file to signs\.yaml/,
  ],
  [
    'a text that is empty',
    () => edit(SIGNS, /^title: .*$/m, 'title:'),
    /signs\.yaml:\d+: title: this is empty\. Fill it in\n/,
  ],
  [
    'a title that is too long',
    () => edit(SIGNS, /^title: .*$/m, `title: ${'long '.repeat(8)}`),
    /title: this is longer than 26 characters: it has 39\. Shorten it/,
  ],
  [
    'a quote that is never closed',
    () => edit(SIGNS, /^title: .*$/m, 'title: "Signs'),
    /signs\.yaml:3: a quote is opened and never closed\. Close it where the text ends\n {4}\| title: "Signs$/,
  ],
  [
    'a text that begins with a sign',
    () => edit(SIGNS, /^title: .*$/m, 'title: *Signs*'),
    /signs\.yaml:\d+: some sign in this text means something else to YAML\. Put the whole text into quotes: "…"\n {4}\| title: \*Signs\*$/,
  ],
  [
    'a page that begins with a name in braces',
    () => edit(SIGNS, /^text:\n {2}- >-\n/m, 'text:\n  - {hotline} helps.\n  - >-\n'),
    /signs\.yaml:\d+: some sign in this text/,
  ],
  [
    'a kind of number that is misspelt',
    () => edit(PHONES, 'type: survivor_help', 'type: survivor-help'),
    /\.type: 'survivor-help' is none of emergency, survivor_help, .*\. Did you mean survivor_help\?/,
  ],
]

test.each(slips)('%s', (_slip, make, expected) => {
  make()
  const said = told()
  expect(said).toEqual([expect.stringMatching(expected)])
  // the words of a library
  expect(said.join()).not.toMatch(/expected |received|implicit|mapping/i)
})

/** Desks that keep these hours. */
function addDesks(...hours: string[]) {
  const desks = hours.map(
    (
      written,
      at,
    ) => `desk_${'abc'[at]}: { name: Desk, number: 510-555-010${at + 1}, type: survivor_help,
  source: ourselves, sourceYear: 2026, checkedOn: 2026-11-23, confidence: confirmed, verifiedByCall: null,
  handoff: { how: warm, accept: key, hours: { ${written} } } }`,
  )
  edit(PHONES, 'hotline:\n', `${desks.join('\n')}\nhotline:\n`)
}

test('hours may be written with one digit', () => {
  addDesks('mon-fri: 9:00-17:00')
  expect(faults()).toEqual([])
})

test('more desks open at once than a caller can wait for are warned of', () => {
  addDesks('mon-fri: 09:00-17:00', 'wed: 12:00-13:00', 'tue: 22:00-12:30')
  expect(load().warnings.map(describe)).toContainEqual(
    expect.stringMatching(/^content\/phones\.yaml: 3 desks are open at once/),
  )
})

test('as many as can be rung, and many that take turns, are not', () => {
  addDesks('mon-fri: 09:00-17:00', 'wed: 12:00-13:00', 'tue: 22:00-12:00')
  expect(load().warnings.map(describe).join()).not.toContain('open at once')
})

test('a desk whose number belongs to nobody is warned of, and any other number of that kind', () => {
  addDesks('mon-fri: 09:00-17:00')
  const warned = () => load().warnings.filter(({ rule }) => rule === 'fictional-numbers')
  expect(warned()).toMatchObject([
    {
      file: 'content/phones.yaml',
      key: 'desk_a.number',
      problem: expect.stringContaining('555-0100 to 555-0199'),
      remedy: 'Write the number at which somebody answers',
    },
  ])
  for (const real of ['510-555-0201', '510-555-0099', '510-556-0101']) {
    edit(
      PHONES,
      /number: 510-55\d-0\d+, type: survivor_help,/,
      `number: ${real}, type: survivor_help,`,
    )
    expect(warned(), real).toEqual([])
  }
})

test('two desks can not have one number', () => {
  addDesks('mon: 09:00-17:00', 'tue: 09:00-17:00')
  edit(PHONES, '510-555-0102', '510-555-0101')
  expect(faults().map(describe)).toEqual([
    expect.stringMatching(
      /desk_b\.number: this is the number of desk_a too: it would be rung twice/,
    ),
  ])
})

test('a desk can not have the number of the line', () => {
  addDesks('mon: 09:00-17:00')
  expect(faults(undefined, '+15105550101').map(describe)).toEqual([
    expect.stringMatching(/desk_a\.number: this is the line's own number: it would ring itself/),
  ])
})

test('a day to come is told, and stops no start: a clock can be wrong', () => {
  edit(PHONES, /^ {2}checkedOn: .*$/m, '  checkedOn: 2027-11-23')
  edit(PHONES, /^ {2}verifiedByCall: .*$/m, '  verifiedByCall: 2031-01-05')
  expect(load(TODAY).stale.map(describe)).toEqual([
    expect.stringMatching(
      /checkedOn: 2027-11-23 is a day to come\. Correct the date\n {4}\| +checkedOn/,
    ),
    expect.stringMatching(/verifiedByCall: 2031-01-05 is a day to come/),
  ])
})
