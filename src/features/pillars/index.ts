// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { seatBelongings } from '#/features/pillars/commands/belongings.ts'
import { chooseHandler } from '#/features/pillars/commands/choose.ts'
import { pillarHome } from '#/features/pillars/commands/home.ts'
import { join, joinHandler, joinLater } from '#/features/pillars/commands/join.ts'
import { leave, leavePress } from '#/features/pillars/commands/leave.ts'
import { joinView, pillarLive, pillarNotices } from '#/features/pillars/commands/notices.ts'
import { answerAs, officialHandler } from '#/features/pillars/commands/official.ts'
import { guessPillar, members, show } from '#/features/pillars/commands/read.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'

/** Pillars: the list, who is in, joining with an official of one's own, leaving. */
export const pillars: Feature = {
  name: 'pillars',
  texts: pillarTexts,
  nouns: [
    {
      words: ['pijler', 'pijlers', 'pillars', 'pillar'],
      isEveryday: true,
      help: 'help.pillar',
      takes: 'takes.pillar',
      bare: show,
      verbs: [
        { words: ['word-lid', 'wordlid', 'join'], help: 'help.join', takes: 'takes.join', handler: join },
        { words: ['verlaat', 'leave'], help: 'help.leave', takes: 'takes.pillar', handler: leave },
        { words: ['leden', 'members'], help: 'help.members', takes: 'takes.pillar', handler: members },
      ],
    },
  ],
  presses: {
    'pillar.leave': leavePress,
    'pillar.joinLater': joinLater,
    'official.confirm': answerAs(true),
    'official.refuse': answerAs(false),
  },
  forms: { 'pillar.choose': chooseHandler, 'pillar.join': joinHandler, 'pillar.official': officialHandler },
  notices: pillarNotices,
  live: pillarLive,
  requestViews: { [joinKind.name]: joinView },
  belongings: seatBelongings,
  guess: guessPillar,
  home: pillarHome,
}
