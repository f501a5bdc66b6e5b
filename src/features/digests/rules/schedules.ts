// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import {
  isOccurrence,
  isSwallowed,
  momentOf,
  occurrencesBetween,
  type Rhythm,
  type Timing,
} from '#/features/digests/rules/times.ts'
import type { ActedAs } from '#/network/audit.ts'
import { audit } from '#/network/audit.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import { holds } from '#/network/holding.ts'
import { asId, type DigestScheduleId, type PillarId, type SubjectRef } from '#/network/ids.ts'

export const silences = ['sends', 'holds'] as const
export type Silence = (typeof silences)[number]

/** When the digest of a pillar or a theme group goes out, and what comes of a draft that nobody says anything about. `pillar` is also a theme group's, whose chair reviews it. */
export interface Schedule extends Usual {
  readonly id: DigestScheduleId
}

/** The same where nobody set any, so that there is no row of it. */
export interface Usual extends Timing {
  readonly id: DigestScheduleId | null
  readonly pillar: PillarId
  readonly group: string | null
  /** What its readers are called: the pillar, or the theme group. */
  readonly name: string
  readonly pausesInRecess: boolean
  readonly silence: Silence
  readonly reviewHours: number
  readonly isOff: boolean
  readonly revision: number
}

const columns = `
  select s.id, coalesce(s.pillar_id, g.pillar_id) as pillar, s.theme_group_id as "group", coalesce(p.name, g.name) as name, s.weekday, s.time_of_day as "timeOfDay",
    s.rhythm, s.starts_on::text as "startsOn", s.pauses_in_recess as "pausesInRecess", s.silence, s.review_hours as "reviewHours", s.is_off as "isOff", s.revision
  from digest_schedules s left join pillars p on p.id = s.pillar_id left join theme_groups g on g.id = s.theme_group_id`
const runs = `(${holds('p', '$1::date')} or ${holds('g', '$1::date')})`

const all = statement('digest_schedules', `${columns} where ${runs} order by name`)
const byId = statement('digest_schedule_by_id', `${columns} where s.id = $1::uuid`)
const ofPillar = statement('digest_schedule_of_pillar', `${columns} where s.pillar_id = $1`)
const ofGroup = statement('digest_schedule_of_group', `${columns} where s.theme_group_id = $1`)
const lock = statement('digest_schedule_lock', 'select id from digest_schedules where id = $1::uuid for update')

const running = statement(
  'digest_schedule_runs',
  `select 1 as is from digest_schedules s left join pillars p on p.id = s.pillar_id left join theme_groups g on g.id = s.theme_group_id where s.id = $2::uuid and ${runs}`,
)

// Monday at half past eight, until someone says otherwise: for every pillar and theme group that is written to somewhere.
const begin = statement(
  'digest_schedules_begin',
  `insert into digest_schedules (pillar_id, theme_group_id, starts_on)
   select p.id, null, $1::date from pillars p where ${holds('p', '$1::date')} and (
     exists (select from channels c where c.pillar_id = p.id and c.purpose = 'pillar' and c.ended_at is null)
     or exists (select from digest_wishes w where w.pillar_id = p.id and w.rhythm <> 'off'))
   union all select null, g.id, $1::date from theme_groups g where ${holds('g', '$1::date')}
     and exists (select from channels c where c.theme_group_id = g.id and c.purpose = 'themeGroup' and c.ended_at is null)
   on conflict do nothing`,
)
const beginOne = statement(
  'digest_schedule_begin',
  `insert into digest_schedules (pillar_id, theme_group_id, starts_on) values ($1, $2, $3::date) on conflict do nothing`,
)

/** The schedules of today's pillars and theme groups; what is written to somewhere has one of itself. */
export async function schedules(db: Db, today: string): Promise<readonly Schedule[]> {
  await db.query(begin, [today])
  return db.query<Schedule>(all, [today])
}

/** Whether the pillar or theme group of a schedule is there on a day. */
export const isRunning = async (db: Db, { id }: Schedule, day: string): Promise<boolean> =>
  (await db.query(running, [day, id])).length > 0

export async function scheduleById(db: Db, value: string): Promise<Schedule | null> {
  const id = asId<DigestScheduleId>(value)
  return id && ((await db.query<Schedule>(byId, [id]))[0] ?? null)
}

/** The same, locked until the transaction ends: its digests come one after another. */
export async function lockedSchedule(tx: Db, value: string): Promise<Schedule | null> {
  const id = asId<DigestScheduleId>(value)
  if (!id) return null
  await tx.query(lock, [id])
  return scheduleById(tx, id)
}

