// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { applyHolidaysPress, holidaysHandler, holidaysLine } from '#/features/importing/commands/holidays.ts'
import { applyPress, importLine, membersForm, membersLine } from '#/features/importing/commands/members.ts'
import { importTexts } from '#/features/importing/texts.ts'

/** What the network had in a spreadsheet, and the school holidays as they are published, brought in: a dry run first, and the same once more changes nothing. */
export const importing: Feature = {
  name: 'importing',
  texts: importTexts,
  nouns: [
    {
      words: ['importeer', 'import'],
      help: 'help.import',
      bare: importLine,
      verbs: [
        { words: ['leden', 'members'], help: 'help.members', handler: membersLine },
        { words: ['vakanties', 'holidays'], help: 'help.holidays', handler: holidaysLine },
      ],
    },
  ],
  takesFile: membersLine,
  presses: { 'import.apply': applyPress, 'import.applyHolidays': applyHolidaysPress },
  forms: { 'import.members': membersForm, 'import.holidays': holidaysHandler },
}
