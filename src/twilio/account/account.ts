/** A Twilio account from the operator's point of view: what is set, and what may be changed. */
import type sdk from 'twilio'
import type { Result } from '../../line/telephony.ts'
import { type Credentials, clientOf, outcomeOf } from '../client.ts'
import * as hosting from './hosting.ts'
import * as kept from './kept.ts'
import * as messaging from './messaging.ts'
import * as numbers from './numbers.ts'
import * as registration from './registration.ts'
import * as rules from './rules.ts'
import * as usage from './usage.ts'
import * as voice from './voice.ts'

/** Read operations; each sends one or more requests that change nothing. */
const reads = {
  ...{ account: usage.readAccount, balance: usage.readBalance, spent: usage.spentThisMonth },
  ...{ triggers: usage.triggersOf, policyOfKey: usage.policyOfKey },
  ...{ number: numbers.readNumber, ownedNumbers: numbers.ownedNumbers },
  ...{ isVerifiedCallerId: numbers.isVerifiedCallerId, isNumber: numbers.isNumber },
  ...{ region: numbers.readRegion, services: messaging.servicesOf, service: messaging.serviceOf },
  ...{ textsMayGoTo: messaging.textsMayGoTo, campaigns: registration.campaignsOf },
  ...{ brands: registration.brandsOf, tollfree: registration.tollfreeOf },
  ...{ trustStates: registration.trustStates, dialingTo: voice.dialingTo },
  ...{ dialingAllowed: voice.dialingAllowed, voiceInsights: voice.voiceInsights },
  ...{ hasRecordings: kept.hasRecordings, textsBefore: kept.textsBefore },
  ...{ hasCallsBefore: kept.hasCallsBefore, alertCounts: kept.alertCounts },
  ...{ changes: kept.changesOf, ruleFor: rules.ruleFor, clock: rules.twilioClock },
  ...{ useCases: registration.useCasesOf, approvedProfiles: registration.approvedProfiles },
  ...{ host: hosting.hostCalled, contentsOfHost: hosting.contentsOf },
  ...{ versionsOfAsset: hosting.versionsOf, stateOfBuild: hosting.stateOfBuild },
}

/** Write operations. */
const writes = {
  changeNumber: numbers.changeNumber,
  createService: messaging.createService,
  changeService: messaging.changeService,
  removeService: messaging.removeService,
  addSender: messaging.addSender,
  removeSender: messaging.removeSender,
  setDialing: voice.setDialing,
  createTrigger: usage.createTrigger,
  removeTrigger: usage.removeTrigger,
  ...{ createHost: hosting.createHost, removeHost: hosting.removeHost },
  ...{ createAsset: hosting.createAsset, removeAsset: hosting.removeAsset },
  ...{ createBuild: hosting.createBuild, removeBuild: hosting.removeBuild },
  ...{ createEnvironment: hosting.createEnvironment, removeEnvironment: hosting.removeEnvironment },
  deploy: hosting.deploy,
  ...{ submitBrand: registration.submitBrand, submitCampaign: registration.submitCampaign },
  submitTollfree: registration.submitTollfree,
}

type Operation = (client: sdk.Twilio, ...rest: never[]) => Promise<unknown>
type Port<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends (
    client: sdk.Twilio,
    ...rest: infer Rest
  ) => Promise<infer Value>
    ? (...rest: Rest) => Promise<Result<Value>>
    : never
}

/** The read-only part, for the doctor. */
export type AccountReader = Port<typeof reads>
export type Account = AccountReader & Port<typeof writes> & Uploads
type Uploads = {
  uploadVersion: (file: Parameters<typeof hosting.uploadVersion>[2]) => Promise<Result<string>>
}

/** Opens an account. Nothing is sent until something is called. */
export function openAccount(credentials: Credentials): Account {
  const client = clientOf(credentials)
  const bound = <Operations extends Record<string, Operation>>(operations: Operations) =>
    Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        // the types are restored below
        (...rest: unknown[]) => outcomeOf(() => operation(client(), ...(rest as never[]))),
      ]),
    ) as Port<Operations>
  const { send = fetch } = credentials
  return {
    ...bound(reads),
    ...bound(writes),
    uploadVersion: (file) => outcomeOf(() => hosting.uploadVersion(client(), send, file)),
  }
}
