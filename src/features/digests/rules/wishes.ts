// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { arrived } from '#/features/digests/rules/digests.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'
import { canAct } from '#/network/vouching.ts'

/** How often someone hears of a pillar by direct message: at once, every working day, or with the pillar's own digest. */
export const wishRhythms = ['direct', 'daily', 'weekly'] as const
export type WishRhythm = (typeof wishRhythms)[number]

const people = statement(
  'digest_wishing',
  `select w.person_id as person from digest_wishes w where w.pillar_id = $1 and w.rhythm = $2 and ${canAct('w.person_id', '$3::date')} order by 1`,
)

/** Who wants a pillar's digest by direct message, in a rhythm, and can be written to. */
export const wishing = async (
  db: Db,
  pillar: PillarId,
  rhythm: WishRhythm,
  today: string,
): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(people, [pillar, rhythm, today])).map(({ person }) => person)

const own = statement(
  'digest_wishes_of',
  `select pillar_id as pillar, rhythm from digest_wishes where person_id = $1::uuid and rhythm <> 'off'`,
)

/** What someone wants of each pillar; nothing of those that are not in it. */
export const wishesOf = async (db: Db, person: PersonId): Promise<ReadonlyMap<string, WishRhythm>> =>
  new Map(
    (await db.query<{ pillar: string; rhythm: WishRhythm }>(own, [person])).map(({ pillar, rhythm }) => [
      pillar,
      rhythm,
    ]),
  )

// Who heard of it before misses nothing by hearing otherwise: with the pillar's own digest they were told up to the last that was sent.
const set = statement(
  'digest_wish',
  `insert into digest_wishes as w (person_id, pillar_id, rhythm, created_at) values ($1::uuid, $2, $3, $4::timestamptz)
   on conflict (person_id, pillar_id) do update set rhythm = excluded.rhythm, created_at = case
     when w.rhythm = 'off' then excluded.created_at
     when w.rhythm = 'weekly' and excluded.rhythm <> 'weekly' then coalesce((
       select max(d.period_to) from digests d join digest_schedules s on s.id = d.schedule_id where s.pillar_id = w.pillar_id and d.state = 'sent' and ${arrived}), w.created_at)
     else w.created_at end`,
)
// What they were told stays: they may open it still, and are not told it anew.
const drop = statement(
  'digest_unwish',
  `update digest_wishes set rhythm = 'off' where person_id = $1::uuid and pillar_id = $2`,
)

/** From now on someone hears of a pillar in this rhythm, or not at all. */
export async function wish(
  tx: Tx,
  person: PersonId,
  pillar: PillarId,
  rhythm: WishRhythm | 'off',
  by: ActedAs,
  now: Date,
): Promise<void> {
  if (rhythm === 'off') await tx.query(drop, [person, pillar])
  else await tx.query(set, [person, pillar, rhythm, now.toISOString()])
  audit(tx, { action: 'digest.wished', subject: { kind: 'person', id: person }, by, new: { pillar, rhythm } })
}

const dropAll = statement(
  'digest_unwish_all',
  `update digest_wishes set rhythm = 'off' where person_id = $1::uuid and rhythm <> 'off' returning pillar_id as pillar`,
)

/** Who leaves hears of no pillar any more. */
export async function endWishesOf(tx: Tx, person: PersonId, by: ActedAs): Promise<void> {
  for (const { pillar } of await tx.query<{ pillar: PillarId }>(dropAll, [person]))
    audit(tx, {
      action: 'digest.wished',
      subject: { kind: 'person', id: person },
      by,
      new: { pillar, rhythm: 'off' },
    })
}
