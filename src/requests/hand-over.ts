// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId, RequestId } from '#/network/ids.ts'
import { type At, withdraw } from '#/requests/decide.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'
import { lockRequest } from '#/requests/load.ts'
import { requestMoment } from '#/requests/refresh.ts'
import { isOpen } from '#/requests/states.ts'

const open = statement(
  'request_hand_over_open',
  `select id from requests where (requester_id = $1::uuid or requester_id is null and subject->>'person' = $1::text) and state in ('open', 'asked') order by id`,
)

/** Nothing where the successor asked for the same already. */
const move = statement(
  'request_hand_over',
  `update requests r set requester_id = $2::uuid, subject = $3::jsonb, subject_key = $4, version = version + 1, basis = version + 1
   where r.id = $1::uuid and not exists (select from requests o where o.subject_key = $4 and o.state in ('open', 'asked') and o.id <> r.id)
   returning id`,
)

const unclaim = statement(
  'request_unclaim',
  `update requests set claimed_by_id = null, version = version + 1 where claimed_by_id = $1::uuid and state in ('open', 'asked') returning id`,
)

/**
 * The open requests of someone who leaves become the successor's where their kind can, else they are withdrawn, and the leaver hears that; so is what nobody
 * asked and was only about them. What they had taken up is free again.
 */
export async function handOverRequests(
  tx: Tx,
  kinds: readonly AnyRequestKind[],
  from: PersonId,
  to: PersonId | null,
  by: ActedAs,
  at: At,
): Promise<void> {
  for (const { id } of await tx.query<{ id: RequestId }>(open, [from])) {
    const request = await lockRequest(tx, id)
    // Decided a moment ago: what came of it is handed over with the rest.
    if (!request || !isOpen(request.state)) continue
    const kind = kinds.find(k => k.name === request.kind)
    const next = to && kind?.handOver ? await kind.handOver(tx, kind.subject.parse(request.subject), to) : null
    const moved = next ? await tx.query(move, [id, to, JSON.stringify(next.subject), next.subjectKey]) : []
    if (moved.length === 0) {
      await withdraw(tx, kinds, request, by, { now: at.now, today: at.today })
      if (request.requester)
        notify(
          tx,
          [{ kind: 'person', person: from }],
          'request.dropped',
          { request: id },
          { subject: requestMoment(id) },
        )
      continue
    }
    audit(tx, {
      action: 'request.handedOver',
      subject: { kind: 'request', id },
      by,
      old: { requester: from },
      new: { requester: to },
    })
    touch(tx, { kind: 'request', id })
    touch(tx, { kind: 'officialAsk', id })
  }
  for (const { id } of await tx.query<{ id: string }>(unclaim, [from])) touch(tx, { kind: 'request', id })
}
