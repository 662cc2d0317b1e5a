/** A set-up plan as a file: the changes, the previous values, and the progress. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { FaultsError } from '../../content/fault.ts'

const NumberChange = z.record(z.string(), z.union([z.string(), z.boolean()]))
const ServiceChange = z.record(z.string(), z.union([z.string(), z.boolean(), z.number()]))
const Country = z.object({
  isoCode: z.string(),
  lowRiskNumbersEnabled: z.boolean(),
  highRiskSpecialNumbersEnabled: z.boolean(),
  highRiskTollfraudNumbersEnabled: z.boolean(),
})
/** `before` is what existed already, so that whatever an interrupted step created can be found. */
const made = { before: z.array(z.string()), made: z.string().optional() }

/**
 * `files` by path; `keep`: versions of other files still in use; `was`: the previously served
 * build.
 */
const publication = {
  host: z.string(),
  files: z.record(z.string(), z.string()),
  keep: z.array(z.string()),
  was: z.string().optional(),
}
export type Publication = z.infer<z.ZodObject<typeof publication>>

/** One change to the account, with everything needed to do and undo it. */
export const Change = z.discriminatedUnion('change', [
  z.object({ change: z.literal('number'), sid: z.string(), to: NumberChange, was: NumberChange }),
  z.object({ change: z.literal('create service'), name: z.string(), to: ServiceChange, ...made }),
  z.object({
    change: z.literal('service'),
    sid: z.string(),
    to: ServiceChange,
    was: ServiceChange,
  }),
  z.object({ change: z.literal('add sender'), number: z.string(), service: z.string().optional() }),
  z.object({ change: z.literal('dialing'), to: z.array(Country), was: z.array(Country) }),
  z.object({ change: z.literal('create host'), name: z.string(), ...made }),
  z.object({ change: z.literal('publish'), ...publication }),
  z.object({ change: z.literal('create trigger'), dollars: z.number(), tell: z.string(), ...made }),
])
export type Change = z.infer<typeof Change>

/** `begun` is recorded before the request, which may have succeeded even if interrupted. */
const State = z.enum(['planned', 'begun', 'done', 'undone'])

export const Step = z.object({
  title: z.string(),
  from: z.string(),
  to: z.string(),
  state: State,
  does: Change,
})
export type Step = z.infer<typeof Step>

export const step = (title: string, from: string, to: string, does: Change): Step => ({
  title,
  from: from || 'nothing',
  to: to || 'nothing',
  state: 'planned',
  does,
})

export const Plan = z.object({
  format: z.literal(1),
  /** The account and number that the plan is for, and no other. */
  account: z.string(),
  number: z.string(),
  steps: z.array(Step),
})
export type Plan = z.infer<typeof Plan>

/** Where a plan is stored between runs. */
export type PlanFile = { read: () => Plan | undefined; write: (plan: Plan) => void; name: string }

export function planFile(name: string): PlanFile {
  return {
    name,
    read() {
      if (!existsSync(name)) return undefined
      const { data } = Plan.safeParse(parsed(readFileSync(name, 'utf8')))
      if (data) return data
      const remedy = 'Move it away if nothing of it is to be undone, and run the set-up again'
      throw new FaultsError([{ file: name, key: '', problem: 'it is no plan of a set-up', remedy }])
    },
    write(plan) {
      // written atomically; private, because old addresses may contain somebody's keys
      writeFileSync(`${name}.part`, `${JSON.stringify(plan, undefined, 2)}\n`, { mode: 0o600 })
      renameSync(`${name}.part`, name)
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
