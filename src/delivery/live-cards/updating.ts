// SPDX-License-Identifier: EUPL-1.2
import type { Platform, RefusedReason, Sent } from '#/chat/platform.ts'
import { orInShort } from '#/chat/short.ts'
import type { Db, Mark } from '#/database/db.ts'
import type { Log } from '#/database/log.ts'
import { answered } from '#/delivery/answered.ts'
import { noteLimit } from '#/delivery/limit-rows.ts'
import { type Limits, scopeOf } from '#/delivery/limits.ts'
import { type Behind, noteGone, noteShown, noteVeiled } from '#/delivery/live-cards/behind.ts'
import { between } from '#/delivery/points.ts'
import { growingWait } from '#/delivery/waits.ts'

export interface Updating {
  readonly db: Db
  readonly limits: Limits
  readonly log: Log
  readonly mark: Mark
}

/** What a message shows once it is updated: its subject as it is, or nothing at all. */
export type Shows = 'present' | 'veil'

/** Puts a new drawing on a posted message. The seconds after which it must be tried again, or null when that is not needed. `times` is how often it was tried. */
export async function updateMessage(
  updating: Updating,
  platform: Platform,
  message: Behind,
  drawing: Parameters<Platform['update']>[2],
  times: number,
  shows: Shows = 'present',
): Promise<number | null> {
  const { db, limits, log, mark } = updating
  const to = { workspace: message.workspace, conversation: message.conversation_id }
  const scope = scopeOf(platform.name, message.workspace, platform.methods.update)
  const wait = limits.wait(scope, `${scope}:${message.conversation_id}`)
  if (wait > 0) return wait
  const sent = await between(mark, 'redraw.update', () =>
    answered<Sent>(platform, log, () => orInShort(drawing, one => platform.update(to, message.message_id, one)), {
      outcome: 'unclear',
    }),
  )
  const facts = { delivery: message.delivery, version: drawing.drawing, outcome: sent.outcome }
  return between(mark, 'redraw.settle', async () => {
    switch (sent.outcome) {
      case 'sent':
        if (sent.short) log.warn(facts, 'A card was too large, and was redrawn in short')
        else log.info(facts, 'Redrawn')
        await (shows === 'veil' ? noteVeiled(db, message.id) : noteShown(db, message.id, drawing.drawing))
        return null
      case 'refused':
        log.warn({ ...facts, reason: sent.reason }, 'A card could not be redrawn')
        await letBe(db, message, sent.reason)
        return null
      case 'limited': {
        const limited = sent.scope === 'conversation' ? `${scope}:${message.conversation_id}` : scope
        limits.heard(limited, sent.retryAfterSeconds)
        await noteLimit(db, limited, sent.retryAfterSeconds)
        return sent.retryAfterSeconds
      }
      // Twice the same drawing is once: nothing needs to be looked up.
      case 'later':
      case 'unclear':
        return growingWait(times)
    }
  })
}

/** What stands nowhere is forgotten; what may not be touched now is let be until its subject changes again. */
export const letBe = (db: Db, message: Behind, reason: RefusedReason): Promise<void> =>
  reason === 'messageGone' || reason === 'channelGone'
    ? noteGone(db, message.id)
    : noteShown(db, message.id, message.version)
