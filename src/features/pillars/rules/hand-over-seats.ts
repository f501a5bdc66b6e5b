// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { askOfficial, touchAsk } from '#/features/pillars/rules/ask-official.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { PersonId, PillarId, RequestId } from '#/network/ids.ts'
import { refreshRequest } from '#/requests/refresh.ts'

const seats = statement(
  'seats_to_hand_over',
  `select l.name as pillar, null as executive, l.number from pillar_members s join pillars l on l.id = s.pillar_id where s.person_id = $1::uuid and s.ended_at is null
   union all
   select l.name, p.name, l.number from pillar_members s join pillars l on l.id = s.pillar_id join people p on p.id = s.person_id
   where s.official_id = $1::uuid and s.ended_at is null and s.official_state in ('asked', 'confirmed')
   order by executive nulls first, number`,
)

/** The pillars that someone is in, and those in which they support an executive. */
export const seatsToHandOver = (
  db: Db,
  person: PersonId,
): Promise<readonly { readonly pillar: string; readonly executive: string | null }[]> => db.query(seats, [person])

const endSeats = statement(
  'seats_hand_over_end',
  `update pillar_members set ended_at = $2::timestamptz, version = version + 1 where person_id = $1::uuid and ended_at is null
   returning id, pillar_id as pillar, municipality_id as municipality, request_id as request, official_id as official, official_state as state`,
)

/** An official who had confirmed stays; another is named anew. */
const giveSeat = statement(
  'seats_hand_over_give',
  `insert into pillar_members (pillar_id, person_id, municipality_id, started_at, official_id, official_state)
   values ($1, $2::uuid, $3, $4::timestamptz, $5::uuid, case when $5::uuid is null then 'none' else 'confirmed' end)
   on conflict (person_id, pillar_id) where ended_at is null do nothing returning id`,
)

const endSupport = statement(
  'seats_hand_over_support',
  `update pillar_members s set official_id = case when s.person_id = $2::uuid then null else $2::uuid end,
     official_state = case when $2::uuid is null or s.person_id = $2::uuid or s.request_id is null then 'none' else 'asked' end, official_text = null, version = version + 1
   where s.official_id = $1::uuid and s.ended_at is null
   returning s.id, s.pillar_id as pillar, s.person_id as executive, s.request_id as request, s.official_state as state`,
)

const endAsked = statement(
  'seats_hand_over_asked',
  `update requests r set version = version + 1, basis = version + 1,
     subject = jsonb_set(subject, '{official}', jsonb_build_object('state', case when $2::text is null or $2::text = subject->>'person' then 'none' else 'asked' end,
       'person', case when $2::text = subject->>'person' then null else $2::text end, 'text', null))
   where r.kind = 'pillar.join' and r.state in ('open', 'asked') and r.subject->'official'->>'person' = $1::text
   returning r.id, r.subject->'official'->>'state' as state`,
)

/** The seats of someone who leaves go to the successor or end; executives whom they supported get the successor, who is asked, or name another. */
export async function handOverSeats(
  tx: Tx,
  from: PersonId,
  to: PersonId | null,
  by: ActedAs,
  at: { readonly now: Date },
): Promise<void> {
  const now = at.now.toISOString()
  const ended = await tx.query<{
    id: string
    pillar: PillarId
    municipality: string
    request: string | null
    official: string | null
    state: string
  }>(endSeats, [from, now])
  for (const seat of ended) {
    audit(tx, {
      action: 'pillar.left',
      subject: { kind: 'pillarMember', id: seat.id },
      by,
      old: { pillar: seat.pillar, person: from },
    })
    if (seat.request) touchAsk(tx, seat.request)
    if (!to) continue
    const official = seat.state === 'confirmed' && seat.official !== to ? seat.official : null
    const [given] = await tx.query<{ id: string }>(giveSeat, [seat.pillar, to, seat.municipality, now, official])
    if (given)
      audit(tx, {
        action: 'pillar.joined',
        subject: { kind: 'pillarMember', id: given.id },
        by,
        new: { pillar: seat.pillar, person: to, official },
      })
  }
  await handOverSupport(tx, from, to, by)
}

async function handOverSupport(tx: Tx, from: PersonId, to: PersonId | null, by: ActedAs): Promise<void> {
  const supported = await tx.query<{
    id: string
    pillar: PillarId
    executive: PersonId
    request: RequestId | null
    state: string
  }>(endSupport, [from, to])
  for (const seat of supported) {
    audit(tx, {
      action: 'official.named',
      subject: { kind: 'pillarMember', id: seat.id },
      by,
      old: { official: from },
      new: { official: to, state: seat.state },
    })
    if (seat.request) {
      touchAsk(tx, seat.request)
      await refreshRequest(tx, seat.request)
    }
    if (to && seat.state === 'asked' && seat.request) askOfficial(tx, to, seat.request)
    else
      notify(tx, [{ kind: 'person', person: seat.executive }], 'pillars.officialDeclined', {
        official: from,
        pillar: seat.pillar,
        subject: seat.id,
      })
  }
  for (const { id, state } of await tx.query<{ id: string; state: string }>(endAsked, [from, to])) {
    audit(tx, {
      action: 'official.named',
      subject: { kind: 'request', id },
      by,
      old: { official: from },
      new: { state },
    })
    touch(tx, { kind: 'request', id })
    touchAsk(tx, id)
    if (to && state === 'asked') askOfficial(tx, to, id)
  }
}
