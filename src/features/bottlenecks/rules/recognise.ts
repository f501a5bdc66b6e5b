// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { touch } from '#/delivery/notify.ts'
import { type Bottleneck, demandStands } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { BottleneckId, MunicipalityId } from '#/network/ids.ts'

// Where it was the same as another, it is recognised there. Whoever merges the two, or takes it back, meanwhile is waited for.
const give = statement(
  'bottleneck_recognise',
  `with present as (select coalesce(merged_into_id, id) as id, number, withdrawn_at as "withdrawnAt" from bottlenecks where id = $1::uuid for key share),
   given as (
     insert into bottleneck_recognitions (bottleneck_id, municipality_id, person_id, created_at) select id, $2, $3::uuid, $4::timestamptz from present where "withdrawnAt" is null
     on conflict (bottleneck_id, municipality_id) where ended_at is null do nothing returning id
   )
   select present.*, exists (select from given) as given from present`,
)
const take = statement(
  'bottleneck_recognise_end',
  `update bottleneck_recognitions r set ended_at = $3::timestamptz from bottlenecks b
   where b.id = $1::uuid and r.bottleneck_id = coalesce(b.merged_into_id, b.id) and r.municipality_id = $2 and r.ended_at is null returning r.bottleneck_id as id, case when r.example is not null then r.id end as said`,
)
const exemplify = statement(
  'bottleneck_example',
  `with gone as (
     update bottleneck_recognitions set ended_at = $4::timestamptz where bottleneck_id = $1::uuid and municipality_id = $2 and ended_at is null returning id, example, created_at
   ), given as (
     insert into bottleneck_recognitions (bottleneck_id, municipality_id, person_id, example, created_at)
     select $1::uuid, $2, $3::uuid, $5, coalesce(done.since, $4::timestamptz) from (select min(created_at) as since from gone) as done returning id
   )
   select given.id as says, (select id from gone where example is not null) as said from given`,
)
const examples = statement(
  'bottleneck_examples',
  'select id, example from bottleneck_recognitions where bottleneck_id = $1::uuid and example is not null',
)

const refOf = (id: BottleneckId) => ({ kind: 'bottleneck', id })

/** Says that it plays in a municipality as well; given twice is given once. Gives the one that now counts it: another, where the two were merged. @throws Refusal where it was taken back */
export async function recognise(
  tx: Tx,
  bottleneck: BottleneckId,
  municipality: MunicipalityId,
  by: ActedAs,
  now: Date,
): Promise<BottleneckId> {
  const [row] = await tx.query<Pick<Bottleneck, 'id' | 'number' | 'withdrawnAt'> & { given: boolean }>(give, [
    bottleneck,
    municipality,
    by.personId,
    now.toISOString(),
  ])
  if (!row) throw new Error(`no bottleneck ${bottleneck}`)
  demandStands(row)
  if (row.given) {
    audit(tx, { action: 'bottleneck.recognised', subject: refOf(row.id), by, new: { municipality } })
    touch(tx, refOf(row.id))
  }
  return row.id
}

/** Takes that back, whoever of the municipality gave it. */
export async function unrecognise(
  tx: Tx,
  bottleneck: BottleneckId,
  municipality: MunicipalityId,
  by: ActedAs,
  now: Date,
): Promise<void> {
  const [row] = await tx.query<{ id: BottleneckId; said: string | null }>(take, [
    bottleneck,
    municipality,
    now.toISOString(),
  ])
  if (!row) return
  audit(tx, {
    action: 'bottleneck.unrecognised',
    subject: refOf(row.id),
    by,
    old: { municipality, ...(row.said && { example: row.said }) },
  })
  touch(tx, refOf(row.id))
}

/** Adds a municipality's own example to a bottleneck, which is recognised by it. What it said before stays, ended. */
export async function exemplifyBottleneck(
  tx: Tx,
  bottleneck: BottleneckId,
  municipality: MunicipalityId,
  example: string,
  by: ActedAs,
  now: Date,
): Promise<void> {
  const values = [bottleneck, municipality, by.personId, now.toISOString(), example]
  const [row] = await tx.query<{ says: string; said: string | null }>(exemplify, values)
  if (!row) throw new Error('an example left no row')
  audit(tx, {
    action: 'bottleneck.exemplified',
    subject: refOf(bottleneck),
    by,
    ...(row.said && { old: { example: row.said } }),
    new: { municipality, example: row.says },
  })
  touch(tx, refOf(bottleneck))
}

/** All examples that were ever given of it, by the row that its course names. */
export async function examplesOf(db: Db, { id }: Pick<Bottleneck, 'id'>): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; example: string }>(examples, [id])
  return new Map(rows.map(({ id, example }) => [id, example]))
}
