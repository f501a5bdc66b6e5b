// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { dayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly, listed } from '#/chat/words.ts'
import { restoreButton, stubCard, withdrawButton } from '#/features/bottlenecks/cards/withdrawn.ts'
import { type Bottleneck, type BottleneckLine, othersIn } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import type { MunicipalityId } from '#/network/ids.ts'

type Id = Pick<Bottleneck, 'id'>

export const showBottleneck = (number: number, locale: Locale): Button =>
  lineButton(bottleneckTexts.in(locale)('button.show'), `knelpunt ${number}`)

export const recogniseButton = ({ id }: Id, locale: Locale, style?: 'primary'): Button => ({
  does: 'press',
  name: 'bottleneck.recognise',
  label: bottleneckTexts.in(locale)('button.recognise'),
  value: id,
  ...(style && { style }),
})

export const unrecogniseButton = ({ id }: Id, locale: Locale): Button => ({
  does: 'press',
  name: 'bottleneck.unrecognise',
  label: bottleneckTexts.in(locale)('button.unrecognise'),
  value: id,
})

export const exampleButton = ({ id }: Id, locale: Locale): Button => ({
  does: 'open',
  name: 'bottleneck.example',
  label: bottleneckTexts.in(locale)('button.example'),
  value: id,
})

/** [Volgen], or [Niet meer volgen] for who does [F13]. */
const followButton = ({ id }: Id, isFollowed: boolean, locale: Locale): Button => ({
  does: 'press',
  name: isFollowed ? 'follow.end' : 'follow.give',
  label: bottleneckTexts.in(locale)(isFollowed ? 'button.unfollow' : 'button.follow'),
  value: id,
})

export const titleOf = ({ number, title }: Pick<Bottleneck, 'number' | 'title'>, locale: Locale): Text =>
  bottleneckTexts.in(locale)('card.title', { number, title })

/** A line of what there is: "Kampen, en 6 andere gemeenten herkennen dit", after its pillar where several stand in one list. */
export function lineOf(line: BottleneckLine & { readonly pillarName?: string }, locale: Locale): string {
  const t = bottleneckTexts.in(locale)
  const of = { municipality: line.municipalityName, count: line.others }
  const text = t(line.others > 0 ? 'line.others' : 'line.alone', of)
  const where = line.pillarName ? t('line.in', { pillar: line.pillarName, line: { text } }) : text
  return `**${titleOf(line, locale)}**\n${where}`
}

/** Where it plays, by name. */
function playsIn(bottleneck: Bottleneck, locale: Locale): Text {
  const t = bottleneckTexts.in(locale)
  const names = othersIn(bottleneck).map(({ name }) => name)
  return names.length > 0 ? t('card.others', { count: names.length, names: listed(names, locale) }) : t('card.alone')
}

/** Nothing where it was shared by its title alone. */
const happensLine = (text: string, locale: Locale): string[] =>
  text ? [bottleneckTexts.in(locale)('card.happens', { text })] : []

const details = (bottleneck: Bottleneck, locale: Locale): string[] => {
  const t = bottleneckTexts.in(locale)
  return (['place', 'frequency', 'cost'] as const).flatMap(field => {
    const text = bottleneck[field]
    return text ? [t(`card.${field}`, { text })] : []
  })
}

const absorbedLine = ({ mergedFrom }: Bottleneck, locale: Locale): string[] =>
  mergedFrom.length > 0
    ? [bottleneckTexts.in(locale)('card.absorbed', { numbers: listed(mergedFrom.map(String), locale) })]
    : []

/** "Hieruit kwam LP 12", where its reader may know of it. */
const becameLine = ({ points }: Bottleneck, locale: Locale): string[] =>
  points.length > 0
    ? [
        bottleneckTexts.in(locale)('card.became', {
          points: listed(
            points.map(({ number }) => `LP ${number}`),
            locale,
          ),
        }),
      ]
    : []

const showPoints = ({ points }: Bottleneck): Button[] =>
  points.slice(0, 1).map(({ number }) => lineButton(`LP ${number}`, `lobby ${number}`))

const liftButton = ({ id }: Id, locale: Locale): Button => ({
  does: 'open',
  name: 'lobby.lift',
  label: bottleneckTexts.in(locale)('button.lift'),
  value: id,
})

const completeButton = ({ id }: Id, locale: Locale, style?: 'primary'): Button => ({
  does: 'open',
  name: 'bottleneck.complete',
  label: bottleneckTexts.in(locale)('complete.button'),
  value: id,
  ...(style && { style }),
})

const mergeButton = ({ id }: Id, locale: Locale): Button => ({
  does: 'open',
  name: 'bottleneck.merge',
  label: bottleneckTexts.in(locale)('button.merge'),
  value: id,
})

