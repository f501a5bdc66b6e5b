// SPDX-License-Identifier: EUPL-1.2
// Who leads a pillar, with whoever acts for them: of a report that few may read they are told, and read it [T20].
import { type Db, statement } from '#/database/db.ts'
import type { Readers } from '#/features/lobby/rules/sight.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'
import { canAct } from '#/network/vouching.ts'

const acting = (day: string) => `v.starts_on <= ${day} and v.ends_on > ${day}`

const reached = statement(
  'report_leaders',
  `with held as (
     select r.person_id as person, r.kind in ('secretariat', 'deputySecretariat') as "isSecretariat" from roles r
     where (r.kind in ('chair', 'viceChair', 'pillarLead') and r.pillar_id = $1 or r.kind in ('secretariat', 'deputySecretariat'))
       and ${holds('r', '$2::date')} and ${canAct('r.person_id', '$2::date')})
   select person, "isSecretariat" from held
   union select v.substitute_id, held."isSecretariat" from held join substitutions v on v.person_id = held.person
     and ${acting('$2::date')} and ${canAct('v.substitute_id', '$2::date')}`,
)

/** Whom a report of a pillar reaches that no channel tells of: who leads it, or the members of the secretariat while nobody does. */
export async function leadersOf(
  db: Db,
  pillar: PillarId,
  today: string,
): Promise<{ readonly people: readonly PersonId[]; readonly isLed: boolean }> {
  const all = await db.query<{ person: PersonId; isSecretariat: boolean }>(reached, [pillar, today])
  const isLed = all.some(({ isSecretariat }) => !isSecretariat)
  const people = all.filter(({ isSecretariat }) => isSecretariat !== isLed).map(({ person }) => person)
  return { people: [...new Set(people)], isLed }
}

const substitutes = statement(
  'report_substitutes',
  `select distinct v.substitute_id as person from substitutions v where v.person_id = any($1::uuid[]) and ${acting('$2::date')} and ${canAct('v.substitute_id', '$2::date')}`,
)

/** Some people, with whoever acts for them on a day. */
export async function withActing(db: Db, people: readonly PersonId[], day: string): Promise<readonly PersonId[]> {
  const rows = await db.query<{ person: PersonId }>(substitutes, [people, day])
  return [...new Set([...people, ...rows.map(({ person }) => person)])]
}

const principals = statement(
  'report_reader_principals',
  `select v.person_id as person from substitutions v where v.substitute_id = $1::uuid and ${acting('$2::date')} and ${canAct('v.person_id', '$2::date')}`,
)

/** In whose names someone reads what they are told: their own, and of those who have them act for them. */
export async function readersActing(db: Db, person: PersonId | null, today: string): Promise<Readers> {
  if (person === null) return []
  const rows = await db.query<{ person: PersonId }>(principals, [person, today])
  return [person, ...rows.map(row => row.person)]
}
