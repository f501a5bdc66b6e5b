// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { bottleneckBelongings } from '#/features/bottlenecks/commands/belongings.ts'
import { completeHandler } from '#/features/bottlenecks/commands/complete.ts'
import { courseLine } from '#/features/bottlenecks/commands/course.ts'
import { bottleneckHome } from '#/features/bottlenecks/commands/home.ts'
import { newLine } from '#/features/bottlenecks/commands/line.ts'
import { mergeHandler } from '#/features/bottlenecks/commands/merge.ts'
import { newForm } from '#/features/bottlenecks/commands/new.ts'
import { bottleneckLive, bottleneckNotices } from '#/features/bottlenecks/commands/notices.ts'
import { bottleneck, list } from '#/features/bottlenecks/commands/read.ts'
import {
  exampleHandler,
  recogniseLine,
  recognisePress,
  unrecognisePress,
} from '#/features/bottlenecks/commands/recognise.ts'
import { restorePress, withdrawPress } from '#/features/bottlenecks/commands/withdraw.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'

/** What municipalities run into, shared with a pillar and recognised by others. */
export const bottlenecks: Feature = {
  name: 'bottlenecks',
  texts: bottleneckTexts,
  nouns: [
    {
      words: ['knelpunt', 'knelpunten', 'bottleneck', 'bottlenecks'],
      isEveryday: true,
      help: 'help.bottleneck',
      takes: 'takes.number',
      bare: bottleneck,
      verbs: [
        { words: ['nieuw', 'new'], help: 'help.new', takes: 'takes.title', handler: newLine },
        {
          words: ['herken', 'herkennen', 'recognise'],
          help: 'help.recognise',
          takes: 'takes.number',
          handler: recogniseLine,
        },
        { words: ['verloop', 'history'], help: 'help.course', takes: 'takes.number', handler: courseLine },
        { words: ['lijst', 'list'], help: 'help.list', handler: list },
      ],
    },
  ],
  presses: {
    'bottleneck.recognise': recognisePress,
    'bottleneck.unrecognise': unrecognisePress,
    'bottleneck.withdraw': withdrawPress,
    'bottleneck.restore': restorePress,
  },
  forms: {
    'bottleneck.new': newForm,
    'bottleneck.complete': completeHandler,
    'bottleneck.example': exampleHandler,
    'bottleneck.merge': mergeHandler,
  },
  notices: bottleneckNotices,
  live: bottleneckLive,
  home: bottleneckHome,
  belongings: bottleneckBelongings,
}
