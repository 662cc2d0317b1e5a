/** Another topic named below a first page must not cost the key that reads on. */
import { expect, test } from 'vitest'
import { content } from '../line.ts'

test.each(['page', 'led'] as const)(
  'each first %s has room for 7 beside any other topic',
  (type) => {
    const { flows, wording } = content()
    const topics = Object.keys(flows.text.pages)
    const lacking = flows.text.languages.flatMap((language) =>
      topics.flatMap((node) =>
        topics.flatMap((also) => {
          const said = wording.text[language]?.beside({ type, node, page: 0 }, also)
          return node === also || said?.includes('7=') ? [] : [`${language} ${node} beside ${also}`]
        }),
      ),
    )
    expect(topics.length).toBeGreaterThan(20)
    expect(lacking).toEqual([])
  },
)
