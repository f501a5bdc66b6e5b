// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind } from '#/chat/feature.ts'
import { reachText } from '#/features/digests/cards/draft.ts'
import { digestsToSend, digestsToWatch, draftsToShow } from '#/features/digests/rules/coming.ts'
import { digestOf } from '#/features/digests/rules/digests.ts'
import { sendOnTime, showDraft } from '#/features/digests/rules/happen.ts'
import { lookForMissed, missedToTell, tellMissed } from '#/features/digests/rules/missed.ts'
import { dailyToSend, directToSend, sendPersonal, wishById } from '#/features/digests/rules/personal.ts'
import { reachOf } from '#/features/digests/rules/reach.ts'
import { dateOf, scheduleById } from '#/features/digests/rules/schedules.ts'
import { redateDraft } from '#/features/digests/rules/sending-moment.ts'
import { touchDrafts } from '#/features/digests/rules/write-digest.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { workingHours } from '#/network/days-off.ts'

/** A digest is laid before whoever leads the pillar and then goes out, on its day and time; one that did not is an alarm [F52]. */
export const digestsPlanned: Readonly<
  Record<
    'digest.draft' | 'digest.send' | 'digest.watch' | 'digest.missed' | 'digest.daily' | 'digest.direct',
    PlannedKind
  >
> = {
  'digest.draft': {
    late: 'skip',
    waitsForWork: false,
    occurrences: draftsToShow,
    happen: showDraft,
    // The message that it is of stands in the planning: moved or skipped, it is that one.
    view: async () => null,
  },
  'digest.send': {
    late: 'skip',
    // Its time was chosen; where it is late, it waits for the morning by itself.
    waitsForWork: false,
    occurrences: digestsToSend,
    happen: sendOnTime,
    async relation(db, { subject }) {
      return { pillar: (await scheduleById(db, subject.id))?.pillar ?? null }
    },
    async changed(tx, { subject, occurrence }, { zone }) {
      const schedule = await scheduleById(tx, subject.id)
      const date = schedule && dateOf(schedule, occurrence)
      if (!date) return
      await redateDraft(tx, schedule, date, await workingHours(tx, zone))
      await touchDrafts(tx, schedule)
    },
    async view(db, { subject, occurrence }, { locale, today }) {
      const schedule = await scheduleById(db, subject.id)
      const date = schedule && dateOf(schedule, occurrence)
      const digest = date && (await digestOf(db, schedule, date))
      if (!date || (digest && digest.state !== 'draft')) return null
      const t = digestTexts.in(locale)
      const to = reachText(await reachOf(db, schedule, today), locale)
      return { what: t('planned.send', { name: schedule.name }), to }
    },
  },
  // Seen by nobody in the planning: it is for when the planning fails.
  'digest.watch': {
    late: 'send',
    waitsForWork: false,
    occurrences: digestsToWatch,
    happen: lookForMissed,
    view: async () => null,
  },
  'digest.missed': {
    late: 'send',
    waitsForWork: false,
    occurrences: missedToTell,
    happen: tellMissed,
    view: async () => null,
  },
  'digest.daily': {
    late: 'skip',
    waitsForWork: true,
    occurrences: dailyToSend,
    happen: sendPersonal('daily'),
    async relation(db, { subject }) {
      return { person: (await wishById(db, subject.id))?.person ?? null }
    },
    async view(db, { subject }, { locale }) {
      const wish = await wishById(db, subject.id)
      if (wish?.rhythm !== 'daily') return null
      const t = digestTexts.in(locale)
      return { what: t('planned.daily', { name: wish.name }), to: t('planned.toOne') }
    },
  },
  // It happens at the look at which it is planned.
  'digest.direct': {
    late: 'skip',
    waitsForWork: true,
    occurrences: directToSend,
    happen: sendPersonal('direct'),
    view: async () => null,
  },
}
