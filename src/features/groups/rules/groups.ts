// SPDX-License-Identifier: EUPL-1.2

import { randomUUID } from 'node:crypto'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { followersOf } from '#/features/groups/rules/follow.ts'
import type { Actor } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'
import { fold, matchName } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'

/** A theme group or action line inside a pillar [A13]. `until` is its last day. */
export interface ThemeGroup {
  readonly id: string
  readonly name: string
  readonly pillar: PillarId
  readonly pillarName: string
  readonly until: string | null
  readonly members: number
}

const columns = `select g.id, g.name, g.pillar_id as pillar, l.name as "pillarName", (g.ends_on - 1)::text as until,
     (select count(*)::int from theme_group_members m where m.theme_group_id = g.id and m.ended_at is null) as members
   from theme_groups g join pillars l on l.id = g.pillar_id`

const all = statement('theme_groups_now', `${columns} where ${holds('g', '$1::date')} order by l.number, g.name`)
const one = statement('theme_group', `${columns} where g.id = $1`)
const past = statement(
  'theme_groups_past',
  `${columns} where g.ends_on <= $1::date and g.ends_on > $1::date - interval '2 years' order by g.ends_on desc, g.name limit 50`,
)

/** Today's theme groups, by pillar. */
export const themeGroups = (db: Db, today: string): Promise<readonly ThemeGroup[]> => db.query<ThemeGroup>(all, [today])

const toLeave = statement(
  'theme_groups_to_leave',
  `${columns} where ${holds('g', '$1::date')} or exists (
     select from theme_group_members m where m.theme_group_id = g.id and m.person_id = $2::uuid and m.ended_at is null)
   order by l.number, g.name`,
)

/** Today's, and those that are over by their date and in which someone still takes part until they are closed. */
export const groupsToLeave = (db: Db, person: PersonId | null, today: string): Promise<readonly ThemeGroup[]> =>
  db.query<ThemeGroup>(toLeave, [today, person])

/** Those that ended in the last two years, the latest first. */
export const pastGroups = (db: Db, today: string): Promise<readonly ThemeGroup[]> => db.query<ThemeGroup>(past, [today])

/** One theme group, also when it has ended. What has not the form of an id is none: Postgres refuses some of it. */
export const themeGroup = async (db: Db, id: string): Promise<ThemeGroup | null> =>
  /^[\w-]+$/.test(id) ? ((await db.query<ThemeGroup>(one, [id]))[0] ?? null) : null

/** One that runs today, by its id alone. */
export const runningGroup = async (db: Db, id: string, today: string): Promise<ThemeGroup | null> =>
  (await themeGroups(db, today)).find(group => group.id === id) ?? null

/** The theme group that a typed name or id means. `forgives`: a typing error, where nothing is written. @throws Refusal */
export async function findGroup(db: Db, today: string, typed: string, forgives: boolean): Promise<ThemeGroup> {
  return groupIn(await themeGroups(db, today), typed, forgives)
}

/** The one of these that a typed name or id means. @throws Refusal */
export function groupIn(list: readonly ThemeGroup[], typed: string, forgives: boolean): ThemeGroup {
  const match = matchName(typed, list, group => [group.name, group.id])
  switch (match.found) {
    case 'exact':
      return match.item
    case 'near':
      if (forgives) return match.item
      throw new Refusal('groups.near', { words: typed, group: match.item.name })
    case 'several':
      throw new Refusal('groups.several', { words: typed, names: match.items.map(group => group.name).join(', ') })
    case 'none':
      throw new Refusal('groups.absent', { words: typed })
  }
}

export const longestName = 80

const add = statement(
  'theme_group_add',
  'insert into theme_groups (id, pillar_id, name, starts_on, ends_on) values ($1, $2, $3, $4::date, $5::date)',
)

/** Starts a theme group with a last day [F11]; who follows its pillar is told [F13]. @throws Refusal at the field */
export async function startGroup(
  tx: Tx,
  given: { readonly name: string; readonly pillar: PillarId; readonly until: string },
  by: ActedAs,
  today: string,
): Promise<string> {
  const name = given.name.trim()
  if (!name) throw new Refusal('groups.noName', {}, { field: 'name' })
  if (name.length > longestName)
    throw new Refusal('groups.longName', { length: name.length, max: longestName }, { field: 'name' })
  if (!given.until || given.until < today) throw new Refusal('groups.noUntil', {}, { field: 'until' })
  const taken = (await themeGroups(tx, today)).find(group => fold(group.name) === fold(name))
  if (taken) throw new Refusal('groups.taken', { group: taken.name }, { field: 'name' })
  const id = randomUUID()
  const endsOn = Temporal.PlainDate.from(given.until).add({ days: 1 }).toString()
  await tx.query(add, [id, given.pillar, name, today, endsOn])
  audit(tx, {
    action: 'group.started',
    subject: { kind: 'themeGroup', id },
    by,
    new: { pillar: given.pillar, until: given.until },
  })
  const followers = await followersOf(tx, { kind: 'pillar', id: given.pillar })
  const told = followers.filter(person => person !== by.personId).map(person => ({ kind: 'person', person }) as const)
  notify(tx, told, 'groups.begun', { group: id })
  return id
}

