// SPDX-License-Identifier: EUPL-1.2
// What lay before the secretariat and was taken back: a draft again, of which the proposal stays as it was.
import { type Db, statement, type Tx } from '#/database/db.ts'
import type { Wording } from '#/features/lobby/rules/wording.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { LobbyPointId } from '#/network/ids.ts'

const keep = statement(
  'lobby_retracted_keep',
  `with kept as (
     insert into lobby_wordings (point_id, wording, title, problem, ask, why_midsized, evidence, dossiers, is_confidential, replaced_at, replaced_by_id)
     select id, wording, title, problem, ask, why_midsized, evidence, dossiers, true, $2::timestamptz, $3::uuid from lobby_points where id = $1::uuid returning point_id
   )
   update lobby_points set wording = wording + 1 where id in (select point_id from kept)`,
)

/** Keeps what was proposed, as its proposer may write on in the draft that it becomes; for those alone who had read it, whatever becomes of it. */
export const keepProposed = async (tx: Tx, point: LobbyPointId, by: ActedAs, now: Date): Promise<void> =>
  void (await tx.query(keep, [point, now.toISOString(), by.personId]))

const last = `select w.title, w.problem, w.ask, w.why_midsized, p.id from lobby_points p join lobby_wordings w on w.point_id = p.id and w.wording = p.wording - 1 where p.id = $1::uuid`
const proposed = statement(
  'lobby_retracted',
  `select title, problem, ask, why_midsized as "whyMidsized" from (${last}) was`,
)
const putBack = statement(
  'lobby_retracted_back',
  `update lobby_points set title = was.title, problem = was.problem, ask = was.ask, why_midsized = was.why_midsized, pillar_id = $2, version = version + 1
   from (${last}) was where lobby_points.id = was.id`,
)

/** What a draft read when it was proposed; null for one that never was. */
export const proposedWording = async (db: Db, point: LobbyPointId): Promise<Wording | null> =>
  (await db.query<Wording>(proposed, [point]))[0] ?? null

/** Has a draft read once more what was proposed, in the pillar that it was proposed to: what was written since is nobody else's [T20]. */
export const restoreProposed = async (tx: Tx, point: LobbyPointId, pillar: string): Promise<void> =>
  void (await tx.query(putBack, [point, pillar]))
