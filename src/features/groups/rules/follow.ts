// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import type { PersonId, SubjectRef } from '#/network/ids.ts'

const give = statement(
  'follow_give',
  `insert into follows (person_id, subject_kind, subject_id, created_at) values ($1::uuid, $2, $3, $4::timestamptz)
   on conflict (person_id, subject_kind, subject_id) do nothing`,
)
const stop = statement(
  'follow_end',
  'delete from follows where person_id = $1::uuid and subject_kind = $2 and subject_id = $3',
)
const own = statement(
  'follow_own',
  `select subject_kind as kind, subject_id as id from follows where person_id = $1::uuid order by created_at`,
)
const followers = statement(
  'follow_people',
  'select person_id as person from follows where subject_kind = $1 and subject_id = $2 order by person_id',
)

/** Follows a subject without joining it [F13]. Given twice is given once. */
export async function follow(tx: Tx, person: PersonId, { kind, id }: SubjectRef, now: Date): Promise<void> {
  await tx.query(give, [person, kind, id, now.toISOString()])
}

export async function stopFollowing(tx: Tx, person: PersonId, { kind, id }: SubjectRef): Promise<void> {
  await tx.query(stop, [person, kind, id])
}

export const followedBy = (db: Db, person: PersonId): Promise<readonly SubjectRef[]> => db.query(own, [person])

/** Who follows a subject: for whoever has something to tell of it. */
export const followersOf = async (db: Db, { kind, id }: SubjectRef): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(followers, [kind, id])).map(row => row.person)
