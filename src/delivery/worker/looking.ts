// SPDX-License-Identifier: EUPL-1.2

import type { Found } from '#/chat/platform.ts'
import { answered } from '#/delivery/answered.ts'
import { noteLimit } from '#/delivery/limit-rows.ts'
import { scopeOf } from '#/delivery/limits.ts'
import { between } from '#/delivery/points.ts'
import type { Office } from '#/delivery/worker/office.ts'
import type { Row } from '#/delivery/worker/row.ts'

/** Whether an unclear delivery stands in its conversation, as far as the platform can be asked. */
export async function lookUp(office: Office, row: Row): Promise<Found> {
  const { workspace, place, sending_at: since } = row
  if (workspace === null || place === null || since === null) return { found: 'impossible' }
  const to = { workspace, conversation: place, ...(row.root === null ? {} : { thread: row.root }) }
  const found = await between(office.mark, 'worker.find', () =>
    answered<Found>(office.platform, office.log, () => office.platform.find(to, row.id, since), {
      found: 'unanswered',
    }),
  )
  if (found.found === 'limited') {
    const scope = scopeOf(office.platform.name, workspace, office.platform.methods.find)
    office.limits.heard(scope, found.retryAfterSeconds)
    await noteLimit(office.db, scope, found.retryAfterSeconds)
  }
  return found
}
