/** What the servers and the load generator agree on. Nothing here is a real account or number. */

export const TOKEN = 'be1cbe1cbe1cbe1cbe1cbe1cbe1cbe1c'
export const PUBLIC_URL = 'https://ivr.example.test'
export const ACCOUNT_SID = 'AC0123456789abcdef0123456789abcdef'
/** 32 characters at least. */
export const SESSION_SECRET = 'a session secret that only the bench uses'
export const LINE_NUMBER = '+15550100000'

/** The environment of every server: the line's own, as in production; the peers read parts of it. */
export function environment({ port, redisUrl, workers }) {
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    SELF_TEST_MINUTES: '0',
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL,
    LINE_NUMBER,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: TOKEN,
    SESSION_SECRET,
    // counting is part of what a turn costs
    COUNTS_FOLDER: 'dist/bench/counts',
    // a load that no line has: its limits would answer it with silence
    TEXTS_PER_SENDER: '0',
    TEXTS_PER_MINUTE: '0',
    CALLS_PER_MINUTE: '0',
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    ...(workers ? { WEB_CONCURRENCY: String(workers) } : {}),
  }
}
