// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Card } from '#/chat/card.ts'
import type { Feature, Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import { actionCard, actionHandedOverCard, actionReopenedCard } from '#/features/meetings/cards/action.ts'
import { evaluateCard, linkedCard } from '#/features/meetings/cards/aftermath.ts'
import { changedCard, colleagueCard, offerCard, offerPassedCard, ownCard } from '#/features/meetings/cards/answers.ts'
import { briefingCard } from '#/features/meetings/cards/brief.ts'
import { channelCard, isRunning, programmeButton } from '#/features/meetings/cards/meeting.ts'
import { pollCard, pollOffCard } from '#/features/meetings/cards/poll.ts'
import { askCard, practicalCard, withoutCard } from '#/features/meetings/cards/reminders.ts'
import { calledOffCard, movedCard, relinkedCard } from '#/features/meetings/cards/told.ts'
import { unplannedCard } from '#/features/meetings/cards/year-plan.ts'
import { type Action, actionById } from '#/features/meetings/rules/actions.ts'
import { briefingOf } from '#/features/meetings/rules/brief.ts'
import { colleagueAnswers } from '#/features/meetings/rules/colleagues.ts'
import { meetingOfRegistration } from '#/features/meetings/rules/invitations.ts'
import { type Meeting, meetingById, readersFor } from '#/features/meetings/rules/meetings.ts'
import { municipalitiesWithout } from '#/features/meetings/rules/municipalities.ts'
import { type Poll, pollBy } from '#/features/meetings/rules/poll.ts'
import { unplannedIn } from '#/features/meetings/rules/year-plan.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { dateIn } from '#/network/calendar.ts'
import { homeOf } from '#/network/home-of.ts'
import { type ActionId, asId, type MeetingId, type PersonId, type RegistrationId } from '#/network/ids.ts'
import { personName } from '#/network/person-name.ts'

const about = z.object({ meeting: z.uuid().transform(id => id as MeetingId) })

const seen = (db: Db, { meeting }: z.infer<typeof about>, reader: Reader): Promise<Meeting | null> =>
  meetingById(db, meeting, readersFor(reader.person), reader.today)

const answered = about.extend({
  person: z.uuid().transform(id => id as PersonId),
  answer: z.enum(colleagueAnswers),
})

/** `person` is who was asked to go in the place of whoever reads it. */
const changed = about.extend({
  person: z
    .uuid()
    .transform(id => id as PersonId)
    .optional(),
})

const spot = z.object({
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  place: z.string().nullable(),
  isOnSite: z.boolean(),
  isOnline: z.boolean(),
})
const moved = about.extend({ before: spot, after: spot })

const linked = about.extend({ report: z.boolean(), photos: z.boolean() })

const ofAction = z.object({ action: z.uuid().transform(id => id as ActionId) })
const ofMonth = z.object({ month: z.string().regex(/^\d{4}-\d\d$/) })

/** What goes to one person must arrive; it is no record. */
const personal = { onUnclear: 'surely', recordClass: 'message' } as const

type Drawn = (meeting: Meeting, reader: Reader, db: Db) => Card | null | Promise<Card | null>

/** Tells one person of a meeting, while they may see it. */
const told = (draw: Drawn) => ({
  ...personal,
  facts: about,
  async draw(db: Db, facts: z.infer<typeof about>, reader: Reader) {
    const meeting = await seen(db, facts, reader)
    return meeting && draw(meeting, reader, db)
  },
})

const comes = (meeting: Meeting): boolean => isRunning(meeting) && meeting.own?.state === 'registered'

type Asks = 'again' | 'done' | undefined

/** The card of a poll, by what its reader was written for: to answer, or where that is over, to choose. */
function polledCard(poll: Poll, asks: Asks, { locale, zone }: Reader): Card {
  const isPlanned = poll.meetingState === 'planned'
  const mayAnswer = asks !== 'done' && poll.isInvited && isPlanned && poll.closedAt === null
  const sight = { mayPlan: asks === 'done' && isPlanned, mayAnswer }
  return pollCard(poll, sight, locale, zone, isPlanned && (asks === 'done' || !poll.hasAnswered) ? asks : undefined)
}

/** Asks one person on which days they can, or whoever planned the meeting to choose, while that is still to be said. */
const polling = (asks?: Asks) => ({
  ...personal,
  facts: about,
  async draw(db: Db, { meeting }: z.infer<typeof about>, reader: Reader) {
    const poll = await pollBy(db, 'meeting', meeting, reader.person, reader.today)
    if (poll?.meetingState !== 'planned' || (asks === 'done') !== (poll.closedAt !== null)) return null
    if (asks === 'again' && poll.hasAnswered) return null
    return asks === 'done' || poll.isInvited ? polledCard(poll, asks, reader) : null
  },
})

const asksBy: Readonly<Record<string, Asks>> = { 'meetings.pollAgain': 'again', 'meetings.pollDone': 'done' }

/** Tells one person, or the secretariat, of an action while it is still theirs to do. */
const ifOpen = (draw: (action: Action, reader: Reader) => Card) => ({
  ...personal,
  facts: ofAction,
  async draw(db: Db, { action }: z.infer<typeof ofAction>, reader: Reader) {
    const found = await actionById(db, action)
    return found?.state === 'open' && found.owner === reader.person ? draw(found, reader) : null
  },
})

export const meetingNotices: NonNullable<Feature['notices']> = {
  'meetings.open': {
    ...told((meeting, { locale, zone }) => channelCard(meeting, locale, zone)),
    onUnclear: 'once',
  },
  'meetings.invited': told((meeting, { locale, zone }) => ownCard(meeting, locale, zone)),
  'meetings.briefing': {
    ...personal,
    facts: about,
    async draw(db, facts: z.infer<typeof about>, reader) {
      const meeting = await seen(db, facts, reader)
      const home = await homeOf(db, reader.person)
      if (!meeting || !home || !isRunning(meeting)) return null
      const briefing = await briefingOf(db, meeting.id, home.id, readersFor(reader.person), reader.today)
      const mayNudge = meeting.state === 'open'
      return briefingCard(meeting, briefing, { ...reader, municipality: home, mayNudge, asksColleagues: mayNudge })
    },
  },
  'meetings.poll': polling(),
  'meetings.pollAgain': polling('again'),
  'meetings.pollDone': polling('done'),
  'meetings.pollOff': {
    ...personal,
    facts: about,
    async draw(db, { meeting }: z.infer<typeof about>, { person, today, locale }) {
      const poll = await pollBy(db, 'meeting', meeting, person, today)
      return poll && pollOffCard(poll, locale)
    },
  },
  'meetings.offered': told((meeting, { locale, zone }) =>
    meeting.own?.state === 'offered' ? offerCard(meeting, locale, zone) : null,
  ),
  'meetings.offerPassed': told((meeting, { locale, zone }) => offerPassedCard(meeting, locale, zone)),
  'meetings.ask': told((meeting, { locale, zone }) => {
    const isSilent = meeting.isInvited && ['invited', 'asked'].includes(meeting.own?.state ?? 'invited')
    return meeting.state === 'open' && isSilent ? askCard(meeting, locale, zone) : null
  }),
  'meetings.without': told(async (meeting, { locale, zone, today }, db) => {
    const without = meeting.state === 'open' ? await municipalitiesWithout(db, meeting.id, today) : []
    return without.length > 0 ? withoutCard(meeting, without, locale, zone) : null
  }),
  'meetings.asked': told((meeting, { locale, zone }) =>
    meeting.own?.state === 'asked' ? ownCard(meeting, locale, zone) : null,
  ),
  'meetings.colleague': {
    ...personal,
    facts: answered,
    async draw(db, { person, answer, ...facts }: z.infer<typeof answered>, reader) {
      const meeting = await seen(db, facts, reader)
      const name = await personName(db, person)
      return meeting && name !== '' ? colleagueCard(meeting, name, answer, reader.locale, reader.zone) : null
    },
  },
  'meetings.changed': {
    ...personal,
    facts: changed,
    async draw(db, { person, ...facts }: z.infer<typeof changed>, reader) {
      const meeting = await seen(db, facts, reader)
      const substitute = person ? await personName(db, person) : null
      return meeting && changedCard(meeting, substitute, reader.locale, reader.zone)
    },
  },
  'meetings.moved': {
    ...personal,
    facts: moved,
    async draw(db, { before, after, ...facts }: z.infer<typeof moved>, reader) {
      const meeting = await seen(db, facts, reader)
      return meeting && isRunning(meeting) ? movedCard(meeting, before, after, reader.locale, reader.zone) : null
    },
  },
  'meetings.relinked': told((meeting, { locale, zone }) =>
    isRunning(meeting) ? relinkedCard(meeting, locale, zone) : null,
  ),
  'meetings.calledOff': told((meeting, { locale, zone }) => calledOffCard(meeting, locale, zone)),
  'meetings.unplanned': {
    ...personal,
    facts: ofMonth,
    async draw(db, { month }: z.infer<typeof ofMonth>, { locale, today, zone }) {
      const slots = await unplannedIn(db, month, { today, zone })
      return slots.length > 0 ? unplannedCard(slots, locale) : null
    },
  },
  'meetings.soon': told((meeting, { locale, zone }) =>
    comes(meeting) ? practicalCard(meeting, 'soon', locale, zone) : null,
  ),
  // "Vandaag" is said that day alone.
  'meetings.today': told((meeting, { locale, zone, today }) =>
    comes(meeting) && dateIn(zone, meeting.startsAt) === today ? practicalCard(meeting, 'today', locale, zone) : null,
  ),
  'meetings.linked': {
    ...personal,
    facts: linked,
    async draw(db, { report, photos, ...facts }: z.infer<typeof linked>, reader) {
      const meeting = await seen(db, facts, reader)
      return meeting && linkedCard(meeting, { report, photos }, reader.locale)
    },
  },
  'meetings.evaluate': told((meeting, { locale }) =>
    meeting.state === 'held' && meeting.own?.came && !meeting.own.hasEvaluated ? evaluateCard(meeting, locale) : null,
  ),
  'meetings.itemAccepted': told((meeting, { locale }) => ({
    version: 1,
    text: meetingTexts.in(locale)('programme.accepted', { title: meeting.title }),
    buttons: [programmeButton(meeting.number, locale)],
  })),
  'meetings.action': {
    ...personal,
    facts: ofAction,
    async draw(db, { action }: z.infer<typeof ofAction>, reader) {
      const found = await actionById(db, action)
      return found && actionCard(found, found.owner === reader.person, reader)
    },
  },
  'meetings.actionHandedOver': ifOpen((action, reader) => actionHandedOverCard(action, reader.person !== null, reader)),
  'meetings.actionReopened': ifOpen(actionReopenedCard),
  'meetings.actionDue': ifOpen((action, reader) => actionCard(action, true, reader)),
}

/** A card in a channel follows who comes; someone's own card, the meeting and how they stand to it. */
export const meetingLive: NonNullable<Feature['live']> = {
  meeting: {
    table: 'meeting_cards',
    async draw(db, id, reader) {
      const meeting = await seen(db, { meeting: id as MeetingId }, reader)
      return meeting && { card: channelCard(meeting, reader.locale, reader.zone), version: meeting.version }
    },
  },
  meetingPoll: {
    table: 'meeting_poll_cards',
    async draw(db, value, reader, { kind }) {
      const poll = await pollBy(db, 'meeting', value, reader.person, reader.today)
      return poll && { card: polledCard(poll, asksBy[kind], reader), version: poll.version }
    },
  },
  action: {
    table: 'actions',
    async draw(db, value, reader) {
      const id = asId<ActionId>(value)
      const found = id && (await actionById(db, id))
      return found && { card: actionCard(found, found.owner === reader.person, reader), version: found.version }
    },
  },
  meetingInvitation: {
    table: 'meeting_invitation_cards',
    async draw(db, value, reader) {
      const id = asId<RegistrationId>(value)
      const found = id && (await meetingOfRegistration(db, id))
      const meeting = found && (await seen(db, found, { ...reader, person: found.person }))
      return meeting && { card: ownCard(meeting, reader.locale, reader.zone), version: found.version }
    },
  },
}
