// SPDX-License-Identifier: EUPL-1.2
// How what a digest tells stands for one reader: what their municipality did already is not asked of it again [F54].
import { type Db, statement } from '#/database/db.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import { homeOf } from '#/network/home-of.ts'
import type { PersonId } from '#/network/ids.ts'

export interface Own {
  /** Null for who is of none, and supports nothing. */
  readonly municipality: string | null
  /** By their keys. */
  readonly done: ReadonlySet<string>
  /** Of these, the meetings at which they have a place or wait for one. */
  readonly places: ReadonlyMap<string, 'registered' | 'waiting' | 'offered'>
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
  `select i.key, m.state as place from jsonb_to_recordset($3::jsonb) as i(key text, kind text, id uuid)
   left join meeting_registrations m on i.kind = 'meeting' and m.meeting_id = i.id and m.person_id = $1::uuid and m.state in ('registered', 'waiting', 'offered')
   where case i.kind
     when 'point' then exists (select from lobby_supports s where s.point_id = i.id and s.municipality_id = $2 and s.ended_at is null)
     when 'meeting' then m.id is not null
     when 'round' then exists (select from lobby_votes v where v.round_id = i.id and v.municipality_id = $2)
     when 'bottleneck' then exists (select from bottleneck_recognitions r where r.bottleneck_id = i.id and r.municipality_id = $2 and r.ended_at is null)
     when 'committee' then exists (select from report_inputs n where n.meeting_id = i.id and n.person_id = $1::uuid)
     when 'report' then exists (select from report_inputs n where n.report_id = i.id and n.person_id = $1::uuid)
     else false end`,
)

export async function ownOf(db: Db, person: PersonId, items: readonly Item[]): Promise<Own> {
  const home = await homeOf(db, person)
  const asked = items.map(({ key, facts }) => ({ key, kind: facts.kind, id: facts.id }))
  const rows = await db.query<{ key: string; place: 'registered' | 'waiting' | 'offered' | null }>(done, [
    person,
    home?.id ?? null,
    JSON.stringify(asked),
  ])
  const written = await db.query<{ key: string }>(theirs, [person, JSON.stringify(asked)])
  return {
    municipality: home?.name ?? null,
    done: new Set(rows.map(({ key }) => key)),
    places: new Map(rows.flatMap(({ key, place }) => (place ? [[key, place]] : []))),
    theirs: new Set(written.map(({ key }) => key)),
  }
}
