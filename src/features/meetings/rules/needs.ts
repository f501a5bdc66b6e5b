// SPDX-License-Identifier: EUPL-1.2
// What people eat and need to take part: sealed with a key per meeting, that is destroyed with it [F37] [T45].
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { MeetingId, PersonId, RegistrationId } from '#/network/ids.ts'
import { seal, unseal } from '#/network/sealed.ts'
import type { Vault } from '#/network/vault.ts'

export const diets = ['vegetarian', 'vegan', 'halal', 'kosher', 'glutenFree', 'lactoseFree', 'other'] as const
export type Diet = (typeof diets)[number]

/** What one writes oneself. */
export const needTexts = ['food', 'access', 'remark'] as const

const needs = z.object({ diet: z.enum(diets).nullable(), food: z.string(), access: z.string(), remark: z.string() })
/** What someone eats and needs. A text that is empty was not filled in. */
export type Needs = z.infer<typeof needs>

/** Of which meeting, and of whom there. */
export interface Whose {
  readonly meeting: MeetingId
  readonly registration: RegistrationId
}

/** Whether someone is asked: who has a place where the meeting is. */
export const isAskedNeeds = ({ asksNeeds, own }: Pick<Meeting, 'asksNeeds' | 'own'>): boolean =>
  asksNeeds && own?.state === 'registered' && own.way === 'onSite'

const wrapped = statement('meeting_key', 'select wrapped from vault.meeting_keys where meeting_id = $1::uuid')
const keep = statement(
  'meeting_key_keep',
  'insert into vault.meeting_keys (meeting_id, wrapped) values ($1::uuid, $2) on conflict do nothing returning wrapped',
)
const replace = statement(
  'meeting_key_replace',
  'update vault.meeting_keys set wrapped = $2 where meeting_id = $1::uuid',
)
const dropAll = statement(
  'meeting_needs_drop',
  `delete from meeting_needs n using meeting_registrations r where r.id = n.registration_id and r.meeting_id = $1::uuid`,
)
const dropKey = statement('meeting_key_drop', 'delete from vault.meeting_keys where meeting_id = $1::uuid')

const placeOfKey = (meeting: MeetingId) => `meeting ${meeting}`

async function keyOf(db: Db, vault: Vault, meeting: MeetingId): Promise<Buffer | null> {
  const [row] = await db.query<{ wrapped: Buffer }>(wrapped, [meeting])
  return row ? vault.open(row.wrapped, placeOfKey(meeting)) : null
}

/** The key of a locked meeting, made where there is none. One that no secret key opens any more is replaced: what it sealed is lost. */
async function keyToWriteWith(tx: Tx, vault: Vault, meeting: MeetingId): Promise<Buffer> {
  const found = await keyOf(tx, vault, meeting)
  if (found) return found
  const made = vault.make(placeOfKey(meeting))
  if ((await tx.query(keep, [meeting, made.wrapped])).length > 0) return made.key
  await tx.query(dropAll, [meeting])
  await tx.query(replace, [meeting, made.wrapped])
  return made.key
}

const placeOf = ({ meeting, registration }: Whose) => `${meeting} ${registration}`

function opened(sealed: Buffer, key: Buffer | null, whose: Whose): Needs | null {
  try {
    return key && needs.parse(JSON.parse(unseal(sealed, key, placeOf(whose)).toString()))
  } catch {
    return null
  }
}

const sealedOf = statement('meeting_needs_own', 'select sealed from meeting_needs where registration_id = $1::uuid')

/** What someone gave themselves; null where that is nothing, or can't be read any more. */
export async function ownNeeds(db: Db, vault: Vault, whose: Whose): Promise<Needs | null> {
  const [row] = await db.query<{ sealed: Buffer }>(sealedOf, [whose.registration])
  return row ? opened(row.sealed, await keyOf(db, vault, whose.meeting), whose) : null
}

// Locked, so that nobody leaves meanwhile and is catered for still.
const comes = statement(
  'meeting_needs_comes',
  `select id from meeting_registrations where id = $1::uuid and state = 'registered' and way = 'onSite' for share`,
)
const put = statement(
  'meeting_needs_put',
  `insert into meeting_needs (registration_id, sealed, changed_at) values ($1::uuid, $2, $3::timestamptz)
   on conflict (registration_id) do update set sealed = excluded.sealed, changed_at = excluded.changed_at`,
)
const drop = statement(
  'meeting_needs_drop_own',
  'delete from meeting_needs where registration_id = $1::uuid returning registration_id',
)

