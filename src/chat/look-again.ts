// SPDX-License-Identifier: EUPL-1.2
import type { RouterParts } from '#/chat/router-parts.ts'
import { createSpeakers } from '#/chat/speakers.ts'
import type { PlatformName } from '#/chat/turn.ts'
import { statement } from '#/database/db.ts'
import { dateIn } from '#/network/calendar.ts'
import { holds } from '#/network/holding.ts'

/** At once, of all that are due: Slack allows a hundred such questions a minute. Any of them, so that one that can't be asked after holds up no other. */
const atOnce = 10
/** What else the clock does must not wait for a platform that does not answer. */
const patienceMs = 2_000

const due = statement(
  'accounts due',
  `select s.platform, s.external_id as workspace, i.user_id as user from identities i join sources s on s.id = i.source_id
   where s.state = 'admitted' and not i.is_bot and not i.is_deactivated and coalesce(i.checked_at, '-infinity') < $1::timestamptz - interval '1 day'
     and (i.unreached_at is null or extract(minute from $1::timestamptz) = 0)
     and (exists (select from roles r where r.person_id = i.person_id and ${holds('r', '$2::date')})
       or exists (select from pillar_members m where m.person_id = i.person_id and m.ended_at is null))
   order by random() limit ${atOnce}`,
)

/** Asks the platforms once a day after the accounts of everyone who holds something, also who says nothing: one that was closed speaks no more, and would never be noticed. Whoever is not reached is asked after once an hour. */
export function createLookAgain(parts: RouterParts): () => Promise<void> {
  const { database, zone, time } = parts
  const speakers = createSpeakers(parts)
  return async () => {
    const now = time.now()
    const accounts = await database.background.query<{ platform: PlatformName; workspace: string; user: string }>(due, [
      now.toISOString(),
      dateIn(zone, now),
    ])
    const until = performance.now() + patienceMs
    for (const account of accounts) if (performance.now() < until) await speakers.learn({ account, now })
  }
}
