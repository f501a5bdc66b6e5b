// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { notNow } from '#/features/lobby/rules/not-now.ts'
import { type Carried, carrySupport, demandFirst, touchOrigins } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { keepProposed } from '#/features/lobby/rules/retract.ts'
import { leaveRound } from '#/features/lobby/rules/round-leave.ts'
import { changeSight } from '#/features/lobby/rules/sight-changes.ts'
import { stand } from '#/features/lobby/rules/stand.ts'
import { nextState, type PointEvent } from '#/features/lobby/rules/states.ts'
import { tellOf } from '#/features/lobby/rules/tell-of.ts'
import { type Tells, transitions } from '#/features/lobby/rules/transitions.ts'
import type { Wording } from '#/features/lobby/rules/wording.ts'
import { type Actor, inNameOf } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyPointId, MunicipalityId, PillarId } from '#/network/ids.ts'
import { rolesOf } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'
import { fileRequest } from '#/requests/file.ts'
import type { Request, RequestKind } from '#/requests/kind.ts'

export interface At {
  readonly now: Date
  readonly today: string
}

const refOf = (id: string) => ({ kind: 'lobbyPoint', id })

const add = statement(
  'lobby_draft_add',
  `insert into lobby_points (title, problem, ask, why_midsized, pillar_id, proposer_id, municipality_id, created_at, moved_at, state_at)
   values ($1, $2, $3, $4, $5, $6::uuid, $7, $8::timestamptz, $8::timestamptz, $8::timestamptz) returning id, number`,
)
const change = statement(
  'lobby_draft_change',
  `update lobby_points set title = $2, problem = $3, ask = $4, why_midsized = $5, pillar_id = $6, version = version + 1, moved_at = $7::timestamptz
   where id = $1::uuid`,
)

/** Keeps the first step of a proposal as a draft of its proposer's [F15], who is the one in whose name it is done [F05]; of `municipality` where that one is of none. @throws Refusal for who speaks for no municipality */
export async function keepDraft(
  tx: Tx,
  given: Wording & { readonly pillar: PillarId; readonly municipality?: MunicipalityId },
  by: ActedAs,
  now: Date,
): Promise<{ readonly id: LobbyPointId; readonly number: number }> {
  const proposer = by.onBehalfOf ?? by.personId
  const municipality = by.municipalityId ?? given.municipality
  if (!proposer || !municipality) throw new Refusal('lobby.noMunicipality')
  const { title, problem, ask, whyMidsized, pillar } = given
  const values = [title, problem, ask, whyMidsized, pillar, proposer, municipality, now.toISOString()]
  const [row] = await tx.query<{ id: LobbyPointId; number: number }>(add, values)
  if (!row) throw new Error('a draft left no row')
  audit(tx, { action: 'lobby.drafted', subject: refOf(row.id), by, new: { state: 'draft', pillar } })
  return row
}

/** The first step of a draft once more. Nothing where nothing differs. */
export async function changeDraft(
  tx: Tx,
  point: Point,
  given: Wording & { readonly pillar: PillarId },
  by: ActedAs,
  now: Date,
): Promise<void> {
  const { title, problem, ask, whyMidsized, pillar } = given
  const fields = ['title', 'problem', 'ask', 'whyMidsized', 'pillar'] as const
  const changed = fields.filter(field => given[field] !== point[field])
  if (changed.length === 0) return
  audit(tx, { action: 'lobby.redrafted', subject: refOf(point.id), by, new: { changed: changed.join(' ') } })
  await tx.query(change, [point.id, title, problem, ask, whyMidsized, pillar, now.toISOString()])
}

/** The second step of a proposal. `deadline` is a day, `2027-02-03`. */
export interface Details {
  readonly targets: readonly string[]
  readonly theme: string | null
  readonly deadline: string | null
  readonly evidence: string | null
  readonly dossiers: readonly string[]
  readonly isConfidential: boolean
}

const detail = statement(
  'lobby_detail',
  `update lobby_points set theme_id = $2, deadline = $3::date, evidence = $4, dossiers = $5::text[], is_confidential = $6::bool where id = $1::uuid`,
)
const retarget = statement(
  'lobby_retarget',
  `with gone as (delete from lobby_point_targets where point_id = $1::uuid and target_id <> all($2::text[]))
   insert into lobby_point_targets (point_id, target_id) select $1::uuid, id from lobby_targets where id = any($2::text[]) on conflict do nothing`,
)

