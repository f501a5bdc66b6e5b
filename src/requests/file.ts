// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MunicipalityId, PersonId, PillarId, RequestId } from '#/network/ids.ts'
import { decidersOf } from '#/requests/deciders.ts'
import { type AnyRequestKind, type Decider, deciders } from '#/requests/kind.ts'

export interface NewRequest {
  readonly kind: AnyRequestKind
  readonly subject: unknown
  /** One open request for each key. */
  readonly subjectKey: string
  readonly requester: PersonId | null
  readonly requesterText?: string
  readonly municipality: MunicipalityId | null
  readonly isSecretariat: boolean
}

const insert = statement(
  'request_file',
  `insert into requests (kind, subject, subject_key, requester_id, requester_text, municipality_id, asked_of, created_at, opened_at)
   values ($1, $2::jsonb, $3, $4::uuid, $5, $6, $7, $8::timestamptz, $8::timestamptz)
   on conflict (subject_key) where state in ('open', 'asked') do nothing
   returning id, number`,
)

/** Whom a request is asked of: the secretariat, or the next in line where the requester is its only member [T22]. `people` are told directly then. */
async function whoDecides(
  db: Db,
  request: NewRequest,
  pillar: PillarId | null,
  today: string,
): Promise<{ readonly askedOf: Decider; readonly people: readonly PersonId[] }> {
  if (!request.isSecretariat) return { askedOf: 'secretariat', people: [] }
  const rows = await decidersOf(db, deciders, request.requester, pillar, today)
  const askedOf = deciders.find(decider => rows.some(row => row.kind === decider)) ?? 'secretariat'
  return {
    askedOf,
    people: askedOf === 'secretariat' ? [] : rows.filter(row => row.kind === askedOf).map(row => row.person),
  }
}

/** Files a request and puts its card before who decides. Null when one is open for the same intent already. */
export async function fileRequest(
  tx: Tx,
  request: NewRequest,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<{ readonly id: RequestId; readonly number: number; readonly askedOf: Decider } | null> {
  const pillar = request.kind.pillarOf?.(request.subject) ?? null
  const { askedOf, people } = await whoDecides(tx, request, pillar, at.today)
  const [filed] = await tx.query<{ id: RequestId; number: number }>(insert, [
    request.kind.name,
    JSON.stringify(request.subject),
    request.subjectKey,
    request.requester,
    request.requesterText ?? null,
    request.municipality,
    askedOf,
    at.now.toISOString(),
  ])
  if (!filed) return null
  const subject = { kind: 'request', id: filed.id }
  audit(tx, { action: 'request.filed', subject, by, new: { kind: request.kind.name, state: 'open', askedOf } })
  notify(
    tx,
    [{ kind: 'secretariat' }, ...people.map(person => ({ kind: 'person', person }) as const)],
    'request.new',
    { request: filed.id },
    { subject },
  )
  return { ...filed, askedOf }
}
