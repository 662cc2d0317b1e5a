/** What may be logged about an error: its kind, never its message, which may quote anything. */

/**
 * The error's class, plus the code of a StoreError or system error (EADDRINUSE), which hold nothing
 * private.
 */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (error.name === 'StoreError') return `StoreError ${String(code)}`
  // only system errors name the system call that failed
  const isSystem = typeof syscall === 'string' && /^E[A-Z0-9_]{2,30}$/.test(String(code))
  return isSystem ? `${error.constructor.name} ${code}` : error.constructor.name
}