/** Keeps what someone gave, in place of what they gave before; nothing, where nothing is left of it. The meeting is locked. False where they have no place there. */
export async function keepNeeds(
  tx: Tx,
  vault: Vault,
  whose: Whose,
  given: Needs | null,
  by: ActedAs,
  now: Date,
): Promise<boolean> {
  const { meeting, registration } = whose
  if ((await tx.query(comes, [registration])).length === 0) return false
  if (given) {
    const sealed = seal(Buffer.from(JSON.stringify(given)), await keyToWriteWith(tx, vault, meeting), placeOf(whose))
    await tx.query(put, [registration, sealed, now.toISOString()])
  } else if ((await tx.query(drop, [registration])).length === 0) return true
  audit(tx, { action: given ? 'meeting.needsKept' : 'meeting.needsDropped', subject: meetingRef(meeting), by })
  return true
}

const allOf = statement(
  'meeting_needs_all',
  `select n.registration_id as registration, n.sealed, p.name, g.name as municipality
   from meeting_needs n join meeting_registrations r on r.id = n.registration_id join people p on p.id = r.person_id join municipalities g on g.id = r.municipality_id
   where r.meeting_id = $1::uuid order by g.name, p.name, r.id`,
)

/** What one of those who come gave. */
export interface Single {
  readonly name: string
  readonly municipality: string
  readonly needs: Needs
}

/** What all who come gave; `unread` is of how many that can't be read any more. */
export async function needsOf(
  db: Db,
  vault: Vault,
  meeting: MeetingId,
): Promise<{ readonly all: readonly Single[]; readonly unread: number }> {
  const [rows, key] = await Promise.all([
    db.query<{ registration: RegistrationId; sealed: Buffer; name: string; municipality: string }>(allOf, [meeting]),
    keyOf(db, vault, meeting),
  ])
  const all = rows.flatMap(({ registration, sealed, name, municipality }) => {
    const read = opened(sealed, key, { meeting, registration })
    return read ? [{ name, municipality, needs: read }] : []
  })
  return { all, unread: rows.length - all.length }
}

/** Destroys the key of a meeting that does not take place, and all that it sealed. */
export async function destroyNeeds(tx: Tx, meeting: MeetingId): Promise<void> {
  await tx.query(dropAll, [meeting])
  await tx.query(dropKey, [meeting])
}

const about = statement(
  'meeting_needs_about',
  `select (m.ends_at + make_interval(days => coalesce((select value::int from settings where key = 'retention.needs' and jsonb_typeof(value) = 'number'), $3::int))) as "goneAt",
     (select json_build_object('id', p.id, 'name', p.name) from people p where p.id = m.planned_by_id and exists (
       select from roles o where ${holds('o', '$2::date')} and o.kind in ('secretariat', 'deputySecretariat', 'chair') and (o.person_id = p.id or exists (
         select from substitutions v where v.person_id = o.person_id and v.substitute_id = p.id and ${holds('v', '$2::date')})))) as arranger,
     (select count(*)::int from meeting_registrations r where r.meeting_id = m.id and r.way = 'onSite' and r.state = 'registered') as coming
   from meetings m where m.id = $1::uuid`,
)

/** What people gave is kept so many days after the meeting, unless the setting says otherwise. */
export const needsKeptDays = 14

const aboutRow = z.object({
  goneAt: z.date(),
  arranger: z.object({ id: z.string().transform(id => id as PersonId), name: z.string() }).nullable(),
  coming: z.number(),
})
/** When what people gave is destroyed, and who alone reads it: whoever planned the meeting, also where they did so for another; null where they left, and all who may plan it do. `coming` is how many come on site. */
export type NeedsAbout = z.infer<typeof aboutRow>

export async function needsAbout(db: Db, meeting: MeetingId, today: string): Promise<NeedsAbout> {
  const [row] = await db.query(about, [meeting, today, needsKeptDays])
  return aboutRow.parse(row)
}
