// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'
import type { NamedOfficial } from '#/features/pillars/cards/joining.ts'
import type { Official } from '#/features/pillars/rules/official.ts'
import { personName } from '#/network/person-name.ts'
import { networkName } from '#/network/setting.ts'

/** A named official as a card shows them: by name, or by what was typed, with the network's name where there is something to forward. */
export async function namedOfficial(db: Db, { state, person, text }: Official): Promise<NamedOfficial> {
  const name = person ? await personName(db, person) : (text ?? '')
  return state === 'unknown' ? { state, name, network: await networkName(db) } : { state, name }
}
