// SPDX-License-Identifier: EUPL-1.2
// Whose digest a line, a press or a form is about.

import { dayOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { type Told, titleOf } from '#/features/digests/cards/digest.ts'
import type { Reading } from '#/features/digests/cards/lines.ts'
import { type Digest, digestById } from '#/features/digests/rules/digests.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import { namesIn } from '#/features/digests/rules/names.ts'
import { ownOf } from '#/features/digests/rules/own.ts'
import { wishById } from '#/features/digests/rules/personal.ts'
import type { At } from '#/features/digests/rules/review.ts'
import { pointsOfRounds } from '#/features/digests/rules/round-points.ts'
import type { Of } from '#/features/digests/rules/schedules.ts'
import { scheduleById } from '#/features/digests/rules/schedules.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { themeGroups } from '#/features/groups/rules/groups.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { workingHours } from '#/network/days-off.ts'
import { asId, type DigestId, type PersonId } from '#/network/ids.ts'
import { matchName } from '#/network/names.ts'
import type { Relation } from '#/network/policy.ts'

/** Today's pillars, and the theme groups in them. */
export async function readersOf(db: Db, today: string): Promise<readonly Of[]> {
  const groups = await themeGroups(db, today)
  return [
    ...(await pillars(db, today)).map(({ id, name }) => ({ kind: 'pillar' as const, id, name, pillar: id })),
    ...groups.map(({ id, name, pillar }) => ({ kind: 'themeGroup' as const, id, name, pillar })),
  ]
}

/** The one that a name means; null where none or several do. Something is done with it, so typing errors are forgiven only where it is `read`. */
export async function namedIn(db: Db, today: string, typed: string, { read = false } = {}): Promise<Of | null> {
  const match = matchName(typed, await readersOf(db, today), of => [of.name, of.id])
  return match.found === 'exact' || (read && match.found === 'near') ? match.item : null
}

/** The same by its id, as it stands in a press. */
export const withId = async (db: Db, today: string, id: string): Promise<Of | null> =>
  (await readersOf(db, today)).find(of => of.id === id) ?? null

/** What an act is about, for the policy: whoever chairs the pillar may. */
export const relationOf = (of: Of | null): Relation & { readonly subject: Of | null } => ({
  subject: of,
  pillar: of?.pillar ?? null,
})

/** The moment of a turn, with when the network works. */
export const atOf = async (db: Db, { now, today, zone }: Pick<Turn, 'now' | 'today' | 'zone'>): Promise<At> => ({
  now,
  today,
  hours: await workingHours(db, zone),
})

/** How someone reads these lines; where `person` is nobody, all read along. */
export async function readingFor(
  db: Db,
  { locale, zone }: Pick<Reader, 'locale' | 'zone'>,
  person: PersonId | null,
  items: readonly Item[],
  now: Date,
): Promise<Reading> {
  return {
    locale,
    zone,
    now,
    own: person && (await ownOf(db, person, items)),
    names: await namesIn(db, items, zone),
    rounds: await pointsOfRounds(db, items),
  }
}

/** What was sent, and what it is called for its reader; null where there is no such message. */
export async function sentOne(
  db: Db,
  value: string,
  reader: Pick<Reader, 'locale' | 'zone'>,
): Promise<{ readonly digest: Digest; readonly told: Told; readonly of: PersonId | null } | null> {
  const id = asId<DigestId>(value)
  const digest = id && (await digestById(db, id))
  if (digest?.state !== 'sent' || digest.sentAt === null) return null
  const schedule = digest.schedule && (await scheduleById(db, digest.schedule))
  if (schedule) {
    const { group } = schedule
    const called = { name: digest.sentName ?? schedule.name, rhythm: digest.sentRhythm ?? schedule.rhythm, group }
    const title = titleOf(called, digest.sentAt, reader)
    return { digest, told: { title, pillar: schedule.pillar }, of: null }
  }
  const wish = digest.wish ? await wishById(db, digest.wish) : null
  if (!wish) return null
  // How often they hear of it may be another by now; a day stands in what is of a day.
  const isDaily = !digest.occurrence.includes('T')
  const day = dayOf(digest.sentAt, reader.locale, reader.zone)
  const t = digestTexts.in(reader.locale)
  const title = isDaily ? t('title.daily', { name: wish.name, day }) : t('title.direct', { name: wish.name })
  return { digest, told: { title, pillar: wish.pillar }, of: wish.person }
}
