/** What may be said of an error: which kind it is, and never its message, which can quote anything. */

/** Its class, and the code of a StoreError or of the system (EADDRINUSE), which hold nothing private. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (error.name === 'StoreError') return `StoreError ${String(code)}`
  // only the system's own errors name the call that failed
  const isSystem = typeof syscall === 'string' && /^E[A-Z0-9_]{2,30}$/.test(String(code))
  return isSystem ? `${error.constructor.name} ${code}` : error.constructor.name
}
