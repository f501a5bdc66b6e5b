// SPDX-License-Identifier: EUPL-1.2
// The secretariat keeps the committees: which there are, from when until when, and for which pillars they matter [F47].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { cancelMeeting, lockedCommitteeMeeting } from '#/features/vng/rules/meetings.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { CommitteeId, CommitteeMeetingId, PillarId } from '#/network/ids.ts'
import { fold } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'

/** What a committee can be, as it stands in the network's data. */
export const committeeKinds = {
  advisory: 'adviescommissie',
  college: 'college',
  temporary: 'tijdelijke commissie',
} as const
export type CommitteeKind = keyof typeof committeeKinds
export const longestName = 120

const committeeRef = (id: CommitteeId) => ({ kind: 'committee', id })

/** What a committee is. `endsOn` is the first day that there is none any more. */
export interface GivenCommittee {
  readonly name: string
  readonly kind: string
  readonly startsOn: string | null
  readonly endsOn: string | null
  /** For which pillars it matters most, and for which besides. */
  readonly primary: readonly PillarId[]
  readonly secondary: readonly PillarId[]
}

export interface KeptCommittee extends GivenCommittee {
  readonly id: CommitteeId
  readonly version: number
}

const linked = (rank: 'primary' | 'secondary') =>
  `array(select k.pillar_id from committee_pillars k join pillars p on p.id = k.pillar_id where k.committee_id = c.id and k.rank = '${rank}' order by p.number)`
const kept = `select c.id, c.name, c.kind, c.valid_from::text as "startsOn", (c.valid_to + 1)::text as "endsOn", c.version,
    ${linked('primary')} as primary, ${linked('secondary')} as secondary
  from committees c`
const all = statement('committees_kept', `${kept} order by c.name, c.id`)
const locked = statement('committee_kept_locked', `${kept} where c.id = $1 for no key update of c`)

/** All of them, by name: also those that have ended, and those that are to come. */
export const keptCommittees = (db: Db): Promise<readonly KeptCommittee[]> => db.query<KeptCommittee>(all, [])

export const keptCommittee = async (db: Db, id: string): Promise<KeptCommittee | null> =>
  (await keptCommittees(db)).find(committee => committee.id === id) ?? null

/** The same, locked. An id that is none is never asked of the database: it may hold what that refuses. */
export async function lockedCommittee(tx: Tx, id: string): Promise<KeptCommittee | null> {
  const known = await keptCommittee(tx, id)
  return known && ((await tx.query<KeptCommittee>(locked, [known.id]))[0] ?? null)
}

/** What a new one goes by in links, and as its short name: its name and the year that it begins in, so that none is a number, or the name of something else. Pure. */
export function idFor(name: string, day: string, taken: readonly string[]): CommitteeId {
  const words = name
    .split(/[\s-]+/)
    .map(fold)
    .filter(Boolean)
  const id = [...words.join('-')].slice(0, 60).join('')
  const dated = `${id || 'commissie'}-${day.slice(0, 4)}`
  const numbered = Array.from({ length: taken.length + 1 }, (_, at) => (at === 0 ? dated : `${dated}-${at + 1}`))
  return (numbered.find(one => !taken.includes(one)) ?? dated) as CommitteeId
}

const overlaps = (a: GivenCommittee, b: GivenCommittee): boolean =>
  (a.endsOn === null || b.startsOn === null || b.startsOn < a.endsOn) &&
  (b.endsOn === null || a.startsOn === null || a.startsOn < b.endsOn)

// Two who keep them at the same moment never give one name twice.
const lock = statement('committees_lock', `select pg_advisory_xact_lock(hashtextextended('committees', 0))`)

/** @throws Refusal where another has that name at the same time */
async function demandName(tx: Tx, given: GivenCommittee, own: CommitteeId | null): Promise<readonly KeptCommittee[]> {
  await tx.query(lock, [])
  const others = (await keptCommittees(tx)).filter(({ id }) => id !== own)
  if (others.some(other => fold(other.name) === fold(given.name) && overlaps(other, given)))
    throw new Refusal('vng.nameTaken', {}, { field: 'name' })
  return others
}

