// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageSize } from '#/chat/page.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { attendeesCard, listCard } from '#/features/meetings/cards/list.ts'
import { isRunning, meetingCard } from '#/features/meetings/cards/meeting.ts'
import { asksColleagues, numberIn, typedMeeting } from '#/features/meetings/commands/about.ts'
import { saysHere } from '#/features/meetings/rules/attendance.ts'
import { attendeesOf } from '#/features/meetings/rules/attendees.ts'
import { takesRequests } from '#/features/meetings/rules/late-changes.ts'
import { comingMeetings, type Meeting, readersOf, takesRegistrations } from '#/features/meetings/rules/meetings.ts'
import { isDelegated, municipalitiesWithout } from '#/features/meetings/rules/municipalities.ts'
import { may, mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** A meeting as the one who asks sees it; with the first place that they were given, a calendar feed is proposed. */
export const shown = (turn: Turn, meeting: Meeting, proposesFeed = false): Answer => ({
  card: meetingCard(
    meeting,
    {
      municipality: turn.actor.municipality?.name ?? null,
      takes: takesRegistrations(meeting, turn.now),
      asksChange: takesRequests(meeting, turn.now),
      mayPlan: may(turn.actor, 'meeting.plan', { pillar: meeting.led }),
      asksColleagues: asksColleagues(turn.actor, meeting),
      isHere: saysHere(meeting, turn.today, turn.zone),
      proposesFeed,
    },
    turn.locale,
    turn.zone,
  ),
  to: 'me',
})

/** No list is longer. */
const lastPage = 10_000

const pageOf = (typed: string): number => Math.min(Math.max(1, Math.trunc(Number(typed)) || 1), lastPage)

/** `m50 bijeenkomst lijst [blad]`: what is coming, the soonest first. */
export const list: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, typed) {
    const page = pageOf(typed)
    // One more than fits says that there is a next page; how many there are in all is counted by nobody.
    const found = await comingMeetings(db, readersOf(turn.actor), turn, {
      from: (page - 1) * pageSize,
      most: pageSize + 1,
    })
    const mayPlan = mayEver(turn.actor, 'meeting.plan')
    const next = found.length > pageSize ? page + 1 : null
    return { card: listCard(found.slice(0, pageSize), next, mayPlan, turn.locale, turn.zone), to: 'me' }
  },
}

/** `m50 bijeenkomst [nr]`. */
export const meeting: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, typed) {
    if (!typed) return list.run(db, turn, typed, undefined)
    return shown(turn, await typedMeeting(db, turn, typed))
  },
}

/** `m50 bijeenkomst deelnemers <nr> [blad]`: who comes, for those whom it is for and who plan it. */
export const attendees: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, typed) {
    const [first = '', second = ''] = typed.split(/\s+/)
    if (numberIn(first) === null) throw new Refusal('meetings.whichAttendees')
    const found = await typedMeeting(db, turn, first)
    const mayPlan = may(turn.actor, 'meeting.plan', { pillar: found.led })
    if (!mayPlan && !found.isInvited) throw new Refusal('meetings.attendeesNotYours', { number: found.number })
    const all = await attendeesOf(db, found.id)
    const isWanted = mayPlan && isDelegated(found) && isRunning(found)
    const without = isWanted ? await municipalitiesWithout(db, found.id, turn.today) : []
    return { card: attendeesCard(found, all, pageOf(second), mayPlan, without, turn.locale, turn.zone), to: 'me' }
  },
}
