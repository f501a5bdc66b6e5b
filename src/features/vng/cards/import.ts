// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import { listed } from '#/chat/words.ts'
import { calledInText } from '#/features/vng/cards/called.ts'
import type { Committee } from '#/features/vng/rules/committees.ts'
import type { ImportChange } from '#/features/vng/rules/import-meetings.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import type { CommitteeId } from '#/network/ids.ts'

/** Which committee it is of stands in the title of each meeting. */
export const fromTitles = 'titles'

export function importForm(
  all: readonly Committee[],
  value: string,
  { locale, typed }: Pick<Reader, 'locale' | 'typed'>,
): Form {
  const t = vngTexts.in(locale)
  return {
    version: 1,
    name: 'vng.import',
    title: t('button.import'),
    submit: t('import.submit'),
    intro: t('import.intro'),
    context: '',
    inputs: [
      {
        kind: 'choice',
        name: 'committee',
        label: t('form.committee'),
        options: [
          { value: fromTitles, label: t('import.fromTitles') },
          ...all.map(({ id, name }) => ({ value: id, label: name })),
        ],
        value: all.some(({ id }) => id === value) ? value : fromTitles,
      },
      {
        kind: 'file',
        name: 'file',
        label: t('import.file'),
        types: ['ics'],
        instead: t('import.instead', { typed }),
      },
    ],
    reopen: { label: t('button.import'), value },
  }
}

const mostLines = 30
const mostUnknown = 5

/** What would change, with the button that does it; what was not understood is said. */
export function importPlanCard(
  changes: readonly ImportChange[],
  { unknown, skipped }: { readonly unknown: readonly string[]; readonly skipped: number },
  names: ReadonlyMap<CommitteeId, string>,
  { locale, zone }: Pick<Reader, 'locale' | 'zone'>,
): Card {
  const t = vngTexts.in(locale)
  const line = (change: ImportChange): string => {
    const { committee, startsAt } =
      change.kind === 'cancelled' ? change.meeting : { committee: change.of.committee, startsAt: change.given.startsAt }
    return `- ${t(`import.${change.kind}`, { committee: calledInText(names.get(committee) ?? '', locale), at: momentOf(startsAt, locale, zone) })}`
  }
  const rest = changes.length - mostLines
  return {
    version: 1,
    title: t(changes.length > 0 ? 'import.title' : 'import.nothing'),
    text: [
      ...changes.slice(0, mostLines).map(line),
      ...(rest > 0 ? [t('import.rest', { count: rest })] : []),
      ...(unknown.length > 0
        ? [t('import.unknown', { count: unknown.length, titles: listed(unknown.slice(0, mostUnknown), locale) })]
        : []),
      ...(skipped > 0 ? [t('import.skipped', { count: skipped })] : []),
    ].join('\n'),
    buttons: [
      ...(changes.length > 0
        ? [
            {
              does: 'press' as const,
              name: 'vng.applyImport',
              label: t('import.apply'),
              value: 'import',
              style: 'primary' as const,
            },
          ]
        : []),
      { does: 'open', name: 'vng.import', label: t('import.again'), value: fromTitles },
      lineButton(t('button.meetings'), 'vng vergadering'),
    ],
  }
}
