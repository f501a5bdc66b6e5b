// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { isSeen, type Readers } from '#/features/lobby/rules/sight.ts'
import type { PointState } from '#/features/lobby/rules/states.ts'

/** A lobby point that some words were found in, with the line that they stand in: what was found is between `marks`. */
export interface PointHit {
  readonly number: number
  readonly title: string
  readonly state: PointState
  readonly pillarName: string
  readonly municipalityName: string
  readonly movedAt: Date
  readonly isConfidential: boolean
  readonly line: string
  readonly total: number
}

export const marks = ['⟦', '⟧'] as const

const headline = `MaxFragments=1, MaxWords=24, MinWords=10, StartSel="${marks[0]}", StopSel="${marks[1]}"`

const search = statement(
  'lobby_search',
  // A word is found by its stem, and by its beginning as typed: stemming takes "plaats" and "plaatsen" for two words.
  `with word as (
     select string_agg(format('(%s | %s:*)', plainto_tsquery('dutch', w), quote_literal(lower(w))), ' & ')::tsquery as q
     from unnest($4::text[]) w where numnode(plainto_tsquery('dutch', w)) > 0
   ), asked as materialized (
     select websearch_to_tsquery('dutch', $3) || coalesce(word.q, websearch_to_tsquery('dutch', $3)) as q from word
   ), found as (
     select p.id from asked, lobby_points p where p.search @@ asked.q
     union select p.id from lobby_points p where p.dossiers @> array[$3::text]
   ), hit as (
     select p.id, p.number, asked.q, ts_rank_cd(p.search, asked.q) as rank from asked, found join lobby_points p on p.id = found.id where ${isSeen('p', '$1', '$2')}
   ), page as (
     select *, count(*) over ()::int as total from hit order by rank desc, number desc limit $5::int offset $6::int
   )
   select p.number, p.title, p.state, l.name as "pillarName", m.name as "municipalityName", p.moved_at as "movedAt",
     p.is_confidential as "isConfidential", page.total,
     ts_headline('dutch', concat_ws(' ', p.ask, p.problem, p.why_midsized, p.evidence), page.q, '${headline}') as line
   from page join lobby_points p on p.id = page.id join pillars l on l.id = p.pillar_id join municipalities m on m.id = p.municipality_id
   order by page.rank desc, p.number desc`,
)

/** The words by themselves; none where they are quoted, or left out with a minus: then it is just what they say. */
const wordsIn = (typed: string): readonly string[] =>
  /"|(^|\s)-/.test(typed) ? [] : (typed.match(/[\p{L}\p{N}]+/gu) ?? [])

/** Searches titles, texts, evidence and dossier numbers of all points that someone may see, of now and of before, the nearest first [F89] [F90]. */
export const searchPoints = (
  db: Db,
  readers: Readers,
  today: string,
  typed: string,
  page: { readonly size: number; readonly from: number },
): Promise<readonly PointHit[]> =>
  db.query<PointHit>(search, [readers, today, typed, wordsIn(typed), page.size, page.from])
