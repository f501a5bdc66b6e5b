// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import type { PillarId } from '#/network/ids.ts'

/** A kind of meeting, of the network or of one of its pillars or theme groups. `led` is the pillar whose chair may plan it, null where only the secretariat may. */
export interface KindOf {
  readonly kind: string
  readonly name: string
  readonly scope: 'network' | 'pillar' | 'group'
  readonly pillar: PillarId | null
  readonly group: string | null
  readonly led: PillarId | null
  /** What the pillar or group is called. */
  readonly of: string | null
  readonly hasSessions: boolean
  /** What the agenda asks for: one in each of these months, or so many a year; nothing of what is held as needed. */
  readonly months: readonly number[]
  readonly perYear: number | null
}

const offered = statement(
  'meeting_kinds_offered',
  `select k.id as kind, k.name, k.scope, k.has_sessions as "hasSessions", k.months, k.per_year as "perYear", w.pillar, w."group", w.led, w.of
   from meeting_kinds k, lateral (
     select null as pillar, null as "group", null as led, null as of, 0 as number where k.scope = 'network'
     union all select l.id, null, l.id, l.name, l.number from pillars l where k.scope = 'pillar' and ${holds('l', '$1::date')}
     union all select null, g.id, g.pillar_id, g.name, l.number from theme_groups g join pillars l on l.id = g.pillar_id where k.scope = 'group' and ${holds('g', '$1::date')}
   ) w
   where ${holds('k', '$1::date')} order by k.scope = 'group', k.scope = 'pillar', k.starts_on, k.name, w.number, w.of`,
)

/** Every meeting that can be planned today: a kind for each pillar or theme group that it may be of. */
export const kindsToPlan = (db: Db, today: string): Promise<readonly KindOf[]> => db.query<KindOf>(offered, [today])

/** What stands for one of them in a form: a kind, and whose. */
export const kindValue = ({ kind, pillar, group }: Pick<KindOf, 'kind' | 'pillar' | 'group'>): string =>
  [kind, pillar ?? group].filter(Boolean).join(':')
