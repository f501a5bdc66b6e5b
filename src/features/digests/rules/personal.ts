// SPDX-License-Identifier: EUPL-1.2
// What is new for one person, who hears of a pillar every working day, or at once [F51].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { compose } from '#/features/digests/rules/compose.ts'
import { overlapping } from '#/features/digests/rules/contents.ts'
import { arrived, messageRef } from '#/features/digests/rules/digests.ts'
import { leftOf } from '#/features/digests/rules/left.ts'
import {
  bringsBottleneck,
  committeeDaysAhead,
  daysAhead,
  isOfAll,
  isOpenToAll,
  newsOf,
} from '#/features/digests/rules/news.ts'
import { isInRecess } from '#/features/digests/rules/times.ts'
import type { WishRhythm } from '#/features/digests/rules/wishes.ts'
import { addDigest, settleDigest } from '#/features/digests/rules/write-digest.ts'
import { recesses } from '#/network/day-periods.ts'
import { holds } from '#/network/holding.ts'
import { asId, type DigestWishId, type PersonId, type PillarId, type SubjectRef } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { canAct } from '#/network/vouching.ts'
import { isWorkingDay } from '#/network/working-days.ts'

/** That someone wants to hear of a pillar. */
export interface Wish {
  readonly id: DigestWishId
  readonly person: PersonId
  readonly pillar: PillarId
  readonly name: string
  readonly rhythm: WishRhythm | 'off'
  /** Since when something is new to them. */
  readonly since: Date
}

const wishRef = (id: DigestWishId): SubjectRef => ({ kind: 'digestWish', id })

const columns = `
  select w.id, w.person_id as person, w.pillar_id as pillar, p.name, w.rhythm,
    greatest(w.created_at, (select max(d.period_to) from digests d where d.wish_id = w.id and ${arrived})) as since
  from digest_wishes w join pillars p on p.id = w.pillar_id`
/** SQL: whether the pillar of a wish is there on a day, and whoever wished it can be written to. */
const isHeard = (day: string) => `${holds('p', `${day}::date`)} and ${canAct('w.person_id', `${day}::date`)}`
const byId = statement('digest_wish_by_id', `${columns} where w.id = $1::uuid`)
const heard = statement('digest_wish_heard', `${columns} where w.id = $1::uuid and ${isHeard('$2')}`)
const daily = statement('digest_wishes_daily', `${columns} where w.rhythm = 'daily' and ${isHeard('$1')}`)

/** SQL: when the meeting `c` of a committee was last given another moment, or let go on; where it was another change, nothing of it is new. */
const changedAt = (c: string) =>
  `(select max(a.at) from audit a where a.subject_kind = 'committeeMeeting' and a.subject_id = ${c}.id::text and a.action = 'committee.meetingChanged')`

/** SQL: whether the bottleneck `b` is there still. */
const stands = (b: string) => `${b}.withdrawn_at is null and ${b}.merged_into_id is null`

// The last moment at which something happened that is told at once, or at which something that was known began to be near enough, by itself or because it was moved.
// It is asked for every wish at each look: of the bottlenecks only those are looked at that came since.
const direct = statement(
  'digest_wishes_direct',
  `select w.id, n.at from (${columns} where w.rhythm = 'direct' and ${isHeard('$1')}) w cross join lateral (
     select max(at) as at from (
       select greatest(p.opened_at, p.moved_at) as at from lobby_points p where p.pillar_id = w.pillar and p.moved_at > w.since and ${isOpenToAll('p')}
       union all select l.created_at from lobby_placements l join lobby_points p on p.id = l.point_id where p.pillar_id = w.pillar and l.taken_back_at is null and l.created_at > w.since
       union all select max(b.created_at) from bottlenecks b where b.pillar_id = w.pillar and b.created_at > w.since and ${stands('b')}
       union all select max(a.at) from audit a where a.at > w.since and ${bringsBottleneck('a')} and (select b.pillar_id = w.pillar and ${stands('b')} from bottlenecks b where b.id = a.subject_id::uuid)
       union all select t.published_at from report_pillars k join reports t on t.id = k.report_id where k.pillar_id = w.pillar and t.state = 'published' and not t.is_confidential and t.published_at > w.since
       union all select greatest(c.created_at, ${changedAt('c')}, c.starts_at - make_interval(days => ${committeeDaysAhead})) from committee_pillars k join committee_meetings c on c.committee_id = k.committee_id
         where k.pillar_id = w.pillar and c.cancelled_at is null and c.starts_at > $2::timestamptz
       union all select r.opened_at from lobby_rounds r where r.pillar_id = w.pillar and r.opened_at > w.since
       union all select greatest(m.opened_at, m.moved_at, m.starts_at - make_interval(days => ${daysAhead})) from meetings m join meeting_kinds k on k.id = m.kind_id left join theme_groups g on g.id = m.theme_group_id
         where (coalesce(m.pillar_id, g.pillar_id) = w.pillar or ${isOfAll}) and m.state in ('open', 'closed') and m.starts_at > $2::timestamptz) happened
     where at > w.since and at <= $2::timestamptz) n
   where n.at is not null`,
)

