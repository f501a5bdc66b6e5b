// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale } from '#/chat/texts.ts'
import { showPoint, supportOf, titleOf } from '#/features/lobby/cards/point.ts'
import type { AgendaLine, AgendaPage } from '#/features/lobby/rules/agenda.ts'
import type { Known } from '#/features/lobby/rules/filter.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

export const newButton = (locale: Locale, style?: 'primary'): Button => ({
  does: 'open',
  name: 'lobby.new',
  label: lobbyTexts.in(locale)('button.new'),
  value: 'new',
  ...(style && { style }),
})

const allButton = (locale: Locale) => lineButton(lobbyTexts.in(locale)('button.all'), 'lobby')

/** What the agenda is narrowed to, in words; empty for all of it. */
export function narrowedWords(only: readonly Known[], locale: Locale): string {
  const t = lobbyTexts.in(locale)
  const either = new Intl.ListFormat(locale === 'nl' ? 'nl' : 'en-GB', { type: 'disjunction' })
  return (['pillar', 'theme', 'target', 'state', 'municipality'] as const)
    .map(facet => ({ facet, names: [...new Set(only.filter(one => one.facet === facet).map(({ name }) => name))] }))
    .filter(({ names }) => names.length > 0)
    .map(({ facet, names }) => t(`agenda.of.${facet}`, { name: either.format(names) }))
    .join(' · ')
}

/** What of the agenda is shown: narrowed to `only`, by the words that ask it again. */
export interface Shown {
  readonly only: readonly Known[]
  readonly words: string
}

/** Where a point stands, in one line; of what is not for all, its few readers read so before they pass it on. */
function standingOf(line: AgendaLine, locale: Locale): string {
  const t = lobbyTexts.in(locale)
  const text = t('agenda.line', {
    pillar: line.pillarName,
    state: { text: t(`state.word.${line.state}`) },
    support: { text: supportOf(line.support, line.reservations, locale) },
  })
  return line.isConfidential ? t('agenda.confidential', { line: { text } }) : text
}

/** The lobby agenda, a page at a time. `own` says that a municipality's own points can be asked for. */
export function agendaCard(
  { lines, total, isMore }: AgendaPage,
  { page, last }: Page,
  { only, words }: Shown,
  { own, mayPropose, mayExport }: { readonly own: boolean; readonly mayPropose: boolean; readonly mayExport: boolean },
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  const title = t('agenda.title')
  const narrowed = narrowedWords(only, locale)
  const begin = mayPropose ? [newButton(locale, lines.length === 0 ? 'primary' : undefined)] : []
  const around = narrowed ? [allButton(locale)] : own ? [lineButton(t('agenda.own'), 'lobby onze punten')] : []
  if (lines.length === 0) {
    const text = narrowed ? [narrowed, t('agenda.noneSuch')].join('\n') : t('agenda.none')
    return { version: 1, title, text, buttons: [...begin, ...(narrowed ? around : [])] }
  }
  const file = mayExport ? [lineButton(t('button.file'), ['lobby export', words].filter(Boolean).join(' '))] : []
  const next = ['lobby lijst', words, page + 1].filter(Boolean).join(' ')
  const text = [
    ...(narrowed ? [narrowed] : []),
    ...(isMore ? [t('many.agenda', { page, count: total })] : []),
    ...(!isMore && last > 1 ? [t('agenda.page', { page, last, count: total })] : []),
  ].join('\n')
  return {
    version: 1,
    title,
    ...(text && { text }),
    items: lines.map(line => ({
      text: `**${titleOf(line, locale)}**\n${standingOf(line, locale)}`,
      accessory: showPoint(t('button.show'), line.number),
    })),
    buttons: [...(page < last ? [lineButton(t('agenda.next'), next)] : []), ...around, ...begin, ...file],
  }
}

/** What is said of words that the agenda can't be narrowed to: they may stand in a point's text. */
export function strangeCard(strange: readonly string[], typed: string, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('agenda.strange', { words: strange.join(' ') }),
    text: t('agenda.strangeText'),
    buttons: [lineButton(t('agenda.search'), `zoek ${typed}`, 'primary'), allButton(locale)],
  }
}
