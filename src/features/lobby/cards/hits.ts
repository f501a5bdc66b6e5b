// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { boldBetween } from '#/chat/markdown.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import type { BottleneckHit } from '#/features/bottlenecks/rules/search.ts'
import { showPoint, titleOf } from '#/features/lobby/cards/point.ts'
import type { PointHit } from '#/features/lobby/rules/search.ts'
import { longest } from '#/features/lobby/rules/wording.ts'
import { type Found, marks } from '#/features/lobby/rules/words.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { dateIn } from '#/network/calendar.ts'

type Item = NonNullable<Card['items']>[number]

/** The line that the words stand in, after who said it and when where that is not the point itself. */
function lineOf(hit: PointHit, on: (at: Date) => string, locale: Locale): string {
  const line = boldBetween(hit.line, marks)
  if (hit.foundIn === 'text') return line
  const who = hit.who ?? ''
  return `${lobbyTexts.in(locale)(`found.${hit.foundIn}`, { who, at: hit.at ? on(hit.at) : '' })} ${line}`
}

function pointItem(hit: PointHit, locale: Locale, zone: string): Item {
  const t = lobbyTexts.in(locale)
  const on = (at: Date) => plainDayOf(dateIn(zone, at), locale)
  const place = {
    pillar: hit.pillarName,
    municipality: hit.municipalityName,
    state: { text: t(`state.word.${hit.state}`) },
    at: on(hit.movedAt),
  }
  return {
    text: [
      `**${titleOf(hit, locale)}**`,
      t(hit.isConfidential ? 'search.confidential' : 'search.line', place),
      lineOf(hit, on, locale),
    ].join('\n'),
    accessory: showPoint(t('button.show'), hit.number),
  }
}

function bottleneckItem(hit: BottleneckHit, locale: Locale, zone: string): Item {
  const t = lobbyTexts.in(locale)
  const at = plainDayOf(dateIn(zone, hit.createdAt), locale)
  const line = boldBetween(hit.line, marks)
  return {
    text: [
      `**${t('found.bottleneck', { number: hit.number, title: hit.title })}**`,
      t('found.bottleneckLine', { pillar: hit.pillarName, municipality: hit.municipalityName, at }),
      hit.exampleOf === null ? line : `${t('found.example', { who: hit.exampleOf })} ${line}`,
    ].join('\n'),
    accessory: lineButton(t('button.show'), `knelpunt ${hit.number}`),
  }
}

/** What was found on a search. */
export interface Hits {
  readonly points: Found<PointHit>
  readonly bottlenecks: Found<BottleneckHit>
}

/** How many of each were found, and which page of all of them this is. */
function countLines({ points, bottlenecks }: Hits, { page, last }: Page, locale: Locale): readonly Text[] {
  const t = lobbyTexts.in(locale)
  const said = (one: 'points' | 'bottlenecks', { total, isMore }: Found<unknown>) =>
    total === 0 ? [] : [t(isMore ? `many.${one}` : `found.${one}`, { count: total })]
  return [
    ...said('points', points),
    ...said('bottlenecks', bottlenecks),
    ...(last > 1 ? [t('found.page', { page, last })] : []),
  ]
}

/** What was found, a page at a time: lobby points, then bottlenecks. Where that is nothing, what to do next. */
export function hitsCard(
  found: Hits,
  page: Page,
  words: string,
  mayPropose: boolean,
  locale: Locale,
  zone: string,
): Card {
  const { points, bottlenecks } = found
  const t = lobbyTexts.in(locale)
  const title = t('search.title', { words })
  const agenda = lineButton(t('button.all'), 'lobby')
  if (points.total + bottlenecks.total === 0) {
    const propose: Button = {
      does: 'open',
      name: 'lobby.new',
      label: t('button.new'),
      value: `title ${[...words].slice(0, longest.title).join('')}`,
    }
    return { version: 1, title, text: t('search.none'), buttons: [agenda, ...(mayPropose ? [propose] : [])] }
  }
  return {
    version: 1,
    title,
    text: countLines(found, page, locale).join(' '),
    items: [
      ...points.hits.map(hit => pointItem(hit, locale, zone)),
      ...bottlenecks.hits.map(hit => bottleneckItem(hit, locale, zone)),
    ],
    buttons: [
      ...(page.page < page.last ? [lineButton(t('agenda.next'), `zoek ${words} blad ${page.page + 1}`)] : []),
      agenda,
    ],
  }
}
