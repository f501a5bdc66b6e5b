// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { hasArrived } from '#/features/digests/rules/arrival.ts'
import type { PersonId } from '#/network/ids.ts'

const told = statement(
  'digest_told_to',
  `select distinct x.person_id as person from digests d join digest_items i on i.digest_id = d.id and i.key = $1 and not i.is_left and not i.is_dropped
     join deliveries x on x.subject_kind = 'digestMessage' and x.subject_id = d.id::text and x.person_id is not null
   where d.state = 'sent' and d.sent_at > $2::timestamptz and ${hasArrived('x')}`,
)

/** Whom a digest told a line by direct message: it stood in none before `since`. */
export const toldTo = async (db: Db, key: string, since: Date): Promise<ReadonlySet<PersonId>> =>
  new Set((await db.query<{ person: PersonId }>(told, [key, since.toISOString()])).map(({ person }) => person))
