// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { messageRef } from '#/features/digests/rules/digests.ts'
import type { DigestId } from '#/network/ids.ts'

const open = statement(
  'digest_rest',
  'update digests set rest_at = $2::timestamptz where id = $1::uuid and rest_at is null returning id',
)

/** Puts the rest of a digest in the thread under it, wherever it stands. Twice is once. */
export async function openRest(tx: Tx, id: DigestId, now: Date): Promise<void> {
  const rows = await tx.query(open, [id, now.toISOString()])
  if (rows.length === 0) return
  notify(tx, [{ kind: 'thread', subject: messageRef(id) }], 'digests.rest', { digest: id }, { subject: messageRef(id) })
}
