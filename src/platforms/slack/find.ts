// SPDX-License-Identifier: EUPL-1.2
import type { Address, Found } from '#/chat/platform.ts'
import type { Log } from '#/database/log.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { most } from '#/platforms/slack/limits.ts'
import { failureOf } from '#/platforms/slack/outcome.ts'
import type { Client } from '#/platforms/slack/web-client.ts'

/** How far before the call a message may seem to stand: Slack's clock is not ours. */
const earlierSeconds = 5

/** Pages of a busy conversation that are looked through before it counts as one that can't be asked. */
const mostPages = 20

/** Looks whether a delivery stands in a conversation or its thread, from `since` on. Needs the history scope of that kind of conversation. */
export async function findDelivery(
  client: Client,
  log: Log,
  { conversation, thread }: Address,
  delivery: DeliveryId,
  since: Date,
): Promise<Found> {
  const asked = {
    channel: conversation,
    oldest: (since.getTime() / 1000 - earlierSeconds).toFixed(6),
    limit: most('history.messages'),
    include_all_metadata: true,
  }
  const page = (cursor: string | undefined) => {
    const more = cursor ? { cursor } : {}
    return thread
      ? client.conversations.replies({ ...asked, ...more, ts: thread })
      : client.conversations.history({ ...asked, ...more })
  }
  try {
    let cursor: string | undefined
    for (let pages = 0; pages < mostPages; pages++) {
      const { messages = [], response_metadata: next } = await page(cursor)
      const found = messages.find(({ metadata }) => isDelivery(metadata, delivery))
      if (found?.ts) return { found: 'yes', message: found.ts }
      cursor = next?.next_cursor
      if (!cursor) return { found: 'no' }
    }
    return { found: 'impossible' }
  } catch (error) {
    const { failed, word } = failureOf(error, 'method')
    log.warn({ method: 'conversations.history', outcome: failed.outcome, word }, 'a look-up at Slack failed')
    if (failed.outcome === 'limited') return { found: 'limited', retryAfterSeconds: failed.retryAfterSeconds }
    return { found: failed.outcome === 'refused' ? 'impossible' : 'unanswered' }
  }
}

const isDelivery = (metadata: { event_payload?: object } | undefined, delivery: DeliveryId): boolean => {
  const payload = metadata?.event_payload
  return payload !== undefined && 'id' in payload && payload.id === delivery
}
