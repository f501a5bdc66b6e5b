// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Where } from '#/chat/turn.ts'

const longestUrl = 500

/** Where a modal was opened from, and the `response_url` of what opened it: what its form brings is answered there. No channel: opened from one's home. */
const origin = z.object({
  kind: z.enum(['direct', 'channel', 'thread']),
  channel: z.string(),
  thread: z.string().optional(),
  url: z.url().max(longestUrl).optional().catch(undefined),
})

export type Origin = z.infer<typeof origin>

export const whereOf = ({ kind, channel, thread }: Origin): Where => ({ kind, channel, ...(thread && { thread }) })

/** A view's private metadata: where it was opened from on the first line, and after it what the form is about, as it is. */
export const rememberedIn = ({ kind, channel, thread, url }: Origin, context: string): string =>
  `${JSON.stringify({ kind, channel, thread, url: url && url.length <= longestUrl ? url : undefined })}\n${context.toWellFormed()}`

/** Reads a view's private metadata back; null where it isn't ours. */
export function remembered(metadata: string): { origin: Origin; context: string } | null {
  const end = metadata.indexOf('\n')
  try {
    const read = origin.safeParse(JSON.parse(metadata.slice(0, end)))
    return read.success ? { origin: read.data, context: metadata.slice(end + 1) } : null
  } catch {
    return null
  }
}
