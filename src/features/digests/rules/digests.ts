// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { itemFacts } from '#/features/digests/rules/item.ts'
import { isOpenToAll, openPointsOf } from '#/features/digests/rules/news.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { rhythms } from '#/features/digests/rules/times.ts'
import type { DigestId, DigestScheduleId, SubjectRef } from '#/network/ids.ts'

export const digestStates = ['draft', 'held', 'sent', 'skipped'] as const
export type DigestState = (typeof digestStates)[number]
/** Why one was not sent. */
const skipReasons = ['nothing', 'overtaken', 'nobody', 'recess', 'late'] as const
export type SkipReason = (typeof skipReasons)[number]

export const draftRef = (id: DigestId): SubjectRef => ({ kind: 'digestDraft', id })
export const messageRef = (id: DigestId): SubjectRef => ({ kind: 'digestMessage', id })

const items = z.array(z.object({ key: z.string(), facts: itemFacts }))
const row = z.object({
  id: z.string().transform(id => id as DigestId),
  schedule: z
    .string()
    .nullable()
    .transform(id => id as DigestScheduleId | null),
  wish: z.string().nullable(),
  occurrence: z.string(),
  state: z.enum(digestStates),
  reason: z.enum(skipReasons).nullable(),
  /** Someone said that it goes out on time, also where silence holds it. */
  isReleased: z.boolean(),
  introduction: z.string().nullable(),
  introducedBy: z.object({ name: z.string(), municipality: z.string().nullable() }).nullable(),
  periodFrom: z.date(),
  periodTo: z.date(),
  sentAt: z.date().nullable(),
  sentName: z.string().nullable(),
  sentRhythm: z.enum(rhythms).nullable(),
  items,
  left: items,
})
/** A digest with what all members may read of it by now, in its order. `left`: what more there was than it holds. */
export type Digest = z.infer<typeof row>

// What was sent tells of no meeting that does not go on then: what is on its way must not either. That one is at another moment the next digest tells.
const isOff = `d.state = 'sent' and (exists (select from meetings m where m.id = (i.facts->>'id')::uuid and (m.state = 'cancelled' or m.starts_at <> (i.facts->>'startsAt')::timestamptz))
      or exists (select from committee_meetings m where m.id = (i.facts->>'id')::uuid and (m.cancelled_at is not null or m.starts_at <> (i.facts->>'startsAt')::timestamptz)))`
/** SQL: the lines of the digest `d` that are `which`. What a point's readers may know by now: of the others nothing is said, also where it was. */
const linesThat = (
  which: string,
) => `coalesce((select json_agg(json_build_object('key', i.key, 'facts', case when n.points is null then i.facts else jsonb_set(i.facts, '{points}', to_jsonb(n.points)) end)
      order by i.position, i.key) from digest_items i
    cross join lateral (select case when i.facts->>'kind' = 'round' then ${openPointsOf("(i.facts->>'id')::uuid")} end as points) n
    left join lobby_points p on p.id = i.point_id
    where i.digest_id = d.id and not i.is_dropped and ${which} and not (${isOff}) and n.points is distinct from 0 and (p.id is null or ${isOpenToAll('p')})
      and (i.facts->>'kind' <> 'report' or exists (select from reports r where r.id = (i.facts->>'id')::uuid and r.state = 'published' and not r.is_confidential))), '[]'::json)`
const writer = `(select json_build_object('name', h.name, 'municipality', u.name) from people h left join municipalities u on u.id = h.municipality_id where h.id = d.introduced_by_id and h.forgotten_at is null)`
const columns = `
  select d.id, d.schedule_id as schedule, d.wish_id as wish, d.occurrence, d.state, d.reason, d.is_released as "isReleased", d.introduction, ${writer} as "introducedBy", ${linesThat('i.is_left')} as "left", d.period_from as "periodFrom", d.period_to as "periodTo", d.sent_at as "sentAt", d.sent_name as "sentName", d.sent_rhythm as "sentRhythm", ${linesThat('not i.is_left')} as items from digests d`

const byId = statement('digest_by_id', `${columns} where d.id = $1::uuid`)
const byOccurrence = statement(
  'digest_by_occurrence',
  `${columns} where d.schedule_id = $1::uuid and d.occurrence = $2`,
)

export async function digestById(db: Db, id: DigestId): Promise<Digest | null> {
  const [found] = await db.query(byId, [id])
  return found ? row.parse(found) : null
}

/** The digest of a date; null where there is none (yet). */
export async function digestOf(db: Db, schedule: Pick<Usual, 'id'>, date: string): Promise<Digest | null> {
  const [found] = await db.query(byOccurrence, [schedule.id, date])
  return found ? row.parse(found) : null
}

/**
 * SQL: whether the digest `d` reached anyone: one whose every message was too late or pointless by the time that it could be sent told nobody anything [T32].
 * What was left unsent for another reason did as far as anyone knows: after a restore it had probably left already [T38].
 */
export const arrived = `(not exists (select from deliveries x where x.subject_kind = 'digestMessage' and x.subject_id = d.id::text)
  or exists (select from deliveries x where x.subject_kind = 'digestMessage' and x.subject_id = d.id::text
    and not (x.state = 'void' and x.reason in ('late', 'pointless'))))`
