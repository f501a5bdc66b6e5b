// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { LobbyPointId, PersonId } from '#/network/ids.ts'

const involved = statement(
  'lobby_involved',
  `select proposer_id as person from lobby_points where id = $1::uuid and proposer_id is not null
   union select person_id from lobby_supports where point_id = $1::uuid and ended_at is null and person_id is not null
   union select person_id from lobby_offers where point_id = $1::uuid and ended_at is null and person_id is not null
   union select person_id from follows where subject_kind = 'lobbyPoint' and subject_id = $1::uuid::text`,
)

/** Whom it matters to: who proposed the point, who put their municipality behind it, made its reservation or offered something, and who follows it [F20]. */
export const involvedIn = async (db: Db, point: Pick<Point, 'id'>): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(involved, [point.id])).map(({ person }) => person)

/** What is told of a point by itself is of that moment, and follows who may know of it alone [T21]. */
export const aMoment = ({ id }: Pick<Point, 'id'>) => ({ subject: { kind: 'lobbyMoment', id } })

/** Says what became of a point to all of them but the one who did it; whoever may not know (any more) of the point that the facts name hears nothing. */
export async function tell(
  tx: Tx,
  point: Pick<Point, 'id'>,
  kind: string,
  facts: Readonly<Record<string, unknown>> & { readonly point: LobbyPointId },
  by: ActedAs,
): Promise<void> {
  const told = (await involvedIn(tx, point)).filter(person => person !== by.personId)
  notify(
    tx,
    told.map(person => ({ kind: 'person', person }) as const),
    kind,
    facts,
    aMoment({ id: facts.point }),
  )
}
