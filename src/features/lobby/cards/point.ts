// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { dayOf, plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly, listed } from '#/chat/words.ts'
import { offerButton, offerCount } from '#/features/lobby/cards/offer-lines.ts'
import { originLine } from '#/features/lobby/cards/origin.ts'
import { type Point, reservationsOf, supportersOf } from '#/features/lobby/rules/points.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

const press = (name: string, label: string, point: Pick<Point, 'id'>): Button => ({
  does: 'press',
  name,
  label,
  value: point.id,
})
export const openButton = (name: string, label: string, point: Pick<Point, 'id'>): Button => ({
  ...press(name, label, point),
  does: 'open',
})

export const showPoint = (label: string, number: number): Button => lineButton(label, `lobby ${number}`)

export const supportButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  press('lobby.support', lobbyTexts.in(locale)('button.support'), point)

export const unsupportButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  press('lobby.unsupport', lobbyTexts.in(locale)('button.unsupport'), point)

export const lineFormButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  openButton('lobby.line', lobbyTexts.in(locale)('button.line'), point)

export const reserveButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  openButton('lobby.reserve', lobbyTexts.in(locale)('button.reserve'), point)

export const unreserveButton = (point: Pick<Point, 'id'>, locale: Locale): Button =>
  press('lobby.unreserve', lobbyTexts.in(locale)('button.unreserve'), point)

/** A draft of a second wording was proposed once: of that the secretariat keeps what it read. */
export function discardButton(point: Pick<Point, 'id' | 'wording'>, locale: Locale): Button {
  const t = lobbyTexts.in(locale)
  return {
    ...press('lobby.discard', t('discard.button'), point),
    confirm: { text: t(point.wording > 1 ? 'discard.sureKept' : 'discard.sure'), yes: t('discard.yes') },
  }
}

/** [Volgen], or [Niet meer volgen] for who does [F13]. */
export const followButton = (point: Pick<Point, 'id'>, isFollowed: boolean, locale: Locale): Button =>
  isFollowed
    ? press('follow.end', lobbyTexts.in(locale)('button.unfollow'), point)
    : press('follow.give', lobbyTexts.in(locale)('button.follow'), point)

export const titleOf = ({ number, title }: Pick<Point, 'number' | 'title'>, locale: Locale): Text =>
  lobbyTexts.in(locale)('card.title', { number, title })

/** How many stand behind it: "14 gemeenten, 1 voorbehoud". */
export function supportOf(support: number, reservations: number, locale: Locale): Text {
  const t = lobbyTexts.in(locale)
  const behind = support > 0 ? t('support.count', { count: support }) : t('support.none')
  return reservations > 0
    ? t('support.both', {
        support: { text: behind },
        reservations: { text: t('support.reserved', { count: reservations }) },
      })
    : behind
}

export const ofPoint = (point: Point, locale: Locale): Text =>
  supportOf(supportersOf(point).length, reservationsOf(point).length, locale)

export function stateLine(point: Point, locale: Locale, zone: string): Text {
  const t = lobbyTexts.in(locale)
  // A draft says when it was written last, what is before others since when it stands so.
  const since = point.state === 'draft' ? point.movedAt : point.stateAt
  const at = dayOf(point.openedAt && point.state === 'gathering' ? point.openedAt : since, locale, zone)
  return t(`state.since.${point.isAskedBack ? 'askedBack' : point.state}`, { at })
}

/** That it reads otherwise than it was proposed, and how often that was changed [F18]. */
export const wordingLine = ({ wording, state }: Point, locale: Locale): string[] =>
  wording > 1 && state !== 'draft' ? [lobbyTexts.in(locale)('card.wording', { wording })] : []

const addressed = (point: Point, locale: Locale): string[] =>
  point.targets.length > 0
    ? [
        lobbyTexts.in(locale)('card.targets', {
          targets: listed(
            point.targets.map(({ name }) => name),
            locale,
          ),
        }),
      ]
    : []

const deadline = (point: Point, locale: Locale): string[] =>
  point.deadline ? [lobbyTexts.in(locale)('card.deadline', { day: plainDayOf(point.deadline, locale) })] : []

/** To whom it is addressed, and before when it matters. */
export const aimLines = (point: Point, locale: Locale): string[] => [
  ...addressed(point, locale),
  ...deadline(point, locale),
]

/** What a point came to, in the sentence that was given; the reason where it was taken back. */
export const resultLines = (point: Pick<Point, 'result' | 'resultLink'>, locale: Locale): string[] => {
  const t = lobbyTexts.in(locale)
  return [
    ...(point.result ? [t('life.came', { result: point.result })] : []),
    ...(point.resultLink ? [t('life.readOn', { link: point.resultLink })] : []),
  ]
}

/** Where it goes on, where it does so as another. */
export const wentOn = ({ mergedInto }: Point, locale: Locale): string[] =>
  mergedInto === null ? [] : [lobbyTexts.in(locale)('wentOn.line', { number: mergedInto })]

/** Leads to the point that it went on as. */
export const goOnButton = ({ mergedInto }: Pick<Point, 'mergedInto'>, locale: Locale): Button[] =>
  mergedInto === null
    ? []
    : [{ ...showPoint(lobbyTexts.in(locale)('wentOn.button', { number: mergedInto }), mergedInto), style: 'primary' }]

/** What of a long text stands on a card that all read. */
const brief = 300

/** At which meetings to come it is on the programme [F43]. */
export const programmeLines = ({ programmes }: Point, locale: Locale, zone: string): string[] =>
  programmes.map(({ title, startsAt }) =>
    lobbyTexts.in(locale)('card.programme', { title, day: dayOf(startsAt, locale, zone) }),
  )

/** The point as it stands in a channel: true for every reader. */
export function channelCard(point: Point, locale: Locale, zone: string): Card {
  const t = lobbyTexts.in(locale)
  return {
    version: 1,
    title: titleOf(point, locale),
    text: [
      t('card.place', { municipality: point.municipalityName, pillar: point.pillarName }),
      stateLine(point, locale, zone),
      ...wordingLine(point, locale),
      ...wentOn(point, locale),
      t('card.ask', { ask: briefly(point.ask, brief) }),
      t('card.why', { why: briefly(point.whyMidsized, brief) }),
      ...aimLines(point, locale),
      ...programmeLines(point, locale, zone),
      ...originLine(point.origins, locale),
      t('card.support', { support: { text: ofPoint(point, locale) } }),
      ...offerCount(point, locale),
    ].join('\n'),
    buttons: [
      ...(isRunning(point.state)
        ? [{ ...supportButton(point, locale), style: 'primary' as const }, offerButton(point, locale)]
        : []),
      ...goOnButton(point, locale),
      showPoint(t('button.show'), point.number),
    ],
    more: [
      ...(isRunning(point.state) ? [reserveButton(point, locale), followButton(point, false, locale)] : []),
      lineButton(t('button.course'), `lobby verloop ${point.number}`),
    ],
  }
}

/** What stands in the place of a point that became confidential, or lies before the secretariat again [T21]. */
export const stubCard = (number: number, locale: Locale): Card => ({
  version: 1,
  text: lobbyTexts.in(locale)('stub', { number }),
})
