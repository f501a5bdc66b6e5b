// SPDX-License-Identifier: EUPL-1.2
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { countsOf, missing } from '#/features/people/rules/missing.ts'

const kinds = ['lead', 'chair', 'supporter', 'official', 'officer'] as const

/** What is missing, counted in one line, with the way to the list; nothing where all is there [F08]. */
export async function lacking(db: Db, turn: Turn) {
  const counts = countsOf(await missing(db, turn.today))
  const t = deskTexts.in(turn.locale)
  const said = kinds.flatMap(kind => (counts[kind] > 0 ? [t(`lacking.${kind}`, { count: counts[kind] })] : []))
  if (said.length === 0) return []
  return [
    {
      text: `**${t('lacking.title')}:** ${said.join(' · ')}`,
      accessory: lineButton(t('lacking.show'), 'rol ontbreekt'),
    },
  ]
}
