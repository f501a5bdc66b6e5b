// SPDX-License-Identifier: EUPL-1.2
import { plainDayOf } from '#/chat/dates.ts'
import { plain } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Cell } from '#/documents/document.ts'
import { courseLines, type Names } from '#/features/lobby/cards/course.ts'
import { offerLine } from '#/features/lobby/cards/offer-lines.ts'
import type { Happened, Step } from '#/features/lobby/rules/course.ts'
import type { Life } from '#/features/lobby/rules/life.ts'
import { longestOffered } from '#/features/lobby/rules/offered.ts'
import { type Point, reservationsOf, type Standing, supportersOf } from '#/features/lobby/rules/points.ts'
import type { Kept } from '#/features/lobby/rules/wording.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { dateIn } from '#/network/calendar.ts'

/** A point with all that a file tells of it. */
export interface Told {
  readonly point: Point
  readonly steps: readonly Step[]
  readonly wordings: ReadonlyMap<number, Kept>
  readonly happened: Happened
  readonly reason: string | null
  readonly life: Life
}

/** How a file says it. */
export interface Saying {
  readonly locale: Locale
  readonly zone: string
  readonly names: Names
}

/** What stands of a point in every kind of file, in this order; with the width of its column. */
export const columns = {
  number: 8,
  title: 40,
  state: 18,
  since: 12,
  pillar: 18,
  theme: 24,
  targets: 30,
  municipality: 18,
  proposer: 20,
  deadline: 12,
  ask: 60,
  problem: 60,
  whyMidsized: 60,
  evidence: 40,
  dossiers: 20,
  support: 18,
  supporters: 40,
  reservations: 40,
  offers: 40,
  rank: 22,
  outcome: 40,
  placements: 40,
  contacts: 44,
  result: 40,
  reason: 30,
  confidential: 14,
  course: 60,
} as const
export type Column = keyof typeof columns
export const columnNames = Object.keys(columns) as readonly Column[]

const dayOf = (at: Date, { zone }: Saying): string => dateIn(zone, at)

/** Municipalities by name, each with its own words where it gave any. */
export const standingLines = (standings: readonly Standing[]): readonly string[] =>
  standings.map(({ name, line }) => (line ? `${name}: “${line}”` : name)).toSorted((a, b) => a.localeCompare(b, 'nl'))

/** What municipalities offer to a point, whole. */
export const offersPlain = ({ point }: Told, { locale }: Saying): readonly string[] =>
  point.offers.map(one => plain(offerLine(one, longestOffered.text, locale)))

/** What happened to a point, the first step first, each with what it changed. */
export const coursePlain = ({ point, steps, wordings, happened }: Told, saying: Saying): readonly string[] =>
  courseLines(point, steps, wordings, happened, saying.names, saying.locale, at =>
    plainDayOf(dayOf(at, saying), saying.locale),
  ).map(({ said, changes }) => [said, ...changes].map(plain).join('; '))

const said = (at: Date, saying: Saying): string => plainDayOf(dayOf(at, saying), saying.locale)

/** A point's place in each round of its pillar, with what was decided upon it. */
export function rankLines({ life }: Told, saying: Saying): readonly string[] {
  const t = lobbyTexts.in(saying.locale)
  return life.ranks.map(({ place, points, question, outcome, at }) =>
    plain(
      t(outcome ? 'told.rankOutcome' : 'told.rank', {
        place,
        points,
        question,
        at: said(at, saying),
        outcome: outcome ?? '',
      }),
    ),
  )
}

/** Where a point was put on an agenda, when and by whom. */
export function placementPlain({ life }: Told, { locale }: Saying): readonly string[] {
  const t = lobbyTexts.in(locale)
  return life.placements.map(({ targetName, occasion, placedOn, spokesperson, motionBy }) =>
    [
      t('told.placed', { target: targetName, occasion, day: plainDayOf(placedOn, locale), spokesperson }),
      ...(motionBy
        ? [t(motionBy.isOver ? 'told.motionOver' : 'told.motion', { day: plainDayOf(motionBy.day, locale) })]
        : []),
    ]
      .map(plain)
      .join('; '),
  )
}

/** With whom a point was talked about, and when it is next; none for who may not read that. */
export const contactLines = ({ life }: Told, saying: Saying): readonly string[] => [
  ...(life.next
    ? [plain(lobbyTexts.in(saying.locale)('told.next', { day: plainDayOf(life.next, saying.locale) }))]
    : []),
  ...life.contacts.map(({ text, by, at }) => [said(at, saying), ...(by ? [by] : [])].join(', ').concat(`: ${text}`)),
]

/** What a point came to, and where that is to be read. */
export const resultText = ({ result, resultLink }: Point): string => [result ?? [], resultLink ?? []].flat().join('\n')

/** What stands in each column. */
export function cellsOf(told: Told, saying: Saying): Readonly<Record<Column, Cell>> {
  const { point } = told
  const t = lobbyTexts.in(saying.locale)
  return {
    number: point.number,
    title: point.title,
    state: t(`state.word.${point.state}`),
    since: { day: dayOf(point.openedAt && point.state === 'gathering' ? point.openedAt : point.stateAt, saying) },
    pillar: point.pillarName,
    theme: point.themeName,
    targets: point.targets.map(({ name }) => name).join('; '),
    municipality: point.municipalityName,
    proposer: point.proposerName,
    deadline: point.deadline && { day: point.deadline },
    ask: point.ask,
    problem: point.problem,
    whyMidsized: point.whyMidsized,
    evidence: point.evidence,
    dossiers: point.dossiers.join('; '),
    support: supportersOf(point).length,
    supporters: standingLines(supportersOf(point)).join('\n'),
    reservations: standingLines(reservationsOf(point)).join('\n'),
    offers: offersPlain(told, saying).join('\n'),
    rank: told.life.ranks[0]?.place ?? null,
    outcome: told.life.ranks[0]?.outcome ?? null,
    placements: placementPlain(told, saying).join('\n'),
    contacts: contactLines(told, saying).join('\n'),
    result: resultText(point),
    reason: told.reason,
    confidential: t(point.isConfidential ? 'file.yes' : 'file.no'),
    course: coursePlain(told, saying).join('\n'),
  }
}

/** A cell where it stands in a text; empty for none. */
export function cellText(cell: Cell, locale: Locale): string {
  if (cell === null) return ''
  return typeof cell === 'object' ? plainDayOf(cell.day, locale) : String(cell)
}
