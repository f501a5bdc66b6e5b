// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { digestLive, digestNotices } from '#/features/digests/commands/notices.ts'
import { personHandler, previewLine } from '#/features/digests/commands/preview.ts'
import { restPress } from '#/features/digests/commands/rest.ts'
import {
  holdPress,
  introductionHandler,
  leaveOutHandler,
  orderHandler,
  releasePress,
  sendLine,
  sendPress,
} from '#/features/digests/commands/review.ts'
import { scheduleHandler, scheduleLine } from '#/features/digests/commands/schedule.ts'
import { digestHome, wishBelongings, wishHandler, wishLine } from '#/features/digests/commands/wishes.ts'
import { digestsPlanned } from '#/features/digests/jobs.ts'
import { digestTexts } from '#/features/digests/texts.ts'

/** What is new for a pillar or a theme group, in one message at its own time, reviewed before it goes out [A44]. */
export const digests: Feature = {
  name: 'digests',
  texts: digestTexts,
  nouns: [
    {
      words: ['digest', 'digests'],
      help: 'help.digest',
      takes: 'takes.pillar',
      takesName: true,
      bare: previewLine,
      verbs: [
        { words: ['verstuur', 'versturen', 'send'], help: 'help.send', takes: 'takes.pillar', handler: sendLine },
        { words: ['ritme', 'rhythm'], help: 'help.rhythm', takes: 'takes.pillar', handler: scheduleLine },
        {
          words: ['ontvang', 'ontvangen', 'receive'],
          help: 'help.receive',
          takes: 'takes.onlyPillar',
          handler: wishLine,
        },
      ],
    },
  ],
  verbs: {
    vng: [
      { words: ['digest'], help: 'help.vngDigest', takes: 'takes.pillar', handler: previewLine },
      { words: ['verstuur', 'versturen', 'send'], help: 'help.vngSend', takes: 'takes.pillar', handler: sendLine },
    ],
  },
  presses: {
    'digest.send': sendPress,
    'digest.hold': holdPress,
    'digest.release': releasePress,
    'digest.rest': restPress,
  },
  forms: {
    'digest.leaveOut': leaveOutHandler,
    'digest.order': orderHandler,
    'digest.introduction': introductionHandler,
    'digest.schedule': scheduleHandler,
    'digest.person': personHandler,
    'digest.wish': wishHandler,
  },
  notices: digestNotices,
  live: digestLive,
  planned: digestsPlanned,
  belongings: wishBelongings,
  home: digestHome,
}
