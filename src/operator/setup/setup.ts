/**
 * `harborline setup`: connects a number of the account to the line, step by step, and undoes it.
 */
import type { Account } from '../../twilio/account/account.ts'
import type { Asker } from '../asker.ts'
import { unwrap } from '../unwrap.ts'
import { applyPlan, undoPlan } from './apply.ts'
import type { Wait } from './hosting.ts'
import { planOf, type Wanted } from './plan.ts'
import type { Plan, PlanFile, Step } from './plan-file.ts'

export type Setup = {
  account: Account
  accountSid: string
  wanted: Wanted
  file: PlanFile
  asker: Asker
  /** Skips all questions. */
  yes?: boolean
  /** Changes nothing and only writes the plan. */
  dryRun?: boolean
  /** How to wait for Twilio's builds. */
  wait?: Wait
}

export type SetUpOutcome = 'nothing to do' | 'planned' | 'left' | 'done'

/**
 * Plans, shows, asks and applies. Earlier runs stay in the plan, so that everything can be undone
 * together.
 */
export async function setUp(setup: Setup): Promise<SetUpOutcome> {
  const { account, wanted, file, asker } = setup
  const earlier = ownPlan(setup)
  const steps = await planOf(account, wanted)
  const plan: Plan = {
    format: 1,
    account: setup.accountSid,
    number: wanted.number,
    steps: [...(earlier?.steps ?? []).filter(mayHaveHappened), ...steps],
  }
  if (steps.length === 0 && !plan.steps.some(({ state }) => state === 'begun')) {
    asker.say('Twilio is set as it should be: there is nothing to change.')
    return 'nothing to do'
  }
  asker.show('What is to be changed', inWords(steps))
  file.write(plan)
  if (setup.dryRun) {
    asker.say(`Nothing was changed. The plan is in ${file.name}; without --dry-run it is done.`)
    return 'planned'
  }
  if (!setup.yes && !(await asker.confirm(`Change these ${steps.length} things at Twilio?`))) {
    asker.say(`Nothing was changed. The plan is in ${file.name}.`)
    return 'left'
  }
  await applyPlan(account, settled(plan), {
    file,
    wait: setup.wait,
    told: ({ title }) => asker.say(`done: ${title}`),
  })
  asker.say(`All of it is done. harborline setup --undo puts back what was (${file.name}).`)
  return 'done'
}

/** Undoes everything that earlier runs changed. */
export async function undoSetUp(setup: Setup): Promise<SetUpOutcome> {
  const { account, file, asker } = setup
  const plan = ownPlan(setup)
  const steps = plan?.steps.filter(mayHaveHappened) ?? []
  if (!plan || steps.length === 0) {
    asker.say('There is nothing to undo.')
    return 'nothing to do'
  }
  asker.show('What is put back', inWords(steps.toReversed().map(backwards)))
  if (setup.dryRun) return 'planned'
  if (!setup.yes && !(await asker.confirm(`Put these ${steps.length} things back?`))) return 'left'
  await undoPlan(account, plan, { file, told: ({ title }) => asker.say(`put back: ${title}`) })
  return 'done'
}

/** Asks which of the account's numbers is meant. Never buys one. */
export async function chooseNumber(account: Account, asker: Asker): Promise<string | undefined> {
  const owned = unwrap(await account.ownedNumbers())
  if (owned.length === 0)
    asker.say(
      'The account owns no number. Buy one in the console (Phone Numbers > Buy a number), then run this again.',
    )
  return owned.length > 0 ? asker.choose('Which number is the line?', owned) : undefined
}

const mayHaveHappened = ({ state }: Step) => state === 'begun' || state === 'done'
const backwards = (step: Step): Step => ({ ...step, from: step.to, to: step.from })

/** The stored plan, if it is for this number of this account. */
function ownPlan({ file, accountSid, wanted }: Setup): Plan | undefined {
  const plan = file.read()
  return plan?.account === accountSid && plan.number === wanted.number ? plan : undefined
}

/**
 * An interrupted step that a new plan no longer needs has evidently happened. One that is still
 * needed appears again, and the first one's old value is the one to restore.
 */
function settled(plan: Plan): Plan {
  return {
    ...plan,
    steps: plan.steps.map((step) =>
      step.state === 'begun' && !('before' in step.does) ? { ...step, state: 'done' } : step,
    ),
  }
}

export function inWords(steps: readonly Step[]): string {
  return steps.map(({ title, from, to }) => `${title}\n  from  ${from}\n  to    ${to}`).join('\n')
}
