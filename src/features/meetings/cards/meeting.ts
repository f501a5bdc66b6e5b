// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf, periodOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import {
  calendarButton,
  changeButton,
  colleagueButton,
  feedButton,
  hereButton,
  needsButton,
  ownButtons,
  ownLines,
  pollButton,
  registerButtons,
  type ShownOwn,
  sessionButtons,
} from '#/features/meetings/cards/own.ts'
import { isAskedLate, type Meeting, type Room, roomOf, waysOf } from '#/features/meetings/rules/meetings.ts'
import { isAskedNeeds } from '#/features/meetings/rules/needs.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

export const showMeeting = (number: number, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.show'), `bijeenkomst ${number}`)

export const allButton = (locale: Locale): Button => lineButton(meetingTexts.in(locale)('button.all'), 'bijeenkomst')

export const newButton = (locale: Locale): Button => ({
  does: 'open',
  name: 'meeting.new',
  label: meetingTexts.in(locale)('button.new'),
  value: 'new',
})

/** [Vragen]: what is asked there, sent in beforehand [A22]. */
const questionsButtons = ({ takesQuestions, openedAt, number }: Meeting, locale: Locale): Button[] =>
  takesQuestions && openedAt
    ? [lineButton(meetingTexts.in(locale)('button.questions'), `bijeenkomst vragen ${number}`)]
    : []

export const attendeesButton = (number: number, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.attendees'), `bijeenkomst deelnemers ${number}`)

export const programmeButton = (number: number, locale: Locale): Button =>
  lineButton(meetingTexts.in(locale)('button.programme'), `bijeenkomst programma ${number}`)

/** "Ledenbijeenkomst · vr 9 apr, 13.30–17.00 uur". */
export const titleOf = (
  { title, startsAt, endsAt }: Pick<Meeting, 'title' | 'startsAt' | 'endsAt'>,
  locale: Locale,
  zone: string,
): Text => meetingTexts.in(locale)('card.title', { title, when: periodOf(startsAt, endsAt, locale, zone) })

/** Whose it is, and of what kind where its title does not say so. */
export function kindLine(
  { title, kindName, pillarName, groupName }: Pick<Meeting, 'title' | 'kindName' | 'pillarName' | 'groupName'>,
  locale: Locale,
): Text[] {
  const t = meetingTexts.in(locale)
  const of = pillarName ? t('card.pillar', { pillar: pillarName }) : groupName && t('card.group', { group: groupName })
  if (title === kindName) return of ? [of] : []
  return [of ? t('card.kindOf', { kind: kindName, of: { text: of } }) : t('card.kind', { kind: kindName })]
}

/** Where one comes, in a word or two. */
export function whereOf(
  { place, isOnSite, isOnline }: Pick<Meeting, 'place' | 'isOnSite' | 'isOnline'>,
  locale: Locale,
): Text {
  const t = meetingTexts.in(locale)
  if (!isOnSite) return t('card.online')
  const at = place ?? ''
  return isOnline ? t('card.placeOrOnline', { place: at }) : t('card.place', { place: at })
}

/** How full it is in one way: "nog 12 van 40 plaatsen". */
function roomLine({ capacity, taken, waiting }: Room, locale: Locale): Text {
  const t = meetingTexts.in(locale)
  if (capacity === null) return t('room.open', { count: taken })
  if (waiting > 0) return t('room.waiting', { count: waiting })
  if (taken >= capacity) return t('room.full')
  return t('room.left', { count: capacity - taken, capacity })
}

export function roomLines(meeting: Meeting, locale: Locale): Text[] {
  const t = meetingTexts.in(locale)
  const of = waysOf(meeting)
  return of.map(way => {
    const room = { text: roomLine(roomOf(meeting, way), locale) }
    return of.length === 1 ? t('room.only', { room }) : t(`room.${way}`, { room })
  })
}

/** Until when one registers, or why one does not any more. */
function stateLine(meeting: Meeting, locale: Locale, zone: string): Text {
  const t = meetingTexts.in(locale)
  return t(`state.${meeting.state}`, { at: momentOf(meeting.registerUntil, locale, zone) })
}

export const isRunning = ({ state }: Pick<Meeting, 'state'>): boolean => state === 'open' || state === 'closed'

/** Whether the reader has their own diet and access to give or change: who is asked for them, and whoever gave some as long as these are kept, since what one consented to can be taken back. */
export const hasNeedsToSay = (meeting: Meeting): boolean =>
  meeting.own?.hasNeeds === true || (isRunning(meeting) && isAskedNeeds(meeting))

/** Why it does not take place. */
export const becauseLines = ({ cancelledBecause }: Pick<Meeting, 'cancelledBecause'>, locale: Locale): Text[] =>
  cancelledBecause === null ? [] : [meetingTexts.in(locale)('card.because', { reason: cancelledBecause })]

const factLines = (meeting: Meeting, locale: Locale, zone: string): string[] => [
  ...kindLine(meeting, locale),
  whereOf(meeting, locale),
  ...(meeting.about ? [meetingTexts.in(locale)('card.about', { about: meeting.about })] : []),
  ...(meeting.hasSessions && isRunning(meeting) ? [meetingTexts.in(locale)('card.sessions')] : []),
  stateLine(meeting, locale, zone),
  ...becauseLines(meeting, locale),
]

const countLines = (meeting: Meeting, locale: Locale): string[] =>
  isRunning(meeting)
    ? [
        ...roomLines(meeting, locale),
        ...(meeting.municipalities > 0
          ? [meetingTexts.in(locale)('card.municipalities', { count: meeting.municipalities })]
          : []),
      ]
    : []

export const declineButton = (meeting: Pick<Meeting, 'id'>, locale: Locale): Button => ({
  does: 'press',
  name: 'meeting.decline',
  label: meetingTexts.in(locale)('button.decline'),
  value: meeting.id,
})

/** A meeting as it stands in a channel: true for every reader. */
export function channelCard(meeting: Meeting, locale: Locale, zone: string): Card {
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: [...factLines(meeting, locale, zone), ...countLines(meeting, locale)].join('\n'),
    buttons: [
      ...(meeting.state === 'open' ? [...registerButtons(meeting, locale), declineButton(meeting, locale)] : []),
      ...(meeting.state === 'closed' ? [changeButton(meeting, locale)] : []),
      ...(isRunning(meeting) ? questionsButtons(meeting, locale) : []),
      showMeeting(meeting.number, locale),
    ],
    ...(meeting.state === 'open' && {
      more: [colleagueButton(meeting, locale), programmeButton(meeting.number, locale)],
    }),
  }
}

/** What the one whom it is for reads in their own conversation, and how they stand to it. What changes with every registration stands in the channel, and where one asks. */
export function invitationCard(meeting: Meeting, locale: Locale, zone: string): Card {
  const { own } = meeting
  const isIn = own !== null && own.state !== 'invited'
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: [...factLines(meeting, locale, zone), ...(isRunning(meeting) ? ownLines(meeting, locale, zone) : [])].join(
      '\n',
    ),
    buttons: [
      ...(isIn
        ? isRunning(meeting)
          ? ownButtons(meeting, locale)
          : []
        : meeting.state === 'open'
          ? [...registerButtons(meeting, locale), declineButton(meeting, locale)]
          : []),
      ...(meeting.state === 'closed' && own?.state !== 'offered' && !isAskedLate(meeting)
        ? [changeButton(meeting, locale)]
        : []),
      showMeeting(meeting.number, locale),
    ],
    ...(isRunning(meeting) && {
      more: [
        ...questionsButtons(meeting, locale),
        ...(hasNeedsToSay(meeting) ? [needsButton(meeting, locale)] : []),
        ...(meeting.state === 'open' && own?.state !== 'asked' ? [colleagueButton(meeting, locale)] : []),
        programmeButton(meeting.number, locale),
        calendarButton(meeting, locale),
      ],
    }),
  }
}

