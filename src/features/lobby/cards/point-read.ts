// SPDX-License-Identifier: EUPL-1.2
// A point as the one who asks for it reads it: what stands first is never cut.
import type { Button, Card } from '#/chat/card.ts'
import { dayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { fitsWhole, roomOf } from '#/chat/sheets.ts'
import type { Locale } from '#/chat/texts.ts'
import { briefly, listed } from '#/chat/words.ts'
import { type Managing, manageItems } from '#/features/lobby/cards/manage.ts'
import { lastOffers, offerButton, offerCount, offersButton } from '#/features/lobby/cards/offer-lines.ts'
import { originLine } from '#/features/lobby/cards/origin.ts'
import {
  aimLines,
  discardButton,
  followButton,
  goOnButton,
  lineFormButton,
  ofPoint,
  openButton,
  programmeLines,
  reserveButton,
  resultLines,
  stateLine,
  supportButton,
  titleOf,
  unreserveButton,
  unsupportButton,
  wentOn,
  wordingLine,
} from '#/features/lobby/cards/point.ts'
import { type Point, reservationsOf, type Standing, supportersOf } from '#/features/lobby/rules/points.ts'
import { isRunning } from '#/features/lobby/rules/states.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { MunicipalityId } from '#/network/ids.ts'

/** What of a point its reader sees and may. */
export interface PointSight extends Managing {
  readonly municipality: { readonly id: MunicipalityId; readonly name: string } | null
  readonly isFollowing: boolean
  readonly maySupport: boolean
  readonly mayExport: boolean
}

function ownLine(own: Standing | undefined, sight: PointSight, locale: Locale, zone: string): string[] {
  const { municipality } = sight
  if (!municipality) return []
  const t = lobbyTexts.in(locale)
  if (!own) return [t('own.none', { municipality: municipality.name })]
  return [t(`own.${own.stance}`, { municipality: municipality.name, at: dayOf(own.at, locale, zone) })]
}

function names(point: Point, locale: Locale): string[] {
  const behind = supportersOf(point).map(({ name }) => name)
  return behind.length > 0 ? [lobbyTexts.in(locale)('card.names', { names: listed(behind, locale) })] : []
}

/** What municipalities say to it: their reservations first. */
export function saidLines(point: Point, locale: Locale, most = Number.POSITIVE_INFINITY): string[] {
  const t = lobbyTexts.in(locale)
  const said = (line: string | null) => briefly(line ?? '', most)
  return [
    ...reservationsOf(point).map(({ name, line }) => `- ${t('card.reserved', { name, line: said(line) })}`),
    ...supportersOf(point).flatMap(({ name, line }) =>
      line ? [`- ${t('card.said', { name, line: said(line) })}`] : [],
    ),
  ]
}

/** Its own texts but what it asks, each in so many characters at most. */
export function reasonLines(point: Point, locale: Locale, most = Number.POSITIVE_INFINITY): string[] {
  const t = lobbyTexts.in(locale)
  return [
    t('card.problem', { problem: briefly(point.problem, most) }),
    t('card.why', { why: briefly(point.whyMidsized, most) }),
    ...(point.evidence ? [t('card.evidence', { evidence: briefly(point.evidence, most) })] : []),
  ]
}

const dossierLine = ({ dossiers }: Point, locale: Locale): string[] =>
  dossiers.length > 0 ? [lobbyTexts.in(locale)('card.dossiers', { dossiers: dossiers.join(', ') })] : []

/** What became of a point on its way, and what leads to more of it. */
export interface Way {
  readonly lines: readonly string[]
  readonly buttons: readonly Button[]
}

/** How much of long texts stands on a card, and of what municipalities say to it: the first that fits is drawn. */
const widths = [
  { text: Number.POSITIVE_INFINITY, said: Number.POSITIVE_INFINITY, word: Number.POSITIVE_INFINITY },
  { text: 300, said: 6, word: 150 },
  { text: 120, said: 3, word: 80 },
] as const

/** What stands first is never cut: how it stands, with whom behind it, and what became of it; its long texts are last. */
function textOf(point: Point, sight: PointSight, way: Way, locale: Locale, zone: string) {
  const t = lobbyTexts.in(locale)
  const own = point.standings.find(({ municipality }) => municipality === sight.municipality?.id)
  const isDraft = point.state === 'draft'
  const drawn = ({ text, said, word }: (typeof widths)[number]): string =>
    [
      ...(point.isConfidential ? [t('card.confidential')] : []),
      stateLine(point, locale, zone),
      ...wordingLine(point, locale),
      ...wentOn(point, locale),
      ...resultLines(point, locale),
      '',
      t('card.ask', { ask: briefly(point.ask, text) }),
      isDraft || point.proposerName === null
        ? t('card.place', { municipality: point.municipalityName, pillar: point.pillarName })
        : t(point.isOfProposer ? 'card.from' : 'card.fromElsewhere', {
            proposer: point.proposerName,
            municipality: point.municipalityName,
            pillar: point.pillarName,
          }),
      ...(point.themeName ? [t('card.theme', { theme: point.themeName })] : []),
      ...aimLines(point, locale),
      ...programmeLines(point, locale, zone),
      ...originLine(point.origins, locale),
      ...dossierLine(point, locale),
      ...(isDraft ? [] : ['', t('card.support', { support: { text: ofPoint(point, locale) } })]),
      ...names(point, locale),
      ...(isRunning(point.state) ? ownLine(own, sight, locale, zone) : []),
      ...saidLines(point, locale, word).slice(0, said),
      ...offerCount(point, locale),
      ...lastOffers(point, locale),
      ...(point.followers.length > 0 ? [t('card.followers', { count: point.followers.length })] : []),
      ...(way.lines.length > 0 ? ['', ...way.lines] : []),
      '',
      ...reasonLines(point, locale, text),
    ].join('\n')
  const [whole, ...shorter] = widths
  const all = drawn(whole)
  const text = shorter.reduce((fits, width) => (roomOf(fits) > fitsWhole ? drawn(width) : fits), all)
  return { text, isWhole: text === all }
}

/** The point as the one who asks for it sees it. */
export function pointCard(point: Point, sight: PointSight, way: Way, locale: Locale, zone: string): Card {
  const t = lobbyTexts.in(locale)
  const own = point.standings.find(({ municipality }) => municipality === sight.municipality?.id)
  const takes = isRunning(point.state) && sight.maySupport
  const isDraft = point.state === 'draft'
  const { text, isWhole } = textOf(point, sight, way, locale, zone)
  return {
    version: 1,
    title: titleOf(point, locale),
    text,
    buttons: [
      ...goOnButton(point, locale),
      ...(takes && !own ? [{ ...supportButton(point, locale), style: 'primary' as const }] : []),
      ...(takes && own?.stance === 'support' ? [lineFormButton(point, locale), unsupportButton(point, locale)] : []),
      ...(takes && own?.stance === 'reservation' ? [unreserveButton(point, locale)] : []),
      ...(takes && point.offers.length === 0 ? [offerButton(point, locale)] : []),
      ...(point.offers.length > 0 ? [offersButton(point, locale)] : []),
      ...(point.state === 'draft'
        ? [{ ...openButton('lobby.details', t('button.go'), point), style: 'primary' as const }]
        : []),
      isWhole ? lineButton(t('button.all'), 'lobby') : lineButton(t('button.whole'), `lobby tekst ${point.number}`),
      ...way.buttons,
    ],
    more: [
      ...(takes && own?.stance !== 'reservation' ? [reserveButton(point, locale)] : []),
      ...(sight.mayEdit && isDraft
        ? [openButton('lobby.new', t('button.words'), point), discardButton(point, locale)]
        : []),
      ...(manageItems(point, sight, locale).length > 0
        ? [lineButton(t('button.manage'), `lobby beheer ${point.number}`)]
        : []),
      ...(point.state === 'draft'
        ? []
        : [
            lineButton(t('button.course'), `lobby verloop ${point.number}`),
            ...(sight.mayExport ? [lineButton(t('told.dossier'), `lobby dossier ${point.number}`)] : []),
            followButton(point, sight.isFollowing, locale),
          ]),
    ],
  }
}
