// SPDX-License-Identifier: EUPL-1.2
// The lines of a digest: what is so, how it stands for the reader, and what they can do about it [F54].
import type { Button, Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { type Drawing, lineOf } from '#/features/digests/cards/line.ts'
import { deadlineOf } from '#/features/digests/rules/deadline.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { Own } from '#/features/digests/rules/own.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { assertNever } from '#/network/refusal.ts'

/** How lines are read; `own` where one person reads them alone. */
export interface Reading extends Drawing {
  readonly own: Own | null
}

type Lines = NonNullable<Card['items']>

/** Whether something can still be done about it, and asked of a reader. */
function isOpen({ facts }: Item, now: Date): boolean {
  switch (facts.kind) {
    case 'report':
      return facts.inputUntil !== null && new Date(facts.inputUntil) > now
    case 'committee':
      return new Date(facts.inputUntil) > now
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

/** Whether something is to be done about it until a moment; where nobody of us sits, there is nobody to give input to. */
export const isPressing = (item: Item, { now, names }: Reading): boolean =>
  Number.isFinite(deadlineOf(item, now)) && (item.facts.kind !== 'committee' || Boolean(names.get(item.key)?.length))

/** What the reader can do about it. */
function actOf(item: Item, reading: Reading): Button {
  const { locale, now, own } = reading
  const { facts } = item
  const t = digestTexts.in(locale)
  switch (facts.kind) {
    case 'report':
      // Who gives input reads first what was reported.
      return lineButton(
        t(`act.${isOpen(item, now) ? 'readAndInput' : facts.said === 'before' ? 'readBefore' : 'read'}`),
        `vng ${facts.number}`,
      )
    case 'committee':
      return isPressing(item, reading)
        ? { does: 'open', name: 'vng.input', label: t('act.input'), value: `meeting.${facts.id}` }
        : lineButton(t('act.show'), 'vng vergadering')
    case 'point':
      return isOpen(item, now)
        ? { does: 'press', name: 'lobby.support', label: t('act.support'), value: facts.id }
        : lineButton(t('act.course'), `lobby verloop ${facts.number}`)
    case 'meeting':
      return isOpen(item, now) && own?.done.get(item.key) !== 'offered'
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

const stances = ['support', 'reservation'] as const
const places = ['registered', 'waiting', 'offered'] as const

/** What is asked of whoever reads it with others, where the line itself does not ask it. */
function askedOfAll({ facts }: Item, locale: Locale): Text | null {
  const t = digestTexts.in(locale)
  if (facts.kind === 'bottleneck') return t('asked.bottleneck')
  if (facts.kind !== 'point') return null
  return t(`asked.point.${facts.turn === 'placed' ? 'placed' : facts.supporters === 0 ? 'first' : 'next'}`)
}

/** How it stands for one reader, or what is asked of all; null where there is nothing to ask of them, or the line says it already. */
function ownOf(item: Item, { locale, now, own }: Reading): Text | null {
  if (own?.theirs.has(item.key) || !isOpen(item, now)) return null
  if (!own) return askedOfAll(item, locale)
  const { facts } = item
  const { municipality } = own
  const did = own.done.get(item.key)
  const t = digestTexts.in(locale)
  switch (facts.kind) {
    case 'meeting':
      return t(`own.meeting.${places.find(place => place === did) ?? 'open'}`)
    case 'report':
    case 'committee':
      return did ? t('own.input') : null
    case 'point':
      if (municipality === null || (did === 'support' && facts.by === municipality)) return null
      return t(`own.point.${stances.find(stance => stance === did) ?? 'open'}`, { municipality })
    case 'round':
    case 'bottleneck':
      return municipality === null ? null : t(`own.${facts.kind}.${did ? 'done' : 'open'}`, { municipality })
    default:
      return assertNever(facts)
  }
}

function readLine(item: Item, reading: Reading): Text {
  const line = lineOf(item, reading)
  const own = ownOf(item, reading)
  return own ? digestTexts.in(reading.locale)('line.withOwn', { line: { text: line }, own: { text: own } }) : line
}

/** "2  Gelukt: …". */
export const numberedLine = (number: number, line: Text, { locale }: Reading): Text =>
  digestTexts.in(locale)('line.numbered', { number, line: { text: line } })

/** Lines as they are read, of which the first is `from`; one that stands alone has no number. */
const readLines = (items: readonly Item[], from: number, reading: Reading) =>
  items.map((item, i) => {
    const line = readLine(item, reading)
    const isAlone = from === 0 && items.length === 1
    return { item, text: isAlone ? line : numberedLine(from + i + 1, line, reading) }
  })

/** Whether there is nothing left to ask of its reader: they did it, or it is their own. A place that is offered waits for them to choose; what is over is only read. */
function isSettledFor(item: Item, { own, now }: Reading): boolean {
  if (own === null) return false
  const did = own.done.get(item.key)
  return own.theirs.has(item.key) || (did !== undefined && did !== 'offered' && isOpen(item, now))
}

/** Some lines of a digest from the one at `from` on, each with what its reader can do; what they did is not asked again. */
export const actingLines = (items: readonly Item[], from: number, reading: Reading): Lines =>
  readLines(items, from, reading).map(({ item, text }) => ({
    text,
    ...(!isSettledFor(item, reading) && { accessory: actOf(item, reading) }),
  }))

/** The same to be read alone. */
export const plainLines = (items: readonly Item[], from: number, reading: Reading): Lines =>
  readLines(items, from, reading).map(({ text }) => ({ text }))
