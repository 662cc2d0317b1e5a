/** What of an SDK's record goes on: a record itself holds the client, and with it the credentials. */

/** The named fields alone, as plain data. */
export function picked<Record_, Key extends keyof Record_>(
  record: Record_,
  ...keys: readonly Key[]
): Pick<Record_, Key> {
  return Object.fromEntries(keys.map((key) => [key, record[key]])) as Pick<Record_, Key>
}
