// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import type { PersonFacts } from '#/features/directory/rules/person.ts'
import { leaveMunicipality } from '#/features/people/rules/leave-municipality.ts'
import { holdFunction } from '#/features/people/rules/register.ts'
import type { HomeFunction } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MunicipalityId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { refreshRequestsOf } from '#/requests/refresh.ts'

export interface Corrected {
  readonly name: string
  readonly municipality: MunicipalityId | null
  readonly function: HomeFunction | null
}

const longestName = 120

const put = statement(
  'directory_correct',
  'update people set name = $2, municipality_id = $3, version = version + 1 where id = $1::uuid',
)

/**
 * Puts right who someone is. A function that the secretariat gives counts as confirmed. Of another municipality from now on: what was done for the former one ends.
 * The person is told. @throws Refusal when nothing changes, or the name is none.
 */
export async function correctPerson(
  tx: Tx,
  person: PersonFacts,
  to: Corrected,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  const name = to.name.trim()
  if (!name) throw new Refusal('directory.noName', {}, { field: 'name' })
  if (name.length > longestName)
    throw new Refusal('directory.longName', { length: name.length, max: longestName }, { field: 'name' })
  const former = person.municipality?.id ?? null
  const isMoved = to.municipality !== former
  const isOther = isMoved || to.function !== (person.function?.kind ?? null)
  if (!isOther && name === person.name) throw new Refusal('directory.nothingChanged', { name: person.name })
  await tx.query(put, [person.id, name, to.municipality])
  audit(tx, {
    action: 'person.corrected',
    subject: { kind: 'person', id: person.id },
    by,
    old: { municipality: former, function: person.function?.kind ?? null },
    new: { municipality: to.municipality, function: to.function },
  })
  if (isMoved && former) await leaveMunicipality(tx, person.id, former, to.municipality, by, at)
  if (isOther && to.function) await holdFunction(tx, person.id, to.municipality, to.function, by, at, by.personId)
  await refreshRequestsOf(tx, person.id)
  if (person.id !== by.personId)
    notify(tx, [{ kind: 'person', person: person.id }], 'directory.corrected', { person: person.id })
}
