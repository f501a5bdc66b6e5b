// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale } from '#/chat/texts.ts'
import { showPoint, titleOf } from '#/features/lobby/cards/point.ts'
import { marks, type PointHit } from '#/features/lobby/rules/search.ts'
import { longest } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { dateIn } from '#/network/calendar.ts'

/** The line that matched, with what was found in bold. */
const matched = (line: string): string =>
  line
    .split(marks[0])
    .map((part, i) => {
      const [found = '', rest = ''] = i === 0 ? ['', part] : part.split(marks[1])
      return `${found && `**${escapeMarkdown(found)}**`}${escapeMarkdown(rest)}`
    })
    .join('')

function hitText(hit: PointHit, locale: Locale, zone: string): string {
  const t = lobbyTexts.in(locale)
  const place = {
    pillar: hit.pillarName,
    municipality: hit.municipalityName,
    state: { text: t(`state.word.${hit.state}`) },
    at: plainDayOf(dateIn(zone, hit.movedAt), locale),
  }
  return [
    `**${titleOf(hit, locale)}**`,
    t(hit.isConfidential ? 'search.confidential' : 'search.line', place),
    matched(hit.line),
  ].join('\n')
}

/** What was found, a page at a time; where that is nothing, what to do next. */
export function hitsCard(
  hits: readonly PointHit[],
  { page, last }: Page,
  words: string,
  mayPropose: boolean,
  locale: Locale,
  zone: string,
): Card {
  const t = lobbyTexts.in(locale)
  const title = t('search.title', { words })
  const agenda = lineButton(t('button.all'), 'lobby')
  const count = hits[0]?.total ?? 0
  if (count === 0) {
    const propose: Button = {
      does: 'open',
      name: 'lobby.new',
      label: t('button.new'),
      value: `title ${[...words].slice(0, longest.title).join('')}`,
    }
    return { version: 1, title, text: t('search.none'), buttons: [agenda, ...(mayPropose ? [propose] : [])] }
  }
  const next = lineButton(t('agenda.next'), `zoek ${words} blad ${page + 1}`)
  return {
    version: 1,
    title,
    text: last > 1 ? t('search.page', { count, page, last }) : t('search.count', { count }),
    items: hits.map(hit => ({
      text: hitText(hit, locale, zone),
      accessory: showPoint(t('button.show'), hit.number),
    })),
    buttons: [...(page < last ? [next] : []), agenda],
  }
}
