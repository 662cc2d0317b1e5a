/** The account's status and finances. */
import type sdk from 'twilio'
import { picked } from './picked.ts'

export async function readAccount(client: sdk.Twilio) {
  const { accountSid } = client
  return picked(await client.api.v2010.accounts(accountSid).fetch(), 'status', 'type')
}

export async function readBalance(client: sdk.Twilio): Promise<number> {
  return Number((await client.balance.fetch()).balance)
}

/** The cost of the month so far. */
export async function spentThisMonth(client: sdk.Twilio): Promise<number> {
  const found = await client.usage.records.thisMonth.list({ category: 'totalprice', limit: 1 })
  return Math.abs(Number(found[0]?.price ?? 0))
}

export type UsageTrigger = Awaited<ReturnType<typeof triggersOf>>[number]

export async function triggersOf(client: sdk.Twilio) {
  const found = await client.usage.triggers.list({ limit: 50 })
  return found.map((trigger) =>
    picked(trigger, 'sid', 'usageCategory', 'recurring', 'triggerValue'),
  )
}

/** Notifies an address when a day's cost reaches an amount. */
export async function createTrigger(
  client: sdk.Twilio,
  { dollars, tell }: { dollars: number; tell: string },
): Promise<string> {
  const made = await client.usage.triggers.create({
    callbackUrl: tell,
    callbackMethod: 'POST',
    triggerValue: String(dollars),
    usageCategory: 'totalprice',
    triggerBy: 'price',
    recurring: 'daily',
    friendlyName: 'The information line costs more than it should',
  })
  return made.sid
}

export async function removeTrigger(client: sdk.Twilio, sid: string) {
  await client.usage.triggers(sid).remove()
}

/** Whether a key is restricted. */
export async function policyOfKey(client: sdk.Twilio, sid: string): Promise<'restricted' | 'all'> {
  const { policy } = await client.iam.v1.apiKey(sid).fetch()
  return policy && Object.keys(policy).length > 0 ? 'restricted' : 'all'
}
