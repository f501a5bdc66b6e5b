// SPDX-License-Identifier: EUPL-1.2
// What a proposed date falls on: said before it is saved, and never in the way.
import { createHash } from 'node:crypto'
import { type Db, statement } from '#/database/db.ts'
import { isSeen, type Readers } from '#/features/meetings/rules/meetings.ts'
import { dateIn } from '#/network/calendar.ts'
import { holds } from '#/network/holding.ts'
import type { MeetingId } from '#/network/ids.ts'

/** A day off, a recess of parliament, a school holiday with how many of the network's municipalities it touches, or another meeting at the same time. */
export type Clash =
  | { readonly kind: 'day' | 'recess'; readonly name: string }
  | {
      readonly kind: 'school'
      readonly name: string
      /** None where it holds in all of them. */
      readonly regions: readonly string[]
      readonly municipalities: number
      readonly members: number
    }
  | {
      readonly kind: 'meeting'
      readonly number: number
      /** Null where the one who plans may not know of it yet. */
      readonly title: string | null
    }

// A municipality of which no region is known has that of those that went up in it, where they had the same.
const onDay = statement(
  'meeting_clashes_day',
  `with found as (
     select kind, name, array_agg(region order by region) as regions from days_off
     where date <= $1::date and coalesce(ends_on, date + 1) > $1::date and (kind <> 'day' or is_off) group by kind, name
   ), members as (
     select coalesce(u.school_region, (select min(o.school_region) from municipalities o where o.successor_id = u.id having count(distinct o.school_region) = 1)) as region
     from municipalities u where exists (select from memberships n where n.municipality_id = u.id and ${holds('n', '$1::date')})
   )
   select f.kind, f.name, case when '' = any(f.regions) then '{}' else f.regions end as regions,
     (select count(*)::int from members u where '' = any(f.regions) or u.region = any(f.regions)) as municipalities, (select count(*)::int from members) as members
   from found f order by f.kind, f.name`,
)
const mostMeetings = 5
// None lasts longer than a day: those that began before are not looked at.
const atOnce = statement(
  'meeting_clashes_meetings',
  `select 'meeting' as kind, m.number, case when ${isSeen} then m.title end as title from meetings m
   where m.state <> 'cancelled' and m.id is distinct from $3::uuid and m.starts_at < $5::timestamptz and m.ends_at > $4::timestamptz and m.starts_at > $4::timestamptz - interval '1 day'
   order by m.starts_at, m.number limit ${mostMeetings}`,
)

export interface Proposed {
  readonly startsAt: Date
  readonly endsAt: Date
}

/** What a proposed time falls on. `meeting` is the one that it is proposed for, where that is planned already. */
export async function clashesOf(
  db: Db,
  { startsAt, endsAt }: Proposed,
  meeting: MeetingId | null,
  by: { readonly readers: Readers; readonly zone: string; readonly today: string },
): Promise<readonly Clash[]> {
  const day = await db.query<Clash>(onDay, [dateIn(by.zone, startsAt)])
  const times = [startsAt.toISOString(), endsAt.toISOString()]
  return [...day, ...(await db.query<Clash>(atOnce, [by.readers, by.today, meeting, ...times]))]
}

/** Stands for what was said of dates: whoever saves them all the same has read this, and nothing else. */
export const clashesSeen = (all: readonly { readonly startsAt: Date; readonly clashes: readonly Clash[] }[]): string =>
  createHash('sha256').update(JSON.stringify(all)).digest('base64url').slice(0, 12)
