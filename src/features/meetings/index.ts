// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import {
  action,
  actionHome,
  actionList,
  doneLine,
  donePress,
  reopenPress,
} from '#/features/meetings/commands/actions.ts'
import { evaluateHandler, evaluation, linksHandler } from '#/features/meetings/commands/aftermath.ts'
import { alterHandler, callOffHandler } from '#/features/meetings/commands/alter.ts'
import {
  attendanceHandler,
  attendanceLine,
  herePress,
  othersPresentPress,
  walkInHandler,
} from '#/features/meetings/commands/attendance.ts'
import { meetingBelongings } from '#/features/meetings/commands/belongings.ts'
import { briefLine, nudgePress } from '#/features/meetings/commands/brief.ts'
import { calendarPress } from '#/features/meetings/commands/calendar.ts'
import { changeHandler, changeView } from '#/features/meetings/commands/change.ts'
import { acceptPress, colleagueHandler, substituteHandler } from '#/features/meetings/commands/colleagues.ts'
import { feedPress } from '#/features/meetings/commands/feed.ts'
import { meetingHome } from '#/features/meetings/commands/home.ts'
import { itemView } from '#/features/meetings/commands/item-request.ts'
import { itemHandler, itemLine, proposeHandler } from '#/features/meetings/commands/items.ts'
import { needsHandler, needsLine, needsReadHandler } from '#/features/meetings/commands/needs.ts'
import { alterActionHandler, noteHandler, noteLine } from '#/features/meetings/commands/note-action.ts'
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
import { programme } from '#/features/meetings/commands/programme.ts'
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
import { itemKind } from '#/features/meetings/rules/propose-item.ts'
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
        { words: ['programma', 'programme'], help: 'help.programme', takes: 'takes.one', handler: programme },
        { words: ['wensen', 'needs'], help: 'help.needs', takes: 'takes.one', handler: needsLine },
        { words: ['vragen', 'questions'], help: 'help.questions', takes: 'takes.one', handler: questionsLine },
        { words: ['vraag', 'ask'], help: 'help.ask', takes: 'takes.question', handler: askLine },
        { words: ['peiling', 'poll'], help: 'help.poll', takes: 'takes.one', handler: pollLine },
        { words: ['evaluatie', 'evaluation'], help: 'help.evaluation', takes: 'takes.one', handler: evaluation },
        { words: ['briefing'], help: 'help.brief', takes: 'takes.brief', handler: briefLine },
        { words: ['lijst', 'list'], help: 'help.list', handler: list },
        { words: ['jaarplan', 'year'], help: 'help.year', takes: 'takes.year', handler: yearPlanLine },
        { words: ['aanwezig', 'present'], help: 'help.attendance', takes: 'takes.one', handler: attendanceLine },
        { words: ['opkomst', 'turnout'], help: 'help.turnout', takes: 'takes.year', handler: turnoutLine },
      ],
    },
    {
      words: ['agendapunt', 'agenda-item'],
      help: 'help.item',
      takes: 'takes.item',
      bare: itemLine,
      verbs: [],
    },
    {
      words: ['actie', 'acties', 'action', 'actions'],
      help: 'help.action',
      takes: 'takes.number',
      bare: action,
      verbs: [
        { words: ['nieuw', 'new'], help: 'help.note', takes: 'takes.action', handler: noteLine },
        { words: ['klaar', 'gedaan', 'done'], help: 'help.done', takes: 'takes.one', handler: doneLine },
        { words: ['lijst', 'list'], help: 'help.actions', takes: 'takes.number', handler: actionList },
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
    'meeting.nudge': nudgePress,
    'meeting.can': canPress,
    'meeting.cannot': cannotPress,
    'meeting.canNone': canNonePress,
    'action.done': donePress,
    'action.reopen': reopenPress,
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
    'meeting.links': linksHandler,
    'meeting.evaluate': evaluateHandler,
    'meeting.propose': proposeHandler,
    'meeting.item': itemHandler,
    'action.new': noteHandler,
    'action.alter': alterActionHandler,
    'meeting.attendance': attendanceHandler,
    'meeting.walkIn': walkInHandler,
  },
  notices: meetingNotices,
  live: meetingLive,
  planned: meetingsPlanned,
  requestViews: { [changeKind.name]: changeView, [itemKind.name]: itemView },
  belongings: meetingBelongings,
  home: async (db, turn) => [...(await meetingHome(db, turn)), ...(await actionHome(db, turn))],
}