/** Whose digest it is: a pillar's, or a theme group's of a pillar. */
export interface Of {
  readonly kind: 'pillar' | 'themeGroup'
  readonly id: string
  readonly name: string
  readonly pillar: PillarId
}

const find = async (db: Db, { kind, id }: Of): Promise<Schedule | null> =>
  (await db.query<Schedule>(kind === 'pillar' ? ofPillar : ofGroup, [id]))[0] ?? null

/** When the digest of a pillar or theme group goes out; as it is by itself where nobody set any. */
export const scheduleOf = async (db: Db, of: Of, today: string): Promise<Schedule | Usual> =>
  (await find(db, of)) ?? {
    id: null,
    pillar: of.pillar,
    group: of.kind === 'themeGroup' ? of.id : null,
    name: of.name,
    weekday: 1,
    timeOfDay: '08:30',
    rhythm: 'weekly',
    startsOn: today,
    pausesInRecess: true,
    silence: 'sends',
    reviewHours: 4,
    isOff: false,
    revision: 1,
  }

/** The same, locked; written down where it was not yet. */
export async function heldScheduleOf(tx: Tx, of: Of, today: string): Promise<Schedule> {
  await tx.query(beginOne, [of.kind === 'pillar' ? of.id : null, of.kind === 'themeGroup' ? of.id : null, today])
  const id = (await find(tx, of))?.id
  const held = id ? await lockedSchedule(tx, id) : null
  if (!held) throw new Error('a schedule was not written')
  return held
}

/** Whether a draft waits until someone sends it; one that a person let go does not. */
export const waitsForSomeone = (
  { silence }: Pick<Usual, 'silence'>,
  digest: { readonly isReleased: boolean } | null,
): boolean => silence === 'holds' && !digest?.isReleased

export const scheduleRef = (id: DigestScheduleId): SubjectRef => ({ kind: 'digestSchedule', id })

const aYear = 366

/** The dates of a schedule for a year, from those on whose digest may still wait for a working day. */
export function comingDates(schedule: Usual, today: string, hours: WorkingHours): readonly string[] {
  if (schedule.isOff) return []
  const from = Temporal.PlainDate.from(today).subtract({ days: 14 })
  const dates = occurrencesBetween(schedule, from.toString(), from.add({ days: aYear }).toString())
  return dates.filter(date => !isSwallowed(schedule, date, hours))
}

/** The first date whose digest goes out after a moment. Null where none comes. */
export const nextOccurrence = (schedule: Usual, after: Date, today: string, hours: WorkingHours): string | null =>
  comingDates(schedule, today, hours).find(date => momentOf(schedule, date, hours) > after) ?? null

/** What tells an occurrence as it was planned from one of a schedule that was changed since. */
export const occurrenceOf = ({ revision }: Schedule, date: string): string => `${date} ${revision}`

/** For which date something was planned; null where the schedule is another by now. */
export function dateOf(schedule: Schedule, occurrence: string): string | null {
  const [date = '', revision] = occurrence.split(' ')
  return !schedule.isOff && Number(revision) === schedule.revision && isOccurrence(schedule, date) ? date : null
}

const change = statement(
  'digest_schedule_change',
  `update digest_schedules set weekday = $2::int, time_of_day = $3, rhythm = $4, starts_on = $5::date, pauses_in_recess = $6::bool, silence = $7, review_hours = $8::int, is_off = $9::bool,
     revision = revision + 1 where id = $1::uuid`,
)

export interface Changed {
  readonly weekday: number
  readonly timeOfDay: string
  readonly rhythm: Rhythm
  readonly pausesInRecess: boolean
  readonly silence: Silence
  readonly reviewHours: number
  readonly isOff: boolean
}

const timingOf = ({ weekday, timeOfDay: time, rhythm, silence, pausesInRecess, reviewHours, isOff }: Changed) => ({
  weekday,
  time,
  rhythm: isOff ? 'off' : rhythm,
  silence,
  recess: pausesInRecess ? 'pauses' : 'goesOn',
  reviewHours,
})

/** Changes when a digest goes out, from the next one on. Every second week stays that week. */
export async function changeSchedule(
  tx: Tx,
  schedule: Schedule,
  to: Changed,
  by: ActedAs,
  today: string,
): Promise<void> {
  await tx.query(change, [
    schedule.id,
    to.weekday,
    to.timeOfDay,
    to.rhythm,
    to.rhythm === schedule.rhythm ? schedule.startsOn : today,
    to.pausesInRecess,
    to.silence,
    to.reviewHours,
    to.isOff,
  ])
  audit(tx, {
    action: 'digest.scheduled',
    subject: scheduleRef(schedule.id),
    by,
    old: timingOf(schedule),
    new: timingOf(to),
  })
}
