// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { changeSight } from '#/features/lobby/rules/sight-changes.ts'
import { aMoment } from '#/features/lobby/rules/tell.ts'
import { contactOfficers } from '#/features/people/rules/contact-officer.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { LobbyPointId, PersonId, RequestId } from '#/network/ids.ts'

/** SQL: a point `p` whose proposer still has something to do with it. */
const goesOn = `p.state in ('draft', 'proposed', 'gathering', 'prioritised', 'placed')`

const proposed = statement(
  'lobby_proposed_by',
  `select p.number from lobby_points p where p.proposer_id = $1::uuid and ${goesOn} order by p.number`,
)

const offering = statement(
  'lobby_offered_by',
  `select distinct p.number from lobby_offers o join lobby_points p on p.id = o.point_id where o.person_id = $1::uuid and o.ended_at is null and ${goesOn} order by p.number`,
)

/** The numbers of the points that have no end yet and that someone offered something to. */
export const pointsOfferedToBy = async (db: Db, person: PersonId): Promise<readonly number[]> =>
  (await db.query<{ number: number }>(offering, [person])).map(({ number }) => number)

/** The numbers of the points that someone proposed, or began, and that have no end yet. */
export const pointsProposedBy = async (db: Db, person: PersonId): Promise<readonly number[]> =>
  (await db.query<{ number: number }>(proposed, [person])).map(({ number }) => number)

const officer = statement(
  'lobby_hand_over_officer',
  `select o.person_id as person from ${contactOfficers('(select municipality_id from people where id = $1::uuid)', '$2::date')}
   where o.person_id <> $1::uuid order by o.starts_on, o.id limit 1`,
)
const adopt = statement(
  'lobby_hand_over',
  `update lobby_points p set proposer_id = $2::uuid, version = version + 1
   where p.proposer_id = $1::uuid and ${goesOn} and (p.state <> 'draft' or $3::bool) returning id, is_confidential or opened_at is null as "isForFew"`,
)
const adoptOffers = statement(
  'lobby_hand_over_offers',
  `update lobby_offers set person_id = $2::uuid where person_id = $1::uuid and ended_at is null returning point_id as point`,
)
/** Of the same municipality: nobody else speaks for it. */
const adoptSupports = statement(
  'lobby_hand_over_supports',
  `update lobby_supports s set person_id = $2::uuid from people h, lobby_points p
   where s.person_id = $1::uuid and s.ended_at is null and h.id = $2::uuid and h.municipality_id = s.municipality_id
     and p.id = s.point_id and p.state <> 'archived' returning s.point_id as point`,
)
/** Of what all members may read: how much that is, is said where many read along. */
const unheard = statement(
  'lobby_hand_over_unheard',
  `select h.municipality_id as municipality, count(distinct p.id)::int as points from people h
   join (select point_id, person_id, municipality_id from lobby_supports where ended_at is null union all select point_id, person_id, municipality_id from lobby_offers where ended_at is null) s
     on s.person_id = h.id and s.municipality_id = h.municipality_id
   join lobby_points p on p.id = s.point_id and ${goesOn} and p.opened_at is not null and not p.is_confidential
   where h.id = $1::uuid group by h.municipality_id`,
)
/** What lies before the secretariat goes on, also where nobody asks for it any more. */
const rerequest = statement(
  'lobby_hand_over_request',
  `update requests r set requester_id = $2::uuid, requester_text = case when $2::uuid is null then coalesce($4, (select name from people where id = $3::uuid)) end, version = version + 1
   where r.subject_key = 'lobby.point ' || $1 and r.state in ('open', 'asked') returning id`,
)

/** What someone did for their municipality at points of others: who is told of it, and asked about it. */
const contributions = [
  { action: 'lobby.offerHandedOver', which: adoptOffers },
  { action: 'lobby.supportHandedOver', which: adoptSupports },
] as const

/**
 * The points of someone who leaves go to the successor, who is asked from then on about what they offered to others, and told of what they supported [F20]; where there is none, what others know of goes to the contact officer of their municipality, who is told;
 * where there is none either, it goes on without a proposer, and the secretariat is asked to look after it, and hears for which municipality nobody is told any more. A draft goes to a successor alone.
 * `called`: what they are called from now on, where their name may stand nowhere any more.
 */
export async function handOverPoints(
  tx: Tx,
  from: PersonId,
  to: PersonId | null,
  by: ActedAs,
  at: { readonly today: string },
  called: string | null = null,
): Promise<void> {
  const [contact] = to ? [] : await tx.query<{ person: PersonId }>(officer, [from, at.today])
  const next = to ?? contact?.person ?? null
  const gone = await tx.query<{ id: LobbyPointId; isForFew: boolean }>(adopt, [from, next, to !== null])
  for (const { id, isForFew } of gone) {
    const subject = { kind: 'lobbyPoint', id }
    audit(tx, { action: 'lobby.handedOver', subject, by, old: { person: from }, new: { person: next } })
    touch(tx, subject)
    if (!to)
      for (const { id: request } of await tx.query<{ id: RequestId }>(rerequest, [id, next, from, called]))
        touch(tx, { kind: 'request', id: request })
    if (isForFew) await changeSight(tx, id, at.today)
  }
  if (next)
    for (const { action, which } of contributions) {
      const rows = await tx.query<{ point: LobbyPointId }>(which, [from, next])
      for (const id of new Set(rows.map(({ point }) => point)))
        audit(tx, {
          action,
          subject: { kind: 'lobbyPoint', id },
          by,
          old: { person: from },
          new: { person: next },
        })
    }
  if (!next)
    for (const { municipality, points } of await tx.query<{ municipality: string; points: number }>(unheard, [from]))
      notify(tx, [{ kind: 'secretariat' }], 'lobby.unheard', { from, municipality, points })
  if (to) return
  const asked = contact ? ({ kind: 'person', person: contact.person } as const) : ({ kind: 'secretariat' } as const)
  for (const { id } of gone) notify(tx, [asked], 'lobby.handedOver', { point: id, from }, aMoment({ id }))
}
