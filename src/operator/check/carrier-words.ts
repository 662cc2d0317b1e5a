/**
 * Words for which carriers filter texts from numbers that they do not know yet. Sources: CTIA,
 * Messaging Principles and Best Practices (2023), 5.3; Twilio, "Forbidden message categories"
 * (360045004974).
 */
import type { Fault } from '../../content/fault.ts'
import type { Content } from '../../content/load.ts'
import type { Flow } from '../../flow/flow.ts'

const WORDS =
  /\b(free|gratis|winner|ganador\w*|prize|premio|cash|loans?|pr[eé]stamos?|debt|bitcoin|crypto\w*|casino|betting|apuestas|cannabis|marijuana|marihuana|vape|tobacco|tabaco|alcohol|guns?|firearms?|armas|porn\w*|nudes?|hookup|escorts?|sex\w*|click here|haga clic|act now|act[uú]e ya|limited time|tiempo limitado|verify your account|verifique su cuenta|password|contrase[nñ]a)\b|https?:|!!|\${2,}/iu

/** Link shorteners, which carriers filter from everybody: Twilio, error 30007. */
const SHORT_LINK =
  /\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly)\b(?:\/\S*)?/iu

/** First or unrequested texts with such a word, and all texts with such a link. */
export function carrierWords(content: Pick<Content, 'flows' | 'wording'>): Fault[] {
  return [...firstWords(content), ...shortLinks(content)]
}

function shortLinks({ wording }: Pick<Content, 'wording'>): Fault[] {
  return Object.entries(wording.text).flatMap(([language, { menus, says, pages }]) =>
    Object.entries({ menus, says, pages }).flatMap(([group, texts]) =>
      Array.from(texts).flatMap(([name, text]): Fault[] => {
        const link = SHORT_LINK.exec(text)?.[0]
        if (!link) return []
        const [topic, page] = name.split('/')
        return [
          {
            rule: 'carrier-words',
            ...(group === 'pages'
              ? { file: `content/${language}/topics/${topic}.yaml`, key: `text.${page}` }
              : { file: `content/${language}/line.yaml`, key: `text.${group}.${name}` }),
            problem: `'${link}' hides where it leads, and carriers hold such texts back`,
            remedy: 'Write the address itself, or none',
          },
        ]
      }),
    ),
  )
}

function firstWords({ flows, wording }: Pick<Content, 'flows' | 'wording'>): Fault[] {
  return Object.entries(wording.text).flatMap(([language, { menus, says }]) =>
    firstTexts(flows.text).flatMap(({ group, name }): Fault[] => {
      const word = WORDS.exec((group === 'menus' ? menus : says).get(name) ?? '')?.[0]
      if (!word) return []
      return [
        {
          rule: 'carrier-words',
          file: `content/${language}/line.yaml`,
          key: `text.${group}.${name}`,
          problem: `'${word}' is a word for which carriers hold texts back`,
          remedy: 'Say it with another word, or not in a first text',
        },
      ]
    }),
  )
}

/** The first question, and texts that come unasked or in a hurry. */
function firstTexts({ start, nodes, sentences }: Flow) {
  const ofNodes = Object.entries(nodes).flatMap(([name, node]) => {
    const isFirst = name === start || ('oneSegment' in node && node.oneSegment)
    return isFirst ? [{ group: node.type === 'menu' ? 'menus' : 'says', name } as const] : []
  })
  const ofSentences = Object.entries(sentences).flatMap(([name, { oneSegment }]) =>
    oneSegment ? [{ group: 'says', name } as const] : [],
  )
  return [...ofNodes, ...ofSentences]
}
