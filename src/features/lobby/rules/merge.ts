// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { followAlong } from '#/features/groups/rules/follow.ts'
import { readNoWider } from '#/features/lobby/rules/contact-sight.ts'
import { replacePoint } from '#/features/lobby/rules/edit.ts'
import { factsOf } from '#/features/lobby/rules/facts.ts'
import {
  behindBefore,
  doubtingBefore,
  doubtingBoth,
  joinSupport,
  standAlong,
} from '#/features/lobby/rules/join-support.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import { forgetSpeakers } from '#/features/lobby/rules/offers.ts'
import { touchOrigins } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { type At, move } from '#/features/lobby/rules/propose.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { tell } from '#/features/lobby/rules/tell.ts'
import { tellOf } from '#/features/lobby/rules/tell-of.ts'
import type { Wording } from '#/features/lobby/rules/wording.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyPointId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

// The same that was offered to both is offered once.
const moveOffers = statement(
  'lobby_move_offers',
  `with gone as (
     update lobby_offers set ended_at = $3::timestamptz where point_id = $1::uuid and ended_at is null returning *
   )
   insert into lobby_offers (point_id, municipality_id, person_id, offer, text, source, year, speaker, speaker_role, created_at, told_at)
   select $2::uuid, o.municipality_id, o.person_id, o.offer, o.text, o.source, o.year, o.speaker, o.speaker_role, o.created_at, o.told_at from gone o
   where not exists (
     select from lobby_offers k where k.point_id = $2::uuid and k.ended_at is null and k.municipality_id = o.municipality_id
       and (k.offer, k.text, k.source, k.year, k.speaker) is not distinct from (o.offer, o.text, o.source, o.year, o.speaker))`,
)
const copyTargets = statement(
  'lobby_copy_targets',
  `insert into lobby_point_targets (point_id, target_id) select $2::uuid, target_id from lobby_point_targets where point_id = $1::uuid on conflict do nothing`,
)
const copyOrigins = statement(
  'lobby_copy_origins',
  `insert into lobby_point_origins (point_id, bottleneck_id, created_at) select $2::uuid, bottleneck_id, created_at from lobby_point_origins where point_id = $1::uuid on conflict do nothing`,
)
const copyProgramme = statement(
  'lobby_copy_programme',
  'update agenda_items set point_id = $2::uuid where point_id = $1::uuid',
)
// Both keep them: where one was is part of what it came to. The same one of both is one. When it is talked about next goes along with its contacts ($3): one of those may have ended it.
const copyPlacements = statement(
  'lobby_copy_placements',
  `insert into lobby_placements (point_id, target_id, occasion, placed_on, spokesperson, next_contact_on, person_id, created_at)
   select $2::uuid, a.target_id, a.occasion, a.placed_on, a.spokesperson, case when $3::bool then a.next_contact_on end, a.person_id, a.created_at from lobby_placements a
   where a.point_id = $1::uuid and a.taken_back_at is null and not exists (
     select from lobby_placements k where k.point_id = $2::uuid and k.taken_back_at is null and (k.target_id, k.occasion, k.placed_on) = (a.target_id, a.occasion, a.placed_on))
   order by a.created_at returning id`,
)
const copyContacts = statement(
  'lobby_copy_contacts',
  `insert into lobby_contacts (point_id, text, next_contact_on, person_id, created_at)
   select $2::uuid, text, next_contact_on, person_id, created_at from lobby_contacts where point_id = $1::uuid and taken_back_at is null`,
)
const goOnAs = statement('lobby_go_on_as', 'update lobby_points set merged_into_id = $2::uuid where id = $1::uuid')
// What comes along is as old as it was: that the point moved is noted with it.
const moves = statement(
  'lobby_merge_moves',
  'update lobby_points set version = version + 1, moved_at = $2::timestamptz where id = $1::uuid',
)

/** Where it was put on an agenda goes along, and with whom it was talked about where nobody else would read that, for whoever noted it was told who does; it is on an agenda where either was. */
async function copyLife(tx: Tx, from: Point, into: Point, by: ActedAs, { now, today }: At): Promise<void> {
  const isRead = await readNoWider(tx, from, into, today)
  const copied = await tx.query<{ id: string }>(copyPlacements, [from.id, into.id, isRead])
  if (isRead) await tx.query(copyContacts, [from.id, into.id])
  const last = copied.at(-1)
  if (from.state === 'placed' && into.state !== 'placed' && last)
    await move(tx, into, 'place', by, now, { placement: last.id })
  else await tx.query(moves, [into.id, now.toISOString()])
}