/** Where one reads and sees what came of it. */
function linkLines({ reportLink, photosLink }: Meeting, locale: Locale): Text[] {
  const t = meetingTexts.in(locale)
  return [
    ...(reportLink ? [t('linked.report', { link: reportLink })] : []),
    ...(photosLink ? [t('linked.photos', { link: photosLink })] : []),
  ]
}

/** What of a meeting its reader sees and may. */
export interface MeetingSight extends ShownOwn {
  readonly mayPlan: boolean
  /** Whether they ask colleagues to come. */
  readonly asksColleagues: boolean
  /** Whether they can say that they are there. */
  readonly isHere: boolean
  /** Whether a calendar feed is proposed to them. */
  readonly proposesFeed: boolean
}

function ofMunicipality(meeting: Meeting, municipality: string | null, locale: Locale): string[] {
  if (municipality === null || !isRunning(meeting)) return []
  const t = meetingTexts.in(locale)
  const { colleagues } = meeting
  return colleagues.length > 0
    ? [t('card.colleagues', { municipality, names: listed(colleagues, locale) })]
    : meeting.own?.state === 'registered'
      ? []
      : [t('card.nobody', { municipality })]
}

/** What whoever plans a meeting does with it next. */
function planButtons(meeting: Meeting, locale: Locale): { readonly main: Button[]; readonly more: Button[] } {
  const t = meetingTexts.in(locale)
  const open = (name: string, label: string): Button => ({ does: 'open', name, label, value: meeting.id })
  const callOff = open('meeting.callOff', t('button.callOff'))
  if (isRunning(meeting)) return { main: [], more: [open('meeting.alter', t('button.alter')), callOff] }
  if (meeting.state === 'held')
    return {
      main: [
        open('meeting.links', t('button.links')),
        lineButton(t('button.evaluation'), `bijeenkomst evaluatie ${meeting.number}`),
      ],
      more: [],
    }
  if (meeting.state !== 'planned') return { main: [], more: [] }
  return {
    main: [
      {
        does: 'press',
        name: 'meeting.invite',
        label: t('button.invite'),
        value: meeting.id,
        style: 'primary',
        confirm: { text: t('invite.sure'), yes: t('button.invite') },
      },
      open('meeting.details', t('button.details')),
    ],
    more: [open('meeting.new', t('button.replan')), pollButton(meeting, locale), callOff],
  }
}

