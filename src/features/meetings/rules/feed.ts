// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { meetingStates, ways } from '#/features/meetings/rules/states.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { Links } from '#/network/files.ts'
import type { MeetingId, PersonId } from '#/network/ids.ts'

const hash = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest()

const voided = statement('calendar_void', 'delete from calendar_feeds where person_id = $1::uuid')
const add = statement(
  'calendar_add',
  'insert into calendar_feeds (id, person_id, token_hash, created_at) values ($1::uuid, $2::uuid, $3, $4::timestamptz)',
)

/** Makes the link to someone's calendar; the one that they had before leads nowhere from then on [T10]. */
export async function renewFeed(tx: Tx, links: Links, person: PersonId, by: ActedAs, now: Date): Promise<string> {
  const id = randomUUID()
  await tx.query(voided, [person])
  await tx.query(add, [id, person, hash(links.feedTokenOf(id)), now.toISOString()])
  audit(tx, { action: 'calendar.renewed', subject: { kind: 'person', id: person }, by })
  return id
}

const whose = statement(
  'calendar_whose',
  `select f.person_id as person, p.locale from calendar_feeds f join people p on p.id = f.person_id where f.token_hash = $1`,
)

export interface FeedOf {
  readonly person: PersonId
  readonly locale: string | null
}

/** Whose calendar a link leads to; null where it leads nowhere, or no more. */
export async function feedOf(db: Db, secret: string): Promise<FeedOf | null> {
  if (!/^[\w-]{43}$/.test(secret)) return null
  const [found] = await db.query<FeedOf>(whose, [hash(Buffer.from(secret, 'base64url'))])
  return found ?? null
}

/** So many days what is over stays in it. */
const pastDays = 90

const own = statement(
  'calendar_meetings',
  `select m.id, m.version as revision, m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place, m.is_on_site as "isOnSite", m.online_link as "onlineLink",
     m.about, m.state, r.way
   from meeting_registrations r join meetings m on m.id = r.meeting_id
   where r.person_id = $1::uuid and r.state = 'registered' and m.ends_at > $2::timestamptz - make_interval(days => ${pastDays})
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
})

/** To which meetings someone goes, also those that were called off: a place on a waiting list is none. */
export async function feedMeetings(db: Db, person: PersonId, now: Date) {
  const found = await db.query(own, [person, now.toISOString()])
  return found.map(one => {
    const { way, ...meeting } = row.parse(one)
    return { ...meeting, own: { state: 'registered' as const, way } }
  })
}
