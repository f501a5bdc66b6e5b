// SPDX-License-Identifier: EUPL-1.2
import type { SentFile } from '#/chat/turn.ts'

/** The whole of a file that a platform's host gives; it is left as soon as it is more than may be. */
export async function fileBytes(response: Response, mostBytes: number): Promise<SentFile> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > mostBytes) return { ok: false, reason: 'tooLarge' }
    parts.push(part)
  }
  return { ok: true, bytes: Buffer.concat(parts) }
}
