// SPDX-License-Identifier: EUPL-1.2
import type { PlannedKind, Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import { actionTitle } from '#/features/meetings/cards/action.ts'
import { isRunning, titleOf } from '#/features/meetings/cards/meeting.ts'
import { unplannedLine } from '#/features/meetings/cards/year-plan.ts'
import { actionsDue, remindAction } from '#/features/meetings/rules/action-reminders.ts'
import { actionById } from '#/features/meetings/rules/actions.ts'
import { brief, meetingsToBrief, officersToBrief } from '#/features/meetings/rules/brief.ts'
import { deadlinesToRemind, remindOfDeadline } from '#/features/meetings/rules/deadline-reminder.ts'
import { closeRegistration, endMeeting, meetingsToClose, meetingsToEnd } from '#/features/meetings/rules/ending.ts'
import { askEvaluation, evaluationsToAsk, notEvaluated } from '#/features/meetings/rules/evaluate.ts'
import { meetingOfRegistration } from '#/features/meetings/rules/invitations.ts'
import { type Meeting, meetingById, readersFor } from '#/features/meetings/rules/meetings.ts'
import { isDelegated } from '#/features/meetings/rules/municipalities.ts'
import { offerPlaces, offersToPass, passOffer, placesToOffer } from '#/features/meetings/rules/offers.ts'
import { pollBy } from '#/features/meetings/rules/poll.ts'
import { endPoll, pollsToClose, pollsToRemind, remindPoll } from '#/features/meetings/rules/poll-times.ts'
import { reminderOf } from '#/features/meetings/rules/reminder-times.ts'
import { remind, remindedBy, reminderIn, remindersAhead, remindersOfDay } from '#/features/meetings/rules/reminders.ts'
import { meetingSuccessions, succeedInMeetings } from '#/features/meetings/rules/succession.ts'
import { raiseUnplanned, toRaise, unplannedIn } from '#/features/meetings/rules/year-plan.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { type ActionId, asId, type MeetingId, type RegistrationId, type SubjectRef } from '#/network/ids.ts'
import { successionOf } from '#/network/succession.ts'

async function meetingOf(db: Db, { id: value }: SubjectRef, reader: Reader): Promise<Meeting | null> {
  const id = asId<MeetingId>(value)
  return id && meetingById(db, id, readersFor(reader.person), reader.today)
}

const titled = (meeting: Meeting, { locale, zone }: Reader) => ({ title: { text: titleOf(meeting, locale, zone) } })

const turns = (what: 'close' | 'end', act: Pick<PlannedKind, 'occurrences' | 'happen'>): PlannedKind => ({
  late: 'send',
  // Nobody is written to.
  waitsForWork: false,
  isFixed: true,
  ...act,
  // Of one that was moved, what is to come is of the moment that it has now.
  async view(db, { subject, occurrence }, reader) {
    const meeting = await meetingOf(db, subject, reader)
    if (!meeting || !(what === 'close' ? meeting.state === 'open' : isRunning(meeting))) return null
    const at = what === 'close' ? meeting.registerUntil : meeting.endsAt
    if (at.toISOString() !== occurrence) return null
    const t = meetingTexts.in(reader.locale)
    return { what: t(`plannedKind.${what}`, titled(meeting, reader)), to: t('plannedKind.toCard') }
  },
})

const reminders = (act: Pick<PlannedKind, 'waitsForWork' | 'occurrences'>): PlannedKind => ({
  late: 'skip',
  ...act,
  happen: remind,
  // Where nobody is left to write to, nothing is to come; but the secretariat still reads which municipalities send nobody.
  async view(db, { subject, occurrence, dueAt }, reader) {
    const meeting = await meetingOf(db, subject, reader)
    const { days, startsAt, registerUntil } = reminderIn(occurrence)
    if (!meeting || !isRunning(meeting) || meeting.startsAt.getTime() !== startsAt.getTime()) return null
    const which = reminderOf(days)
    // The deadline was moved: that has a reminder of its own.
    if (registerUntil && meeting.registerUntil.getTime() !== registerUntil.getTime()) return null
    if (which === 'ask' && (meeting.state === 'closed' || dueAt >= meeting.registerUntil)) return null
    const people = await remindedBy(db, meeting.id, which, reader.today)
    if (people.length === 0 && !(which === 'ask' && isDelegated(meeting))) return null
    const t = meetingTexts.in(reader.locale)
    return {
      what: t(`plannedKind.${which}`, titled(meeting, reader)),
      to: t(which === 'ask' ? 'plannedKind.toSilent' : 'plannedKind.toComing', { count: people.length }),
    }
  },
})

const polls = (
  what: 'pollEnds' | 'pollAgain',
  act: Pick<PlannedKind, 'late' | 'waitsForWork' | 'occurrences' | 'happen'>,
): PlannedKind => ({
  ...act,
  async view(db, { subject }, reader) {
    const poll = await pollBy(db, 'meeting', subject.id, reader.person, reader.today)
    if (poll?.meetingState !== 'planned' || poll.closedAt) return null
    const t = meetingTexts.in(reader.locale)
    return { what: t(`plannedKind.${what}`, { title: poll.title }), to: t(`plannedKind.${what}To`) }
  },
})

/** Registration closes and meetings end on time by themselves; an offered place goes to the next when its time is over [F35]; people are reminded before it and on the day; the secretariat, of what is asked for and not planned. */
export const meetingsPlanned: Readonly<
  Record<
    | 'meeting.close'
    | 'meeting.end'
    | 'meeting.poll'
    | 'meeting.pollAgain'
    | 'meeting.offer'
    | 'meeting.room'
    | 'meeting.remind'
    | 'meeting.today'
    | 'meeting.deadline'
    | 'meeting.evaluate'
    | 'meeting.brief'
    | 'meeting.succession'
    | 'meeting.unplanned'
    | 'action.due',
    PlannedKind
  >
> = {
  'meeting.close': turns('close', { occurrences: meetingsToClose, happen: closeRegistration }),
  'meeting.end': turns('end', { occurrences: meetingsToEnd, happen: endMeeting }),
  'meeting.poll': polls('pollEnds', { late: 'send', waitsForWork: false, occurrences: pollsToClose, happen: endPoll }),
  'meeting.pollAgain': polls('pollAgain', {
    late: 'skip',
    waitsForWork: true,
    occurrences: pollsToRemind,
    happen: remindPoll,
  }),
  'meeting.remind': reminders({ waitsForWork: true, occurrences: remindersAhead }),
  'meeting.today': reminders({ waitsForWork: false, occurrences: remindersOfDay }),
  'meeting.deadline': {
    late: 'send',
    waitsForWork: true,
    occurrences: deadlinesToRemind,
    happen: remindOfDeadline,
    async view(db, { subject, occurrence }, reader) {
      const meeting = await meetingOf(db, subject, reader)
      if (meeting?.state !== 'open' || meeting.registerUntil.toISOString() !== occurrence) return null
      const people = await remindedBy(db, meeting.id, 'ask', reader.today)
      if (people.length === 0) return null
      const t = meetingTexts.in(reader.locale)
      return {
        what: t('plannedKind.deadline', titled(meeting, reader)),
        to: t('plannedKind.toSilent', { count: people.length }),
      }
    },
  },
  'meeting.offer': {
    late: 'send',
    // The day that they were given is over, and the next should not wait for the morning.
    waitsForWork: false,
    isFixed: true,
    occurrences: offersToPass,
    happen: passOffer,
    async view(db, { subject, occurrence }, reader) {
      const id = asId<RegistrationId>(subject.id)
      const found = id && (await meetingOfRegistration(db, id))
      if (found?.offerUntil?.toISOString() !== occurrence) return null
      const meeting = await meetingById(db, found.meeting, readersFor(reader.person), reader.today)
      if (!meeting) return null
      const t = meetingTexts.in(reader.locale)
      return { what: t('plannedKind.offer', titled(meeting, reader)), to: t('plannedKind.toNext') }
    },
  },
  'meeting.brief': {
    late: 'skip',
    waitsForWork: true,
    occurrences: meetingsToBrief,
    happen: brief,
    async view(db, { subject, occurrence }, reader) {
      const meeting = await meetingOf(db, subject, reader)
      if (!meeting || !isRunning(meeting) || meeting.startsAt.toISOString() !== occurrence) return null
      const { length } = await officersToBrief(db, meeting.id, reader.today)
      if (length === 0) return null
      const t = meetingTexts.in(reader.locale)
      return {
        what: t('plannedKind.brief', titled(meeting, reader)),
        to: t('plannedKind.toOfficers', { count: length }),
      }
    },
  },
  'meeting.succession': {
    late: 'send',
    waitsForWork: false,
    isFixed: true,
    occurrences: meetingSuccessions,
    happen: succeedInMeetings,
    async view(db, { subject }, { locale }) {
      const found = await successionOf(db, subject.id)
      if (!found) return null
      const t = meetingTexts.in(locale)
      const named = { name: found.name, into: found.successor }
      return { what: t('plannedKind.succession', named), to: t('plannedKind.toCard') }
    },
  },
  'meeting.evaluate': {
    late: 'send',
    waitsForWork: true,
    occurrences: evaluationsToAsk,
    happen: askEvaluation,
    async view(db, { subject, occurrence }, reader) {
      const meeting = await meetingOf(db, subject, reader)
      const isComing =
        meeting !== null &&
        (isRunning(meeting) || meeting.state === 'held') &&
        occurrence.endsWith(meeting.endsAt.toISOString())
      const people = isComing ? await notEvaluated(db, meeting.id) : []
      if (!meeting || people.length === 0) return null
      const t = meetingTexts.in(reader.locale)
      return {
        what: t('plannedKind.evaluate', titled(meeting, reader)),
        to: t('plannedKind.toComing', { count: people.length }),
      }
    },
  },
  'action.due': {
    late: 'send',
    waitsForWork: true,
    occurrences: actionsDue,
    happen: remindAction,
    async view(db, { subject }, reader) {
      const id = asId<ActionId>(subject.id)
      const found = id && (await actionById(db, id))
      if (found?.state !== 'open') return null
      const t = meetingTexts.in(reader.locale)
      const title = { text: actionTitle(found, reader.locale) }
      return { what: t('plannedKind.action', { title }), to: t('plannedKind.toOwner') }
    },
  },
  'meeting.unplanned': {
    late: 'send',
    waitsForWork: true,
    occurrences: toRaise,
    happen: raiseUnplanned,
    async view(db, { occurrence }, { locale, today, zone }) {
      const slots = await unplannedIn(db, occurrence, { today, zone })
      if (slots.length === 0) return null
      return { what: unplannedLine(slots, locale), to: meetingTexts.in(locale)('plannedKind.toSecretariat') }
    },
  },
  'meeting.room': {
    late: 'skip',
    waitsForWork: false,
    occurrences: placesToOffer,
    happen: offerPlaces,
    // It happens at the look at which it is planned.
    view: async () => null,
  },
}
