// SPDX-License-Identifier: EUPL-1.2
// Whom a ranking matters to besides its pillar: one notice each, of all their points [F20].
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import type { LobbyPointId, LobbyRoundId, PersonId } from '#/network/ids.ts'

const concerned = statement(
  'lobby_ranked_people',
  `with ranked as (select point_id from lobby_round_points where round_id = $1::uuid and place is not null),
   involved as (
     select p.proposer_id as person, p.id as point from lobby_points p where p.id in (select point_id from ranked) and p.proposer_id is not null
     union select s.person_id, s.point_id from lobby_supports s where s.point_id in (select point_id from ranked) and s.ended_at is null and s.person_id is not null
     union select o.person_id, o.point_id from lobby_offers o where o.point_id in (select point_id from ranked) and o.ended_at is null and o.person_id is not null
     union select f.person_id, r.point_id from ranked r join follows f on f.subject_kind = 'lobbyPoint' and f.subject_id = r.point_id::text
   )
   select told.person, array(
     select i.point from involved i where i.person = told.person
     union select s.point_id from people h join lobby_supports s on s.municipality_id = h.municipality_id and s.ended_at is null and s.stance = 'support'
       where h.id = told.person and s.point_id in (select point_id from ranked)) as points
   from (select distinct person from involved) told`,
)

/** Tells who proposed, support, offered something to or follow points that got a place, which place each of theirs and of their municipality's got; not those of `knows`. */
export async function tellRanked(
  tx: Tx,
  kind: string,
  round: LobbyRoundId,
  knows: ReadonlySet<PersonId | null>,
): Promise<void> {
  const told = await tx.query<{ person: PersonId; points: readonly LobbyPointId[] }>(concerned, [round])
  for (const { person, points } of told.filter(one => !knows.has(one.person)))
    notify(
      tx,
      [{ kind: 'person', person }],
      kind,
      { lobbyRound: round, points },
      { subject: { kind: 'lobbyBallot', id: round } },
    )
}
