// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { isInvited, isOfPillar } from '#/features/meetings/rules/audience.ts'
import { revisionSql } from '#/features/meetings/rules/meetings.ts'
import { meetingStates, ways } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { Links } from '#/network/files.ts'
import { holds } from '#/network/holding.ts'
import type { MeetingId, PersonId, PillarId } from '#/network/ids.ts'
import { canAct } from '#/network/vouching.ts'

const hash = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest()

const ofPillars = statement(
  'calendar_pillars',
  `select w.pillar_id as id, w.name from (select id as pillar_id, name, number, starts_on, ends_on from pillars) w join people p on p.id = $1::uuid
   where ${holds('w', '$2::date')} and ${isOfPillar('w', 'p', '$2::date')} order by w.number`,
)

export interface PillarOfFeed {
  readonly id: PillarId
  readonly name: string
}

/** Whose meetings someone may have in a calendar besides their own: those of the pillars that they are in. */
export const pillarsOfFeeds = (db: Db, person: PersonId, today: string): Promise<readonly PillarOfFeed[]> =>
  db.query<PillarOfFeed>(ofPillars, [person, today])

const voided = statement(
  'calendar_void',
  'delete from calendar_feeds where person_id = $1::uuid and pillar_id is not distinct from $2',
)
const add = statement(
  'calendar_add',
  'insert into calendar_feeds (id, person_id, pillar_id, token_hash, created_at) values ($1::uuid, $2::uuid, $3, $4, $5::timestamptz)',
)

/** Makes the link to someone's calendar, or to that of a pillar; the one of the same that they had before leads nowhere from then on [T10]. */
export async function renewFeed(
  tx: Tx,
  links: Links,
  whose: { readonly person: PersonId; readonly pillar: PillarId | null },
  by: ActedAs,
  now: Date,
): Promise<string> {
  const { person, pillar } = whose
  const id = randomUUID()
  await tx.query(voided, [person, pillar])
  await tx.query(add, [id, person, pillar, hash(links.feedTokenOf(id)), now.toISOString()])
  audit(tx, { action: 'calendar.renewed', subject: { kind: 'person', id: person }, by })
  return id
}

const whose = statement(
  'calendar_whose',
  `select f.person_id as person, p.locale, f.pillar_id as pillar, l.name as "pillarName"
   from calendar_feeds f join people p on p.id = f.person_id left join pillars l on l.id = f.pillar_id where f.token_hash = $1`,
)

const localeIn = z.enum(['nl', 'en']).nullable().catch(null)
const feed = z.object({
  person: z.string().transform(id => id as PersonId),
  locale: localeIn,
  pillar: z
    .string()
    .nullable()
    .transform(id => id as PillarId | null),
  pillarName: z.string().nullable(),
})
/** Whose calendar it is; of a pillar's, which. */
export type FeedOf = z.infer<typeof feed>

/** Whose calendar a link leads to; null where it leads nowhere, or no more. */
export async function feedOf(db: Db, secret: string): Promise<FeedOf | null> {
  if (!/^[\w-]{43}$/.test(secret)) return null
  const [found] = await db.query(whose, [hash(Buffer.from(secret, 'base64url'))])
  return found ? feed.parse(found) : null
}

const reader = statement(
  'calendar_reader',
  `select p.locale from people p where p.id = $1::uuid and p.forgotten_at is null and p.merged_into_id is null and ${canAct('p.id', '$2::date')}`,
)

/** Whoever has the link to one meeting, in which language; null where nobody speaks for them any more. */
export async function calendarReader(db: Db, person: PersonId, today: string) {
  const [found] = await db.query<{ locale: string | null }>(reader, [person, today])
  return found ? { locale: localeIn.parse(found.locale) } : null
}

/** So many days what is over stays in it. */
const pastDays = 90

const since = (now: Date): Date => new Date(now.getTime() - pastDays * 24 * 60 * 60 * 1000)

/** Whether a meeting is still to be had for a calendar. */
export const isInCalendars = ({ endsAt }: { readonly endsAt: Date }, now: Date): boolean => endsAt > since(now)

const shown = `m.id, ${revisionSql('$1::uuid')} as revision, m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place, m.is_on_site as "isOnSite", m.online_link as "onlineLink",
     m.about, m.state, r.way, r.state as own`
// For whom nobody speaks any more reads nothing, here nor below: asked once, not of each place that they had. Which meetings are recent is found first: of most that they ever went to nothing is read.
const own = statement(
  'calendar_meetings',
  `select ${shown} from meeting_registrations r join meetings m on m.id = r.meeting_id
   where r.person_id = $1::uuid and r.state = 'registered' and r.meeting_id = any(array(select c.id from meetings c where c.ends_at > $2::timestamptz)) and ${canAct('$1::uuid', '$3::date')}
   order by m.starts_at, m.number limit 500`,
)
// Who left the pillar reads nothing there.
const ofPillar = statement(
  'calendar_pillar_meetings',
  `select ${shown} from meetings m join meeting_kinds k on k.id = m.kind_id join people p on p.id = $1::uuid
   left join meeting_registrations r on r.meeting_id = m.id and r.person_id = p.id and r.state = 'registered'
   where m.pillar_id = $3 and m.opened_at is not null and m.ends_at > $2::timestamptz and ${isInvited('m', 'k', 'p', '$4::date')} and ${canAct('$1::uuid', '$4::date')}
   order by m.starts_at, m.number limit 500`,
)

const row = z.object({
  id: z.string().transform(id => id as MeetingId),
  revision: z.number(),
  title: z.string(),
  startsAt: z.date(),
  endsAt: z.date(),
  place: z.string().nullable(),
  isOnSite: z.boolean(),
  onlineLink: z.string().nullable(),
  about: z.string().nullable(),
  state: z.enum(meetingStates),
  way: z.enum(ways).nullable(),
  own: z.enum(['registered']).nullable(),
})

/** To which meetings someone goes, also those that were called off: a place on a waiting list is none. Of a pillar, all to which people were invited. */
export async function feedMeetings(
  db: Db,
  { person, pillar }: Pick<FeedOf, 'person' | 'pillar'>,
  at: { readonly now: Date; readonly today: string },
) {
  const recent = since(at.now).toISOString()
  const found = pillar
    ? await db.query(ofPillar, [person, recent, pillar, at.today])
    : await db.query(own, [person, recent, at.today])
  return found.map(one => {
    const { way, own: state, ...meeting } = row.parse(one)
    return { ...meeting, own: state && { state, way } }
  })
}
