// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { askOfficial } from '#/features/pillars/rules/ask-official.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'

const seats = statement(
  'official_adopt_seats',
  `update pillar_members set official_id = $1::uuid, official_state = 'asked', official_text = null, version = version + 1
   where official_state = 'unknown' and official_text = lower($2) and municipality_id = $3 and ended_at is null and person_id <> $1::uuid
   returning id, request_id as request`,
)

const wishes = statement(
  'official_adopt_requests',
  `update requests set version = version + 1, basis = version + 1,
     subject = jsonb_set(subject, '{official}', jsonb_build_object('state', 'asked', 'person', $1::text, 'text', null))
   where kind = 'pillar.join' and state in ('open', 'asked') and municipality_id = $3
     and subject->'official'->>'state' = 'unknown' and subject->'official'->>'text' = lower($2)
   returning id`,
)

/** An official whom executives named by address before the bot knew them: now they are asked to confirm. */
export async function adoptOfficial(
  tx: Tx,
  person: PersonId,
  email: string,
  municipality: MunicipalityId | null,
  by: ActedAs,
): Promise<void> {
  if (!municipality) return
  const values = [person, email, municipality]
  for (const { id, request } of await tx.query<{ id: string; request: string | null }>(seats, values)) {
    audit(tx, { action: 'official.known', subject: { kind: 'pillarMember', id }, by, new: { official: person } })
    if (request) askOfficial(tx, person, request)
  }
  for (const { id } of await tx.query<{ id: string }>(wishes, values)) {
    audit(tx, { action: 'official.known', subject: { kind: 'request', id }, by, new: { official: person } })
    touch(tx, { kind: 'request', id })
    askOfficial(tx, person, id)
  }
}
