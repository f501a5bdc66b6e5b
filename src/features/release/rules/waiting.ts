// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { Hold } from '#/database/hold.ts'
import { chosen } from '#/delivery/planned.ts'
import type { Waits } from '#/delivery/release.ts'
import type { PersonId } from '#/network/ids.ts'

/** What is known of it: it has probably left since, it has not, or it goes out whatever came of it, since a person chose so. */
export type Guess = 'probable' | 'unsent' | 'chosen'

/** A message that waits, or what was planned and is due. */
export interface Waiting extends Waits {
  readonly kind: string
  /** Of a message: what it says, and to whom. */
  readonly facts: unknown
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly to: string | null
  /** Whom it is drawn for, and in which language. */
  readonly person: PersonId | null
  readonly locale: 'nl' | 'en' | null
  /** Of what was planned: which of its kind. */
  readonly occurrence: string | null
  /** When it was said, or due. */
  readonly at: Date
  readonly guess: Guess
}

const held = `deliveries d left join people p on p.id = d.person_id left join identities i on i.id = d.identity_id left join channels c on c.id = d.channel_id where d.held`
const due = `planned n where n.state = 'open' and n.due_at <= $1::timestamptz`

const guessOfMessage = `case d.reason when 'restored' then 'probable' when '${chosen}' then 'chosen' else 'unsent' end`
const guessOfPlanned = `case when n.reason = '${chosen}' then 'chosen' when n.due_at <= $2::timestamptz then 'probable' else 'unsent' end`

const list = statement(
  'release list',
  `select * from (select d.id, 'message' as sort, d.kind, d.facts, d.subject_kind as "subjectKind", d.subject_id as "subjectId", coalesce(p.name, i.name, c.name) as "to",
     d.person_id as person, d.locale, null as occurrence, d.created_at as at, ${guessOfMessage} as guess from ${held}
   union all
   select n.id, 'planned', n.kind, null, n.subject_kind, n.subject_id, null, null, null, n.occurrence, n.due_at, ${guessOfPlanned} from ${due}) as all_of_it
   order by guess = 'unsent', at, id limit $3::int offset $4::int`,
)

/** What waits at `now`, what has probably been sent first, each oldest first; what was chosen keeps its place. */
export const waiting = (
  db: Db,
  { ranUntil }: Hold,
  now: Date,
  page: { readonly count: number; readonly from: number },
): Promise<readonly Waiting[]> => db.query<Waiting>(list, [now, ranUntil, page.count, page.from])

const count = statement(
  'release count',
  `select count(*) filter (where guess = 'probable')::int as probable, count(*) filter (where guess = 'unsent')::int as unsent, count(*) filter (where guess = 'chosen')::int as chosen from (
     select ${guessOfMessage} as guess from ${held} union all select ${guessOfPlanned} from ${due}) as all_of_it`,
)

export type HowMuch = Readonly<Record<Guess, number>>

export async function howMuch(db: Db, { ranUntil }: Hold, now: Date): Promise<HowMuch> {
  const [row] = await db.query<HowMuch>(count, [now, ranUntil])
  return row ?? { probable: 0, unsent: 0, chosen: 0 }
}

const one = statement(
  'release one',
  `select id, 'message' as sort from deliveries where id = $1::uuid union all select id, 'planned' from planned where id = $1::uuid`,
)

/** A message or something planned by its id, whether it waits or not. */
export async function byId(db: Db, id: string): Promise<Waits | null> {
  const [row] = await db.query<Waits>(one, [id])
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