export async function setDetails(tx: Tx, id: LobbyPointId, details: Details): Promise<void> {
  const { targets, theme, deadline, evidence, dossiers, isConfidential } = details
  await tx.query(detail, [id, theme, deadline, evidence, dossiers, isConfidential])
  await tx.query(retarget, [id, targets])
}

/** One open request for each point. */
export const subjectKey = (point: LobbyPointId): string => `lobby.point ${point}`

/** As whom something is done. */
function actingAs(actor: Actor, { onBehalfOf }: ActedAs): Actor {
  const principal = actor.actsFor.find(({ person }) => person === onBehalfOf)
  return principal ? inNameOf(actor, principal) : actor
}

/** Lays a draft before the secretariat. @throws Refusal when it was proposed already, or another came of the same bottleneck */
export async function propose(
  tx: Tx,
  actor: Actor,
  point: Point,
  details: Details,
  by: ActedAs,
  at: At,
): Promise<Carried & { readonly number: number }> {
  await demandFirst(tx, point)
  await setDetails(tx, point.id, details)
  await move(tx, point, 'propose', by, at.now)
  // Taken back and proposed otherwise: what was posted of it before follows.
  if (details.isConfidential !== point.isConfidential) await changeSight(tx, point.id, at.today)
  const proposer = actingAs(actor, by)
  // Whoever may speak for their municipality stands behind what they propose.
  if (proposer.municipality && rolesOf(proposer).has('speaker'))
    await stand(tx, point.id, proposer.municipality.id, by, at.now)
  const carried = await carrySupport(tx, point.id, by, at)
  const filed = await fileRequest(
    tx,
    {
      kind: pointKind,
      subject: { point: point.id, pillar: point.pillar } satisfies PointSubject,
      subjectKey: subjectKey(point.id),
      requester: point.proposer,
      municipality: point.municipality,
      isSecretariat: proposer.roles.some(role => role.kind === 'secretariat'),
    },
    by,
    at,
  )
  if (!filed) throw new Refusal('lobby.proposedJustNow', { number: point.number })
  return { ...carried, number: filed.number }
}

const setState = statement(
  'lobby_state',
  `update lobby_points set state = $2, version = version + 1, moved_at = $3::timestamptz,
     state_at = case when state = $2 then state_at else $3::timestamptz end,
     opened_at = case when $4::bool then coalesce(opened_at, $3::timestamptz) when $5::bool then null else opened_at end
   where id = $1::uuid`,
)

/** What has a point stand again as it did before. */
const standsAgain: readonly PointEvent[] = ['resume', 'rerank', 'unplaceRanked']

// Since then it does: the agenda that it was put on first, of those that stand, or its last ranking.
const sinceBefore = statement(
  'lobby_state_before',
  `update lobby_points p set state_at = coalesce(case p.state
     when 'placed' then (select min(a.created_at) from lobby_placements a where a.point_id = p.id and a.taken_back_at is null)
     else (select max(r.closed_at) from lobby_round_points n join lobby_rounds r on r.id = n.round_id where n.point_id = p.id and n.place is not null) end, p.state_at)
   where p.id = $1::uuid`,
)

/** What lets all members see a point, or no longer. */
const opening: readonly PointEvent[] = ['approve', 'unapprove', 'withdraw']

/** Moves a locked point to the state that an event leads to, and has its cards redrawn; `noted` is by which row its course tells more of it. @throws Refusal that says how it stands where it can't */
export async function move(
  tx: Tx,
  point: Pick<Point, 'id' | 'number' | 'state' | 'mergedInto'>,
  event: PointEvent,
  by: ActedAs,
  now: Date,
  noted: Readonly<Record<string, string>> = {},
): Promise<void> {
  const state = nextState(point.state, event)
  if (state === null) throw notNow(point, { stale: refOf(point.id) })
  await tx.query(setState, [point.id, state, now.toISOString(), event === 'approve', event === 'unapprove'])
  if (standsAgain.includes(event)) await tx.query(sinceBefore, [point.id])
  audit(tx, {
    action: `lobby.${event}`,
    subject: refOf(point.id),
    by,
    old: { state: point.state },
    new: { state, ...noted },
  })
  touch(tx, refOf(point.id))
  if (opening.includes(event)) await touchOrigins(tx, point.id)
  const tells: Tells = transitions[event].tells
  if (tells.voters) await leaveRound(tx, point, by, now)
}

