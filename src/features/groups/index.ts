// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Feature, NoticeKind } from '#/chat/feature.ts'
import { followLine, followPress, stopPress } from '#/features/groups/commands/follow.ts'
import {
  end,
  endPress,
  join,
  joinPress,
  leave,
  leavePress,
  showGroups,
  showMembers,
  startForm,
  startLine,
} from '#/features/groups/commands/groups.ts'
import { groupsOf, handOverGroups, themeGroup } from '#/features/groups/rules/groups.ts'
import { groupTexts } from '#/features/groups/texts.ts'

const ended: NoticeKind<{ group: string }> = {
  onUnclear: 'surely',
  recordClass: 'message',
  facts: z.object({ group: z.string() }),
  async draw(db, facts, reader) {
    const group = await themeGroup(db, facts.group)
    return group && { version: 1, text: groupTexts.in(reader.locale)('ended', { group: group.name }) }
  },
}

/** Theme groups inside a pillar, for a time; and following without joining. */
export const groups: Feature = {
  name: 'groups',
  texts: groupTexts,
  nouns: [
    {
      words: ['themagroep', 'themagroepen', 'groep', 'group'],
      help: 'help.group',
      takes: 'takes.group',
      bare: showGroups,
      verbs: [
        { words: ['nieuw', 'new'], help: 'help.new', handler: startLine },
        { words: ['doe-mee', 'meedoen', 'join'], help: 'help.join', takes: 'takes.group', handler: join },
        { words: ['verlaat', 'leave'], help: 'help.leave', takes: 'takes.group', handler: leave },
        { words: ['leden', 'deelnemers', 'members'], help: 'help.members', takes: 'takes.group', handler: showMembers },
        { words: ['beeindig', 'finish'], help: 'help.end', takes: 'takes.group', handler: end },
      ],
    },
    { words: ['volg', 'volgen', 'follow'], help: 'help.follow', takes: 'takes.pillar', bare: followLine, verbs: [] },
  ],
  presses: {
    'group.join': joinPress,
    'group.leave': leavePress,
    'group.end': endPress,
    'follow.give': followPress,
    'follow.end': stopPress,
  },
  forms: { 'group.new': startForm },
  notices: { 'groups.ended': ended },
  belongings: {
    lines: async (db, person, reader) =>
      (await groupsOf(db, person)).map(({ name }) => groupTexts.in(reader.locale)('belongings', { group: name })),
    handOver: handOverGroups,
  },
}
