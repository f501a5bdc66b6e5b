// SPDX-License-Identifier: EUPL-1.2
import { type Db, type Statement, statement, type Tx } from '#/database/db.ts'
import type { Step, Traces } from '#/database/traces/shape.ts'
import { jobs, traces } from '#/database/traces.ts'

/** A person with all their accounts, or an account that is nobody's. */
export interface Traced {
  readonly person: string | null
  readonly account: string | null
}

/** What they are looked for by: ids, conversations, and what they are called. Plain JSON. */
export type Who = Readonly<Record<string, unknown>>

/** Names without a space could stand in any word: they count only where nothing stands around them. */
const looked = statement(
  'traced',
  `with accounts as (
     select i.*, s.platform, s.external_id from identities i join sources s on s.id = i.source_id where i.id = $2::uuid or i.person_id = $1::uuid
   ), called as (
     select lower(w) as word from (
       select name as w from accounts union select email from accounts
       union select name from people where $1::uuid in (id, merged_into_id) and forgotten_at is null union select email from people where id = $1::uuid) all_words
     where w is not null
   ), requested as (select id from requests where requester_id = $1::uuid or subject->>'identity' = any(select id::text from accounts))
   select jsonb_build_object(
     'person', $1::uuid,
     'accounts', (select coalesce(jsonb_agg(id), '[]') from accounts),
     'things', (select coalesce(jsonb_agg(id), '[]') from (
       select $1::text as id where $1 is not null union select id::text from people where merged_into_id = $1::uuid union select id::text from accounts union select id::text from requested
       union select id::text from roles where person_id = $1::uuid union select id::text from pillar_members where person_id = $1::uuid
       union select id::text from meeting_registrations where person_id = $1::uuid
       union select q.id::text from request_questions q join requested r on r.id = q.request_id) things),
     'words', (select coalesce(jsonb_agg(word), '[]') from called),
     'phrases', (select coalesce(jsonb_agg(word), '[]') from called where word like '%@%' or word like '% %'),
     'conversations', (select coalesce(jsonb_agg(concat(platform, ':', external_id, ':@', user_id)), '[]') from accounts),
     'directs', (select coalesce(jsonb_agg(direct_id), '[]') from accounts where direct_id is not null),
     'players', (select coalesce(jsonb_agg(user_id), '[]') from accounts where platform = 'playground')) as who`,
)

const whoSql = `who as materialized (
  select (j->>'person')::uuid as person, j->>'called' as called, (j->>'now')::timestamptz as now,
    array(select jsonb_array_elements_text(j->'accounts'))::uuid[] as accounts, ${[
      'things',
      'words',
      'phrases',
      'conversations',
      'directs',
      'players',
    ]
      .map(list => `array(select jsonb_array_elements_text(j->'${list}')) as ${list}`)
      .join(', ')}
  from (select $1::jsonb as j) given)`

const jobsTable = 'pgboss.job'
const hasJobs = statement('traced jobs', `select to_regclass('${jobsTable}') is not null as has`)

/** Where someone can be found. */
export async function lookUp(db: Db, { person, account }: Traced): Promise<Who> {
  const [row] = await db.query<{ who: Who }>(looked, [person, account])
  return row?.who ?? {}
}

async function everywhere(db: Db): Promise<[table: string, found: Traces][]> {
  const [queue] = await db.query<{ has: boolean }>(hasJobs)
  const all = Object.entries(traces).flatMap(([table, found]) => (found ? [[table, found] as [string, Traces]] : []))
  return queue?.has ? [...all, [jobsTable, jobs]] : all
}

const rowsOf = (table: string, { about, shows = 'to_jsonb(t)', part }: Traces): string => {
  const whole = `select ${shows} as row from ${table} t, who where ${about}`
  return part
    ? `${whole} union all select ${part.shows} from ${table} t, who where (${part.where}) and not coalesce(${about}, false)`
    : whole
}

const found = (table: string, one: Traces): Statement =>
  statement(`traces ${table}`, `with ${whoSql} ${rowsOf(table, one)}`)

/** Every row that holds a trace of someone, by table; of a row that is another's, their part. */
export async function tracesOf(
  db: Db,
  who: Who,
): Promise<Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>> {
  const entries: [string, Record<string, unknown>[]][] = []
  for (const [table, one] of await everywhere(db)) {
    const rows = await db.query<{ row: Record<string, unknown> }>(found(table, one), [JSON.stringify(who)])
    if (rows.length > 0) entries.push([table, rows.map(({ row }) => row)])
  }
  return Object.fromEntries(entries)
}

const done = (table: string, step: Step, at: number): Statement => {
  const change =
    step.does === 'deletes'
      ? `delete from ${table} t using who where ${step.where}`
      : `update ${table} t set ${step.set} from who where ${step.where}`
  return statement(`forget ${table} ${at}`, `with ${whoSql} ${change}`)
}

/**
 * Takes every trace of someone out, as the catalogue says: what is no record is deleted or emptied, and what is one is left with `called` ("voormalig
 * wethouder, Dronten") in the place of who it was. Twice is once.
 */
export async function erase(tx: Tx, who: Who, called: string, now: Date): Promise<void> {
  const given = JSON.stringify({ ...who, called, now: now.toISOString() })
  for (const [table, { forget }] of (await everywhere(tx)).toReversed())
    for (const [at, step] of forget.entries()) await tx.query(done(table, step, at), [given])
}
