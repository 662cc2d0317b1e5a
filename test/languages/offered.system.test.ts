/**
 * Languages beyond Latin letters, put into a copy of the content: everything they are sent is measured, and
 * they are walked by text and by call. What people get stands in test/languages/transcripts.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SegmentedMessage } from 'sms-segments-calculator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkOnlyFaults } from '../../src/content/check-only.ts'
import { FaultsError, describe as inWords } from '../../src/content/fault.ts'
import { type Content, loadContent } from '../../src/content/load.ts'
import type { Input } from '../../src/flow/input.ts'
import { createPlayer } from '../../src/simulator/drill/play.ts'
import { parseScript } from '../../src/simulator/drill/script.ts'
import { textOf } from '../../src/twilio/channel.ts'
import { understand } from '../../src/understanding/understand.ts'
import { cache } from '../content/copied.ts'
import { crawl } from '../flow/crawl.ts'
import { lineOnTwilio, NAME, PERSON, PUBLIC_URL, ROOT } from '../line.ts'
import { assertTwiml } from '../twiml.ts'
import { announce, copyWith } from './build.ts'

const copies = [copyWith(['vi', 'zh']), copyWith([])] as const
const [full, bare] = copies
afterAll(() => {
  for (const { remove } of copies) remove()
})
const load = (root: string): Content =>
  loadContent(root, { name: NAME, cache, now: Date.parse('2026-11-26') })
const content = load(full.root)
const { flows, wording } = content
const added = ['vi', 'zh'] as const
// what people's words mean is learnt anew, which takes seconds
beforeAll(() => void content.lexicon, 120_000)

test('each phrase of danger finds a text that no other finds', () => {
  expect(checkOnlyFaults(full.root, cache)).toEqual([])
})

const meaning = (text: string): Input => understand(content.lexicon, text).input

describe('every text', () => {
  const turns = crawl(flows.text).map(({ turn }) => turn)
  const texts = (language: string) =>
    new Set([
      ...turns.map((turn) => textOf({ ...turn, language }, wording.text)),
      ...(wording.text[language]?.pages.values() ?? []),
      ...(wording.text[language]?.led.values() ?? []),
    ])

  test.each(added)('is sent as it is written, in at most five segments (%s)', (language) => {
    const all = Array.from(texts(language)).filter((text) => text !== '')
    expect(all.length).toBeGreaterThan(130)
    for (const text of all) {
      const { segmentsCount } = new SegmentedMessage(text, 'auto', false)
      expect(segmentsCount, text).toBeLessThanOrEqual(5)
    }
    expect(all.join('\n')).toMatch(language === 'vi' ? /[ạảấầẩẫậắằẵặ]/ : /\p{Script=Han}/u)
  })

  test.each(added)('that comes unasked or in a hurry takes at most three (%s)', (language) => {
    const words = wording.text[language]
    const keys = ['help', 'opted-out', 'not-safe', 'away', 'away-crisis', 'picture', 'limited']
    for (const text of [words?.menus.get('gate'), ...keys.map((key) => words?.says.get(key))]) {
      expect(text).toBeTruthy()
      expect(new SegmentedMessage(text ?? '').segmentsCount, text).toBeLessThanOrEqual(3)
    }
  })

  test('of English and Spanish is GSM-7 and at most two segments still', () => {
    for (const language of ['en', 'es'])
      for (const text of texts(language)) {
        if (text === '') continue
        const measured = new SegmentedMessage(text, 'auto', false)
        expect(measured.getEncodingName(), text).toBe('GSM-7')
        expect(measured.segmentsCount, text).toBeLessThanOrEqual(2)
      }
  })

  test.each([
    ['vi', '11/2026', 'tháng mười một năm 2026'],
    ['zh', '2026年11月', '2026年十一月'],
  ] as const)('has its dates from content (%s)', (language, written, spoken) => {
    const last = (medium: 'text' | 'voice') =>
      wording[medium][language]?.pages.get('shelter/3') ?? ''
    expect(last('text')).toContain(written)
    expect(last('voice')).toContain(spoken)
  })
})

test('the first question offers exactly the languages that are offered, each in its own name', () => {
  const gate = (language: string) => wording.text[language]?.menus.get('gate')
  expect(gate('en')).toContain('3 Español, 4 Tieng Viet, 5 Zhongwen.')
  expect(gate('es')).toContain('3 English, 4 Tieng Viet, 5 Zhongwen.')
  expect(gate('vi')).toContain('3 English, 4 Español, 5 中文')
  expect(gate('zh')).toContain('3 English, 4 Español, 5 Tiếng Việt')
})

test('the greeting of a call offers them in their own voices, and behind them the interpreters', async () => {
  const { twilio } = lineOnTwilio({ content })
  const leg = await twilio.call(PERSON)
  await leg.listen()
  expect(leg.heard.join(' ')).toMatch(
    /English, press 1.*other languages, press 5.*español, oprima 2.*Tiếng Việt, bấm 3.*中文，请按4/,
  )
  const { document = '' } = twilio.trace.filter((entry) => entry.kind === 'webhook').at(-1) ?? {}
  assertTwiml(document, PUBLIC_URL)
  expect(document).toContain('language="vi-VN" voice="Google.vi-VN-Standard-A"')
  expect(document).toContain('language="cmn-CN" voice="Polly.Zhiyu-Neural"')
})

test('whoever is offered their language gets no interpreter line for it', () => {
  expect(content.interpreters.map(({ id }) => id)).not.toContain('vi')
  expect(content.interpreters.map(({ id }) => id)).not.toContain('zh')
  expect(meaning('kailangan ko ng tulong')).toEqual({ type: 'interpreter', of: 'tl' })
  expect(meaning('助けてください')).toEqual({ type: 'interpreter', of: 'ja' })
})

const asksFor: [text: string, language: string][] = [
  ['Tiếng Việt', 'vi'],
  ['tieng viet', 'vi'],
  ['vietnamese', 'vi'],
  ['do you speak vietnamese?', 'vi'],
  ['中文', 'zh'],
  ['zhongwen', 'zh'],
  ['do you speak chinese', 'zh'],
  ['mandarin please', 'zh'],
  ['用中文', 'zh'],
  ['español', 'es'],
  ['English', 'en'],
]
test.each(asksFor)('"%s" chooses %s by its name', (text, language) => {
  expect(meaning(text)).toEqual({ type: 'language', language })
})

const understood: [text: string, input: object][] = [
  ['cứu tôi với', { event: 'crisis.danger', language: 'vi' }],
  ['cuu toi voi', { event: 'crisis.danger' }],
  ['chồng tôi đánh tôi', { event: 'crisis.danger', language: 'vi' }],
  ['tôi muốn chết', { event: 'crisis.self_harm', language: 'vi' }],
  ['em 15 tuổi', { event: 'crisis.minor', language: 'vi' }],
  ['救命', { event: 'crisis.danger', language: 'zh' }],
  ['请你救救我', { event: 'crisis.danger', language: 'zh' }],
  ['他要杀我', { event: 'crisis.danger', language: 'zh' }],
  ['我在这里很危险怎么办', { event: 'crisis.danger', language: 'zh' }],
  ['我不想活了', { event: 'crisis.self_harm', language: 'zh' }],
  ['我今年15岁', { event: 'crisis.minor', language: 'zh' }],
  ['我想找真人说话', { event: 'person', language: 'zh' }],
  ['NGỪNG NHẮN TIN', { event: 'opt_out.line' }],
  ['别发了', { event: 'opt_out.line' }],
  ['停止。', { event: 'opt_out.line' }],
  ['trợ giúp', { event: 'help' }],
  ['求助说明', { event: 'help' }],
  ['dấu hiệu', { topic: 'signs' }],
  ['dau hieu', { topic: 'signs' }],
  ['迹象', { topic: 'signs' }],
  ['人口贩卖有什么迹象', { topic: 'signs', language: 'zh' }],
  ['今晚没有地方住怎么办', { topic: 'shelter', language: 'zh' }],
  ['tôi không có chỗ ngủ', { topic: 'shelter', language: 'vi' }],
  ['số hai', { key: '2' }],
  ['第二个', { key: '2' }],
  ['２', { key: '2' }],
  ['二', { key: '2' }],
  ['目录', { key: '9' }],
  ['mục lục', { key: '9' }],
]
test.each(understood)('"%s" is understood', (text, input) => {
  expect(meaning(text)).toMatchObject(input)
})

describe('people', () => {
  const folder = `${ROOT}test/languages/transcripts/`
  test.for(readdirSync(folder))('%s', async (file, { expect }) => {
    const line = lineOnTwilio({ content })
    const player = createPlayer(line)
    const lines: string[] = []
    for (const step of parseScript(file, readFileSync(folder + file, 'utf8')).lines)
      if (step.type !== 'got') lines.push(step.source, ...(await player.play(step)))
    expect(lines.join('\n')).not.toMatch(/^! /m)
    await expect(lines.join('\n')).toMatchFileSnapshot(folder + file)
  })
})

describe('a language that is only announced', () => {
  function faults(root: string): string[] {
    const dangers = checkOnlyFaults(root, cache).map(inWords)
    try {
      load(root)
      return dangers
    } catch (error) {
      if (!(error instanceof FaultsError)) throw error
      return [...error.faults.map(inWords), ...dangers]
    }
  }

  test('lacks every file that another one has, and each is named', () => {
    announce(bare.root, 'vi')
    const told = faults(bare.root).join('\n')
    const files = readdirSync(join(ROOT, 'content/en'), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((each) => each.endsWith('.yaml')))
      expect(told).toContain(`content/vi/${file}: `)
  })

  test('lacks keys of a file that is begun, and each is named', () => {
    mkdirSync(join(bare.root, 'content/vi'), { recursive: true })
    writeFileSync(join(bare.root, 'content/vi/line.yaml'), 'reviewedBy: null\nthemes: {}\n')
    const told = faults(bare.root).join('\n')
    for (const key of ['text', 'voice', 'advocate', 'safe'])
      expect(told).toContain(`content/vi/line.yaml: ${key}: '${key.split('.').at(-1)}' is missing`)
  })
})
