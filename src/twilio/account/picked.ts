/**
 * Extracts fields from an SDK record, because the record itself holds the client and thus the
 * credentials.
 */

/** The named fields as plain data. */
export function picked<Record_, Key extends keyof Record_>(
  record: Record_,
  ...keys: readonly Key[]
): Pick<Record_, Key> {
  return Object.fromEntries(keys.map((key) => [key, record[key]])) as Pick<Record_, Key>
}
