/**
 * Schema of audio/recordings.yaml: for each recording, the hash of the text that was read, and its
 * URL if it is hosted elsewhere.
 */

import { z } from 'zod'
import { Text } from '../../phones/phone.ts'

export const RecordingsFile = z.record(
  z.string(),
  z.strictObject({
    text: Text.optional().describe(
      'Of which text it is: `harborline recordings --confirm` writes it',
    ),
    url: z
      .url({ protocol: /^https$/, error: 'write an address that begins with https' })
      .meta({ pattern: '^https://' })
      .optional()
      .describe('Where it lies, if not in content/<language>/audio'),
  }),
)
