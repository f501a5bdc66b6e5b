// SPDX-License-Identifier: EUPL-1.2

import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { endSubstitutions } from '#/features/directory/rules/substitute.ts'
import type { PersonFound } from '#/features/people/rules/find-person.ts'
import { demandAnotherSecretary } from '#/features/people/rules/last-secretary.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { homeFunctions } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

export interface At {
  readonly now: Date
  readonly today: string
}

/** What a feature does with what a leaver held: hands it to the successor, or ends it. */
export type HandOver = (tx: Tx, from: PersonId, to: PersonId | null, by: ActedAs, at: At) => Promise<void>

const endFunctions = statement(
  'directory_end',
  `update roles set ends_on = greatest($2::date, starts_on), version = version + 1
   where person_id = $1::uuid and kind in ${homeFunctions} and (ends_on is null or ends_on > $2::date)
   returning id`,
)

const lock = statement(
  'directory_end_lock',
  'select id from people where id = any($1::uuid[]) and merged_into_id is null order by id for no key update',
)

/** Someone leaves: all that they held goes to the successor, or ends, today and in one step. Both are told. @throws Refusal for a successor of another municipality, and where nobody else would be the secretariat. */
export async function endPerson(
  tx: Tx,
  person: PersonFound,
  successor: PersonFound | null,
  handOvers: readonly HandOver[],
  by: ActedAs,
  at: At,
): Promise<void> {
  if (successor?.id === person.id) throw new Refusal('directory.ownSuccessor', {}, { field: 'successor' })
  if (successor && successor.municipality !== person.municipality)
    throw new Refusal(
      'directory.successorElsewhere',
      { name: successor.name, from: successor.municipalityName ?? '', municipality: person.municipalityName ?? '' },
      { field: 'successor' },
    )
  await tx.query(lock, [[person.id, ...(successor ? [successor.id] : [])]])
  await demandAnotherSecretary(tx, person.id, at.today, successor?.id ?? null)
  for (const handOver of handOvers) await handOver(tx, person.id, successor?.id ?? null, by, at)
  for (const { id } of await tx.query<{ id: string }>(endFunctions, [person.id, at.today])) {
    audit(tx, { action: 'function.ended', subject: { kind: 'role', id }, by, new: { endsOn: at.today } })
    touch(tx, { kind: 'role', id })
  }
  await endSubstitutions(tx, person.id, by, at.today)
  audit(tx, {
    action: 'person.ended',
    subject: { kind: 'person', id: person.id },
    by,
    new: { successor: successor?.id ?? null },
  })
  notify(tx, [{ kind: 'person', person: person.id }], 'directory.ended', {
    person: person.id,
    successor: successor?.id ?? null,
  })
  if (successor)
    notify(tx, [{ kind: 'person', person: successor.id }], 'directory.handedOver', {
      from: person.id,
      person: successor.id,
    })
}
