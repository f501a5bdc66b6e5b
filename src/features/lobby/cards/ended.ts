// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { dayOf, plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { contactButton, placementLines, stepsButton } from '#/features/lobby/cards/life.ts'
import { showPoint } from '#/features/lobby/cards/point.ts'
import type { Covered, Placement } from '#/features/lobby/rules/placements.ts'
import { type Point, supportersOf } from '#/features/lobby/rules/points.ts'
import type { PointState } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { Succession } from '#/network/succession.ts'

/** What a point came to, `state`, to whom it matters; `municipality` is the reader's own. */
export function endedCard(
  point: Point,
  state: 'achieved' | 'partly' | 'notAchieved' | 'withdrawn',
  municipality: string | null,
  locale: Locale,
  zone: string,
): Card {
  const t = lobbyTexts.in(locale)
  const behind = supportersOf(point)
  const own = behind.find(one => one.municipality === municipality)
  const others = behind.length - 1
  const support = own
    ? [
        others > 0
          ? t('ended.own', { at: dayOf(own.at, locale, zone), count: others })
          : t('ended.ownAlone', { at: dayOf(own.at, locale, zone) }),
      ]
    : behind.length > 0
      ? [t('ended.behind', { count: behind.length })]
      : []
  return {
    version: 1,
    title: t(`ended.title.${state}`, { number: point.number }),
    text: [t('ended.what', { title: point.title }), t('ended.result', { result: point.result ?? '' }), ...support].join(
      '\n',
    ),
    buttons: [
      lineButton(t('ended.course'), `lobby verloop ${point.number}`),
      showPoint(t('button.show'), point.number),
    ],
    ...(point.resultLink && { link: { label: t('ended.link'), url: point.resultLink } }),
  }
}

/** It goes on after all. */
export function resumedCard(point: Point, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    text: t('ended.resumed', { number: point.number, title: point.title }),
    buttons: [showPoint(t('button.show'), point.number)],
  }
}

/** It was put away. */
export function archivedCard(point: Point, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    text: t('roundTold.archived', { number: point.number, title: point.title }),
    buttons: [
      lineButton(t('ended.course'), `lobby verloop ${point.number}`),
      showPoint(t('button.show'), point.number),
    ],
  }
}

/** It was put on an agenda. */
export function placedCard(point: Point, placement: Parameters<typeof placementLines>[0], locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('placed.title', { number: point.number }),
    text: [t('ended.what', { title: point.title }), ...placementLines(placement, locale)].join('\n'),
    buttons: [showPoint(t('button.show'), point.number)],
  }
}

/** It was not put on that agenda after all; `state` is where that left it. */
export function unplacedCard(point: Point, placement: Placement, state: PointState, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  const { targetName, occasion, spokesperson } = placement
  const day = plainDayOf(placement.placedOn, locale)
  const goesOn = point.state === state && (state === 'gathering' || state === 'prioritised')
  return {
    version: 1,
    title: t('unplaced.title', { number: point.number }),
    text: [
      t('ended.what', { title: point.title }),
      t('unplaced.was', { target: targetName, occasion, day, spokesperson }),
      ...(goesOn ? [t(`unplaced.${state}`)] : []),
    ].join('\n'),
    buttons: [showPoint(t('button.show'), point.number)],
  }
}

/** Whoever proposed it has left: to the one who takes it over, or (`point` is null where many read along) to the secretariat. */
export function handedOverCard(
  { number, point, name }: { readonly number: number; readonly point: Point | null; readonly name: string },
  isOwn: boolean,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t(isOwn ? 'handedOver.title' : 'handedOver.orphan', { number }),
    text: [
      ...(point ? [t('ended.what', { title: point.title })] : []),
      t(isOwn ? 'handedOver.text' : 'handedOver.orphanText', { name }),
    ].join('\n'),
    buttons: [showPoint(t('button.show'), number), lineButton(t('button.manage'), `lobby beheer ${number}`)],
  }
}

/** Today it is to be talked about. A confidential one is named by its number alone where many read along. */
export function contactDueCard(bare: Pick<Point, 'number'>, point: Point | null, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  const note = point && contactButton(point, locale)
  return {
    version: 1,
    title: t('contactDue.title', { number: bare.number }),
    text: [...(point ? [t('ended.what', { title: point.title })] : []), t('contactDue.text')].join('\n'),
    buttons: [
      ...(note ? [{ ...note, style: 'primary' as const }] : []),
      stepsButton(bare, locale),
      showPoint(t('button.show'), bare.number),
    ],
  }
}

/** What a municipality that ended said and proposed stands in its successor's name. */
export function succeededCard(
  { name, successor }: Succession,
  { points, bottlenecks }: { readonly points: number; readonly bottlenecks: number },
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('succeeded.title', { name, successor }),
    text: t('succeeded.text', {
      name,
      successor,
      points: { text: t('succeeded.points', { count: points }) },
      bottlenecks: { text: t('succeeded.bottlenecks', { count: bottlenecks }) },
    }),
    buttons: [
      lineButton(t('button.all'), `lobby ${successor}`),
      lineButton(t('succeeded.show'), `gemeente ${successor}`),
    ],
  }
}

/** To the secretariat: whoever heard what becomes of a municipality's points left, and nobody hears it there any more. */
export function unheardCard(
  { name, municipality, points }: { readonly name: string; readonly municipality: string; readonly points: number },
  typed: string,
  locale: Locale,
): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('unheard.title', { municipality }),
    text: t('unheard.text', { name, municipality, count: points, typed }),
    buttons: [
      lineButton(t('unheard.show', { municipality }), `gemeente ${municipality}`),
      lineButton(t('button.all'), `lobby ${municipality}`),
    ],
  }
}

/** It has not moved for long. A confidential one is named by its number alone where many read along. */
export function staleCard(number: number, point: Point | null, since: string, locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: t('stale.title', { number }),
    text: [
      ...(point ? [t('ended.what', { title: point.title })] : []),
      t('stale.text', { day: plainDayOf(since, locale) }),
    ].join('\n'),
    buttons: [{ ...stepsButton({ number }, locale), style: 'primary' }, showPoint(t('button.show'), number)],
  }
}

/** Which points were brought to which province [A40]. */
export function coverageCard(provinces: readonly Covered[], locale: Locale): Card {
  const t = lobbyTexts.in(locale)
  const agenda = lineButton(t('button.all'), 'lobby')
  if (provinces.length === 0) return { version: 1, text: t('provinces.unknown'), buttons: [agenda] }
  const covered = provinces.filter(({ points }) => points.length > 0)
  const without = provinces.filter(({ points }) => points.length === 0)
  return {
    version: 1,
    title: t('provinces.title', { covered: covered.length, all: provinces.length }),
    text: [
      ...covered.map(
        ({ name, points }) =>
          `- ${t('provinces.line', { name, points: points.map(({ number }) => `LP ${number}`).join(', ') })}`,
      ),
      ...(without.length > 0
        ? [
            t('provinces.none', {
              names: listed(
                without.map(({ name }) => name),
                locale,
              ),
            }),
          ]
        : []),
    ].join('\n'),
    buttons: [agenda],
  }
}
