// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'
import type { Audience } from '#/delivery/notify.ts'
import type { PillarId } from '#/network/ids.ts'
import { decidersOf } from '#/requests/deciders.ts'

/** Whom a pillar's affairs are laid before: its chair, and who acts for them; the secretariat where there is none. */
export async function leadsOf(db: Db, pillar: PillarId, today: string): Promise<readonly Audience[]> {
  const chairs = await decidersOf(db, ['chair'], null, pillar, today)
  const people = [...new Set(chairs.map(({ person }) => person))]
  return people.length > 0 ? people.map(person => ({ kind: 'person', person })) : [{ kind: 'secretariat' }]
}
