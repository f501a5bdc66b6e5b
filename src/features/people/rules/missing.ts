// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { type Audience, notify } from '#/delivery/notify.ts'
import { contactOfficers } from '#/features/people/rules/contact-officer.ts'
import { unseated } from '#/features/vng/rules/committees.ts'
import type { LeadingRole } from '#/network/actor.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId, PersonId, PillarId, RoleId } from '#/network/ids.ts'
import type { Occurrence, PlannedAt } from '#/network/planned-kind.ts'
import { belongs, vouched } from '#/network/vouching.ts'
import { atHour, firstWorkingDay } from '#/network/working-days.ts'

interface Named<Id> {
  readonly id: Id
  readonly name: string
}

/** A lead, chair or vice-chair whom nobody of the own municipality supports in that pillar [A17]: once, also where they `held` two of these roles there. `role` is one of them. */
export interface SupporterMissing {
  readonly kind: 'supporter'
  readonly role: RoleId
  readonly held: readonly LeadingRole[]
  readonly pillar: Named<PillarId>
  readonly municipality: Named<MunicipalityId>
  readonly person: Named<PersonId>
}

/** An executive in a pillar without an official of the own organisation: none named, one who said no, or one whom the bot does not know yet [A16]. */
export interface OfficialMissing {
  readonly kind: 'official'
  readonly seat: string
  readonly pillar: Named<PillarId>
  readonly municipality: Named<MunicipalityId>
  readonly person: Named<PersonId>
}

/** What there should be and is not: a pillar's lead or chair [A12], a supporter [A17], an executive's official [A16], a municipality's contact officer [A09]. */
export type Missing =
  | { readonly kind: 'lead' | 'chair'; readonly pillar: Named<PillarId> }
  | SupporterMissing
  | OfficialMissing
  | { readonly kind: 'officer'; readonly municipality: Named<MunicipalityId> }

const all = statement(
  'missing',
  `select * from (
     select v.kind, 1 as rank, l.number as place, l.id as pillar, l.name as pillar_name, null::text as municipality, null::text as municipality_name,
       null::uuid as role, null::text[] as held, null::uuid as person, null::text as person_name
     from pillars l cross join (values ('lead', 'pillarLead'), ('chair', 'chair')) v(kind, role)
     where ${holds('l', '$1::date')} and not exists (select from roles r where r.kind = v.role and r.pillar_id = l.id and ${holds('r', '$1::date')})
     union all
     select 'supporter', 2, l.number, l.id, l.name, m.id, m.name, (array_agg(r.id order by r.id))[1], array_agg(r.kind order by r.kind), p.id, p.name
     from roles r join people p on p.id = r.person_id join municipalities m on m.id = p.municipality_id join pillars l on l.id = r.pillar_id
     where r.kind in ('pillarLead', 'chair', 'viceChair') and ${holds('r', '$1::date')} and ${holds('l', '$1::date')} and not exists (
       select from roles s join people h on h.id = s.person_id
       where s.kind = 'supporter' and s.pillar_id = r.pillar_id and h.municipality_id = m.id and h.id <> p.id and ${holds('s', '$1::date')})
     group by l.id, m.id, p.id
     union all
     select 'official', 3, l.number, l.id, l.name, m.id, m.name, s.id, null, p.id, p.name
     from pillar_members s join people p on p.id = s.person_id join municipalities m on m.id = s.municipality_id join pillars l on l.id = s.pillar_id
     where s.ended_at is null and s.official_state in ('none', 'declined', 'unknown') and ${holds('l', '$1::date')} and exists (
       select from roles r where r.person_id = p.id and r.municipality_id = m.id and r.kind in ('alderman', 'mayor') and ${holds('r', '$1::date')})
     union all
     select 'officer', 4, 0, null, null, m.id, m.name, null, null, null, null
     from memberships n join municipalities m on m.id = n.municipality_id
     where ${holds('n', '$1::date')} and (m.valid_to is null or m.valid_to >= $1::date) and not exists (
       select from ${contactOfficers('m.id', '$1::date')})
   ) x order by rank, place, kind desc, municipality_name, held, person_name`,
)

interface Row {
  kind: Missing['kind']
  pillar: PillarId
  pillar_name: string
  municipality: MunicipalityId
  municipality_name: string
  role: RoleId
  held: LeadingRole[]
  person: PersonId
  person_name: string
}

