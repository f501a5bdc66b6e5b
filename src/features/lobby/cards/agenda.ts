// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale } from '#/chat/texts.ts'
import { showPoint, supportOf, titleOf } from '#/features/lobby/cards/point.ts'
import type { AgendaLine } from '#/features/lobby/rules/agenda.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

export const newButton = (locale: Locale, style?: 'primary'): Button => ({
  does: 'open',
  name: 'lobby.new',
  label: lobbyTexts.in(locale)('button.new'),
  value: 'new',
  ...(style && { style }),
})

/** The lobby agenda, a page at a time; `pillar` is the one that it was asked of, with the words that ask it. */
export function agendaCard(
  lines: readonly AgendaLine[],
  { page, last }: Page,
  pillar: { readonly id: string; readonly name: string } | null,
  mayPropose: boolean,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  const title = pillar ? t('agenda.titleOf', { pillar: pillar.name }) : t('agenda.title')
  const begin = mayPropose ? [newButton(locale, lines.length === 0 ? 'primary' : undefined)] : []
  if (lines.length === 0) return { version: 1, title, text: t('agenda.none'), buttons: begin }
  const next = ['lobby lijst', pillar?.id, page + 1].filter(Boolean).join(' ')
  return {
    version: 1,
    title,
    ...(last > 1 && { text: t('agenda.page', { page, last, count: lines[0]?.total ?? 0 }) }),
    items: lines.map(line => ({
      text: [
        `**${titleOf(line, locale)}**`,
        t('agenda.line', {
          pillar: line.pillarName,
          state: { text: t(`state.word.${line.state}`) },
          support: { text: supportOf(line.support, line.reservations, locale) },
        }),
      ].join('\n'),
      accessory: showPoint(t('button.show'), line.number),
    })),
    buttons: [...(page < last ? [lineButton(t('agenda.next'), next)] : []), ...begin],
  }
}