const pointSubject = z.object({
  point: z.uuid().transform(id => id as LobbyPointId),
  pillar: z.string().transform(id => id as PillarId),
})
type PointSubject = z.infer<typeof pointSubject>

const stateOf = statement(
  'lobby_state_of',
  `select p.id, p.number, p.state, p.pillar_id as pillar, p.proposer_id as proposer, p.is_confidential as "isConfidential", (select k.number from lobby_points k where k.id = p.merged_into_id) as "mergedInto"
   from lobby_points p where p.id = $1::uuid for update of p`,
)
type Stated = Pick<Point, 'id' | 'number' | 'state' | 'pillar' | 'proposer' | 'isConfidential' | 'mergedInto'>

async function stated(tx: Tx, request: Request<PointSubject>): Promise<Stated> {
  const [point] = await tx.query<Stated>(stateOf, [request.subject.point])
  if (!point) throw new Error(`request ${request.id} is about no point`)
  return point
}

// What its bottlenecks brought stood there before it was approved, or came with that; what a point that became part of it brought stands since before, too.
const othersStand = statement(
  'lobby_others_stand',
  `select count(*)::int as others from lobby_supports s join lobby_points p on p.id = s.point_id
   where p.id = $1::uuid and s.ended_at is null and s.municipality_id <> $2 and (s.created_at > p.opened_at or exists (
     select from lobby_points f join lobby_supports v on v.point_id = f.id and v.ended_at is null where f.merged_into_id = p.id and v.municipality_id = s.municipality_id))`,
)

const adopt = statement(
  'lobby_adopt',
  'update lobby_points set proposer_id = $2::uuid, version = version + 1 where id = $1::uuid',
)

/** A lobby point, approved by the secretariat [A28]: from then on all see it and municipalities stand behind it. */
export const pointKind: RequestKind<PointSubject> = {
  name: 'lobby.point',
  subject: pointSubject,
  pillarOf: subject => subject.pillar,
  async approve(tx, request, by, at) {
    const point = await stated(tx, request)
    await move(tx, point, 'approve', by, at.now)
    // Who recognised its bottlenecks while the secretariat read it stands behind it too.
    await carrySupport(tx, point.id, by, at)
    await tellOf(tx, 'approve', point, { facts: { point: point.id }, by, today: at.today })
  },
  async decline(tx, request, by, at) {
    await move(tx, await stated(tx, request), 'decline', by, at.now)
  },
  // Nothing of what was written is lost: it is a draft again.
  async withdraw(tx, request, by, at) {
    const point = await stated(tx, request)
    await move(tx, point, 'retract', by, at.now)
    await keepProposed(tx, point.id, by, at.now)
  },
  async undo(tx, request, by, at) {
    const point = await stated(tx, request)
    const [row] = await tx.query<{ others: number }>(othersStand, [point.id, request.municipality?.id ?? ''])
    const wasOpen = request.state === 'approved'
    const others = wasOpen && row ? row.others : 0
    if (others === 1) throw new Refusal('lobby.supportedByOne', { number: point.number })
    if (others > 1) throw new Refusal('lobby.supported', { number: point.number, others })
    const event = wasOpen ? 'unapprove' : 'reconsider'
    await move(tx, point, event, by, at.now)
    if (wasOpen) await changeSight(tx, point.id, at.today)
    await tellOf(tx, event, point, { facts: { point: point.id }, by, today: at.today })
    return request.subject
  },
  heir: async (tx, subject) => (await tx.query<Stated>(stateOf, [subject.point]))[0]?.proposer ?? null,
  async handOver(tx, subject, to) {
    await tx.query(adopt, [subject.point, to])
    return { subject, subjectKey: subjectKey(subject.point) }
  },
}