const add = statement(
  'committee_add',
  `with added as (
     insert into committees (id, name, kind, valid_from, valid_to) values ($1, $2, $3, $4::date, $5::date - 1) returning id)
   insert into lobby_targets (id, name, kind, committee_id, valid_from, valid_to) select 'vng-' || id, $6, 'vngCommittee', id, $4::date, $5::date - 1 from added
   on conflict do nothing`,
)
const change = statement(
  'committee_change',
  'update committees set name = $2, kind = $3, valid_from = $4::date, valid_to = $5::date - 1, version = version + 1 where id = $1',
)
const changeTarget = statement(
  'committee_target_change',
  `update lobby_targets set name = coalesce($2, name), valid_from = $3::date, valid_to = $4::date - 1 where committee_id = $1`,
)
const link = statement(
  'committee_pillars_set',
  `with gone as (delete from committee_pillars where committee_id = $1 and pillar_id <> all($2::text[] || $3::text[]))
   insert into committee_pillars (committee_id, pillar_id, rank)
     select $1, id, case when id = any($2::text[]) then 'primary' else 'secondary' end from pillars where id = any($2::text[] || $3::text[])
   on conflict (committee_id, pillar_id) do update set rank = excluded.rank`,
)

/** Adds a committee, to which lobby points can be addressed from then on; `target` is what it is called there. @throws Refusal where the name is taken */
export async function addCommittee(
  tx: Tx,
  given: GivenCommittee,
  target: string,
  by: ActedAs,
  today: string,
): Promise<CommitteeId> {
  const others = await demandName(tx, given, null)
  const id = idFor(
    given.name,
    given.startsOn ?? today,
    others.map(other => other.id),
  )
  const { name, kind, startsOn, endsOn, primary, secondary } = given
  await tx.query(add, [id, name, kind, startsOn, endsOn, target])
  await tx.query(link, [id, primary, secondary])
  audit(tx, { action: 'committee.added', subject: committeeRef(id), by, new: told(given) })
  return id
}

const told = ({ name, kind, startsOn, endsOn, primary, secondary }: GivenCommittee) => ({
  name,
  kind,
  startsOn,
  endsOn,
  primary: primary.join(' '),
  secondary: secondary.join(' '),
})

const after = statement(
  'committee_meetings_after',
  `select id from committee_meetings where committee_id = $1 and cancelled_at is null and ends_at > $2::timestamptz
     and (starts_at at time zone $4)::date >= $3::date order by id`,
)

/**
 * Changes a locked committee, or ends it; gives how many meetings do not take place by that. Nothing where nothing differs.
 * @throws Refusal where the name is taken
 */
export async function changeCommittee(
  tx: Tx,
  old: KeptCommittee,
  given: GivenCommittee,
  target: string,
  by: ActedAs,
  { now, zone }: { readonly now: Date; readonly zone: string },
): Promise<number> {
  const [before, then] = [told(old), told(given)]
  const changed = (Object.keys(then) as (keyof typeof then)[]).filter(field => before[field] !== then[field])
  if (changed.length === 0) return 0
  await demandName(tx, given, old.id)
  const { name, kind, startsOn, endsOn, primary, secondary } = given
  await tx.query(change, [old.id, name, kind, startsOn, endsOn])
  await tx.query(changeTarget, [old.id, name === old.name ? null : target, startsOn, endsOn])
  await tx.query(link, [old.id, primary, secondary])
  const pick = (from: typeof then) => Object.fromEntries(changed.map(field => [field, from[field]]))
  audit(tx, {
    action: 'committee.changed',
    subject: committeeRef(old.id),
    by,
    old: pick(before),
    new: pick(then),
  })
  return endsOn === null ? 0 : endMeetings(tx, old.id, endsOn, by, { now, zone })
}

/** What a committee that has ended would have met for does not take place. */
async function endMeetings(
  tx: Tx,
  committee: CommitteeId,
  endsOn: string,
  by: ActedAs,
  { now, zone }: { readonly now: Date; readonly zone: string },
): Promise<number> {
  const meetings = await tx.query<{ id: CommitteeMeetingId }>(after, [committee, now.toISOString(), endsOn, zone])
  for (const { id } of meetings) {
    const meeting = await lockedCommitteeMeeting(tx, id)
    if (meeting) await cancelMeeting(tx, meeting, by, now)
  }
  return meetings.length
}
