// SPDX-License-Identifier: EUPL-1.2
// What was noted wrongly of a point, an agenda or a contact, is taken back: nothing of it is lost, and its course alone tells of it.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { replan } from '#/delivery/planned.ts'
import { agendaStand } from '#/features/lobby/rules/agenda-stand.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type At, move } from '#/features/lobby/rules/propose.ts'
import { nextState, type PointEvent } from '#/features/lobby/rules/states.ts'
import { tellOf } from '#/features/lobby/rules/tell-of.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyPointId, PersonId } from '#/network/ids.ts'

/** Something that was noted of a point, and who did. */
export interface Noted {
  readonly id: string
  readonly is: 'placement' | 'contact'
  readonly point: LobbyPointId
  readonly person: PersonId | null
}

const one = statement(
  'lobby_noted',
  `select id, 'placement' as is, point_id as point, person_id as person from lobby_placements where id = $1::uuid
   union all select id, 'contact', point_id, person_id from lobby_contacts where id = $1::uuid`,
)

/** Also of a point that few may know of, and what was taken back: whoever asks looks at the point first. */
export const notedById = async (db: Db, id: string): Promise<Noted | null> =>
  (await db.query<Noted>(one, [id]))[0] ?? null

const mark = {
  placement: statement(
    'lobby_placement_back',
    'update lobby_placements set taken_back_at = $2::timestamptz, taken_back_by_id = $3::uuid where id = $1::uuid and taken_back_at is null returning id',
  ),
  contact: statement(
    'lobby_contact_back',
    'update lobby_contacts set taken_back_at = $2::timestamptz, taken_back_by_id = $3::uuid where id = $1::uuid and taken_back_at is null returning id',
  ),
} as const

const unplacedBy = { placed: 'unplace', prioritised: 'unplaceRanked', gathering: 'unplaceLast' } as const

/** On no agenda any more, a point that goes on stands as it did before the first. */
const unplacing = async (tx: Tx, point: Point): Promise<PointEvent> =>
  point.state === 'placed' ? unplacedBy[await agendaStand(tx, point)] : 'unplace'

/** Takes back what was noted of a locked point; of an agenda, who heard of it hears that [F20]. Twice is once. @throws Refusal where the point went on as another: what was noted of it stands there */
export async function unnote(tx: Tx, point: Point, { id, is }: Noted, by: ActedAs, at: At): Promise<void> {
  if (point.mergedInto !== null) throw notNow(point, {})
  if ((await tx.query(mark[is], [id, at.now.toISOString(), by.personId])).length === 0) return
  const [action, kind] =
    is === 'contact'
      ? (['lobby.contactTakenBack', 'lobbyContact'] as const)
      : (['lobby.placementTakenBack', 'lobbyPlacement'] as const)
  audit(tx, { action, subject: { kind, id }, by, old: { point: point.id, [is]: id } })
  if (is === 'placement') {
    const event = await unplacing(tx, point)
    await move(tx, point, event, by, at.now, { placement: id })
    const facts = { point: point.id, placement: id, state: nextState(point.state, event) }
    await tellOf(tx, event, point, { facts, by, today: at.today })
  }
  // What it made pointless is to come again.
  await replan(tx, { kind: 'lobbyPoint', id: point.id })
}
