/**
 * Applies and undoes the steps of a plan. Each is recorded before and after, so that it can be
 * interrupted.
 */
import type { Result } from '../../line/telephony.ts'
import type { Account } from '../../twilio/account/account.ts'
import type { DialingCountry } from '../../twilio/account/voice.ts'
import { unwrap } from '../unwrap.ts'
import { domainOf, publish, unpublish, type Wait } from './hosting.ts'
import { NOT_YET } from './plan-fallback.ts'
import type { Change, Plan, PlanFile, Step } from './plan-file.ts'

export type OnStep = (step: Step) => void

/** Applies the remaining steps. Throws if Twilio refuses one; those before it stay recorded. */
export async function applyPlan(
  account: Account,
  plan: Plan,
  { file, told = () => {}, wait }: { file: PlanFile; told?: OnStep; wait?: Wait | undefined },
): Promise<void> {
  for (const step of plan.steps) {
    if (step.state === 'done' || step.state === 'undone') continue
    step.does = await completed(account, step.does, plan)
    step.state = 'begun'
    file.write(plan)
    await doChange(account, step, wait)
    step.state = 'done'
    file.write(plan)
    told(step)
  }
}

/** Restores the previous settings, last change first, including steps that had only begun. */
export async function undoPlan(
  account: Account,
  plan: Plan,
  { file, told = () => {} }: { file: PlanFile; told?: OnStep },
): Promise<void> {
  for (const step of plan.steps.toReversed()) {
    if (step.state === 'planned' || step.state === 'undone') continue
    step.does = await found(account, step.does)
    await undoChange(account, step.does)
    step.state = 'undone'
    file.write(plan)
    told(step)
  }
}

/** Fills in what is only known once an earlier step has created it. */
async function completed(account: Account, does: Change, { steps }: Plan): Promise<Change> {
  if (does.change === 'number') return led(account, does, steps)
  if (does.change !== 'add sender' || does.service) return found(account, does)
  const creation = steps.find((step) => step.does.change === 'create service')?.does
  const service = creation?.change === 'create service' ? creation.made : undefined
  return { ...does, ...(service && { service }) }
}

/** Fills in the domain of a host created by this plan. */
async function led(
  account: Account,
  does: Change & { change: 'number' },
  steps: readonly Step[],
): Promise<Change> {
  const hosts = steps.flatMap((step) => (step.does.change === 'publish' ? [step.does.host] : []))
  const [name] = hosts
  if (!name || !JSON.stringify(does.to).includes(NOT_YET)) return does
  const domain = (await domainOf(account, name)) ?? NOT_YET
  const inPlace = (value: string | boolean) =>
    typeof value === 'string' ? value.replace(NOT_YET, domain) : value
  return {
    ...does,
    to: Object.fromEntries(Object.entries(does.to).map(([key, value]) => [key, inPlace(value)])),
  }
}

/** Finds what an interrupted creation made: whatever did not exist before. */
async function found(account: Account, does: Change): Promise<Change> {
  if (!('before' in does) || does.made) return does
  const { before } = does
  const own = (await there(account, does)).find(({ sid }) => !before.includes(sid))
  return own ? { ...does, made: own.sid } : does
}

async function there(
  account: Account,
  does: Extract<Change, { before: string[] }>,
): Promise<{ sid: string }[]> {
  switch (does.change) {
    case 'create service':
      return unwrap(await account.services()).filter(
        ({ friendlyName }) => friendlyName === does.name,
      )
    case 'create trigger':
      return unwrap(await account.triggers())
    case 'create host': {
      const host = unwrap(await account.host(does.name))
      return host ? [host] : []
    }
  }
}

async function doChange(account: Account, step: Step, wait?: Wait): Promise<void> {
  const { does } = step
  switch (does.change) {
    case 'number':
      return unwrap(await account.changeNumber(does.sid, does.to))
    case 'service':
      return unwrap(await account.changeService(does.sid, does.to))
    case 'add sender':
      return unwrap(gone(await account.addSender(does.service ?? '', does.number), 409))
    case 'dialing':
      return unwrap(await account.setDialing(does.to))
    case 'create service':
      does.made ??= unwrap(await account.createService(does.name, does.to))
      return
    case 'create host':
      does.made ??= unwrap(await account.createHost(does.name))
      return
    case 'publish':
      return publish(account, does, wait)
    case 'create trigger':
      does.made ??= unwrap(await account.createTrigger(does))
  }
}

async function undoChange(account: Account, does: Change): Promise<void> {
  switch (does.change) {
    case 'number':
      return unwrap(await account.changeNumber(does.sid, does.was))
    case 'service':
      return unwrap(await account.changeService(does.sid, does.was))
    case 'add sender':
      if (!does.service) return
      return unwrap(gone(await account.removeSender(does.service, does.number), 404))
    case 'dialing':
      return unwrap(await account.setDialing(does.was satisfies DialingCountry[]))
    case 'create service':
      return does.made ? unwrap(gone(await account.removeService(does.made), 404)) : undefined
    case 'create host':
      return does.made ? unwrap(gone(await account.removeHost(does.made), 404)) : undefined
    case 'publish':
      return unpublish(account, does)
    case 'create trigger':
      return does.made ? unwrap(gone(await account.removeTrigger(does.made), 404)) : undefined
  }
}

/** Treats a refusal that means "already done" as success. */
function gone(result: Result<void>, status: number): Result<void> {
  return !result.ok && result.status === status ? { ok: true, value: undefined } : result
}
