// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { plainDayOf } from '#/chat/dates.ts'
import type { Feature, NoticeKind } from '#/chat/feature.ts'
import { endedCard, lastDayCard } from '#/features/groups/cards/ending.ts'
import { begunCard } from '#/features/groups/cards/groups.ts'
import { extendHandler, extendLine, reportHandler, reportLine, showPast } from '#/features/groups/commands/ending.ts'
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
import { groupHome } from '#/features/groups/commands/home.ts'
import { groupsPlanned } from '#/features/groups/jobs.ts'
import { groupsOf, handOverGroups, runningGroup, themeGroup } from '#/features/groups/rules/groups.ts'
import { reportOf } from '#/features/groups/rules/report.ts'
import { groupTexts } from '#/features/groups/texts.ts'

const ended: NoticeKind<{ group: string }> = {
  onUnclear: 'surely',
  recordClass: 'message',
  facts: z.object({ group: z.string() }),
  async draw(db, facts, reader) {
    const group = await themeGroup(db, facts.group)
    return group && endedCard(group, await reportOf(db, group.id), reader.locale)
  },
}

/** Pointless once there is a report. */
const lastDay: NoticeKind<{ group: string }> = {
  onUnclear: 'surely',
  recordClass: 'message',
  facts: z.object({ group: z.string() }),
  async draw(db, facts, reader) {
    const group = await themeGroup(db, facts.group)
    return group && !(await reportOf(db, group.id)) ? lastDayCard(group, reader.locale) : null
  },
}

const extended: NoticeKind<{ group: string; until: string }> = {
  onUnclear: 'surely',
  recordClass: 'message',
  facts: z.object({ group: z.string(), until: z.iso.date() }),
  async draw(db, { group: id, until }, { locale }) {
    const group = await themeGroup(db, id)
    const facts = group && { group: group.name, until: plainDayOf(until, locale) }
    return facts && { version: 1, text: groupTexts.in(locale)('extended', facts) }
  },
}

/** Pointless once it has ended. */
const begun: NoticeKind<{ group: string }> = {
  onUnclear: 'surely',
  recordClass: 'message',
  facts: z.object({ group: z.string() }),
  async draw(db, facts, { locale, today }) {
    const group = await runningGroup(db, facts.group, today)
    return group && begunCard(group, locale)
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
        { words: ['verslag', 'report'], help: 'help.report', takes: 'takes.group', handler: reportLine },
        { words: ['verleng', 'extend'], help: 'help.extend', takes: 'takes.group', handler: extendLine },
        { words: ['beeindig', 'finish'], help: 'help.end', takes: 'takes.group', handler: end },
        { words: ['afgerond', 'ended'], help: 'help.past', handler: showPast },
      ],
    },
    { words: ['volg', 'volgen', 'follow'], help: 'help.follow', takes: 'takes.followed', bare: followLine, verbs: [] },
  ],
  presses: {
    'group.join': joinPress,
    'group.leave': leavePress,
    'group.end': endPress,
    'follow.give': followPress,
    'follow.end': stopPress,
  },
  forms: { 'group.new': startForm, 'group.report': reportHandler, 'group.extend': extendHandler },
  notices: { 'groups.begun': begun, 'groups.ended': ended, 'groups.lastDay': lastDay, 'groups.extended': extended },
  planned: groupsPlanned,
  home: groupHome,
  belongings: {
    lines: async (db, person, reader) =>
      (await groupsOf(db, person, reader.today)).map(({ name }) =>
        groupTexts.in(reader.locale)('belongings', { group: name }),
      ),
    handOver: handOverGroups,
  },
}
