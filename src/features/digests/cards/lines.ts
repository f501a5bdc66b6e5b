// SPDX-License-Identifier: EUPL-1.2
// One line of a digest: what is so, and what the reader can do about it [F54].
import type { Button, Card } from '#/chat/card.ts'
import { dayOf, momentOf, periodOf, plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import type { FactsOf, Item } from '#/features/digests/rules/item.ts'
import type { Own } from '#/features/digests/rules/own.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { assertNever } from '#/network/refusal.ts'

/** How a line is read: in which language, and at which moment; `own` where one person reads it alone. */
export interface Reading {
  readonly locale: Locale
  readonly zone: string
  readonly now: Date
  readonly own: Own | null
}

type Lines = NonNullable<Card['items']>

function pointLine(facts: FactsOf<'point'>, locale: Locale): Text {
  const t = digestTexts.in(locale)
  const name = { text: t('line.pointName', { number: facts.number, title: facts.title }) }
  switch (facts.turn) {
    case 'new':
      return t('line.point.new', { name, count: facts.supporters })
    case 'support':
      return t('line.point.support', { name, count: facts.added, supporters: facts.supporters })
    case 'placed':
      return t('line.point.placed', {
        name,
        target: facts.placed?.target ?? '',
        on: facts.placed ? plainDayOf(facts.placed.on, locale) : '',
      })
    case 'achieved':
    case 'partly':
    case 'notAchieved':
    case 'withdrawn':
      return t(`line.point.${facts.turn}`, { name })
    default:
      return assertNever(facts.turn)
  }
}

/** What is so, for whoever reads it. */
export function lineOf({ facts }: Item, locale: Locale, zone: string): Text {
  const t = digestTexts.in(locale)
  switch (facts.kind) {
    case 'point':
      return pointLine(facts, locale)
    case 'meeting':
      return t('line.meeting', {
        title: facts.title,
        when: periodOf(new Date(facts.startsAt), new Date(facts.endsAt), locale, zone),
        until: dayOf(new Date(facts.registerUntil), locale, zone),
      })
    case 'round':
      return t('line.round', { count: facts.points, until: momentOf(new Date(facts.closesAt), locale, zone) })
    case 'bottleneck':
      return t('line.bottleneck', { number: facts.number, title: facts.title, municipality: facts.municipality })
    default:
      return assertNever(facts)
  }
}

/** Whether something can still be done about it, and asked of a reader. */
function isOpen({ facts }: Item, now: Date): boolean {
  switch (facts.kind) {
    case 'point':
      return facts.turn === 'new' || facts.turn === 'support' || facts.turn === 'placed'
    case 'meeting':
      return new Date(facts.registerUntil) > now
    case 'round':
      return new Date(facts.closesAt) > now
    case 'bottleneck':
      return true
    default:
      return assertNever(facts)
  }
}

/** What the reader can do about it. */
function actOf(item: Item, { locale, now }: Pick<Reading, 'locale' | 'now'>): Button {
  const { facts } = item
  const t = digestTexts.in(locale)
  switch (facts.kind) {
    case 'point':
      return isOpen(item, now)
        ? { does: 'press', name: 'lobby.support', label: t('act.support'), value: facts.id }
        : lineButton(t('act.course'), `lobby verloop ${facts.number}`)
    case 'meeting':
      return isOpen(item, now)
        ? lineButton(t('act.register'), `bijeenkomst inschrijven ${facts.number}`)
        : lineButton(t('act.show'), `bijeenkomst ${facts.number}`)
    case 'round':
      return { does: 'open', name: 'lobby.vote', label: t('act.vote'), value: facts.id }
    case 'bottleneck':
      return { does: 'press', name: 'bottleneck.recognise', label: t('act.recognise'), value: facts.id }
    default:
      return assertNever(facts)
  }
}

/** How it stands for one reader; null where there is nothing to ask of them. */
function ownOf(item: Item, { locale, now, own }: Reading): Text | null {
  if (!own || !isOpen(item, now)) return null
  const { kind } = item.facts
  const is = own.done.has(item.key) ? 'done' : 'open'
  const t = digestTexts.in(locale)
  if (kind === 'meeting') return t(`own.meeting.${is}`)
  return own.municipality === null ? null : t(`own.${kind}.${is}`, { municipality: own.municipality })
}

const numberedLine = (item: Item, number: number, reading: Reading): Text => {
  const t = digestTexts.in(reading.locale)
  const line = { text: lineOf(item, reading.locale, reading.zone) }
  const own = ownOf(item, reading)
  return t('line.numbered', { number, line: own ? { text: t('line.withOwn', { line, own: { text: own } }) } : line })
}

/** Some lines of a digest from the one at `from` on, each with what its reader can do; what they did is not asked again. */
export const actingLines = (items: readonly Item[], from: number, reading: Reading): Lines =>
  items.map((item, i) => ({
    text: numberedLine(item, from + i + 1, reading),
    ...(!reading.own?.done.has(item.key) && { accessory: actOf(item, reading) }),
  }))

/** The same to be read alone. */
export const plainLines = (items: readonly Item[], from: number, reading: Reading): Lines =>
  items.map((item, i) => ({ text: numberedLine(item, from + i + 1, reading) }))
