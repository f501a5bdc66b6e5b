// SPDX-License-Identifier: EUPL-1.2
// An action that was called done by mistake is still to be done [A21].
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { replan } from '#/delivery/planned.ts'
import { handOverActions } from '#/features/meetings/rules/action-hand-over.ts'
import { type Action, actionRef } from '#/features/meetings/rules/actions.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import { canAct } from '#/network/vouching.ts'

const reopen = statement(
  'action_reopen',
  `update actions a set state = 'open', done_at = null, done_by_id = null, version = version + 1 where id = $1::uuid and state = 'done'
   returning ${canAct('a.owner_id', '$2::date')} and exists (select from roles f where f.person_id = a.owner_id and ${holds('f', '$2::date')}) as "isThere"`,
)

/** A locked action is open again: it is reminded of where its days for that are still to come, and whoever does it hears so where another said it; who stopped meanwhile is replaced in it as if they stopped now. Twice is once. */
export async function reopenAction(
  tx: Tx,
  { id, state, owner }: Action,
  by: ActedAs,
  at: { readonly today: string },
): Promise<void> {
  if (state === 'open') return
  const [row] = await tx.query<{ isThere: boolean }>(reopen, [id, at.today])
  const subject = actionRef(id)
  audit(tx, { action: 'action.reopened', subject, by, old: { state }, new: { state: 'open' } })
  await replan(tx, subject)
  touch(tx, subject)
  if (owner && !row?.isThere) await handOverActions(tx, owner, null, by, at, id)
  // Told as what happened: it is not drawn anew when the action changes.
  else if (owner && owner !== by.personId)
    notify(tx, [{ kind: 'person', person: owner }], 'meetings.actionReopened', { action: id })
}
