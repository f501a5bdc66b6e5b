// SPDX-License-Identifier: EUPL-1.2
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import { changedIn } from '#/features/lobby/rules/edit.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Wording } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** So much of each text stands above the fields: of all of them together as much as any platform shows there. */
const mostShown = 700

/** So much of what is the same stands before what differs. */
const before = 60

/** Of a long text the part from where it differs from another; a short one whole. Pure. */
function fromWhereItDiffers(text: string, other: string): string {
  const [characters, others] = [[...text], [...other]]
  if (characters.length <= mostShown) return text
  const at = characters.findIndex((one, place) => one !== others[place])
  const from = (at < 0 ? characters.length : at) - before
  if (from <= 0) return briefly(text, mostShown)
  const rest = characters
    .slice(from)
    .join('')
    .replace(/^\S*\s+/, '')
  return `…${briefly(rest, mostShown - 1)}`
}

/** What someone else wrote since a form began, of each text that differs from the own; and where the rest stands of what is too long to show. */
export function theirLines(own: Wording, now: Point, typed: string, locale: Locale): readonly Text[] {
  const t = lobbyTexts.in(locale)
  const fields = changedIn(own, now)
  const isCut = fields.some(field => [...now[field]].length > mostShown)
  return [
    ...fields.map(field =>
      t('edit.theirs', {
        field: { text: t(`form.${field === 'title' ? 'pointTitle' : field}`) },
        text: fromWhereItDiffers(now[field], own[field]),
      }),
    ),
    ...(isCut ? [t('editing.more', { number: now.number, typed })] : []),
  ]
}