/** A meeting as the one who asks for it sees it. */
export function meetingCard(meeting: Meeting, sight: MeetingSight, locale: Locale, zone: string): Card {
  const t = meetingTexts.in(locale)
  const { own } = meeting
  const isIn = own !== null && own.state !== 'invited' && own.state !== 'declined' && own.state !== 'cancelled'
  const plan = sight.mayPlan ? planButtons(meeting, locale) : { main: [], more: [] }
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: [
      t('card.number', { number: meeting.number }),
      ...factLines(meeting, locale, zone),
      ...countLines(meeting, locale),
      ...(meeting.mostPerMunicipality && isRunning(meeting)
        ? [t('card.most', { count: meeting.mostPerMunicipality })]
        : []),
      ...ofMunicipality(meeting, sight.municipality, locale),
      ...linkLines(meeting, locale),
      ...(meeting.openActions > 0 ? [t('card.actions', { count: meeting.openActions })] : []),
      ...(isRunning(meeting) ? ownLines(meeting, locale, zone) : []),
      ...(sight.proposesFeed ? [t('registered.feed')] : []),
    ].join('\n'),
    buttons: [
      ...plan.main,
      ...(sight.isHere ? [hereButton(meeting, locale)] : []),
      ...(isIn && isRunning(meeting)
        ? sight.takes || own.state === 'offered' || isAskedLate(meeting)
          ? ownButtons(meeting, locale)
          : sessionButtons(meeting, locale)
        : []),
      ...(!isIn && sight.takes && meeting.isInvited ? registerButtons(meeting, locale) : []),
      ...(own?.state === 'invited' && sight.takes ? [declineButton(meeting, locale)] : []),
      ...(sight.asksChange && (isIn || meeting.isInvited) && own?.state !== 'offered' && !isAskedLate(meeting)
        ? [changeButton(meeting, locale)]
        : []),
      // Where pillars have sessions as well, the card has no room for it: the one in the channel has.
      ...(meeting.mayHaveSessions ? [] : questionsButtons(meeting, locale)),
      // No card has room for more on the day itself.
      ...(sight.isHere
        ? []
        : [meeting.state === 'cancelled' ? allButton(locale) : programmeButton(meeting.number, locale)]),
    ],
    more: [
      ...plan.more,
      // Who plans it finds them among who comes: no card has room for more.
      ...(!sight.mayPlan && hasNeedsToSay(meeting) ? [needsButton(meeting, locale)] : []),
      ...(sight.takes && sight.asksColleagues ? [colleagueButton(meeting, locale)] : []),
      // A calendar that reads along has this one as well: no card has room for both.
      ...(isRunning(meeting) ? [sight.proposesFeed ? feedButton(locale) : calendarButton(meeting, locale)] : []),
      ...(meeting.openedAt ? [attendeesButton(meeting.number, locale)] : []),
    ],
  }
}
