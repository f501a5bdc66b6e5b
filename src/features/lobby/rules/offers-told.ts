// SPDX-License-Identifier: EUPL-1.2
// Whoever proposed a point hears what was offered to it: once in the morning, of all that came since, and not at every press.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import { aMoment } from '#/features/lobby/rules/tell.ts'
import { asId, type LobbyPointId, type PersonId, type PillarId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { addWorkingDays, atHour } from '#/network/working-days.ts'

const hour = 9

const untold = statement(
  'lobby_offers_untold',
  `select distinct o.point_id as id, (o.created_at at time zone $1)::date::text as day from lobby_offers o where o.told_at is null and o.ended_at is null`,
)

/** In the morning of the working day after each day of which something was not told yet: the first that happens tells all of it. */
export async function offersToTell(db: Db, { hours }: PlannedAt): Promise<readonly Occurrence[]> {
  const rows = await db.query<{ id: string; day: string }>(untold, [hours.zone])
  return rows.map(({ id, day }) => ({
    subject: { kind: 'lobbyOffers', id },
    occurrence: day,
    dueAt: atHour(addWorkingDays(day, 1, hours.off), hour, hours),
  }))
}

const told = statement(
  'lobby_offers_told',
  `update lobby_offers set told_at = $2::timestamptz where point_id = $1::uuid and told_at is null and ended_at is null returning id, person_id as person`,
)
const asked = statement(
  'lobby_offers_asked',
  'select id, pillar_id as pillar, proposer_id as proposer from lobby_points where id = $1::uuid',
)

/** Tells the proposer, or who leads the pillar where there is none any more; not of what they offered themselves. */
export async function tellOffers(tx: Tx, { subject }: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const id = asId<LobbyPointId>(subject.id)
  const [point] = id
    ? await tx.query<{ id: LobbyPointId; pillar: PillarId; proposer: PersonId | null }>(asked, [id])
    : []
  if (!point) return { pointless: 'gone' }
  const offers = await tx.query<{ id: string; person: PersonId | null }>(told, [point.id, at.now.toISOString()])
  const others = offers.filter(({ person }) => person === null || person !== point.proposer)
  if (others.length === 0) return { pointless: 'known' }
  const audience = point.proposer
    ? [{ kind: 'person', person: point.proposer } as const]
    : await leadsOf(tx, point.pillar, at.today)
  notify(tx, audience, 'lobby.offered', { point: point.id, offers: others.map(one => one.id) }, aMoment(point))
  return 'done'
}
