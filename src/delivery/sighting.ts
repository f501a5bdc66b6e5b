// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { DeliveryId, SubjectRef } from '#/network/ids.ts'

/** A message that was pressed: it stands, whatever we noted of it. `drawing` is the subject's version that it showed. */
export interface Sighting {
  readonly delivery: DeliveryId
  readonly conversation: string
  readonly message: string
  readonly drawing: number
}

const note = statement(
  'sighting',
  `with copy as (
     insert into posted_messages (delivery_id, conversation_id, message_id, subject_kind, subject_id, drawn_version, drawn_at)
     select id, $2, $3, subject_kind, subject_id, $4::int, now() from deliveries where id = $1::uuid
     on conflict (delivery_id, message_id) do nothing
     returning subject_kind, subject_id
   ), found as (
     update deliveries set state = 'sent', held = false, message_id = $3, settled_at = now(), fence = fence + 1, reason = null
     where id = $1::uuid and (state = 'unclear' or held)
   )
   select subject_kind as kind, subject_id as id from copy where subject_kind is not null`,
)

/** Notes a copy that we lost sight of, as its sending was unclear, or the database was put back to before it: it becomes a live card. Gives its subject when it was new. */
export async function noteSighting(
  db: Db,
  { delivery, conversation, message, drawing }: Sighting,
): Promise<SubjectRef | null> {
  const [subject] = await db.query<SubjectRef>(note, [delivery, conversation, message, drawing])
  return subject ?? null
}
