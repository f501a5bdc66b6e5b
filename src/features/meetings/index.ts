// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { alterHandler, callOffHandler } from '#/features/meetings/commands/alter.ts'
import {
  attendanceHandler,
  attendanceLine,
  herePress,
  othersPresentPress,
} from '#/features/meetings/commands/attendance.ts'
import { placeBelongings } from '#/features/meetings/commands/belongings.ts'
import { calendarPress } from '#/features/meetings/commands/calendar.ts'
import { changeHandler, changeView } from '#/features/meetings/commands/change.ts'
import { acceptPress, colleagueHandler, substituteHandler } from '#/features/meetings/commands/colleagues.ts'
import { feedPress } from '#/features/meetings/commands/feed.ts'
import { meetingHome } from '#/features/meetings/commands/home.ts'
import { needsHandler, needsLine, needsReadHandler } from '#/features/meetings/commands/needs.ts'
import { meetingLive, meetingNotices } from '#/features/meetings/commands/notices.ts'
import { leaveLine, leavePress, sessionHandler, switchPress, takePress } from '#/features/meetings/commands/own.ts'
import { detailsHandler, invitePress, newHandler, newLine } from '#/features/meetings/commands/plan.ts'
import {
  canNonePress,
  cannotPress,
  canPress,
  chooseHandler,
  pollHandler,
  pollLine,
} from '#/features/meetings/commands/poll.ts'
import {
  answeredPress,
  askHandler,
  askLine,
  backPress,
  questionsLine,
  unansweredPress,
  unaskPress,
  unbackPress,
} from '#/features/meetings/commands/questions.ts'
import { attendees, list, meeting } from '#/features/meetings/commands/read.ts'
import { registerHandler, registerLine } from '#/features/meetings/commands/register.ts'
import { sheetPress } from '#/features/meetings/commands/sheet.ts'
import { turnoutLine, yearPlanLine } from '#/features/meetings/commands/year-plan.ts'
import { meetingsPlanned } from '#/features/meetings/jobs.ts'
import { changeKind } from '#/features/meetings/rules/late-changes.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** Meetings: planned from chat, with an invitation to whom they are for, registration in one press, and a waiting list. */
export const meetings: Feature = {
  name: 'meetings',
  texts: meetingTexts,
  nouns: [
    {
      words: ['bijeenkomst', 'bijeenkomsten', 'meeting', 'meetings'],
      isEveryday: true,
      help: 'help.meeting',
      takes: 'takes.number',
      bare: meeting,
      verbs: [
        { words: ['nieuw', 'new'], help: 'help.new', takes: 'takes.title', handler: newLine },
        { words: ['inschrijven', 'register'], help: 'help.register', takes: 'takes.one', handler: registerLine },
        { words: ['uitschrijven', 'afmelden', 'cancel'], help: 'help.cancel', takes: 'takes.one', handler: leaveLine },
        { words: ['deelnemers', 'attendees'], help: 'help.attendees', takes: 'takes.one', handler: attendees },
        { words: ['wensen', 'needs'], help: 'help.needs', takes: 'takes.one', handler: needsLine },
        { words: ['vragen', 'questions'], help: 'help.questions', takes: 'takes.one', handler: questionsLine },
        { words: ['vraag', 'ask'], help: 'help.ask', takes: 'takes.question', handler: askLine },
        { words: ['peiling', 'poll'], help: 'help.poll', takes: 'takes.one', handler: pollLine },
        { words: ['lijst', 'list'], help: 'help.list', handler: list },
        { words: ['jaarplan', 'year'], help: 'help.year', takes: 'takes.year', handler: yearPlanLine },
        { words: ['aanwezig', 'present'], help: 'help.attendance', takes: 'takes.one', handler: attendanceLine },
        { words: ['opkomst', 'turnout'], help: 'help.turnout', takes: 'takes.year', handler: turnoutLine },
      ],
    },
  ],
  presses: {
    'meeting.invite': invitePress,
    'meeting.decline': leavePress,
    'meeting.cancel': leavePress,
    'meeting.take': takePress,
    'meeting.switch': switchPress,
    'meeting.accept': acceptPress,
    'meeting.calendar': calendarPress,
    'meeting.feed': feedPress,
    'meeting.can': canPress,
    'meeting.cannot': cannotPress,
    'meeting.canNone': canNonePress,
    'meeting.othersPresent': othersPresentPress,
    'meeting.here': herePress,
    'meeting.sheet': sheetPress,
    'meeting.back': backPress,
    'meeting.unback': unbackPress,
    'meeting.unask': unaskPress,
    'meeting.answered': answeredPress,
    'meeting.unanswered': unansweredPress,
  },
  forms: {
    'meeting.new': newHandler,
    'meeting.details': detailsHandler,
    'meeting.register': registerHandler,
    'meeting.session': sessionHandler,
    'meeting.colleague': colleagueHandler,
    'meeting.substitute': substituteHandler,
    'meeting.poll': pollHandler,
    'meeting.choose': chooseHandler,
    'meeting.ask': askHandler,
    'meeting.needs': needsHandler,
    'meeting.needsRead': needsReadHandler,
    'meeting.change': changeHandler,
    'meeting.alter': alterHandler,
    'meeting.callOff': callOffHandler,
    'meeting.attendance': attendanceHandler,
  },
  notices: meetingNotices,
  live: meetingLive,
  planned: meetingsPlanned,
  requestViews: { [changeKind.name]: changeView },
  belongings: placeBelongings,
  home: meetingHome,
}
