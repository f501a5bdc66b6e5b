// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Hold } from '#/database/hold.ts'

/** Something that waits until it is released: a message, or what was planned and is due. */
export interface Waiting {
  readonly id: string
  readonly sort: 'message' | 'planned'
  readonly kind: string
  /** Of a message: what it says, and to whom. */
  readonly facts: unknown
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly to: string | null
  /** Of what was planned: which of its kind. */
  readonly occurrence: string | null
  /** When it was said, or due. */
  readonly at: Date
  /** It was there before the restore, so that it has probably left since. */
  readonly isProbablySent: boolean
}

const held = `deliveries d left join people p on p.id = d.person_id left join identities i on i.id = d.identity_id left join channels c on c.id = d.channel_id where d.held`
const due = `planned n where n.state = 'open' and n.due_at <= $1::timestamptz`

const list = statement(
  'release list',
  `select d.id, 'message' as sort, d.kind, d.facts, d.subject_kind as "subjectKind", d.subject_id as "subjectId", coalesce(p.name, i.name, c.name) as "to",
     null as occurrence, d.created_at as at, d.reason is not distinct from 'restored' as "isProbablySent" from ${held}
   union all
   select n.id, 'planned', n.kind, null, n.subject_kind, n.subject_id, null, n.occurrence, n.due_at, n.due_at <= $2::timestamptz from ${due}
   order by "isProbablySent" desc, at, id limit $3::int offset $4::int`,
)

/** What waits at `now`, what has probably been sent first, each oldest first. */
export const waiting = (
  db: Db,
  { since }: Hold,
  now: Date,
  page: { readonly count: number; readonly from: number },
): Promise<readonly Waiting[]> => db.query<Waiting>(list, [now, since, page.count, page.from])

const count = statement(
  'release count',
  `select count(*) filter (where is_probable)::int as probable, count(*) filter (where not is_probable)::int as unsent from (
     select d.reason is not distinct from 'restored' as is_probable from ${held} union all select n.due_at <= $2::timestamptz from ${due}) as all_of_it`,
)

export interface HowMuch {
  /** What has probably been sent. */
  readonly probable: number
  readonly unsent: number
}

export async function howMuch(db: Db, { since }: Hold, now: Date): Promise<HowMuch> {
  const [row] = await db.query<HowMuch>(count, [now, since])
  return row ?? { probable: 0, unsent: 0 }
}

const message = statement('release message', `select id, held from deliveries where id = $1::uuid`)

/** A message by its id, and whether it waits. */
export async function messageById(db: Db, id: string): Promise<{ readonly id: string; readonly held: boolean } | null> {
  const [row] = await db.query<{ id: string; held: boolean }>(message, [id])
  return row ?? null
}

const ended = statement(
  'release ended',
  `select a.at, p.name, b.name as principal from audit a left join people p on p.id = a.person_id left join people b on b.id = a.on_behalf_of_id
   where a.subject_kind = 'restore' and a.subject_id = $1 and a.action = 'restore.released' order by a.id limit 1`,
)

/** Who let go what waited then, and when. */
export async function endOf(
  db: Db,
  hold: string,
): Promise<{ readonly at: Date; readonly name: string; readonly principal: string | null } | null> {
  const [row] = await db.query<{ at: Date; name: string | null; principal: string | null }>(ended, [hold])
  return row ? { ...row, name: row.name ?? '' } : null
}
