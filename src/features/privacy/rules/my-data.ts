// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { lookUp, tracesOf } from '#/database/tracing.ts'
import type { Leaver } from '#/features/privacy/rules/forget.ts'

type Row = Readonly<Record<string, unknown>>

/** Everything that is stored about someone, by table, as it stands; and the names of what its ids lead to: municipalities, pillars, theme groups, workspaces, and who acts for whom. */
export interface MyData {
  readonly madeAt: string
  readonly tables: Readonly<Record<string, readonly Row[]>>
  readonly names: Readonly<Record<string, string>>
}

const names = statement(
  'my_data_names',
  `select id, name from municipalities union all select id, name from pillars union all select id::text, name from sources
   union all select id::text, name from theme_groups union all select id, name from lobby_targets
   union all select id, name from committees
   union all select id::text, name from people where id::text = any($1::text[])
   union all select id::text, 'LP ' || number from lobby_points where id::text = any($1::text[])
   union all select id::text, title from bottlenecks where id::text = any($1::text[])
   union all select id::text, title from meetings where id::text = any($1::text[])`,
)

export async function myData(db: Db, who: Leaver, now: Date): Promise<MyData> {
  const tables = await tracesOf(db, await lookUp(db, who))
  const said = JSON.stringify(tables)
  const acting = (tables.substitutions ?? []).flatMap(row => [row.person_id, row.substitute_id])
  const followed = (tables.follows ?? []).map(row => row.subject_id)
  const invited = (tables.meeting_registrations ?? []).map(row => row.meeting_id)
  const all = await db.query<{ id: string; name: string }>(names, [[...acting, ...followed, ...invited]])
  return {
    madeAt: now.toISOString(),
    tables,
    names: Object.fromEntries(all.filter(({ id }) => said.includes(`"${id}"`)).map(({ id, name }) => [id, name])),
  }
}
