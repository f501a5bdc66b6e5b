// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { isOnHold } from '#/database/hold.ts'
import { waitSql } from '#/delivery/limits.ts'
import type { DeliveryId, PersonId, SubjectRef } from '#/network/ids.ts'

const workspaceSql = "d.platform || ':' || s.external_id"

/** None while HOLD is on: the sweep finds them after it [T38]. Table names are the features' own constants. `$1` and `$3` are the same id: one compared as text, the other as what that table's ids are. */
const messagesOf = (table: string) =>
  statement(
    `messages behind ${table}`,
    `select p.id, p.message_id, p.conversation_id, d.id as delivery, d.platform, d.locale, d.person_id, d.identity_id is not null as is_direct, p.veiled_at is not null as is_veiled, s.external_id as workspace, d.kind, d.facts, d.card,
      extract(epoch from now() - p.drawn_at)::float8 as drawn_seconds, now() as now, t.version,
      ${waitSql(workspaceSql, '$4', 'p.conversation_id')} as wait
    from "${table}" t, posted_messages p join deliveries d on d.id = p.delivery_id and d.platform = $5 join sources s on s.id = d.source_id
    where t.id = $3 and p.subject_kind = $2 and p.subject_id = $1 and p.drawn_version < t.version and not ${isOnHold}
    order by p.drawn_at`,
  )

const behind = z.object({
  id: z.string(),
  message_id: z.string(),
  conversation_id: z.string(),
  delivery: z.string().transform(id => id as DeliveryId),
  platform: z.string(),
  locale: z.enum(['nl', 'en']).catch('nl'),
  person_id: z
    .string()
    .nullable()
    .transform(id => id as PersonId | null),
  is_direct: z.boolean(),
  /** It shows nothing by now, since a stranger reads along. */
  is_veiled: z.boolean(),
  workspace: z.string(),
  kind: z.string(),
  facts: z.unknown(),
  card: z.unknown(),
  drawn_seconds: z.number(),
  now: z.date(),
  version: z.number(),
  wait: z.number(),
})

/** A posted message that shows less than the present. `card` is the one that it began with, `version` its subject's, `wait` the seconds until it may be updated. */
export type Behind = z.infer<typeof behind>

/** The messages on a platform that are behind their subject. */
export async function readBehind(
  db: Db,
  subject: { readonly kind: string; readonly id: string; readonly table: string },
  platform: { readonly name: string; readonly methods: { readonly update: string } },
): Promise<Behind[]> {
  const { kind, id, table } = subject
  return z
    .array(behind)
    .parse(await db.query(messagesOf(table), [id, kind, id, platform.methods.update, platform.name]))
}

const subjectsOf = (table: string) =>
  statement(
    `subjects behind ${table}`,
    `select distinct p.subject_id as id from posted_messages p join "${table}" t on t.id::text = p.subject_id
    where p.subject_kind = $1 and p.drawn_version < t.version and not ${isOnHold}`,
  )

/** The subjects with a message that is behind them. */
export const subjectsBehind = async (db: Db, kind: string, table: string): Promise<string[]> =>
  (await db.query<{ id: string }>(subjectsOf(table), [kind])).map(row => row.id)

const posted = statement(
  'subjects posted',
  `select a.nth from jsonb_to_recordset($1::jsonb) as a(nth int, kind text, id text)
    where exists (select from posted_messages p where p.subject_kind = a.kind and p.subject_id = a.id)`,
)

/** Those of which any message stands. A message that comes to stand at this moment looks by itself whether it is behind. */
export async function postedOf(db: Db, subjects: readonly SubjectRef[]): Promise<SubjectRef[]> {
  const asked = subjects.map(({ kind, id }, nth) => ({ nth, kind, id }))
  const found = await db.query<{ nth: number }>(posted, [JSON.stringify(asked)])
  return found.flatMap(({ nth }) => subjects[nth] ?? [])
}

const shown = statement(
  'message shown',
  `update posted_messages set drawn_version = $2::int, drawn_at = now(), veiled_at = null where id = $1::uuid and drawn_version < $2::int`,
)
const veiled = statement(
  'message veiled',
  `update posted_messages set veiled_at = now(), drawn_at = now() where id = $1::uuid`,
)
const gone = statement('message gone', `delete from posted_messages where id = $1::uuid`)

/** Notes which version a message shows; a later one that was noted meanwhile stays. */
export const noteShown = async (db: Db, message: string, version: number): Promise<void> =>
  void (await db.query(shown, [message, version]))

/** The message stands nowhere any more. */
export const noteGone = async (db: Db, message: string): Promise<void> => void (await db.query(gone, [message]))

/** The message shows nothing any more; it stays behind its subject, and so is looked at again. */
export const noteVeiled = async (db: Db, message: string): Promise<void> => void (await db.query(veiled, [message]))
