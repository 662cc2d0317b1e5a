/**
 * The account's webhook rules. A rule can make Twilio sign with another key than the auth token,
 * and the line then rejects its requests. The SDK does not support them yet.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhook-rules
 */
import type sdk from 'twilio'

const ROOT = 'https://webhooks.twilio.com/v1/Webhooks'

type Rule = { matchType?: unknown; value?: unknown; prefix?: unknown }

/** How webhook addresses are matched: by no rule, or by which kind. */
export type RuleMatch = 'none' | 'exact' | 'prefix' | 'default'

/** The kind of rule that applies to any of the addresses: exact before prefix before default. */
export async function ruleFor(
  client: sdk.Twilio,
  addresses: readonly string[],
): Promise<RuleMatch> {
  const { body, statusCode } = await client.request({ method: 'get', uri: `${ROOT}/Rules` })
  if (statusCode !== 200) throw Object.assign(new Error('refused'), { status: statusCode })
  const rules = rulesIn(body)
  const matches = (rule: Rule) => (address: string) => {
    if (rule.matchType === 'EXACT_MATCH') return rule.value === address
    return typeof rule.prefix === 'string' && address.startsWith(rule.prefix)
  }
  const some = (kind: string) =>
    rules.some((rule) => rule.matchType === kind && addresses.some(matches(rule)))
  if (some('EXACT_MATCH')) return 'exact'
  if (some('PREFIX_MATCH')) return 'prefix'
  return rules.some(({ matchType }) => matchType === 'DEFAULT') ? 'default' : 'none'
}

/** The list in a response, whatever the beta API names it. */
function rulesIn(body: unknown): Rule[] {
  const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : body
  const list = Array.isArray(parsed) ? parsed : Object.values(parsed ?? {}).find(Array.isArray)
  return (list ?? []).filter((rule: unknown) => typeof rule === 'object' && rule !== null)
}

/** Twilio's clock, in milliseconds since 1970. */
export async function twilioClock(client: sdk.Twilio): Promise<number> {
  const uri = `https://api.twilio.com/2010-04-01/Accounts/${client.accountSid}.json`
  // the SDK types response headers as any
  const { headers } = await client.request({ method: 'get', uri })
  return Date.parse(String(headers?.date))
}
