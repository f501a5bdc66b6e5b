// SPDX-License-Identifier: EUPL-1.2
// Who is named in a digest, as they are called by now: what is kept of it names nobody.
import { type Db, statement } from '#/database/db.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import { sitsIn } from '#/features/vng/rules/inputs.ts'

/** By the key of the line: who wrote the report, or sits in the committee when it meets. */
export type Names = ReadonlyMap<string, readonly { readonly name: string; readonly municipality: string | null }[]>

const called = `json_build_object('name', h.name, 'municipality', u.name)`
const named = statement(
  'digest_names',
  `select i.key, coalesce(case i.kind
     when 'report' then (select json_agg(${called}) from reports r join people h on h.id = r.author_id and h.forgotten_at is null
       left join municipalities u on u.id = h.municipality_id where r.id = i.id)
     when 'committee' then (select json_agg(${called} order by h.name) from committee_meetings m, people h left join municipalities u on u.id = h.municipality_id
       where m.id = i.id and h.id in ${sitsIn('m.committee_id', '(m.starts_at at time zone $2)::date')}) end, '[]'::json) as names
   from jsonb_to_recordset($1::jsonb) as i(key text, kind text, id uuid)`,
)

export async function namesIn(db: Db, items: readonly Item[], zone: string): Promise<Names> {
  const asked = items
    .filter(({ facts }) => facts.kind === 'report' || facts.kind === 'committee')
    .map(({ key, facts }) => ({ key, kind: facts.kind, id: facts.id }))
  if (asked.length === 0) return new Map()
  const rows = await db.query<{ key: string; names: { name: string; municipality: string | null }[] }>(named, [
    JSON.stringify(asked),
    zone,
  ])
  return new Map(rows.map(({ key, names }) => [key, names]))
}
