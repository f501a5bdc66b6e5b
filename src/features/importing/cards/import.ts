// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { roleWord } from '#/chat/words.ts'
import type { Change, Clash } from '#/features/importing/rules/apply.ts'
import type { Mistake } from '#/features/importing/rules/members.ts'
import { importTexts } from '#/features/importing/texts.ts'

const longest = 3_000

/** The one who brings rows in. */
type Asker = Pick<Reader, 'locale' | 'typed'>

/** `municipality` stands in the example: that of whoever looks at it, where they have one. */
export function importForm(locale: Locale, municipality: string | undefined): Form {
  const t = importTexts.in(locale)
  return {
    version: 1,
    name: 'import.members',
    title: t('form.title'),
    submit: t('form.submit'),
    intro: t('form.intro', { municipality: municipality ?? { text: t('column.municipality') } }),
    context: '',
    inputs: [
      {
        kind: 'file',
        name: 'file',
        label: t('form.file'),
        hint: t('form.fileHint'),
        types: ['xlsx', 'csv'],
        instead: t('form.fileInstead'),
        optional: true,
      },
      { kind: 'longText', name: 'rows', label: t('form.rows'), hint: t('form.hint'), max: longest, optional: true },
    ],
    reopen: { label: t('form.title'), value: 'members' },
  }
}

export const membersButton = (label: string): Button => ({
  does: 'open',
  name: 'import.members',
  label,
  value: 'members',
})

function mistakeText(mistake: Mistake | Clash, { locale, typed }: Asker): Text {
  const t = importTexts.in(locale)
  switch (mistake.code) {
    case 'noColumn':
      return t('mistake.noColumn', { column: { text: t(`column.${mistake.column}`) } })
    case 'noRows':
      return t('mistake.noRows')
    case 'tooMany':
      return t('mistake.tooMany', { most: mistake.most })
    case 'elsewhere':
    case 'officer': {
      const { code, row, name, municipality } = mistake
      return t(`mistake.${code}`, { row, name, municipality, typed })
    }
    default:
      return t(`mistake.${mistake.code}`, {
        row: mistake.row,
        column: { text: t(`column.${mistake.column}`) },
        value: mistake.value,
        meant: mistake.meant ?? '',
        first: mistake.first ?? 0,
      })
  }
}

const mostMistakes = 5

/** What is wrong, a line each; the rest is counted. */
export function mistakesText(mistakes: readonly (Mistake | Clash)[], asker: Asker): string {
  const rest = mistakes.length - mostMistakes
  return [
    ...mistakes.slice(0, mostMistakes).map(mistake => mistakeText(mistake, asker)),
    ...(rest > 0 ? [importTexts.in(asker.locale)('mistake.more', { count: rest })] : []),
  ].join('\n')
}

function changeText({ row, brings }: Change, locale: Locale): string {
  const t = importTexts.in(locale)
  const said = {
    person: t('plan.person'),
    function: t('plan.function', { function: roleWord(row.function, locale) }),
    role: t('plan.role', {
      role: row.role ? [roleWord(row.role, locale), row.pillar?.name ?? ''].join(' ').trim() : '',
    }),
    seat: t('plan.seat', { pillar: row.pillar?.name ?? '' }),
  }
  const line = t('plan.line', { name: row.name, municipality: row.municipality.name })
  return `- ${line} ${brings.map(one => said[one]).join(', ')}`
}

/** What is wrong with a file that was sent along. */
export function mistakesCard(mistakes: string, locale: Locale): Card {
  const t = importTexts.in(locale)
  return { version: 1, title: t('wrong.title'), text: mistakes, buttons: [membersButton(t('plan.again'))] }
}

const mostLines = 15

/** The dry run: what would change, and the button that does it. */
export function planCard(changes: readonly Change[], locale: Locale): Card {
  const t = importTexts.in(locale)
  const changing = changes.filter(change => change.brings.length > 0)
  const again = membersButton(t('plan.again'))
  if (changing.length === 0) return { version: 1, text: t('plan.nothing'), buttons: [again] }
  const rest = changing.length - mostLines
  return {
    version: 1,
    title: t('plan.title'),
    text: [
      t('plan.counts', { changed: changing.length, rows: changes.length }),
      ...changing.slice(0, mostLines).map(change => changeText(change, locale)),
      ...(rest > 0 ? [`- ${t('plan.more', { count: rest })}`] : []),
    ].join('\n'),
    buttons: [
      { does: 'press', name: 'import.apply', label: t('plan.apply'), value: 'members', style: 'primary' },
      again,
    ],
  }
}