const end = statement(
  'theme_group_end',
  'update theme_groups set ends_on = greatest($2::date, starts_on) where id = $1 and (ends_on is null or ends_on > $2::date) returning id',
)
const endMembers = statement(
  'theme_group_end_members',
  'update theme_group_members set ended_at = $2::timestamptz where theme_group_id = $1 and ended_at is null returning person_id as person',
)

/** Ends a theme group today. Twice is once. */
export async function endGroup(
  tx: Tx,
  group: ThemeGroup,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  if ((await tx.query(end, [group.id, at.today])).length === 0) return
  await endMembership(tx, group, by, at)
}

/** Ends the part that people take in a group; they are told. */
export async function endMembership(
  tx: Tx,
  group: ThemeGroup,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  audit(tx, { action: 'group.ended', subject: { kind: 'themeGroup', id: group.id }, by, new: { endsOn: at.today } })
  const members = await tx.query<{ person: PersonId }>(endMembers, [group.id, at.now.toISOString()])
  const audience = members.map(({ person }) => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'groups.ended', { group: group.id })
}

const join = statement(
  'theme_group_join',
  `insert into theme_group_members (theme_group_id, person_id, municipality_id, started_at) values ($1, $2::uuid, $3, $4::timestamptz)
   on conflict (person_id, theme_group_id) where ended_at is null do nothing returning id`,
)
const leave = statement(
  'theme_group_leave',
  'update theme_group_members set ended_at = $3::timestamptz where theme_group_id = $1 and person_id = $2::uuid and ended_at is null returning id',
)

/** @throws Refusal for who takes part already, or has no municipality. */
export async function joinGroup(tx: Tx, actor: Actor, group: ThemeGroup, by: ActedAs, now: Date): Promise<void> {
  if (!actor.person || !actor.municipality) throw new Refusal('groups.noMunicipality')
  const values = [group.id, actor.person, actor.municipality.id, now.toISOString()]
  const [row] = await tx.query<{ id: string }>(join, values)
  if (!row) throw new Refusal('groups.already', { group: group.name })
  audit(tx, {
    action: 'group.joined',
    subject: { kind: 'themeGroup', id: group.id },
    by,
    new: { person: actor.person },
  })
}

/** @throws Refusal for who takes no part. */
export async function leaveGroup(tx: Tx, actor: Actor, group: ThemeGroup, by: ActedAs, now: Date): Promise<void> {
  const rows = actor.person ? await tx.query(leave, [group.id, actor.person, now.toISOString()]) : []
  if (rows.length === 0) throw new Refusal('groups.notIn', { group: group.name })
  audit(tx, {
    action: 'group.left',
    subject: { kind: 'themeGroup', id: group.id },
    by,
    old: { person: actor.person },
  })
}

const members = statement(
  'theme_group_members',
  `select p.id as person, p.name, m.name as municipality from theme_group_members s join people p on p.id = s.person_id join municipalities m on m.id = s.municipality_id
   where s.theme_group_id = $1 and s.ended_at is null order by m.name, p.name`,
)

export interface GroupMember {
  readonly person: PersonId
  readonly name: string
  readonly municipality: string
}

export const membersOf = (db: Db, group: string): Promise<readonly GroupMember[]> =>
  db.query<GroupMember>(members, [group])

const held = statement(
  'theme_groups_held',
  `select g.id, g.name from theme_group_members s join theme_groups g on g.id = s.theme_group_id
   where s.person_id = $1::uuid and s.ended_at is null and ${holds('g', '$2::date')} order by g.name`,
)
const endHeld = statement(
  'theme_groups_hand_over_end',
  'update theme_group_members set ended_at = $2::timestamptz where person_id = $1::uuid and ended_at is null returning theme_group_id as id, municipality_id as municipality',
)

/** The theme groups of today in which someone takes part. */
export const groupsOf = (
  db: Db,
  person: PersonId,
  today: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> => db.query(held, [person, today])

/** The part that someone who leaves took, to the successor where the group still runs, or ended. */
export async function handOverGroups(
  tx: Tx,
  from: PersonId,
  to: PersonId | null,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  const now = at.now.toISOString()
  const running = await groupsOf(tx, from, at.today)
  for (const { id, municipality } of await tx.query<{ id: string; municipality: string }>(endHeld, [from, now])) {
    const subject = { kind: 'themeGroup', id }
    audit(tx, { action: 'group.left', subject, by, old: { person: from } })
    const goesOn = running.some(group => group.id === id)
    if (to && goesOn && (await tx.query(join, [id, to, municipality, now])).length > 0)
      audit(tx, { action: 'group.joined', subject, by, new: { person: to } })
  }
}
