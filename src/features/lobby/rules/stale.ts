// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import { running } from '#/features/lobby/rules/states.ts'
import { aMoment } from '#/features/lobby/rules/tell.ts'
import { asId, type LobbyPointId, type PillarId } from '#/network/ids.ts'
import type { Occurrence, Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { atHour } from '#/network/working-days.ts'

const staleDays = 60
const hour = 9

/** SQL: when a point last moved: itself, on an agenda, in a contact, or by a municipality that came behind it or offered something. */
const moved = `greatest(p.moved_at, (select max(created_at) from lobby_placements a where a.point_id = p.id and a.taken_back_at is null),
  (select max(created_at) from lobby_contacts c where c.point_id = p.id and c.taken_back_at is null), (select max(created_at) from lobby_supports s where s.point_id = p.id),
  (select max(created_at) from lobby_offers o where o.point_id = p.id))`

const still = statement(
  'lobby_stale',
  `select id, (moved at time zone $2)::date::text as since from (select p.id, ${moved} as moved from lobby_points p
     where p.state in ${running} and p.moved_at < $1::timestamptz - make_interval(days => ${staleDays})) p
   where moved < $1::timestamptz - make_interval(days => ${staleDays})`,
)
const one = statement(
  'lobby_stale_one',
  `select p.id, p.pillar_id as pillar, (${moved} at time zone $2)::date::text as since from lobby_points p where p.id = $1::uuid and p.state in ${running}`,
)

/** Points that nothing happens to are raised once in sixty days: `occurrence` is the day that it last moved, and which sixty days those are. */
export async function stalePoints(db: Db, { hours }: PlannedAt, until: Date): Promise<readonly Occurrence[]> {
  const rows = await db.query<{ id: string; since: string }>(still, [until.toISOString(), hours.zone])
  const last = Temporal.Instant.fromEpochMilliseconds(until.getTime()).toZonedDateTimeISO(hours.zone).toPlainDate()
  return rows.flatMap(({ id, since }) => {
    const from = Temporal.PlainDate.from(since)
    const reached = Math.floor(from.until(last).days / staleDays)
    // The one before is planned as well, where the clock stood still then; when both are due, the later one goes.
    return [reached - 1, reached]
      .filter(round => round >= 1)
      .map(round => ({
        subject: { kind: 'lobbyPoint', id },
        occurrence: `${since}.${round}`,
        dueAt: atHour(from.add({ days: round * staleDays }).toString(), hour, hours),
      }))
  })
}

/** Raises a point that has not moved with its pillar's chair, or the secretariat where there is none. */
export async function raiseStale(tx: Tx, { subject, occurrence }: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const id = asId<LobbyPointId>(subject.id)
  const [point] = id
    ? await tx.query<{ id: LobbyPointId; pillar: PillarId; since: string }>(one, [id, at.hours.zone])
    : []
  if (!point) return { pointless: 'ended' }
  if (!occurrence.startsWith(`${point.since}.`)) return { pointless: 'moved' }
  const facts = { point: point.id, since: point.since }
  notify(tx, await leadsOf(tx, point.pillar, at.today), 'lobby.stale', facts, aMoment(point))
  return 'done'
}
