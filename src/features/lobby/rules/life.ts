// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { type LocalDay, nextContact } from '#/features/lobby/rules/next-contact.ts'
import { type MotionDay, motionDeadline } from '#/features/lobby/rules/placements.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { running } from '#/features/lobby/rules/states.ts'
import type { PersonId } from '#/network/ids.ts'
import type { DaysOff } from '#/network/working-days.ts'

const rank = z.object({
  pillarName: z.string(),
  place: z.number(),
  points: z.number(),
  question: z.string(),
  outcome: z.string().nullable(),
  at: z.coerce.date(),
})
/** A point's place among so many `points` that got one in a round of the pillar that it was in, and what was decided upon that round. */
export type Rank = z.infer<typeof rank>

/** Who noted it. */
const person = z
  .string()
  .nullable()
  .transform(id => id as PersonId | null)

const row = z.object({
  point: z.string(),
  ranks: z.array(rank),
  placements: z.array(
    z.object({
      id: z.string(),
      person,
      targetName: z.string(),
      targetKind: z.string(),
      occasion: z.string(),
      placedOn: z.string(),
      spokesperson: z.string(),
    }),
  ),
  contacts: z.array(
    z.object({ id: z.string(), person, text: z.string(), by: z.string().nullable(), at: z.coerce.date() }),
  ),
  next: z.string().nullable(),
  off: z.array(z.string()),
  longest: z.number(),
})

/** What became of a point: its place in the rankings, where it was put on an agenda, with whom it was talked about, and when it is next. The latest comes first; the longest of the three is `longest` long. */
export type Life = Pick<z.infer<typeof row>, 'ranks' | 'contacts' | 'next' | 'longest'> & {
  readonly placements: readonly (z.infer<typeof row>['placements'][number] & { readonly motionBy: MotionDay | null })[]
}

const isNotedBy = '($6::uuid[] is null or a.person_id = any($6::uuid[]))'

const life = statement(
  'lobby_life',
  `select p.id as point,
     coalesce((select json_agg(json_build_object('pillarName', i.name, 'place', i.place, 'points', i.points, 'question', i.question, 'outcome', i.outcome, 'at', i.closed_at) order by i.closed_at desc)
       from (select n.place, (select count(*) from lobby_round_points o where o.round_id = r.id and o.place is not null) as points, r.question, r.outcome, r.closed_at, l.name
         from lobby_round_points n join lobby_rounds r on r.id = n.round_id join pillars l on l.id = r.pillar_id
         where n.point_id = p.id and n.place is not null order by r.closed_at desc limit $3::int offset $4::int) i), '[]'::json) as ranks,
     coalesce((select json_agg(json_build_object('id', l.id, 'person', l.person_id, 'targetName', l.name, 'targetKind', l.kind, 'occasion', l.occasion, 'placedOn', l.placed_on, 'spokesperson', l.spokesperson) order by l.placed_on desc, l.created_at desc)
       from (select g.name, g.kind, a.* from lobby_placements a join lobby_targets g on g.id = a.target_id where a.point_id = p.id and a.taken_back_at is null and ${isNotedBy}
         order by a.placed_on desc, a.created_at desc limit $3::int offset $4::int) l), '[]'::json) as placements,
     coalesce((select json_agg(json_build_object('id', c.id, 'person', c.person_id, 'text', c.text, 'by', c.name, 'at', c.created_at) order by c.created_at desc)
       from (select a.id, a.person_id, a.text, h.name, a.created_at from lobby_contacts a left join people h on h.id = a.person_id where p.id = any($2::uuid[]) and a.point_id = p.id and a.taken_back_at is null and ${isNotedBy}
         order by a.created_at desc limit $3::int offset $4::int) c), '[]'::json) as contacts,
     (select n.day::text from ${nextContact('p', '$5')} n where p.id = any($2::uuid[]) and p.state in ${running}) as next,
     array(select d.date::text from days_off d where d.is_off and exists (
       select from lobby_placements a join lobby_targets g on g.id = a.target_id where a.point_id = p.id and a.taken_back_at is null and g.kind = 'vngAlv'
         and d.date between a.placed_on - 30 and a.placed_on)) as off,
     greatest((select count(*) from lobby_round_points n where n.point_id = p.id and n.place is not null), (select count(*) from lobby_placements a where a.point_id = p.id and a.taken_back_at is null),
       (select count(*) from lobby_contacts a where p.id = any($2::uuid[]) and a.point_id = p.id and a.taken_back_at is null))::int as longest
   from lobby_points p where p.id = any($1::uuid[])`,
)

/** So many of each, after the first `from`; where `by` is given, of what these noted alone. */
interface Part {
  readonly size: number
  readonly from: number
  readonly by?: readonly PersonId[] | null
}

/**
 * Of points that their reader may know of, by id, `size` of each at most, after the first `from`. Their contacts, and when the next one is, are for few:
 * `seesContacts` is what the policy says of `lobby.contact`.
 */
export async function livesOf<P extends Pick<Point, 'id'>>(
  db: Db,
  points: readonly P[],
  seesContacts: (point: P) => boolean,
  { today, zone }: LocalDay,
  { size, from, by = null }: Part,
): Promise<ReadonlyMap<string, Life>> {
  const open = new Set<string>(points.filter(seesContacts).map(({ id }) => id))
  const found = await db.query(life, [points.map(({ id }) => id), [...open], size, from, zone, by])
  return new Map(
    found.map(one => {
      const { point, ranks, placements, contacts, next, off, longest } = row.parse(one)
      const daysOff: DaysOff = new Set(off)
      const told = placements.map(placement => ({
        ...placement,
        motionBy: motionDeadline(placement, daysOff, today),
      }))
      return [point, { ranks, contacts, next, longest, placements: told }]
    }),
  )
}

/** So many of each stand on a card. */
export const mostShown = 3

/** The same of one point. */
export async function lifeOf(
  db: Db,
  point: Pick<Point, 'id'>,
  seesContacts: boolean,
  day: LocalDay,
  part: Part = { size: mostShown, from: 0 },
): Promise<Life> {
  const found = (await livesOf(db, [point], () => seesContacts, day, part)).get(point.id)
  if (!found) throw new Error(`no point ${point.id}`)
  return found
}