export async function wishById(db: Db, value: string): Promise<Wish | null> {
  const id = asId<DigestWishId>(value)
  return id && ((await db.query<Wish>(byId, [id]))[0] ?? null)
}

const dailyAt = '08:30'
const dailyDaysAhead = 14

/** Every working day in the morning, where parliament is in no recess. */
export async function dailyToSend(db: Db, { now, today, hours }: PlannedAt): Promise<readonly Occurrence[]> {
  const wishes = await db.query<Wish>(daily, [today])
  if (wishes.length === 0) return []
  const paused = await recesses(db, today)
  const days = Array.from({ length: dailyDaysAhead }, (_, i) => Temporal.PlainDate.from(today).add({ days: i }))
    .filter(day => isWorkingDay(day.toString(), hours.off) && !isInRecess(day.toString(), paused))
    .map(day => ({
      day,
      dueAt: new Date(day.toZonedDateTime({ timeZone: hours.zone, plainTime: dailyAt }).epochMilliseconds),
    }))
    .filter(({ dueAt }) => dueAt > now)
    // The planning shows the next: as many more as there are days would hide everything else.
    .slice(0, 1)
  return wishes.flatMap(({ id }) =>
    days.map(({ day, dueAt }) => ({ subject: wishRef(id), occurrence: day.toString(), dueAt })),
  )
}

/** At once, where something happened. */
export const directToSend = async (db: Db, { now, today }: PlannedAt): Promise<readonly Occurrence[]> =>
  (await db.query<{ id: DigestWishId; at: Date }>(direct, [today, now.toISOString()])).map(({ id, at }) => ({
    subject: wishRef(id),
    occurrence: at.toISOString(),
    dueAt: at,
  }))

const lock = statement('digest_wish_lock', 'select id from digest_wishes where id = $1::uuid for update')
const told = statement(
  'digest_told_personal',
  `select i.key from digest_items i join digests d on d.id = i.digest_id where d.wish_id = $1::uuid and not i.is_left and ${arrived}`,
)

/** Sends someone what is new to them, in one message; nothing where nothing is. */
export const sendPersonal =
  (rhythm: 'daily' | 'direct') =>
  async (tx: Tx, { subject, occurrence }: Planned, { now, today, hours }: PlannedAt): Promise<PlannedOutcome> => {
    const id = asId<DigestWishId>(subject.id)
    if (id) await tx.query(lock, [id])
    const wish = await wishById(tx, subject.id)
    if (wish?.rhythm !== rhythm) return { pointless: 'changed' }
    if ((await tx.query(heard, [wish.id, today])).length === 0) return { pointless: 'ended' }
    if (rhythm === 'daily' && today !== occurrence) return { pointless: 'late' }
    // One may have been entered since it was planned.
    if (rhythm === 'daily' && isInRecess(today, await recesses(tx, today))) return { pointless: 'recess' }
    const period = { from: overlapping(wish.since), to: now }
    const keys = await tx.query<{ key: string }>(told, [wish.id])
    const of = { pillar: wish.pillar, group: null, wish: wish.id }
    const news = await newsOf(tx, of, period, hours.zone)
    // That one more stands behind a point is worth no message of its own.
    const worth = rhythm === 'daily' ? news : { ...news, points: news.points.map(point => ({ ...point, added: 0 })) }
    const waiting = await leftOf(tx, of)
    const made = compose(worth, period, new Set(keys.map(({ key }) => key)), waiting)
    if (made.items.length === 0) return { pointless: 'nothing' }
    const digest = await addDigest(tx, { wish: wish.id }, occurrence, { ...made, period }, { state: 'draft' })
    await settleDigest(tx, digest, 'sent', { now })
    // What did not leave on its day is told by the next.
    const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toZonedDateTime({ timeZone: hours.zone })
    const notAfter = new Date(tomorrow.epochMilliseconds)
    const more = { subject: messageRef(digest), notAfter }
    notify(tx, [{ kind: 'person', person: wish.person }], 'digests.sent', { digest }, more)
    return 'done'
  }