/** The bottleneck as it stands in a channel: true for every reader. */
export function channelCard(bottleneck: Bottleneck, locale: Locale): Card {
  if (bottleneck.withdrawnAt) return stubCard(bottleneck, showBottleneck(bottleneck.number, locale), locale)
  const t = bottleneckTexts.in(locale)
  const merged = bottleneck.mergedInto
  return {
    version: 1,
    title: titleOf(bottleneck, locale),
    text: [
      t('card.from', { municipality: bottleneck.municipalityName, pillar: bottleneck.pillarName }),
      ...happensLine(briefly(bottleneck.happens, 300), locale),
      ...details(bottleneck, locale),
      ...(merged === null ? [playsIn(bottleneck, locale)] : [t('card.mergedInto', { number: merged })]),
      ...becameLine(bottleneck, locale),
    ].join('\n'),
    buttons:
      merged === null
        ? [
            recogniseButton(bottleneck, locale, 'primary'),
            showBottleneck(bottleneck.number, locale),
            ...showPoints(bottleneck),
          ]
        : [showBottleneck(merged, locale)],
    ...(merged === null && { more: [followButton(bottleneck, false, locale)] }),
  }
}

/** What of a bottleneck its reader may do. */
export interface BottleneckSight {
  readonly municipality: { readonly id: MunicipalityId; readonly name: string } | null
  readonly isFollowing: boolean
  readonly mayComplete: boolean
  readonly mayLift: boolean
  readonly mayMerge: boolean
  readonly mayWithdraw: boolean
  /** A point that is made of it lies before the secretariat: until that is decided it stays. */
  readonly isBeingLifted: boolean
}

const courseButton = ({ number }: Pick<Bottleneck, 'number'>, locale: Locale): Button =>
  lineButton(bottleneckTexts.in(locale)('button.course'), `knelpunt verloop ${number}`)

/** The bottleneck as the one who asks for it sees it: what was taken back is read by who may put it back alone. */
export function bottleneckCard(bottleneck: Bottleneck, sight: BottleneckSight, locale: Locale, zone: string): Card {
  const t = bottleneckTexts.in(locale)
  const { mergedInto, themeName, municipality, withdrawnAt } = bottleneck
  if (withdrawnAt && !sight.mayWithdraw) return stubCard(bottleneck, courseButton(bottleneck, locale), locale)
  const isOpen = mergedInto === null && !withdrawnAt
  const own = bottleneck.recognitions.find(one => one.municipality === sight.municipality?.id)
  const isOwn = municipality === sight.municipality?.id
  const isFree = isOpen && bottleneck.points.length === 0 && !sight.isBeingLifted
  const mayLift = isFree && sight.mayLift
  const mayWithdraw = isFree && sight.mayWithdraw && bottleneck.mergedFrom.length === 0
  return {
    version: 1,
    title: titleOf(bottleneck, locale),
    text: [
      ...(withdrawnAt ? [t('withdrawn.since', { at: dayOf(withdrawnAt, locale, zone) })] : []),
      ...(mergedInto === null ? [] : [t('card.mergedInto', { number: mergedInto })]),
      t(bottleneck.authorName ? 'card.by' : 'card.byMunicipality', {
        author: bottleneck.authorName ?? '',
        municipality: bottleneck.municipalityName,
        pillar: bottleneck.pillarName,
        at: dayOf(bottleneck.createdAt, locale, zone),
      }),
      ...(themeName ? [t('card.theme', { theme: themeName })] : []),
      ...(bottleneck.happens || details(bottleneck, locale).length > 0 ? [''] : []),
      ...happensLine(bottleneck.happens, locale),
      ...details(bottleneck, locale),
      '',
      playsIn(bottleneck, locale),
      ...absorbedLine(bottleneck, locale),
      ...becameLine(bottleneck, locale),
      ...bottleneck.recognitions.flatMap(({ name, example }) =>
        example ? [`- ${t('card.example', { name, example: briefly(example, 200) })}`] : [],
      ),
      ...(own && !isOwn ? [t('card.own', { municipality: own.name, at: dayOf(own.at, locale, zone) })] : []),
      ...(bottleneck.followers.length > 0 ? [t('card.followers', { count: bottleneck.followers.length })] : []),
    ].join('\n'),
    buttons: [
      ...(mergedInto === null ? [] : [showBottleneck(mergedInto, locale)]),
      ...(withdrawnAt ? [restoreButton(bottleneck, locale)] : []),
      ...(isOpen && !own && sight.municipality ? [recogniseButton(bottleneck, locale, 'primary')] : []),
      // First of all where only its title was said.
      ...(isOpen && sight.mayComplete
        ? [completeButton(bottleneck, locale, bottleneck.happens ? undefined : 'primary')]
        : []),
      ...(isOpen && own ? [exampleButton(bottleneck, locale)] : []),
      ...(isOpen && own && !isOwn ? [unrecogniseButton(bottleneck, locale)] : []),
      ...showPoints(bottleneck),
      lineButton(t('button.all'), 'knelpunt'),
    ],
    more: [
      courseButton(bottleneck, locale),
      ...(isOpen ? [followButton(bottleneck, sight.isFollowing, locale)] : []),
      ...(mayLift ? [liftButton(bottleneck, locale)] : []),
      ...(isOpen && sight.mayMerge ? [mergeButton(bottleneck, locale)] : []),
      ...(mayWithdraw ? [withdrawButton(bottleneck, locale)] : []),
    ],
  }
}
