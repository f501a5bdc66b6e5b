// SPDX-License-Identifier: EUPL-1.2
// Two municipalities become one: what the one that ended said, proposed and still has to do goes on in its successor's name [A10].
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { forgetSpeakers } from '#/features/lobby/rules/offers.ts'
import { audit, byBot } from '#/network/audit.ts'
import type { Planned, PlannedAt, PlannedOutcome } from '#/network/planned-kind.ts'
import { successionOf, successionsWhere } from '#/network/succession.ts'

const goesOn = `('draft', 'proposed', 'gathering', 'prioritised', 'placed')`

/** At the beginning of the first day on which a municipality is another's. */
export const successions = successionsWhere(
  'lobby_successions',
  `exists (select from lobby_supports s where s.municipality_id = m.id and s.ended_at is null)
     or exists (select from lobby_offers f where f.municipality_id = m.id and f.ended_at is null)
     or exists (select from lobby_points p where p.municipality_id = m.id and p.state in ${goesOn})
     or exists (select from lobby_votes v join lobby_rounds o on o.id = v.round_id where v.municipality_id = m.id and o.state = 'open')
     or exists (select from bottleneck_recognitions r where r.municipality_id = m.id and r.ended_at is null)
     or exists (select from bottlenecks b where b.municipality_id = m.id)
     or exists (select from actions a where a.municipality_id = m.id and a.state = 'open')`,
)

// Where both said something, what the successor said stands; what either said before stays, ended. Gives what it was about.
const goesOver = (table: string, about: string, columns: string, name: string) =>
  statement(
    name,
    `with gone as (
       update ${table} set ended_at = $3::timestamptz where municipality_id = $1 and ended_at is null returning ${about}, ${columns}, created_at
     ), kept as (
       insert into ${table} (${about}, municipality_id, ${columns}, created_at) select ${about}, $2, ${columns}, created_at from gone
       on conflict (${about}, municipality_id) where ended_at is null do nothing
     )
     select distinct ${about}::text as id from gone`,
  )
const supports = goesOver('lobby_supports', 'point_id', 'person_id, stance, line', 'lobby_succession_supports')
const offers = statement(
  'lobby_succession_offers',
  `with gone as (
     update lobby_offers set ended_at = $3::timestamptz where municipality_id = $1 and ended_at is null returning *
   ), kept as (
     insert into lobby_offers (point_id, municipality_id, person_id, offer, text, source, year, speaker, speaker_role, created_at, told_at)
     select point_id, $2, person_id, offer, text, source, year, speaker, speaker_role, created_at, told_at from gone
   )
   select distinct point_id::text as id from gone`,
)
const recognitions = goesOver(
  'bottleneck_recognitions',
  'bottleneck_id',
  'person_id, example',
  'lobby_succession_recognitions',
)
// A closed round stays as it was counted. Where both voted, one fewer is counted: the number of what its card shows grows all the same.
const votes = statement(
  'lobby_succession_votes',
  `with gone as (
     delete from lobby_votes v using lobby_rounds r where r.id = v.round_id and r.state = 'open' and v.municipality_id = $1 returning v.*
   ), kept as (
     insert into lobby_votes (round_id, point_id, municipality_id, person_id, score, cast_at) select round_id, point_id, $2, person_id, score, cast_at from gone
     on conflict (round_id, point_id, municipality_id) do nothing
   ), raised as (
     update lobby_rounds set revision = revision + 2 where id in (select round_id from gone)
   )
   select distinct round_id::text as id from gone`,
)
const points = statement(
  'lobby_succession_points',
  `update lobby_points set municipality_id = $2, version = version + 1 where municipality_id = $1 and state in ${goesOn} returning id::text as id`,
)
const bottlenecks = statement(
  'lobby_succession_bottlenecks',
  'update bottlenecks set municipality_id = $2, version = version + 1 where municipality_id = $1 returning id::text as id',
)
const actions = statement(
  'lobby_succession_actions',
  `update actions set municipality_id = $2, version = version + 1 where municipality_id = $1 and state = 'open' returning id::text as id`,
)
const requests = statement(
  'lobby_succession_requests',
  `update requests set municipality_id = $2, version = version + 1 where municipality_id = $1 and kind = 'lobby.point' and state in ('open', 'asked') returning id::text as id`,
)

/** Lets all of it go on in the successor's name: support and reservations, what it offered, votes of open rounds, recognitions, points without an end, bottlenecks, and what is still to be done. The secretariat hears how much that is. */
export async function succeed(tx: Tx, { subject }: Planned, at: PlannedAt): Promise<PlannedOutcome> {
  const found = await successionOf(tx, subject.id)
  if (!found) return { pointless: 'ended' }
  const values = [subject.id, found.into]
  const over = async (which: ReturnType<typeof statement>, more: readonly unknown[] = []) =>
    (await tx.query<{ id: string }>(which, [...values, ...more])).map(({ id }) => id)
  const now = at.now.toISOString()
  const ofPoints = new Set([...(await over(points)), ...(await over(supports, [now])), ...(await over(offers, [now]))])
  await forgetSpeakers(tx)
  const ofBottlenecks = new Set([...(await over(bottlenecks)), ...(await over(recognitions, [now]))])
  const ofRounds = await over(votes)
  for (const id of ofRounds) touch(tx, { kind: 'lobbyRound', id })
  for (const id of await over(requests)) touch(tx, { kind: 'request', id })
  const ofActions = await over(actions)
  if (ofPoints.size + ofBottlenecks.size + ofRounds.length + ofActions.length === 0) return { pointless: 'ended' }
  const change = { by: byBot, old: { municipality: subject.id }, new: { municipality: found.into } }
  for (const id of ofPoints) {
    audit(tx, { action: 'lobby.succeeded', subject: { kind: 'lobbyPoint', id }, ...change })
    touch(tx, { kind: 'lobbyPoint', id })
  }
  for (const id of ofBottlenecks) {
    audit(tx, { action: 'bottleneck.succeeded', subject: { kind: 'bottleneck', id }, ...change })
    touch(tx, { kind: 'bottleneck', id })
  }
  for (const id of ofActions) {
    audit(tx, { action: 'action.succeeded', subject: { kind: 'action', id }, ...change })
    touch(tx, { kind: 'action', id })
  }
  const facts = { municipality: subject.id, points: ofPoints.size, bottlenecks: ofBottlenecks.size }
  if (ofPoints.size + ofBottlenecks.size > 0) notify(tx, [{ kind: 'secretariat' }], 'lobby.succeeded', facts)
  return 'done'
}
