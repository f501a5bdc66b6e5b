// SPDX-License-Identifier: EUPL-1.2
import { comingUntil, momentOf } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import { ordinal } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { unplannedHome } from '#/features/meetings/commands/year-plan.ts'
import { takesRequests } from '#/features/meetings/rules/late-changes.ts'
import { isAskedLate, type Meeting, meetingsOf, takesRegistrations } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { dateIn } from '#/network/calendar.ts'
import { mayEver } from '#/network/policy.ts'

type Item = HomeSection['items'][number]

function item(meeting: Meeting, { locale, zone }: Turn): Item {
  const { own } = meeting
  const params = {
    title: { text: titleOf(meeting, locale, zone) },
    position: ordinal(own?.position ?? 0, locale),
    at: own?.offerUntil ? momentOf(own.offerUntil, locale, zone) : '',
    by: own?.by ?? '',
  }
  return {
    text: meetingTexts.in(locale)(
      own?.state === 'asked' && own.isInstead ? 'home.askedInstead' : `home.${own?.state ?? 'invited'}`,
      params,
    ),
    accessory: showMeeting(meeting.number, locale),
  }
}

/** What waits for someone's answer, and to what they go or wait for a place [E06]. */
export async function meetingHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { actor, now, today, zone } = turn
  if (!actor.person || !mayEver(actor, 'meeting.register')) return unplannedHome(db, turn)
  const all = await meetingsOf(db, actor.person, { now, today })
  const asks = (meeting: Meeting) => {
    const state = meeting.own?.state
    if (state === 'offered') return true
    if (state !== 'invited' && state !== 'asked') return false
    return takesRegistrations(meeting, now) || (isAskedLate(meeting) && takesRequests(meeting, now))
  }
  const isIn = ({ own, startsAt }: Meeting) =>
    own?.state === 'waiting' || (own?.state === 'registered' && dateIn(zone, startsAt) <= comingUntil(today))
  return [
    { place: 'waiting', items: all.filter(asks).map(meeting => item(meeting, turn)) },
    { place: 'coming', items: all.filter(isIn).map(meeting => item(meeting, turn)) },
    ...(await unplannedHome(db, turn)),
  ]
}
