// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { isSeen } from '#/features/lobby/rules/sight.ts'
import type { DigestId, LobbyPointId, LobbyRoundId, RequestId } from '#/network/ids.ts'
import { refreshRequest } from '#/requests/refresh.ts'

const changed = statement('lobby_sight_changed', 'update lobby_points set sight = sight + 1 where id = $1::uuid')
const rounds = statement(
  'lobby_sight_rounds',
  'select round_id as id from lobby_round_points where point_id = $1::uuid',
)
// A digest that tells of a round says how many points it is about.
const digests = statement(
  'lobby_sight_digests',
  `select digest_id as id from digest_items where point_id = $1::uuid
   union select i.digest_id from digest_items i join lobby_round_points k on k.round_id = (i.facts->>'id')::uuid where i.facts->>'kind' = 'round' and k.point_id = $1::uuid`,
)
const requests = statement(
  'lobby_sight_requests',
  `select id from requests where subject_key = 'lobby.point ' || $1 or kind = 'meeting.item' and subject->>'lobbyPoint' = $1`,
)

/** Whoever makes a file of it holds it until that is kept. */
const lock = statement('lobby_sight_lock', 'select id from lobby_points where id = $1::uuid for update')
const revoke = statement(
  'lobby_files_revoke',
  `delete from files f using identities i, lobby_points p
   where p.id = $1::uuid and i.id = f.identity_id and f.kind like 'lobby.%' and not coalesce(${isSeen('p', 'array[i.person_id]', '$2')}, false)
     and exists (select from audit a where a.subject_kind = 'file' and a.subject_id = f.id::text and a.action = 'lobby.exported'
       and p.number::text = any(string_to_array(a.new->>'numbers', ' ')))`,
)

/**
 * Other people may know of a point from now on: whatever was sent that names it follows, cards and all that was told by itself [T21],
 * and files that it stands in are given to nobody any more who may not know of it. What was fetched before can't be called back.
 */
export async function changeSight(tx: Tx, point: LobbyPointId, today: string): Promise<void> {
  await tx.query(lock, [point])
  await tx.query(changed, [point])
  await tx.query(revoke, [point, today])
  touch(tx, { kind: 'lobbyMoment', id: point })
  for (const { id } of await tx.query<{ id: LobbyRoundId }>(rounds, [point]))
    for (const kind of ['lobbyRound', 'lobbyRanking', 'lobbyBallot']) touch(tx, { kind, id })
  for (const { id } of await tx.query<{ id: DigestId }>(digests, [point]))
    for (const kind of ['digestDraft', 'digestMessage']) touch(tx, { kind, id })
  for (const { id } of await tx.query<{ id: RequestId }>(requests, [point])) await refreshRequest(tx, id)
}
