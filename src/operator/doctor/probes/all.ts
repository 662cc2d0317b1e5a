/** All probes, in the order of the sheet. */
import type { Probe } from '../probe.ts'
import { accountProbes } from './account.ts'
import { alertProbes } from './alerts.ts'
import { callbackFallbackProbe, fallbackProbes } from './fallback.ts'
import { permissionProbes } from './permissions.ts'
import { reachProbes } from './reach.ts'
import { registrationProbes } from './registration.ts'
import { retentionProbes } from './retention.ts'
import { serverProbes } from './server.ts'
import { serviceProbes } from './service.ts'
import { webhookProbes } from './webhooks.ts'
import { wordProbes } from './words.ts'

export const probes: readonly Probe[] = [
  ...accountProbes,
  ...webhookProbes,
  ...reachProbes,
  ...fallbackProbes,
  ...serviceProbes,
  ...registrationProbes,
  ...permissionProbes,
  callbackFallbackProbe,
  ...alertProbes,
  ...wordProbes,
  ...retentionProbes,
  ...serverProbes,
]
