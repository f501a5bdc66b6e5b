// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { endGroup, endMembership, membersOf, type ThemeGroup, themeGroup } from '#/features/groups/rules/groups.ts'
import { reportOf } from '#/features/groups/rules/report.ts'
import { type ActedAs, audit, byBot } from '#/network/audit.ts'
import type { PersonId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { Refusal } from '#/network/refusal.ts'
import { addWorkingDays, isWorkingDay } from '#/network/working-days.ts'
import { decidersOf } from '#/requests/deciders.ts'

const askedAtHour = 9

const ending = statement(
  'theme_groups_ending',
  `select g.id, (g.ends_on - 1)::text as until from theme_groups g
   where g.ends_on <= $2::date and (g.ends_on > $1::date or exists (select from theme_group_members m where m.theme_group_id = g.id and m.ended_at is null))`,
)

/** Theme groups whose last day is near, or that have gone on in name only. */
async function endingGroups(
  db: Db,
  { today, hours }: PlannedAt,
  until: Date,
): Promise<readonly { readonly id: string; readonly until: Temporal.PlainDate }[]> {
  const horizon = Temporal.Instant.fromEpochMilliseconds(until.getTime()).toZonedDateTimeISO(hours.zone).toPlainDate()
  const rows = await db.query<{ id: string; until: string }>(ending, [today, horizon.add({ days: 1 }).toString()])
  return rows.map(row => ({ id: row.id, until: Temporal.PlainDate.from(row.until) }))
}

const momentAt = (date: Temporal.PlainDate, hour: number, zone: string): Date =>
  new Date(date.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(hour) }).epochMilliseconds)

const of = (group: string, until: Temporal.PlainDate, dueAt: Date): Occurrence => ({
  subject: { kind: 'themeGroup', id: group },
  occurrence: until.toString(),
  dueAt,
})

/** In the morning of the last working day on which a group runs, its members are asked what came of it. */
export async function reportsToAsk(db: Db, at: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const { zone, off } = at.hours
  return (await endingGroups(db, at, until)).map(group => {
    const last = group.until.toString()
    const day = isWorkingDay(last, off) ? last : addWorkingDays(last, -1, off)
    return of(group.id, group.until, momentAt(Temporal.PlainDate.from(day), askedAtHour, zone))
  })
}

/** At the midnight after its last day a group is closed. */
export const groupsToClose = async (db: Db, at: PlannedAt, until: Date): Promise<readonly Occurrence[]> =>
  (await endingGroups(db, at, until)).map(group =>
    of(group.id, group.until, momentAt(group.until.add({ days: 1 }), 0, at.hours.zone)),
  )

/** The group that something planned is about; null where it has another last day by now: that has its own. */
export async function plannedGroup(db: Db, { subject, occurrence }: Planned): Promise<ThemeGroup | null> {
  const group = await themeGroup(db, subject.id)
  return group?.until === occurrence ? group : null
}

const toPeople = (people: readonly { readonly person: PersonId }[]) =>
  [...new Set(people.map(({ person }) => person))].map(person => ({ kind: 'person', person }) as const)

/** Asks who takes part, and the pillar's chair, for the report, where there is none yet. */
export async function askForReport(tx: Tx, planned: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const group = await plannedGroup(tx, planned)
  if (!group) return { pointless: 'moved' }
  if (await reportOf(tx, group.id)) return { pointless: 'reported' }
  const chairs = await decidersOf(tx, ['chair'], null, group.pillar, at.today)
  const asked = [...(await membersOf(tx, group.id)), ...chairs]
  if (asked.length === 0) return { pointless: 'nobody' }
  notify(tx, toPeople(asked), 'groups.lastDay', { group: group.id })
  return 'done'
}

/** Closes a group whose last day is over, or whose closing the secretariat brought forward. Who took part is told, once. */
export async function closeGroup(tx: Tx, planned: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const group = await plannedGroup(tx, planned)
  if (!group) return { pointless: 'moved' }
  const isOver = group.until !== null && group.until < at.today
  await (isOver ? endMembership : endGroup)(tx, group, byBot, at)
  return 'done'
}

const extend = statement('theme_group_extend', 'update theme_groups set ends_on = $2::date where id = $1')

/** Gives a running group a later last day; who takes part is told. @throws Refusal at the field */
export async function extendGroup(tx: Tx, group: ThemeGroup, until: string, by: ActedAs, today: string): Promise<void> {
  if (!until || until < today) throw new Refusal('groups.noUntil', {}, { field: 'until' })
  if (group.until && until <= group.until) throw new Refusal('groups.notLater', {}, { field: 'until' })
  await tx.query(extend, [group.id, Temporal.PlainDate.from(until).add({ days: 1 }).toString()])
  audit(tx, {
    action: 'group.extended',
    subject: { kind: 'themeGroup', id: group.id },
    by,
    old: { until: group.until },
    new: { until },
  })
  notify(tx, toPeople(await membersOf(tx, group.id)), 'groups.extended', { group: group.id, until })
}
