// SPDX-License-Identifier: EUPL-1.2
// What one line of a digest says is so.
import { dayOf, momentOf, nearDayOf, periodOf } from '#/chat/dates.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { briefly, listed } from '#/chat/words.ts'
import type { FactsOf, Item } from '#/features/digests/rules/item.ts'
import type { Names } from '#/features/digests/rules/names.ts'
import type { RoundPoints } from '#/features/digests/rules/round-points.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { saysWhatItIs } from '#/features/vng/rules/committees.ts'
import { assertNever } from '#/network/refusal.ts'

/** In which language and at which moment a line is drawn, and who and what it may name. */
export interface Drawing {
  readonly locale: Locale
  readonly zone: string
  readonly now: Date
  readonly names: Names
  readonly rounds: RoundPoints
}

function newPointLine({ supporters, by }: FactsOf<'point'>, name: { readonly text: Text }, locale: Locale): Text {
  const t = digestTexts.in(locale)
  if (supporters === 0) return t('line.point.newAlone', { name })
  return supporters === 1 && by
    ? t('line.point.newBy', { name, municipality: by })
    : t('line.point.new', { name, count: supporters })
}

function pointLine(facts: FactsOf<'point'>, { locale, now }: Drawing): Text {
  const t = digestTexts.in(locale)
  const { turn, added, supporters, by, placed } = facts
  const name = { text: t('line.pointName', { number: facts.number, title: facts.title }) }
  switch (turn) {
    case 'new':
      return newPointLine(facts, name, locale)
    case 'support':
      return added === 1 && by
        ? t('line.point.supportBy', { name, municipality: by, supporters })
        : t('line.point.support', { name, count: added, supporters })
    case 'placed':
      return t('line.point.placed', {
        name,
        target: placed?.target ?? '',
        on: placed ? nearDayOf(placed.on, now, locale) : '',
      })
    case 'achieved':
    case 'partly':
    case 'notAchieved':
    case 'withdrawn':
      return t(`line.point.${turn}`, { name })
    default:
      return assertNever(turn)
  }
}

const longestAbout = 160

/** What something is about, on one line that ends as a sentence does. */
function sentence(words: string): string {
  const line = briefly(words.trim().replace(/\s+/g, ' '), longestAbout)
  return /[.?!…]$/.test(line) ? line : `${line}.`
}

/** "Commissie Financiën": a pillar may have its name as well. */
const committeeOf = (name: string, locale: Locale) =>
  saysWhatItIs(name) ? name : { text: digestTexts.in(locale)('line.committeeName', { name }) }

function reportLine(
  { committee: name, said, title, meetingAt, inputUntil }: FactsOf<'report'>,
  author: string,
  { locale, zone, now }: Drawing,
): Text {
  const t = digestTexts.in(locale)
  const committee = committeeOf(name, locale)
  const on = meetingAt && dayOf(new Date(meetingAt), locale, zone)
  const about = {
    committee: on ? { text: t('line.committeeOn', { committee, on }) } : committee,
    title: sentence(title),
  }
  const by = said === 'before' ? 'line.reportBefore' : 'line.reportBy'
  const line = { text: author ? t(by, { ...about, author }) : t('line.report', about) }
  return inputUntil !== null && new Date(inputUntil) > now
    ? t(said === 'before' ? 'line.beforeInput' : 'line.reportInput', {
        line,
        until: momentOf(new Date(inputUntil), locale, zone),
      })
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
    text: about ? t('line.committeeAbout', { ...meets, about: sentence(about) }) : t('line.committee', meets),
  }
  if (count === 0) return t('line.noSeat', { line })
  if (new Date(inputUntil) <= now) return t('line.seats', { line, seats, count })
  return t('line.inputAt', { line, until: momentOf(new Date(inputUntil), locale, zone), seats, count })
}

/** "Zeist of online"; null where no place is known. */
function whereOf(
  { place, isOnSite, isOnline }: FactsOf<'meeting'>,
  locale: Locale,
): { readonly text: Text } | string | null {
  const t = digestTexts.in(locale)
  if (!isOnSite) return { text: t('line.online') }
  return place && isOnline ? { text: t('line.orOnline', { place }) } : place
}

function meetingLine(facts: FactsOf<'meeting'>, { locale, zone, now }: Drawing): Text {
  const t = digestTexts.in(locale)
  const { title, about, startsAt, endsAt, registerUntil } = facts
  const met = { title, when: periodOf(new Date(startsAt), new Date(endsAt), locale, zone) }
  const where = whereOf(facts, locale)
  const meets = where ? t('line.meetingIn', { ...met, where }) : t('line.meeting', met)
  const line = { text: about ? t('line.meetingAbout', { line: { text: meets }, about: sentence(about) }) : meets }
  return new Date(registerUntil) > now
    ? t('line.register', { line, until: momentOf(new Date(registerUntil), locale, zone) })
    : t('line.registerOver', { line })
}

function roundLine({ id, points, closesAt }: FactsOf<'round'>, { locale, zone, rounds }: Drawing): Text {
  const t = digestTexts.in(locale)
  const until = momentOf(new Date(closesAt), locale, zone)
  const named = rounds.get(id)?.map(({ number, title }) => t('line.roundPoint', { number, title })) ?? []
  return named.length > 0
    ? t('line.roundOf', { points: { text: listed(named, locale) }, count: named.length, until })
    : t('line.round', { count: points, until })
}

/** "R. Kok (Tiel)". */
export const calledIn = ({
  name,
  municipality,
}: {
  readonly name: string
  readonly municipality: string | null
}): string => (municipality ? `${name} (${municipality})` : name)

/** What is so, for whoever reads it. */
export function lineOf({ key, facts }: Item, drawing: Drawing): Text {
  const { locale, names } = drawing
  const named = names.get(key) ?? []
  const people = listed(named.map(calledIn), locale)
  switch (facts.kind) {
    case 'report':
      return reportLine(facts, people, drawing)
    case 'committee':
      return committeeLine(facts, people, named.length, drawing)
    case 'point':
      return pointLine(facts, drawing)
    case 'meeting':
      return meetingLine(facts, drawing)
    case 'round':
      return roundLine(facts, drawing)
    case 'bottleneck':
      return digestTexts.in(locale)('line.bottleneck', {
        title: sentence(facts.title),
        municipality: facts.municipality,
      })
    default:
      return assertNever(facts)
  }
}
