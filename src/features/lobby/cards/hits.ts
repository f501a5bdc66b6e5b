// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { boldBetween, escapeMarkdown } from '#/chat/markdown.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { capital, roleWord } from '#/chat/words.ts'
import type { BottleneckHit } from '#/features/bottlenecks/rules/search.ts'
import type { ReportHit } from '#/features/groups/rules/search.ts'
import { narrowedWords } from '#/features/lobby/cards/agenda.ts'
import { showPoint, titleOf } from '#/features/lobby/cards/point.ts'
import type { PointHit } from '#/features/lobby/rules/search.ts'
import type { Search } from '#/features/lobby/rules/search-filters.ts'
import { type Found, marks } from '#/features/lobby/rules/words.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import type { PersonHit } from '#/features/people/rules/search.ts'
import type { CommitteeReportHit } from '#/features/vng/rules/search.ts'
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

/** A report: a theme group's, or of a committee. */
export type AnyReport = ReportHit | CommitteeReportHit

function reportItem(hit: AnyReport, locale: Locale, zone: string): Item {
  const t = lobbyTexts.in(locale)
  const at = plainDayOf(dateIn(zone, hit.at), locale)
  const line = boldBetween(hit.line, marks)
  if ('group' in hit)
    return {
      text: [
        `**${t('found.report', { group: hit.name })}**`,
        t('found.reportLine', { pillar: hit.pillarName, by: hit.by, at }),
        line,
      ].join('\n'),
      accessory: lineButton(t('button.show'), `themagroep ${hit.isPast ? 'afgerond ' : ''}${hit.group}`),
    }
  const { number, title, committeeName, by, isConfidential } = hit
  const where = t(by === null ? 'found.committeeOf' : 'found.committeeLine', {
    committee: committeeName,
    by: by ?? '',
    at,
  })
  return {
    text: [
      `**${t('found.committee', { number, title })}**`,
      isConfidential ? t('agenda.confidential', { line: { text: where } }) : where,
      line,
    ].join('\n'),
    accessory: lineButton(t('button.show'), `vng ${number}`),
  }
}

function personItem({ id, name, municipalityName, function: held }: PersonHit, locale: Locale): Item {
  const t = lobbyTexts.in(locale)
  const place = municipalityName ?? ''
  const line = held
    ? t(place ? 'found.personOf' : 'found.person', { function: capital(roleWord(held, locale)), municipality: place })
    : escapeMarkdown(place)
  return {
    text: [`**${escapeMarkdown(name)}**`, ...(line ? [line] : [])].join('\n'),
    accessory: lineButton(t('button.show'), `persoon ${id}`),
  }
}

/** What was found on a search. `isDecided`: of the points what was decided. */
export interface Hits {
  readonly points: Found<PointHit>
  readonly bottlenecks: Found<BottleneckHit>
  readonly reports: Found<AnyReport>
  readonly people: Found<PersonHit>
  readonly isDecided: boolean
}

/** What was searched: `asked` asks it again, filters and all. */
export interface Sought extends Pick<Search, 'words' | 'only'> {
  readonly asked: string
}

/** How many of each were found, and which page of all of them this is. */
function countLines(found: Hits, { page, last }: Page, locale: Locale): readonly Text[] {
  const t = lobbyTexts.in(locale)
  const kinds = ['points', 'bottlenecks', 'reports', 'people'] as const
  return [
    ...kinds.flatMap(kind => {
      const { total, isMore } = found[kind]
      const said = kind === 'points' && found.isDecided ? 'decisions' : kind
      return total === 0 ? [] : [t(isMore ? `many.${said}` : `found.${said}`, { count: total })]
    }),
    ...(last > 1 ? [t('found.page', { page, last })] : []),
  ]
}

/** What was found, a page at a time: lobby points, bottlenecks, reports, people. Where that is nothing, what to do next. */
export function hitsCard(
  found: Hits,
  page: Page,
  { words, only, asked }: Sought,
  mayPropose: boolean,
  locale: Locale,
  zone: string,
): Card {
  const { points, bottlenecks, reports, people } = found
  const t = lobbyTexts.in(locale)
  const title = t('search.title', { words })
  const agenda = lineButton(t('button.all'), 'lobby')
  const narrowed = [narrowedWords(only, locale)].filter(Boolean)
  if (points.total + bottlenecks.total + reports.total + people.total === 0) {
    const propose: Button = { does: 'open', name: 'lobby.new', label: t('button.new'), value: `title ${words}` }
    const wider = words === asked ? [] : [lineButton(t('search.wider'), `zoek ${words}`)]
    const text = [...narrowed, t(wider.length > 0 ? 'search.noneSuch' : 'search.none')].join('\n')
    return { version: 1, title, text, buttons: [...wider, agenda, ...(mayPropose ? [propose] : [])] }
  }
  return {
    version: 1,
    title,
    text: [...narrowed, countLines(found, page, locale).join(' ')].join('\n'),
    items: [
      ...points.hits.map(hit => pointItem(hit, locale, zone)),
      ...bottlenecks.hits.map(hit => bottleneckItem(hit, locale, zone)),
      ...reports.hits.map(hit => reportItem(hit, locale, zone)),
      ...people.hits.map(hit => personItem(hit, locale)),
    ],
    buttons: [
      ...(page.page < page.last ? [lineButton(t('agenda.next'), `zoek ${asked} blad ${page.page + 1}`)] : []),
      agenda,
    ],
  }
}
