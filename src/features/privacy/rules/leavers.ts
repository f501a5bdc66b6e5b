// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { isHeld, leaversTerm } from '#/database/terms.ts'
import { forget, type Parting } from '#/features/privacy/rules/forget.ts'
import { byBot } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import type { PersonId } from '#/network/ids.ts'

/** In one transaction; the rest has its turn the next day. */
const atOnce = 100

const left = statement(
  'leavers',
  `select p.id from people p
   where p.forgotten_at is null and not ${isHeld('p.id')} and p.created_at < $2::timestamptz - make_interval(days => $1::int)
     and not exists (select from identities i where i.person_id = p.id)
     and not exists (select from roles r where r.person_id = p.id and (r.ends_on is null or r.ends_on > $2::timestamptz - make_interval(days => $1::int)))
     and not exists (select from pillar_members m where m.person_id = p.id and (m.ended_at is null or m.ended_at > $2::timestamptz - make_interval(days => $1::int)))
   order by p.created_at limit ${atOnce}`,
)

/** Forgets who left the network longer ago than their name is kept. */
export const leavers = (parting: Parting, zone: string) => ({
  ...leaversTerm,
  async run(tx: Tx, days: number, now: Date): Promise<number> {
    const people = await tx.query<{ id: PersonId }>(left, [days, now.toISOString()])
    const at = { now, today: dateIn(zone, now) }
    for (const { id } of people) await forget(tx, parting, { person: id, account: null }, byBot, at)
    return people.length
  },
})
