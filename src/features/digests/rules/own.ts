// SPDX-License-Identifier: EUPL-1.2
// How what a digest tells stands for one reader: what their municipality did already is not asked of it again [F54].
import { type Db, statement } from '#/database/db.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import { countsIn } from '#/features/lobby/rules/round-leave.ts'
import { homeOf } from '#/network/home-of.ts'
import type { PersonId } from '#/network/ids.ts'

/** What was done: of a point the stance that was taken, of a meeting how someone stands there. */
export type Done = 'support' | 'reservation' | 'registered' | 'waiting' | 'offered' | 'done'

export interface Own {
  /** Null for who is of none, and supports nothing. */
  readonly municipality: string | null
  /** By their keys. */
  readonly done: ReadonlyMap<string, Done>
  /** What they wrote themselves: nobody asks them about it. */
  readonly theirs: ReadonlySet<string>
}

const theirs = statement(
  'digest_theirs',
  `select i.key from jsonb_to_recordset($2::jsonb) as i(key text, kind text, id uuid) where case i.kind
     when 'report' then exists (select from reports r where r.id = i.id and r.author_id = $1::uuid)
     when 'bottleneck' then exists (select from bottlenecks b where b.id = i.id and b.author_id = $1::uuid)
     else false end`,
)
const done = statement(
  'digest_done',
  `select i.key, did.how from jsonb_to_recordset($3::jsonb) as i(key text, kind text, id uuid) cross join lateral (
     select s.stance as how from lobby_supports s where i.kind = 'point' and s.point_id = i.id and s.municipality_id = $2 and s.ended_at is null
     union all select r.state from meeting_registrations r where i.kind = 'meeting' and r.meeting_id = i.id and r.person_id = $1::uuid and r.state in ('registered', 'waiting', 'offered')
     union all select 'done' where i.kind = 'round' and exists (select from lobby_votes v where v.round_id = i.id and v.municipality_id = $2 and ${countsIn('v')})
     union all select 'done' where i.kind = 'bottleneck' and exists (select from bottleneck_recognitions r where r.bottleneck_id = i.id and r.municipality_id = $2 and r.ended_at is null)
     union all select 'done' where i.kind in ('committee', 'report') and exists (
       select from report_inputs n where n.person_id = $1::uuid and case i.kind when 'report' then n.report_id else n.meeting_id end = i.id)) did`,
)

export async function ownOf(db: Db, person: PersonId, items: readonly Item[]): Promise<Own> {
  const home = await homeOf(db, person)
  const asked = items.map(({ key, facts }) => ({ key, kind: facts.kind, id: facts.id }))
  const rows = await db.query<{ key: string; how: Done }>(done, [person, home?.id ?? null, JSON.stringify(asked)])
  const written = await db.query<{ key: string }>(theirs, [person, JSON.stringify(asked)])
  return {
    municipality: home?.name ?? null,
    done: new Map(rows.map(({ key, how }) => [key, how])),
    theirs: new Set(written.map(({ key }) => key)),
  }
}
