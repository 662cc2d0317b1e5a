/** The app: the line behind HTTP. Everything it needs comes in as an argument. */
import { Hono } from 'hono'
import { countedLog } from '../line/counting.ts'
import { createLine, type LineDeps } from '../line/line.ts'
import type { Channel } from '../twilio/channel.ts'
import { channels as ours } from '../twilio/channels.ts'
import { safeDocuments } from '../twilio/safe-documents.ts'
import type { Webhook } from './http.ts'
import type { Parts } from './parts.ts'
import { pathOf } from './path.ts'
import { createPlayableRecordings, type PlayableRecordingsParts } from './playable-recordings.ts'
import { addAudioRoutes } from './routes/audio.ts'
import { addCallbackRoutes } from './routes/callback.ts'
import { addOperatorRoutes, type OperatorParts } from './routes/operator.ts'
import { addTextRoutes } from './routes/text.ts'
import { addTransferRoutes } from './routes/transfer.ts'
import { addVoiceRoutes, createCallTurn } from './routes/voice.ts'
import { webhooksOn } from './webhook.ts'

export type Deps = LineDeps &
  Partial<OperatorParts> & {
    /** This server's public address. */
    publicUrl: string
    /** Accepted auth tokens, the current one first. */
    authTokens: readonly string[]
    /** Seconds that a caller has to press a key. */
    keyWait?: number
    /** The written channels; by default all of them. */
    channels?: readonly Channel[]
    /** Fetches a recording as Twilio would; over the network by default. */
    ask?: PlayableRecordingsParts['ask']
    /** Receives the function that checks whether recordings can be fetched, if there are any. */
    onRecordings?: (look: () => Promise<void>) => void
  }

export type App = Hono & {
  /** The webhook at exactly this path, for answering without Hono. */
  webhookAt: (path: string) => Webhook | undefined
}

/** Builds the app. Throws if its safe documents cannot be built. */
export function createApp(deps: Deps): App {
  const { content, count = () => {}, publicUrl, lineNumber, authTokens: tokens, store } = deps
  const log = countedLog(deps.log, count)
  const app = new Hono({ getPath: pathOf })
  // the guard reports errors; nothing else may, since an error can quote a message
  app.onError((_error, c) => c.body(null, 500))
  const { recordings } = content
  const recorded = recordings.playable.size > 0
  const playing = recorded
    ? createPlayableRecordings({ recordings, publicUrl, log, ask: deps.ask ?? fetch })
    : undefined
  if (playing) deps.onRecordings?.(playing.look)
  const voice = { publicUrl, callerId: lineNumber, keyWait: deps.keyWait, playing }
  const webhooks = webhooksOn(app, { tokens, publicUrl, log })
  const parts: Parts = {
    addWebhook: webhooks.addWebhook,
    content,
    line: createLine(deps),
    count,
    voice,
    safe: safeDocuments(content, voice),
  }
  const turn = createCallTurn(parts)
  addTextRoutes(parts, deps.channels ?? ours)
  addVoiceRoutes(parts, turn)
  addTransferRoutes(parts, turn)
  addCallbackRoutes(parts, turn)
  addAudioRoutes(app, recordings)
  const { starting = () => false, stopping = () => false, metrics } = deps
  const { trouble = async () => undefined, spoken = () => undefined } = deps
  addOperatorRoutes(app, { store, starting, stopping, trouble, spoken, metrics })
  return Object.assign(app, { webhookAt: webhooks.at })
}
