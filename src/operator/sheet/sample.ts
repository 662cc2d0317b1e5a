/** Renders a text as people get it: with numbers, the line's name, and menu options filled in. */
import { spoken } from '../../phones/number.ts'
import type { PartText, Sheet } from './rows.ts'

export function sampleOf(
  { content, names }: Pick<Sheet, 'content' | 'names'>,
  language: string,
  own: PartText | undefined,
): string {
  if (!own) return ''
  const { path, text } = own
  const medium = path.includes('voice') || path[0] === 'advocate' ? 'voice' : 'text'
  const filled = text.replace(/\{(\w+)\}/g, (braces, name) => {
    if (name === 'line') return medium === 'text' ? names.lineName : names.lineNameSpoken
    const phone = content.phones[name]
    if (!phone) return braces
    return medium === 'text' ? phone.number : spoken(phone)
  })
  const wording = content.wording[medium][language]
  const sent = { menus: wording?.menus, says: wording?.says }[path[1] ?? '']
  // placeholders that only a whole menu can fill, such as its options, are shown as sent
  return filled.includes('{') ? (sent?.get(path.slice(2).join('.')) ?? filled) : filled
}