/** All that is missing on a day (`2027-02-03`): pillars first, by number; then supporters and officials; then municipalities, by name. */
export async function missing(db: Db, today: string): Promise<readonly Missing[]> {
  return (await db.query<Row>(all, [today])).map((row): Missing => {
    const pillar = { id: row.pillar, name: row.pillar_name }
    const municipality = { id: row.municipality, name: row.municipality_name }
    switch (row.kind) {
      case 'officer':
        return { kind: 'officer', municipality }
      case 'official':
        return {
          kind: 'official',
          seat: row.role,
          pillar,
          municipality,
          person: { id: row.person, name: row.person_name },
        }
      case 'supporter':
        return {
          kind: 'supporter',
          role: row.role,
          held: row.held,
          pillar,
          municipality,
          person: { id: row.person, name: row.person_name },
        }
      default:
        return { kind: row.kind, pillar }
    }
  })
}

/** What one municipality can do something about. */
export type MissingAtHome = Exclude<Missing, { readonly kind: 'lead' | 'chair' }>

const isAtHome = (one: Missing): one is MissingAtHome => one.kind !== 'lead' && one.kind !== 'chair'

export const missingOf = async (db: Db, municipality: string, today: string): Promise<readonly MissingAtHome[]> =>
  (await missing(db, today)).filter(isAtHome).filter(one => one.municipality.id === municipality)

export const isSupporterMissing = (one: Missing): one is SupporterMissing => one.kind === 'supporter'

/** How much is missing of each kind. Pure. */
export function countsOf(list: readonly Missing[]): Readonly<Record<Missing['kind'], number>> {
  const counts = { lead: 0, chair: 0, supporter: 0, official: 0, officer: 0 }
  for (const { kind } of list) counts[kind]++
  return counts
}

/** Who is told: whom it is about, and of the others those who stand nearest. Only whoever a message reaches. */
const whoHears = statement(
  'missing_who_hears',
  `select h.person, h.rank from (
     select r.person_id as person, case r.kind when 'contactOfficer' then 1 when 'municipalSecretary' then 2 else 3 end as rank
     from roles r join people q on q.id = r.person_id and q.municipality_id = r.municipality_id
     where r.municipality_id = $2 and r.kind in ('contactOfficer', 'municipalSecretary', 'alderman', 'mayor', 'adviser', 'official') and ${holds('r', '$1::date')}
     union select unnest($3::uuid[]), 0) h
   join people p on p.id = h.person
   where exists (select from identities i join sources s on s.id = i.source_id where i.person_id = p.id and ${vouched} and ${belongs('$1::date')})
   order by h.rank`,
)

/**
 * Says what is missing: to each municipality's contact officer, else its secretary, else all who said a function there, together with whom it is about;
 * and the whole list to the secretariat, with the committees in which nobody of the network sits. What the messages say is looked up when they leave, and nothing is sent where all is there by then. Gives how much was missing.
 */
export async function raiseMissing(tx: Tx, today: string): Promise<number> {
  const list = await missing(tx, today)
  const count = list.length + (await unseated(tx, today))
  if (count === 0) return 0
  const homes = Map.groupBy(list.filter(isAtHome), one => one.municipality.id)
  for (const [municipality, lacking] of homes) {
    const about = lacking.flatMap(one => (one.kind === 'officer' ? [] : [one.person.id]))
    const people = await tx.query<{ person: PersonId; rank: number }>(whoHears, [today, municipality, about])
    const nearest = people.find(one => one.rank > 0)?.rank
    const hearing = new Set(people.filter(one => one.rank === 0 || one.rank === nearest).map(one => one.person))
    const audience = [...hearing].map((person): Audience => ({ kind: 'person', person }))
    notify(tx, audience, 'people.missing', { municipality })
  }
  notify(tx, [{ kind: 'secretariat' }], 'people.missingAll', {})
  return count
}

const hour = 9

/** A network that begins lacks nearly all, and its secretariat has the first steps on its home: for so long nothing is raised. */
const beginningMs = 14 * 24 * 60 * 60 * 1000

const began = statement('missing_began', `select min(bound_at) as at from channels where purpose = 'secretariat'`)

/** Since when the secretariat has a channel; null while it has none. */
export const deskSince = async (db: Db): Promise<Date | null> =>
  (await db.query<{ at: Date | null }>(began))[0]?.at ?? null

/** It is raised on each month's first working day, in the morning, once the desk is there for two weeks: those of the months until a moment [F08]. Pure. */
export function missingMoments(
  { now, today, hours }: PlannedAt,
  until: Date,
  since: Date | null,
): readonly Occurrence[] {
  if (!since) return []
  const from = Math.max(now.getTime(), since.getTime() + beginningMs)
  const moments: Occurrence[] = []
  const first = Temporal.PlainDate.from(today).with({ day: 1 })
  for (let month = first; ; month = month.add({ months: 1 })) {
    const dueAt = atHour(firstWorkingDay(month.toString(), hours.off), hour, hours)
    if (dueAt >= until) return moments
    const subject = { kind: 'network', id: 'network' }
    if (dueAt.getTime() > from) moments.push({ subject, occurrence: month.toPlainYearMonth().toString(), dueAt })
  }
}
