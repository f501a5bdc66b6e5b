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

const numbers = statement(
  'follow_numbers',
  `select f.subject_kind as kind, coalesce(p.number, b.number) as number from follows f
   left join lobby_points p on f.subject_kind = 'lobbyPoint' and p.id::text = f.subject_id
   left join bottlenecks b on f.subject_kind = 'bottleneck' and b.id::text = f.subject_id
   where f.person_id = $1::uuid and f.subject_kind in ('lobbyPoint', 'bottleneck') and b.withdrawn_at is null order by 2`,
)

/** The numbers of the lobby points, and of the bottlenecks that stand, that someone follows. */
export const numbersFollowed = (
  db: Db,
  person: PersonId,
): Promise<readonly { readonly kind: 'lobbyPoint' | 'bottleneck'; readonly number: number }[]> =>
  db.query(numbers, [person])

const move = statement(
  'follow_move',
  `insert into follows (person_id, subject_kind, subject_id, created_at)
   select person_id, subject_kind, $3, created_at from follows where subject_kind = $1 and subject_id = $2 on conflict do nothing`,
)

/** Who follows one subject follows the one that it goes on as. */
export const followAlong = async (tx: Tx, kind: string, from: string, into: string): Promise<void> =>
  void (await tx.query(move, [kind, from, into]))

/** Who follows a subject: for whoever has something to tell of it. */
export const followersOf = async (db: Db, { kind, id }: SubjectRef): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(followers, [kind, id])).map(row => row.person)