/** The dossiers of both; the evidence of the one where the other has none. What stood there before is kept. */
const joinFacts = (tx: Tx, from: Point, into: Point, by: ActedAs, at: At): Promise<void> =>
  replacePoint(
    tx,
    into,
    {
      ...factsOf(into),
      isConfidential: into.isConfidential,
      evidence: into.evidence ?? from.evidence,
      dossiers: [...new Set([...into.dossiers, ...from.dossiers])],
    },
    by,
    at,
  )

const ref = ({ id }: Pick<Point, 'id'>) => ({ kind: 'lobbyPoint', id })

/** One locked point goes on as another: whoever stood behind it stands behind that one, what was offered to it goes to that one, with its dossiers and where it was put on an agenda, both keep their course, and all involved are told [F18]. @throws Refusal */
export async function mergePoints(tx: Tx, from: Point, into: Point, by: ActedAs, at: At): Promise<void> {
  if (from.id === into.id) throw new Refusal('lobby.mergeSelf', { number: from.number }, { field: 'into' })
  if (!isRunning(into.state)) throw notNow(into, { field: 'into' })
  // What is confidential must not show by the other.
  if (from.isConfidential !== into.isConfidential)
    throw new Refusal('lobby.mergeConfidential', { number: into.number }, { field: 'into' })
  const { now, today } = at
  await move(tx, from, 'merge', by, now)
  // As they stand now: what each is behind goes along.
  const said = {
    doubting: doubtingBoth(from, into),
    doubtedBefore: doubtingBefore(into),
    behind: behindBefore(from, into),
  }
  const facts = { point: into.id, other: from.number, ...said }
  await tellOf(tx, 'merge', from, { facts, by, today, into })
  await tx.query(goOnAs, [from.id, into.id])
  await joinSupport(tx, from, into, by, now)
  await tx.query(moveOffers, [from.id, into.id, now.toISOString()])
  await forgetSpeakers(tx)
  // Of confidential points each is known to others: what one rests on stays with those who know of it [T20].
  if (!from.isConfidential) await joinFacts(tx, from, into, by, at)
  await tx.query(copyTargets, [from.id, into.id])
  await tx.query(copyOrigins, [from.id, into.id])
  await tx.query(copyProgramme, [from.id, into.id])
  await copyLife(tx, from, into, by, at)
  await touchOrigins(tx, into.id)
  await followAlong(tx, 'lobbyPoint', from.id, into.id)
  audit(tx, { action: 'lobby.merged', subject: ref(into), by, new: { point: from.number } })
  touch(tx, ref(into))
}

const part = statement(
  'lobby_part',
  `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, theme_id, deadline, evidence, dossiers, proposer_id, municipality_id, is_confidential, created_at, opened_at, moved_at, state_at, split_from_id)
   select 'gathering', $2, $3, $4, $5, pillar_id, theme_id, deadline, evidence, dossiers, proposer_id, municipality_id, is_confidential, $6::timestamptz, $6::timestamptz, $6::timestamptz, $6::timestamptz, id
   from lobby_points where id = $1::uuid returning id, number`,
)

/** A part of a locked point goes on by itself, with whoever stands behind the whole or follows it; what was offered was offered to the whole, and stays there. All involved are told [F18]. @throws Refusal */
export async function splitPoint(
  tx: Tx,
  whole: Point,
  words: Wording,
  by: ActedAs,
  now: Date,
): Promise<{ readonly id: LobbyPointId; readonly number: number }> {
  if (!isRunning(whole.state)) throw notNow(whole, {})
  const { title, problem, ask, whyMidsized } = words
  const values = [whole.id, title, problem, ask, whyMidsized, now.toISOString()]
  const [own] = await tx.query<{ id: LobbyPointId; number: number }>(part, values)
  if (!own) throw new Error('a part left no row')
  await standAlong(tx, whole.id, own.id)
  await tx.query(copyTargets, [whole.id, own.id])
  await tx.query(copyOrigins, [whole.id, own.id])
  await followAlong(tx, 'lobbyPoint', whole.id, own.id)
  await touchOrigins(tx, own.id)
  await tx.query(moves, [whole.id, now.toISOString()])
  audit(tx, { action: 'lobby.split', subject: ref(whole), by, new: { point: own.number } })
  audit(tx, { action: 'lobby.splitOff', subject: ref(own), by, new: { point: whole.number } })
  touch(tx, ref(whole))
  if (!whole.isConfidential)
    notify(tx, [{ kind: 'pillar', pillar: whole.pillar }], 'lobby.open', { point: own.id }, { subject: ref(own) })
  await tell(tx, whole, 'lobby.split', { point: own.id, other: whole.number }, by)
  return own
}
