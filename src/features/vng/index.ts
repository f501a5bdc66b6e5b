// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { correctHandler, earlierPress } from '#/features/vng/commands/correct-report.ts'
import { editHandler } from '#/features/vng/commands/edit-report.ts'
import { vngBelongings, vngHome } from '#/features/vng/commands/home.ts'
import { applyImportPress, importHandler, importLine } from '#/features/vng/commands/import.ts'
import { inputHandler, inputsPress } from '#/features/vng/commands/input.ts'
import { committeeHandler, keepLine } from '#/features/vng/commands/keep-committees.ts'
import { meetingHandler } from '#/features/vng/commands/meetings.ts'
import { vngLive, vngNotices } from '#/features/vng/commands/notices.ts'
import { committee, list, meetingsLine } from '#/features/vng/commands/read.ts'
import { announcePress } from '#/features/vng/commands/report.ts'
import { reportView } from '#/features/vng/commands/review.ts'
import {
  seatChangeHandler,
  seatHandler,
  seatLine,
  seatsEndedPress,
  seatsPress,
  seatTakePress,
} from '#/features/vng/commands/seats.ts'
import { reportHandler, reportLine, reportReply } from '#/features/vng/commands/write.ts'
import { vngPlanned } from '#/features/vng/jobs.ts'
import { reportKind } from '#/features/vng/rules/review-report.ts'
import { vngTexts } from '#/features/vng/texts.ts'

/** The committees of the VNG: who of the network sits there, when they meet, what is reported of them, and what colleagues bring in. */
export const vng: Feature = {
  name: 'vng',
  texts: vngTexts,
  nouns: [
    {
      words: ['vng'],
      help: 'help.vng',
      takes: 'takes.committee',
      takesName: true,
      bare: committee,
      verbs: [
        { words: ['meld', 'report'], help: 'help.report', takes: 'takes.committee', handler: reportLine },
        {
          words: ['vergadering', 'vergaderingen', 'meetings'],
          help: 'help.meetings',
          takes: 'takes.committee',
          handler: meetingsLine,
        },
        { words: ['zetel', 'seat'], help: 'help.seat', takes: 'takes.committee', handler: seatLine },
        { words: ['importeer', 'import'], help: 'help.import', takes: 'takes.committee', handler: importLine },
        { words: ['beheer', 'manage'], help: 'help.keep', takes: 'takes.committee', handler: keepLine },
        { words: ['lijst', 'list'], help: 'help.list', handler: list },
      ],
    },
  ],
  presses: {
    'vng.announce': announcePress,
    'vng.inputs': inputsPress,
    'vng.applyImport': applyImportPress,
    'vng.seats': seatsPress,
    'vng.seatTake': seatTakePress,
    'vng.seatsEnded': seatsEndedPress,
    'vng.earlier': earlierPress,
  },
  forms: {
    'vng.report': reportHandler,
    'vng.edit': editHandler,
    'vng.correct': correctHandler,
    'vng.input': inputHandler,
    'vng.committee': committeeHandler,
    'vng.seat': seatHandler,
    'vng.seatChange': seatChangeHandler,
    'vng.meeting': meetingHandler,
    'vng.import': importHandler,
  },
  notices: vngNotices,
  live: vngLive,
  planned: vngPlanned,
  requestViews: { [reportKind.name]: reportView },
  replies: reportReply,
  belongings: vngBelongings,
  home: vngHome,
}
