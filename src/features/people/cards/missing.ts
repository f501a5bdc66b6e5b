// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { supportButton, supportLine } from '#/features/people/cards/support.ts'
import type { Missing, MissingAtHome } from '#/features/people/rules/missing.ts'
import { peopleTexts } from '#/features/people/texts.ts'

/** What one municipality lacks, to its own people; null where all is there. */
export function missingCard(list: readonly MissingAtHome[], locale: Locale): Card | null {
  const t = peopleTexts.in(locale)
  const [first] = list
  if (!first) return null
  return {
    version: 1,
    title: t('missing.title', { municipality: first.municipality.name }),
    items: list.map(one =>
      one.kind === 'officer'
        ? {
            text: t('missing.officer', { municipality: one.municipality.name }),
            accessory: { does: 'open', name: 'desk.feedback', label: t('missing.tell'), value: 'help' },
          }
        : { text: supportLine(one, locale), accessory: supportButton(one.role, locale) },
    ),
  }
}

const mostNames = 10

/** One line for each pillar's vacancy and supporter, one for all municipalities. */
export function missingLines(list: readonly Missing[], locale: Locale): readonly string[] {
  const t = peopleTexts.in(locale)
  const names = list.flatMap(one => (one.kind === 'officer' ? [one.municipality.name] : []))
  const rest = names.length - mostNames
  const shown = [...names.slice(0, mostNames), ...(rest > 0 ? [t('missing.more', { count: rest })] : [])]
  return [
    ...list.flatMap(one => {
      if (one.kind === 'officer') return []
      return one.kind === 'supporter'
        ? [supportLine(one, locale)]
        : [t(`missing.${one.kind}`, { pillar: one.pillar.name })]
    }),
    ...(names.length > 0 ? [t('missing.officers', { count: names.length, names: listed(shown, locale) })] : []),
  ]
}

/** All that is missing, to the secretariat; null where all is there. */
export const missingAllCard = (list: readonly Missing[], locale: Locale): Card | null =>
  list.length === 0
    ? null
    : {
        version: 1,
        title: peopleTexts.in(locale)('missing.all'),
        text: missingLines(list, locale)
          .map(line => `- ${line}`)
          .join('\n'),
      }
