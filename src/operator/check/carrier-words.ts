/**
 * Words for which carriers hold back a text from a number that they do not know yet. Sources: CTIA,
 * Messaging Principles and Best Practices (2023), 5.3; Twilio, "Forbidden message categories" (360045004974).
 */
import type { Fault } from '../../content/fault.ts'
import type { Content } from '../../content/load.ts'
import type { Flow } from '../../flow/flow.ts'

const WORDS =
  /\b(free|gratis|winner|ganador\w*|prize|premio|cash|loans?|pr[eé]stamos?|debt|bitcoin|crypto\w*|casino|betting|apuestas|cannabis|marijuana|marihuana|vape|tobacco|tabaco|alcohol|guns?|firearms?|armas|porn\w*|nudes?|hookup|escorts?|sex\w*|click here|haga clic|act now|act[uú]e ya|limited time|tiempo limitado|verify your account|verifique su cuenta|password|contrase[nñ]a)\b|https?:|\b(bit\.ly|tinyurl|goo\.gl|t\.co)\b|!!|\${2,}/iu

/** The texts that come first or unasked, and hold such a word. */
export function carrierWords({ flows, wording }: Pick<Content, 'flows' | 'wording'>): Fault[] {
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

/** The first question, and what comes unasked or in a hurry. */
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
