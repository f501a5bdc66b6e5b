// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { changes } from '#/features/directory/commands/change.ts'
import { directoryNotices } from '#/features/directory/commands/notices.ts'
import { findHandler, findPersonLine, showPerson, showPress } from '#/features/directory/commands/person.ts'
import { directoryTexts } from '#/features/directory/texts.ts'

/** Who people are in the network: shown, put right, merged, and handed over when they leave. `contributing`: whose belongings a leaver hands over. */
export function createDirectory(contributing: readonly Feature[]): Feature {
  const { lines, forms } = changes(contributing.flatMap(feature => feature.belongings ?? []))
  return {
    name: 'directory',
    texts: directoryTexts,
    nouns: [
      {
        words: ['persoon', 'personen', 'wie', 'who', 'person'],
        help: 'help.person',
        takes: 'takes.person',
        bare: showPerson,
        verbs: [
          { words: ['zoek', 'find'], help: 'help.person', takes: 'takes.named', handler: findPersonLine },
          { words: ['verbeter', 'correct'], help: 'help.correct', takes: 'takes.named', handler: lines.correct },
          { words: ['samenvoegen', 'merge'], help: 'help.merge', takes: 'takes.named', handler: lines.merge },
          { words: ['stopt', 'beeindig', 'end'], help: 'help.end', takes: 'takes.named', handler: lines.end },
        ],
      },
    ],
    presses: { 'person.show': showPress },
    forms: { 'person.find': findHandler, ...forms },
    notices: directoryNotices,
  }
}
