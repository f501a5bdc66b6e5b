// SPDX-License-Identifier: EUPL-1.2
import type { Belongings, Feature } from '#/chat/feature.ts'
import { changes } from '#/features/directory/commands/change.ts'
import { departedView } from '#/features/directory/commands/departed.ts'
import { directoryHome } from '#/features/directory/commands/home.ts'
import { linkLine, linkPress } from '#/features/directory/commands/link.ts'
import { directoryNotices } from '#/features/directory/commands/notices.ts'
import { findHandler, findPersonLine, showPerson, showProfile } from '#/features/directory/commands/person.ts'
import { stopLine, stopPress, substituteForm, substituteLine } from '#/features/directory/commands/substitute.ts'
import { directoryPlanned } from '#/features/directory/jobs.ts'
import type { createDepartedKind } from '#/features/directory/rules/departed.ts'
import { directoryTexts } from '#/features/directory/texts.ts'

/** Who people are in the network: shown, put right, merged, and handed over when they leave. `belongings`: what a leaver may hold, asked for when all features are there. */
export function createDirectory(
  belongings: () => readonly Belongings[],
  departedKind: ReturnType<typeof createDepartedKind>,
): Feature {
  const { lines, forms } = changes(belongings)
  return {
    name: 'directory',
    texts: directoryTexts,
    nouns: [
      {
        words: ['persoon', 'personen', 'person'],
        isEveryday: true,
        help: 'help.person',
        takes: 'takes.person',
        bare: showPerson,
        verbs: [
          { words: ['opzoeken', 'lookup'], help: 'help.find', takes: 'takes.named', handler: findPersonLine },
          { words: ['verbeter', 'correct'], help: 'help.correct', takes: 'takes.named', handler: lines.correct },
          { words: ['samenvoegen', 'combine'], help: 'help.merge', takes: 'takes.named', handler: lines.merge },
          { words: ['stopt', 'leaves'], help: 'help.end', takes: 'takes.named', handler: lines.end },
        ],
      },
      {
        words: ['vervang', 'vervanging', 'waarnemer', 'substitute'],
        help: 'help.substitute',
        takes: 'takes.substitute',
        bare: substituteLine,
        verbs: [{ words: ['beeindig', 'finish'], help: 'help.stop', handler: stopLine }],
      },
      { words: ['profiel', 'profile'], help: 'help.profile', bare: showProfile, verbs: [] },
      { words: ['koppel', 'koppelen', 'link'], help: 'help.link', takes: 'takes.link', bare: linkLine, verbs: [] },
    ],
    presses: { 'substitute.end': stopPress, 'account.link': linkPress },
    forms: { 'person.find': findHandler, 'substitute.give': substituteForm, ...forms },
    notices: directoryNotices,
    planned: directoryPlanned(departedKind),
    home: directoryHome,
    requestViews: { [departedKind.name]: departedView(departedKind, belongings) },
  }
}
