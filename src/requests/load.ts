// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { PersonId, RequestId } from '#/network/ids.ts'
import type { Decider, Request } from '#/requests/kind.ts'
import type { RequestState } from '#/requests/states.ts'

interface Row {
  id: string
  number: number
  kind: string
  state: string
  subject: unknown
  subject_key: string
  requester: string | null
  requester_name: string | null
  requester_gone: boolean | null
  requester_text: string | null
  municipality: string | null
  municipality_name: string | null
  asked_of: string
  claimed_by: string | null
  claimed_name: string | null
  claimed_for: string | null
  decided_by: string | null
  decided_name: string | null
  decided_for: string | null
  decided_at: Date | null
  reason: string | null
  created_at: Date
  opened_at: Date
  waits_since: Date
  round: number
  version: number
  basis: number
}

/** SQL: since when the request `r` waits for who decides: since it was laid before them, or since its requester last answered what they asked. */
export const waitsSince = `greatest(r.opened_at, (select max(q.answered_at) from request_questions q where q.request_id = r.id))`

const columns = `
  select r.id, r.number, r.kind, r.state, r.subject, r.subject_key, p.id as requester, p.name as requester_name,
    p.forgotten_at is not null or p.merged_into_id is not null as requester_gone, r.requester_text,
    m.id as municipality, m.name as municipality_name, r.asked_of, c.id as claimed_by, c.name as claimed_name, h.name as claimed_for,
    d.id as decided_by, d.name as decided_name, b.name as decided_for, r.decided_at, r.reason, r.created_at, r.opened_at,
    ${waitsSince} as waits_since, r.round, r.version, r.basis
  from requests r
  left join people p on p.id = r.requester_id
  left join municipalities m on m.id = r.municipality_id
  left join people c on c.id = r.claimed_by_id
  left join people d on d.id = r.decided_by_id
  left join lateral (
    select a.on_behalf_of_id from audit a
    where r.decided_by_id is not null and a.subject_kind = 'request' and a.subject_id = r.id::text and a.action in ('request.approve', 'request.decline')
    order by a.id desc limit 1) v on true
  left join people b on b.id = v.on_behalf_of_id
  left join lateral (
    select a.on_behalf_of_id from audit a
    where r.claimed_by_id is not null and a.subject_kind = 'request' and a.subject_id = r.id::text and a.action = 'request.claim'
    order by a.id desc limit 1) k on true
  left join people h on h.id = k.on_behalf_of_id`

const byId = statement('request_by_id', `${columns} where r.id = $1::uuid`)
// The lock makes the first decision win: a second one waits here, and then sees what was decided [F66].
const locked = statement('request_locked', `${columns} where r.id = $1::uuid for update of r`)
const byNumber = statement('request_by_number', `${columns} where r.number = $1::int`)
const byKey = statement('request_open_by_key', `${columns} where r.subject_key = $1 and r.state in ('open', 'asked')`)
const queue = statement(
  'request_queue',
  `${columns} where r.state in ('open', 'asked') order by r.opened_at, r.number limit $1::int offset $2::int`,
)
const queueLength = statement(
  'request_queue_length',
  `select count(*)::int as count from requests where state in ('open', 'asked')`,
)
const decided = statement(
  'request_decided',
  `${columns} where r.state in ('approved', 'declined') and r.decided_at > $1::timestamptz order by r.decided_at desc limit $2::int`,
)
const own = statement(
  'request_own',
  `${columns} where r.requester_id = $1::uuid order by r.state in ('open', 'asked') desc, r.created_at desc limit $2::int`,
)

const named = <Id>(id: string | null, name: string | null) =>
  id !== null && name !== null ? { id: id as Id, name } : null

const requestOf = (row: Row): Request => ({
  id: row.id as RequestId,
  number: row.number,
  kind: row.kind,
  state: row.state as RequestState,
  subject: row.subject,
  subjectKey: row.subject_key,
  requester: named(row.requester, row.requester_name),
  isRequesterGone: row.requester_gone ?? false,
  requesterText: row.requester_text,
  municipality: named(row.municipality, row.municipality_name),
  askedOf: row.asked_of as Decider,
  claimedBy: named(row.claimed_by, row.claimed_name),
  claimedFor: row.claimed_for,
  decidedBy: named(row.decided_by, row.decided_name),
  decidedFor: row.decided_for,
  decidedAt: row.decided_at,
  reason: row.reason,
  createdAt: row.created_at,
  openedAt: row.opened_at,
  waitsSince: row.waits_since,
  round: row.round,
  version: row.version,
  basis: row.basis,
})

const first = (rows: readonly Row[]): Request | null => (rows[0] ? requestOf(rows[0]) : null)

export const loadRequest = async (db: Db, id: RequestId): Promise<Request | null> =>
  first(await db.query<Row>(byId, [id]))

/** Loads a request and holds it until the transaction ends. */
export const lockRequest = async (db: Db, id: RequestId): Promise<Request | null> =>
  first(await db.query<Row>(locked, [id]))

export const requestByNumber = async (db: Db, number: number): Promise<Request | null> =>
  first(await db.query<Row>(byNumber, [number]))

export const openRequest = async (db: Db, subjectKey: string): Promise<Request | null> =>
  first(await db.query<Row>(byKey, [subjectKey]))

/** What waits, longest first (one that was reopened waits since then); all of it where no limit is given. */
export const openRequests = async (db: Db, limit: number | null = null, offset = 0): Promise<readonly Request[]> =>
  (await db.query<Row>(queue, [limit, offset])).map(requestOf)

/** How much waits. */
export async function openCount(db: Db): Promise<number> {
  const [row] = await db.query<{ count: number }>(queueLength)
  return row?.count ?? 0
}

/** What was decided since a moment, newest first. */
export const decidedSince = async (db: Db, since: Date, limit: number): Promise<readonly Request[]> =>
  (await db.query<Row>(decided, [since.toISOString(), limit])).map(requestOf)

/** Someone's own: first those that wait, then the newest. */
export const requestsOf = async (db: Db, person: PersonId, limit: number): Promise<readonly Request[]> =>
  (await db.query<Row>(own, [person, limit])).map(requestOf)
