// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { askOfficial, tellOfficial, touchAsk } from '#/features/pillars/rules/ask-official.ts'
import { noOfficial, type Official, official } from '#/features/pillars/rules/official.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import type { Actor } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MunicipalityId, PersonId, PillarId, RequestId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { fileRequest } from '#/requests/file.ts'
import type { Request, RequestKind } from '#/requests/kind.ts'
import { openRequest } from '#/requests/load.ts'

const joinSubject = z.object({
  pillar: z.string().transform(id => id as PillarId),
  person: z.uuid().transform(id => id as PersonId),
  official,
})
export type JoinSubject = z.infer<typeof joinSubject>

const standing = statement(
  'pillar_join_standing',
  `select (select started_at from pillar_members where person_id = $1::uuid and pillar_id = $2 and ended_at is null) as member_since,
     (select number from requests where subject_key = $3 and state in ('open', 'asked')) as open_request`,
)

const joinKey = (person: PersonId, pillar: PillarId): string => `pillar.join ${person} ${pillar}`

/** The request of someone to join a pillar that is not decided yet. */
export const openJoin = (db: Db, person: PersonId, pillar: Pillar): Promise<Request | null> =>
  openRequest(db, joinKey(person, pillar.id))

/** What a join needs of its actor: a person of a municipality. @throws Refusal */
export function joiner(actor: Actor): {
  readonly person: PersonId
  readonly municipality: { readonly id: MunicipalityId; readonly name: string }
} {
  if (!actor.person) throw new Refusal('pillars.noMunicipality')
  if (!actor.municipality) throw new Refusal('pillars.noMunicipality')
  return { person: actor.person, municipality: actor.municipality }
}

/** Whether someone can ask to join now. @throws Refusal that says what is so: already a member, already asked. */
export async function mayAskToJoin(tx: Tx, person: PersonId, pillar: Pillar): Promise<void> {
  const [row] = await tx.query<{ member_since: Date | null; open_request: number | null }>(standing, [
    person,
    pillar.id,
    joinKey(person, pillar.id),
  ])
  if (row?.member_since) throw new Refusal('pillars.alreadyMember', { pillar: pillar.name, at: row.member_since })
  if (row?.open_request) throw new Refusal('pillars.alreadyAsked', { pillar: pillar.name, number: row.open_request })
}

/** Files the request to join a pillar; an official who knows the bot is asked to confirm. @throws Refusal */
export async function askToJoin(
  tx: Tx,
  actor: Actor,
  pillar: Pillar,
  named: Official,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<{ readonly id: RequestId; readonly number: number }> {
  const { person, municipality } = joiner(actor)
  await mayAskToJoin(tx, person, pillar)
  const filed = await fileRequest(
    tx,
    {
      kind: joinKind,
      subject: { pillar: pillar.id, person, official: named } satisfies JoinSubject,
      subjectKey: joinKey(person, pillar.id),
      requester: person,
      municipality: municipality.id,
      isSecretariat: actor.roles.some(role => role.kind === 'secretariat'),
    },
    by,
    at,
  )
  // Someone pressed twice at the same moment: the other one is the request.
  if (!filed) throw new Refusal('pillars.askedJustNow', { pillar: pillar.name })
  if (named.state === 'asked' && named.person) askOfficial(tx, named.person as PersonId, filed.id)
  return filed
}

const seat = statement(
  'pillar_seat',
  `insert into pillar_members (pillar_id, person_id, municipality_id, started_at, request_id, official_id, official_state, official_text)
   select $1, p.id, $3, $4::timestamptz, $5::uuid, $6::uuid, $7, $8 from people p where p.id = $2::uuid and p.municipality_id = $3
   on conflict (person_id, pillar_id) where ended_at is null do nothing
   returning id`,
)

const seated = statement(
  'pillar_seated',
  'select exists (select from pillar_members where person_id = $1::uuid and pillar_id = $2 and ended_at is null) as seated',
)

/** Why nobody could be seated: a member already, or of that municipality no more. */
async function noSeat(tx: Tx, request: Request<JoinSubject>): Promise<Refusal> {
  const { number, requester, municipality, subject } = request
  const [row] = await tx.query<{ seated: boolean }>(seated, [subject.person, subject.pillar])
  return row?.seated
    ? new Refusal('pillars.alreadyMemberOther', { number })
    : new Refusal('pillars.requesterMoved', {
        number,
        name: requester?.name ?? '',
        municipality: municipality?.name ?? '',
      })
}

const unseat = statement(
  'pillar_unseat',
  `update pillar_members s set ended_at = $2::timestamptz, version = version + 1
   where s.request_id = $1::uuid and s.ended_at is null
     and not exists (select from roles r where r.person_id = s.person_id and r.pillar_id = s.pillar_id and r.created_at >= s.started_at)
   returning s.id, s.official_id as person, s.official_state as state, s.official_text as text`,
)

/** Joining a pillar, approved by the secretariat [A11] [A49]: a seat, the member welcomed, and the official told. */
export const joinKind: RequestKind<JoinSubject> = {
  name: 'pillar.join',
  subject: joinSubject,
  pillarOf: subject => subject.pillar,
  async approve(tx, request, by, at) {
    const { pillar, person, official: named } = request.subject
    const municipality = request.municipality?.id
    if (!municipality) throw new Refusal('pillars.noMunicipality')
    const [row] = await tx.query<{ id: string }>(seat, [
      pillar,
      person,
      municipality,
      at.now.toISOString(),
      request.id,
      named.person,
      named.state,
      named.text,
    ])
    if (!row) throw await noSeat(tx, request)
    audit(tx, {
      action: 'pillar.joined',
      subject: { kind: 'pillarMember', id: row.id },
      by,
      new: { pillar, person, official: named.person },
    })
    notify(tx, [{ kind: 'person', person }], 'pillars.welcome', { seat: row.id })
    touchAsk(tx, request.id)
    if (named.person && named.state !== 'declined') tellOfficial(tx, named.person as PersonId, request.id)
  },
  async decline(tx, request) {
    touchAsk(tx, request.id)
  },
  async withdraw(tx, request) {
    touchAsk(tx, request.id)
  },
  async undo(tx, request, by, at) {
    if (request.state !== 'approved') return request.subject
    const [row] = await tx.query<Official & { id: string }>(unseat, [request.id, at.now.toISOString()])
    if (!row) throw new Refusal('pillars.seatUsed', { number: request.number })
    const { id, ...named } = row
    const { pillar, person } = request.subject
    audit(tx, {
      action: 'pillar.joinUndone',
      subject: { kind: 'pillarMember', id },
      by,
      old: { pillar, person, official: named.person },
    })
    touchAsk(tx, request.id)
    if (named.person && named.state !== 'declined')
      notify(tx, [{ kind: 'person', person: named.person as PersonId }], 'pillars.joinUndone', { request: request.id })
    return { ...request.subject, official: named }
  },
  async handOver(tx, subject, to) {
    const subjectKey = joinKey(to, subject.pillar)
    const [row] = await tx.query<{ member_since: Date | null }>(standing, [to, subject.pillar, subjectKey])
    if (row?.member_since) return null
    return {
      subject: { ...subject, person: to, ...(subject.official.person === to && { official: noOfficial }) },
      subjectKey,
    }
  },
}
