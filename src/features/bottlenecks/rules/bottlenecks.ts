// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { digestOf } from '#/features/lobby/rules/digest.ts'
import { isSeen, type Readers } from '#/features/lobby/rules/sight.ts'
import type { BottleneckId, LobbyPointId, MunicipalityId, PersonId, PillarId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const recognition = z.object({
  municipality: z.string().transform(id => id as MunicipalityId),
  name: z.string(),
  example: z.string().nullable(),
  at: z.coerce.date(),
})
/** A municipality in which it plays as well. */
export type Recognition = z.infer<typeof recognition>

/** Tells what a form about a municipality's example began with from what it says by now. */
export const exampleDigest = (own: Recognition | undefined): string => digestOf([own?.example ?? ''])

const row = z.object({
  id: z.string().transform(id => id as BottleneckId),
  number: z.number(),
  title: z.string(),
  happens: z.string(),
  place: z.string().nullable(),
  frequency: z.string().nullable(),
  cost: z.string().nullable(),
  pillar: z.string().transform(id => id as PillarId),
  pillarName: z.string(),
  theme: z.string().nullable(),
  themeName: z.string().nullable(),
  author: z
    .string()
    .nullable()
    .transform(id => id as PersonId | null),
  authorName: z.string().nullable(),
  municipality: z.string().transform(id => id as MunicipalityId),
  municipalityName: z.string(),
  mergedInto: z.number().nullable(),
  mergedFrom: z.array(z.number()),
  version: z.number(),
  createdAt: z.date(),
  withdrawnAt: z.date().nullable(),
  recognitions: z.array(recognition),
  points: z.array(z.object({ id: z.string().transform(id => id as LobbyPointId), number: z.number() })),
  followers: z.array(z.string().transform(id => id as PersonId)),
})
/** A bottleneck with who recognises it, its own municipality first; the lobby points that came of it, were not declined, withdrawn or merged, and its reader may know of; and who follows it. `mergedInto` is the number of the one that it was the same as, `withdrawnAt` when it was taken back. */
export type Bottleneck = z.infer<typeof row>

// Its points are read as the reader may see them: the one reading function's own condition [T20].
const columns = `
  select b.id, b.number, b.title, b.happens, b.place, b.frequency, b.cost, b.pillar_id as pillar, l.name as "pillarName", b.theme_id as theme, t.name as "themeName",
    b.author_id as author, h.name as "authorName", b.municipality_id as municipality, m.name as "municipalityName", k.number as "mergedInto",
    array(select g.number from bottlenecks g where g.merged_into_id = b.id order by g.number) as "mergedFrom", c.version, b.created_at as "createdAt", b.withdrawn_at as "withdrawnAt",
    coalesce((select json_agg(json_build_object('municipality', u.id, 'name', u.name, 'example', r.example, 'at', r.created_at) order by u.id <> b.municipality_id, r.created_at, u.name)
      from bottleneck_recognitions r join municipalities u on u.id = r.municipality_id where r.bottleneck_id = b.id and r.ended_at is null), '[]'::json) as recognitions,
    coalesce((select json_agg(json_build_object('id', p.id, 'number', p.number) order by p.number)
      from lobby_point_origins o join lobby_points p on p.id = o.point_id where o.bottleneck_id = b.id and p.state not in ('declined', 'withdrawn') and p.merged_into_id is null and ${isSeen('p', '$1', '$2')}), '[]'::json) as points,
    array(select f.person_id from follows f where f.subject_kind = 'bottleneck' and f.subject_id = b.id::text) as followers
  from bottlenecks b join bottleneck_cards c on c.id = b.id join pillars l on l.id = b.pillar_id join municipalities m on m.id = b.municipality_id
  left join themes t on t.id = b.theme_id left join people h on h.id = b.author_id left join bottlenecks k on k.id = b.merged_into_id`

const cameOf = statement(
  'bottleneck_came_of',
  `select p.number from lobby_point_origins o join lobby_points p on p.id = o.point_id where o.bottleneck_id = $3::uuid and ${isSeen('p', '$1', '$2')}`,
)

/** The numbers of the lobby points that ever came of it and its reader may know of: also of those that were declined, withdrawn or merged since. */
export const pointsEverOf = async (
  db: Db,
  { id }: Pick<Bottleneck, 'id'>,
  readers: Readers,
  today: string,
): Promise<readonly number[]> =>
  (await db.query<{ number: number }>(cameOf, [readers, today, id])).map(({ number }) => number)

const byNumber = statement('bottleneck_by_number', `${columns} where b.number = $3::int`)
const byId = statement('bottleneck_by_id', `${columns} where b.id = $3::uuid`)
const page = statement(
  'bottleneck_page',
  `select b.id, b.number, b.title, m.name as "municipalityName", l.name as "pillarName", count(*) over ()::int as total,
     (select count(*)::int from bottleneck_recognitions r where r.bottleneck_id = b.id and r.ended_at is null and r.municipality_id <> b.municipality_id) as others
   from bottlenecks b join pillars l on l.id = b.pillar_id join municipalities m on m.id = b.municipality_id
   where b.merged_into_id is null and b.withdrawn_at is null order by b.created_at desc, b.number desc limit $1::int offset $2::int`,
)
const lock = statement(
  'bottleneck_lock',
  'select id from bottlenecks where id = any($1::uuid[]) order by id for update',
)

export async function bottleneckByNumber(
  db: Db,
  number: number,
  readers: Readers,
  today: string,
): Promise<Bottleneck | null> {
  const [found] = await db.query(byNumber, [readers, today, number])
  return found ? row.parse(found) : null
}

export async function bottleneckById(
  db: Db,
  id: BottleneckId,
  readers: Readers,
  today: string,
): Promise<Bottleneck | null> {
  const [found] = await db.query(byId, [readers, today, id])
  return found ? row.parse(found) : null
}

/** @throws Refusal where it was taken back: nothing is added to it then. `of` is the field of a form that names it. */
export function demandStands(
  { number, withdrawnAt }: Pick<Bottleneck, 'number' | 'withdrawnAt'>,
  of: { readonly field?: string } = {},
): void {
  if (withdrawnAt) throw new Refusal('bottlenecks.withdrawn', { number }, of)
}

/** Locks them until the transaction ends, in the order of their ids: two who merge the same two never wait for each other. */
export const lockBottlenecks = async (db: Db, ids: readonly BottleneckId[]): Promise<void> =>
  void (await db.query(lock, [ids]))

/** A line in a list: `others` is in how many other municipalities it plays. */
export interface BottleneckLine {
  readonly id: BottleneckId
  readonly number: number
  readonly title: string
  readonly municipalityName: string
  readonly others: number
}

/** A page of all that stand and were not the same as another, the latest first. */
export const bottleneckPage = (
  db: Db,
  size: number,
  from: number,
): Promise<readonly (BottleneckLine & { readonly pillarName: string; readonly total: number })[]> =>
  db.query(page, [size, from])

/** The municipalities that recognise it, its own aside. */
export const othersIn = ({
  recognitions,
  municipality,
}: Pick<Bottleneck, 'recognitions' | 'municipality'>): readonly Recognition[] =>
  recognitions.filter(one => one.municipality !== municipality)
