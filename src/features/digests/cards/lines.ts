// SPDX-License-Identifier: EUPL-1.2
// One line of a digest: what is so, and what the reader can do about it [F54].
import type { Button, Card } from '#/chat/card.ts'
import { dayOf, momentOf, periodOf, plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly, listed } from '#/chat/words.ts'
import type { FactsOf, Item } from '#/features/digests/rules/item.ts'
import type { Names } from '#/features/digests/rules/names.ts'
import type { Own } from '#/features/digests/rules/own.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { saysWhatItIs } from '#/features/vng/rules/committees.ts'
import { assertNever } from '#/network/refusal.ts'

/** How a line is read: in which language, and at which moment; `own` where one person reads it alone. */
export interface Reading {
  readonly locale: Locale
  readonly zone: string
  readonly now: Date
  readonly own: Own | null
  readonly names: Names
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

type Drawing = Pick<Reading, 'locale' | 'zone' | 'now' | 'names'>

const longestAbout = 160

/** "Commissie Financiën": a pillar may have its name as well. */
const committeeOf = (name: string, locale: Locale) =>
  saysWhatItIs(name) ? name : { text: digestTexts.in(locale)('line.committeeName', { name }) }

function reportLine(
  { committee: name, said, title, inputUntil }: FactsOf<'report'>,
  author: string,
  { locale, zone, now }: Drawing,
): Text {
  const t = digestTexts.in(locale)
  const about = { committee: committeeOf(name, locale), title }
  const by = said === 'before' ? 'line.reportBefore' : 'line.reportBy'
  const line = { text: author ? t(by, { ...about, author }) : t('line.report', about) }
  return inputUntil !== null && new Date(inputUntil) > now
    ? t('line.reportInput', { line, until: momentOf(new Date(inputUntil), locale, zone) })
    : line.text
}

function committeeLine(
  facts: FactsOf<'committee'>,
  seats: string,
  count: number,
  { locale, zone, now }: Drawing,
): Text {
  const t = digestTexts.in(locale)
  const { committee, about, startsAt, inputUntil } = facts
  const meets = { committee: committeeOf(committee, locale), at: dayOf(new Date(startsAt), locale, zone) }
  const line = {
    text: about
      ? t('line.committeeAbout', { ...meets, about: briefly(about, longestAbout) })
      : t('line.committee', meets),
  }
  if (count === 0) return t('line.noSeat', { line })
  if (new Date(inputUntil) <= now) return t('line.seats', { line, seats, count })
  return t('line.inputAt', { line, until: momentOf(new Date(inputUntil), locale, zone), seats })
}

/** What is so, for whoever reads it. */
export function lineOf({ key, facts }: Item, reading: Drawing): Text {
  const { locale, zone, names } = reading
  const t = digestTexts.in(locale)
  const people = listed(
    (names.get(key) ?? []).map(({ name, municipality }) => (municipality ? `${name} (${municipality})` : name)),
    locale,
  )
  switch (facts.kind) {
    case 'report':
      return reportLine(facts, people, reading)
    case 'committee':
      return committeeLine(facts, people, names.get(key)?.length ?? 0, reading)
    case 'point':
      return pointLine(facts, locale)
    case 'meeting': {
      const { title, startsAt, endsAt, registerUntil } = facts
      const met = { title, when: periodOf(new Date(startsAt), new Date(endsAt), locale, zone) }
      return new Date(registerUntil) > reading.now
        ? t('line.meeting', { ...met, until: momentOf(new Date(registerUntil), locale, zone) })
        : t('line.meetingClosed', met)
    }
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

/** What the reader can do about it. */
function actOf(item: Item, { locale, now, names, own }: Reading): Button {
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
      // Where nobody of us sits, there is nobody to give it to.
      return isOpen(item, now) && names.get(item.key)?.length
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

/** How it stands for one reader; null where there is nothing to ask of them. */
function ownOf(item: Item, { locale, now, own }: Reading): Text | null {
  if (!own || own.theirs.has(item.key) || !isOpen(item, now)) return null
  const { kind } = item.facts
  const did = own.done.get(item.key) ?? 'open'
  const t = digestTexts.in(locale)
  if (kind === 'meeting') return t(`own.meeting.${did as 'open' | 'registered' | 'waiting' | 'offered'}`)
  if (kind === 'report' || kind === 'committee') return did === 'done' ? t('own.input') : null
  const { municipality } = own
  if (municipality === null) return null
  if (kind === 'point') return t(`own.point.${did as 'open' | 'support' | 'reservation'}`, { municipality })
  return t(`own.${kind}.${did as 'open' | 'done'}`, { municipality })
}

const numberedLine = (item: Item, number: number, reading: Reading): Text => {
  const t = digestTexts.in(reading.locale)
  const line = { text: lineOf(item, reading) }
  const own = ownOf(item, reading)
  return t('line.numbered', { number, line: own ? { text: t('line.withOwn', { line, own: { text: own } }) } : line })
}

/** Whether there is nothing left to ask of its reader: they did it, or it is their own. A place that is offered waits for them to choose; what is over is only read. */
function isSettledFor(item: Item, { own, now }: Reading): boolean {
  if (own === null) return false
  const did = own.done.get(item.key)
  return own.theirs.has(item.key) || (did !== undefined && did !== 'offered' && isOpen(item, now))
}

/** Some lines of a digest from the one at `from` on, each with what its reader can do; what they did is not asked again. */
export const actingLines = (items: readonly Item[], from: number, reading: Reading): Lines =>
  items.map((item, i) => ({
    text: numberedLine(item, from + i + 1, reading),
    ...(!isSettledFor(item, reading) && { accessory: actOf(item, reading) }),
  }))

/** The same to be read alone. */
export const plainLines = (items: readonly Item[], from: number, reading: Reading): Lines =>
  items.map((item, i) => ({ text: numberedLine(item, from + i + 1, reading) }))
