// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { erase, lookUp } from '#/database/tracing.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { handOverBottlenecks } from '#/features/bottlenecks/rules/hand-over.ts'
import { endSubstitutions } from '#/features/directory/rules/substitute.ts'
import { withdrawDrafts } from '#/features/lobby/rules/discard.ts'
import { handOverPoints } from '#/features/lobby/rules/hand-over.ts'
import { handOverActions } from '#/features/meetings/rules/action-hand-over.ts'
import { answerOfficial, lockSupport } from '#/features/pillars/rules/answer-official.ts'
import { endSeatsOf } from '#/features/vng/rules/seats.ts'
import { functions } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { CommitteeId, IdentityId, PersonId, PillarId, RequestId } from '#/network/ids.ts'
import { networkLanguage } from '#/network/setting.ts'
import { withdraw } from '#/requests/decide.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'
import { lockRequest } from '#/requests/load.ts'
import { isOpen } from '#/requests/states.ts'

/** Who goes: a person with all their accounts, or an account that is nobody's. */
export interface Leaver {
  readonly person: PersonId | null
  readonly account: IdentityId | null
}

/** What is left of someone in records, after their last function or role and its municipality, in the network's language. */
export type Called = (kind: string | null, municipality: string | null, language: 'nl' | 'en') => string

/** What forgetting needs of the rest: how open requests are taken back, and what someone is called from then on. */
export interface Parting {
  readonly kinds: readonly AnyRequestKind[]
  readonly called: Called
}

interface At {
  readonly now: Date
  readonly today: string
}

const lastSql = `select p.forgotten_at is not null as "isForgotten", last.kind, coalesce(o.name, m.name) as municipality
   from people p left join municipalities m on m.id = p.municipality_id
   left join lateral (
     select r.kind, r.municipality_id from roles r where r.person_id = p.id
     order by r.kind = any($2::text[]) desc, r.starts_on desc, r.created_at desc limit 1) last on true
   left join municipalities o on o.id = last.municipality_id
   where p.id = $1::uuid`
const last = statement('forget_last', lastSql)
const lock = statement('forget_person', `${lastSql} for no key update of p`)

interface Last {
  readonly isForgotten: boolean
  readonly kind: string | null
  readonly municipality: string | null
}

/** What records will call someone. */
export async function calledOnceGone(db: Db, called: Called, { person }: Leaver): Promise<string> {
  const [row] = await db.query<Last>(last, [person, [...functions]])
  return called(row?.kind ?? null, row?.municipality ?? null, await networkLanguage(db))
}

const endRoles = statement(
  'forget_roles',
  `update roles set ends_on = greatest($2::date, starts_on), version = version + 1
   where person_id = $1::uuid and (ends_on is null or ends_on > $2::date) returning id, kind, pillar_id as pillar`,
)
const endSeats = statement(
  'forget_seats',
  `update pillar_members set ended_at = $2::timestamptz, version = version + 1 where person_id = $1::uuid and ended_at is null returning id, pillar_id as pillar`,
)
const openRequests = statement(
  'forget_requests',
  `select id from requests where state in ('open', 'asked')
     and (requester_id = $1::uuid or requester_id is null and subject->>'person' = $1::text or subject->>'identity' = any(select id::text from identities where id = $2::uuid or person_id = $1::uuid)) order by number`,
)
const latestRequests = statement(
  'forget_latest',
  `select id from requests where requester_id = $1::uuid or subject->>'identity' = any(select id::text from identities where id = $2::uuid or person_id = $1::uuid)
   order by number desc limit 20`,
)
const supports = statement(
  'forget_supports',
  `select id from requests where kind = 'pillar.join' and state in ('open', 'asked') and subject->'official'->>'person' = $1::text and subject->'official'->>'state' <> 'declined'
   union all select id from pillar_members where official_id = $1::uuid and ended_at is null and official_state <> 'declined'`,
)

/** Ends what someone holds, as they would do it one by one, and hands on what goes on without them, by `name` where nobody takes it: points, requests, whom they support, roles, seats. What was ended, for who must find another. */
async function endAll(
  tx: Tx,
  kinds: readonly AnyRequestKind[],
  { person, account }: Leaver,
  by: ActedAs,
  at: At,
  name: string,
): Promise<Ended> {
  // What others know of goes on: before the requests, of which theirs about a point does too.
  if (person) {
    await handOverPoints(tx, person, null, by, at, name)
    await handOverBottlenecks(tx, person, null, by)
  }
  for (const { id } of await tx.query<{ id: RequestId }>(openRequests, [person, account])) {
    const request = await lockRequest(tx, id)
    // Decided a moment ago: what came of it ends below.
    if (request && isOpen(request.state)) await withdraw(tx, kinds, request, by, at)
  }
  if (!person) return { roles: [], pillars: [], committees: [] }
  // After the requests: a point of which theirs is taken back is a draft again.
  await withdrawDrafts(tx, person, by, at.now)
  for (const { id } of await tx.query<{ id: string }>(supports, [person])) {
    const support = await lockSupport(tx, id)
    if (support) await answerOfficial(tx, support, false, by)
  }
  await endSubstitutions(tx, person, by, at.today)
  await handOverActions(tx, person, null, by, at)
  const roles = await tx.query<{ id: string; kind: string; pillar: PillarId | null }>(endRoles, [person, at.today])
  for (const { id, kind, pillar } of roles)
    audit(tx, {
      action: 'role.ended',
      subject: { kind: 'role', id },
      by,
      old: { kind, person, pillar },
      new: { endsOn: at.today },
    })
  const seats = await tx.query<{ id: string; pillar: PillarId }>(endSeats, [person, at.now.toISOString()])
  for (const { id, pillar } of seats)
    audit(tx, { action: 'pillar.left', subject: { kind: 'pillarMember', id }, by, old: { pillar, person } })
  const committees = await endSeatsOf(tx, person, by, at.today)
  return { roles: roles.map(({ id }) => id), pillars: seats.map(({ pillar }) => pillar), committees }
}

interface Ended {
  readonly roles: readonly string[]
  readonly pillars: readonly PillarId[]
  readonly committees: readonly CommitteeId[]
}

/**
 * Ends what someone holds and takes every trace of them out but what is a record; that reads "voormalig wethouder, Dronten" from then on. The audit says that
 * it was done, and by its id nothing more. The secretariat hears which places are free. False when it was done before.
 */
export async function forget(
  tx: Tx,
  { kinds, called }: Parting,
  leaver: Leaver,
  by: ActedAs,
  at: At,
): Promise<boolean> {
  const { person, account } = leaver
  const [row] = person ? await tx.query<Last>(lock, [person, [...functions]]) : []
  if (row?.isForgotten || (person && !row)) return false
  const name = called(row?.kind ?? null, row?.municipality ?? null, await networkLanguage(tx))
  const ended = await endAll(tx, kinds, leaver, by, at, name)
  // Their cards in channels are drawn anew at once; what is left over the clock finds.
  for (const { id } of await tx.query<{ id: string }>(latestRequests, [person, account]))
    touch(tx, { kind: 'request', id })
  for (const id of ended.roles) touch(tx, { kind: 'role', id })
  await erase(tx, await lookUp(tx, leaver), name, at.now)
  audit(tx, {
    action: 'person.forgotten',
    subject: person ? { kind: 'person', id: person } : { kind: 'identity', id: account ?? '' },
    by,
  })
  if (person && ended.roles.length + ended.pillars.length + ended.committees.length > 0)
    notify(tx, [{ kind: 'secretariat' }], 'privacy.left', { person, ...ended })
  return true
}
