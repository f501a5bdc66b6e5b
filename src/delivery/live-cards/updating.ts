// SPDX-License-Identifier: EUPL-1.2
import type { Platform, Sent } from '#/chat/platform.ts'
import type { Db, Mark } from '#/database/db.ts'
import type { Log } from '#/database/log.ts'
import { answered } from '#/delivery/answered.ts'
import { noteLimit } from '#/delivery/limit-rows.ts'
import { type Limits, scopeOf } from '#/delivery/limits.ts'
import { type Behind, noteGone, noteShown } from '#/delivery/live-cards/behind.ts'
import { between } from '#/delivery/points.ts'
import { growingWait } from '#/delivery/waits.ts'

export interface Updating {
  readonly db: Db
  readonly limits: Limits
  readonly log: Log
  readonly mark: Mark
}

/** Puts a new drawing on a posted message. The seconds after which it must be tried again, or null when that is not needed. `times` is how often it was tried. */
export async function updateMessage(
  updating: Updating,
  platform: Platform,
  message: Behind,
  drawing: Parameters<Platform['update']>[2],
  times: number,
): Promise<number | null> {
  const { db, limits, log, mark } = updating
  const to = { workspace: message.workspace, conversation: message.conversation_id }
  const scope = scopeOf(platform.name, message.workspace, platform.methods.update)
  const wait = limits.wait(scope, `${scope}:${message.conversation_id}`)
  if (wait > 0) return wait
  const sent = await between(mark, 'redraw.update', () =>
    answered<Sent>(platform, log, () => platform.update(to, message.message_id, drawing), { outcome: 'unclear' }),
  )
  const facts = { delivery: message.delivery, version: drawing.drawing, outcome: sent.outcome }
  return between(mark, 'redraw.settle', async () => {
    switch (sent.outcome) {
      case 'sent':
        log.info(facts, 'Redrawn')
        await noteShown(db, message.id, drawing.drawing)
        return null
      case 'refused':
        log.warn({ ...facts, reason: sent.reason }, 'A card could not be redrawn')
        // What stands nowhere is forgotten; what may not be touched now is let be until its subject changes again.
        if (sent.reason === 'messageGone' || sent.reason === 'channelGone') await noteGone(db, message.id)
        else await noteShown(db, message.id, drawing.drawing)
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
