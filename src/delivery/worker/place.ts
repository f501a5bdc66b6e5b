// SPDX-License-Identifier: EUPL-1.2

import type { Sent } from '#/chat/platform.ts'
import { answered } from '#/delivery/answered.ts'
import { noteLimit } from '#/delivery/limit-rows.ts'
import { scopeOf } from '#/delivery/limits.ts'
import { between } from '#/delivery/points.ts'
import { lastingWait } from '#/delivery/waits.ts'
import { endAs, type Held, keepDirect } from '#/delivery/worker/claim.ts'
import { endOrMove } from '#/delivery/worker/ending.ts'
import { again, done, lost, type Office, type Run } from '#/delivery/worker/office.ts'
import type { Row } from '#/delivery/worker/row.ts'

const daySeconds = 86_400

/** The platform's id of the conversation: a channel, or the direct conversation, which is opened once and kept. A run's end instead when it cannot be had now. */
export async function placeOf(office: Office, row: Row, held: Held): Promise<string | Run> {
  if (row.place !== null) return row.place
  if (row.workspace === null || row.account === null || row.identity === null) return lost
  const account = { platform: office.platform.name, workspace: row.workspace, user: row.account }
  const { identity } = row
  const sent = await between(office.mark, 'worker.direct', () =>
    answered<Sent>(office.platform, office.log, () => office.platform.openDirect(account), { outcome: 'unclear' }),
  )
  switch (sent.outcome) {
    case 'sent':
      await keepDirect(office.db, identity, sent.message)
      return sent.message
    case 'limited': {
      const scope = scopeOf(office.platform.name, row.workspace, office.platform.methods.direct)
      office.limits.heard(scope, sent.retryAfterSeconds)
      await noteLimit(office.db, scope, sent.retryAfterSeconds)
      return again('limited', sent.retryAfterSeconds)
    }
    case 'refused':
      return endOrMove(office, row, held, { state: 'failed', reason: sent.reason }, 'refused')
    case 'later':
      return again('later', lastingWait(row.age_seconds))
    case 'unclear':
      // Nothing is posted by opening a conversation, so this counts as refused for now; but not for ever, or what follows in it would wait for ever too.
      if (row.age_seconds < daySeconds) return again('unanswered', lastingWait(row.age_seconds))
      return (await endAs(office.db, held, { state: 'failed', reason: 'unanswered' })) ? done('failed') : lost
  }
}
