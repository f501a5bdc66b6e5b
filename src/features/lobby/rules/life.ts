// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { motionDeadline } from '#/features/lobby/rules/placements.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { DaysOff } from '#/network/working-days.ts'

const row = z.object({
  place: z.number().nullable(),
  rankedAt: z.date().nullable(),
  placements: z.array(
    z.object({
      targetName: z.string(),
      targetKind: z.string(),
      occasion: z.string(),
      placedOn: z.string(),
      spokesperson: z.string(),
      nextContactOn: z.string().nullable(),
    }),
  ),
  contacts: z.array(z.object({ text: z.string(), by: z.string().nullable(), at: z.coerce.date() })),
  off: z.array(z.string()),
})

/** What became of a point: its place in the last ranking, where it was put on an agenda, and with whom it was talked about. The latest comes first. */
export type Life = Pick<z.infer<typeof row>, 'place' | 'rankedAt' | 'contacts'> & {
  readonly placements: readonly (z.infer<typeof row>['placements'][number] & { readonly motionBy: string | null })[]
}

/** So many of each are shown. */
const most = 3

const life = statement(
  'lobby_life',
  `select i.place, r.closed_at as "rankedAt",
     coalesce((select json_agg(json_build_object('targetName', l.name, 'targetKind', l.kind, 'occasion', l.occasion, 'placedOn', l.placed_on, 'spokesperson', l.spokesperson,
         'nextContactOn', l.next_contact_on) order by l.placed_on desc, l.created_at desc)
       from (select g.name, g.kind, a.* from lobby_placements a join lobby_targets g on g.id = a.target_id where a.point_id = p.id
         order by a.placed_on desc, a.created_at desc limit ${most}) l), '[]'::json) as placements,
     coalesce((select json_agg(json_build_object('text', c.text, 'by', c.name, 'at', c.created_at) order by c.created_at desc)
       from (select a.text, h.name, a.created_at from lobby_contacts a left join people h on h.id = a.person_id where $2::bool and a.point_id = p.id
         order by a.created_at desc limit ${most}) c), '[]'::json) as contacts,
     array(select d.date::text from days_off d where d.is_off and exists (
       select from lobby_placements a join lobby_targets g on g.id = a.target_id where a.point_id = p.id and g.kind = 'vngAlv'
         and d.date between a.placed_on - 30 and a.placed_on)) as off
   from lobby_points p
   left join lateral (select n.place, n.round_id from lobby_round_points n join lobby_rounds o on o.id = n.round_id
     where n.point_id = p.id and n.place is not null order by o.closed_at desc limit 1) i on true
   left join lobby_rounds r on r.id = i.round_id
   where p.id = $1::uuid`,
)

/** Of a point that its reader may know of. Its contacts, and when the next one is, are for few: `seesContacts` is what the policy says of `lobby.contact`. */
export async function lifeOf(db: Db, point: Pick<Point, 'id'>, seesContacts: boolean): Promise<Life> {
  const [found] = await db.query(life, [point.id, seesContacts])
  const { place, rankedAt, placements, contacts, off } = row.parse(found)
  const daysOff: DaysOff = new Set(off)
  return {
    place,
    rankedAt,
    contacts,
    placements: placements.map(one => ({
      ...one,
      nextContactOn: seesContacts ? one.nextContactOn : null,
      motionBy: motionDeadline(one, daysOff),
    })),
  }
}
