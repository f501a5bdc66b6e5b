// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { type ContactSight, contactSightValues, readsContacts } from '#/features/lobby/rules/contact-sight.ts'
import { type Facet, type Known, narrowed, narrowedBy, narrowing } from '#/features/lobby/rules/filter.ts'
import { isAllKnown, isInsider, isResultTold, isSeen, ownWords, type Readers } from '#/features/lobby/rules/sight.ts'
import type { PointState } from '#/features/lobby/rules/states.ts'
import { type Found, lineIn, pageOf, queryOf, wordsIn } from '#/features/lobby/rules/words.ts'

/** Where some words stand: in what a point says itself, or in what was said around it. */
export type FoundIn =
  | 'text'
  | 'support'
  | 'reservation'
  | 'offer'
  | 'wording'
  | 'outcome'
  | 'result'
  | 'placement'
  | 'contact'

/** A lobby point that some words were found in, with the line that they stand in: what was found is between `marks`. Where they stand around the point, `who` said or was asked it, and when that was. */
export interface PointHit {
  readonly number: number
  readonly title: string
  readonly state: PointState
  readonly pillarName: string
  readonly municipalityName: string
  readonly movedAt: Date
  readonly isConfidential: boolean
  readonly foundIn: FoundIn
  readonly who: string | null
  readonly at: Date | null
  readonly line: string
}

/** So many are looked at, of each place where words may stand: a search takes as long of thousands of points as of hundreds. */
const most = 50

/** SQL: what was decided on the point `p` that its reader may know of: by its pillar upon a round, and what it came to; what was said of that while it was confidential is not opened with it. */
const decisionsOf = (p: string, readers: string, day: string): string => `
  select 'outcome' as "foundIn", o.outcome as text, o.outcome_at as at from lobby_round_points s join lobby_rounds o on o.id = s.round_id
  where s.point_id = ${p}.id and s.place is not null and o.outcome is not null
  union all
  select 'result', r.result, r.ended_at from lobby_results r
  where r.point_id = ${p}.id and (not r.is_confidential or ${isInsider(p, readers, day)})`

/** SQL: whether the words stand in what its reader may know of the point `p`. */
const isInKnown = (p: string, readers: string, day: string): string =>
  `(${isAllKnown(p, readers, day)} or ${ownWords(p)} @@ asked.q)`

/** SQL: whether so few points have it in their own texts that all of them are looked at. */
const isFew = `(select count(*) from own) <= ${most}`

/** SQL: what was said around points that their reader may know of (`seen`), by an index on `text`; not asked of a word that stands in most points anyway. */
const around =
  (seen: string) =>
  (foundIn: string, from: string, text: string, who: string, at: string, where: string): string =>
    `(select p.id, p.number, ${foundIn} as "foundIn", ${text} as text, ${who} as who, ${at} as at from asked, ${from} join lobby_points p on p.id = s.point_id
    where ${isFew} and to_tsvector('dutch', ${text}) @@ asked.q and ${where} and ${seen} limit ${most + 1})`

/** SQL: the search among points of which its reader may know, narrowed by some facets; `decided`: those alone on which something was decided, with the last of that. */
function searching(by: readonly Facet[], isDecided: boolean): string {
  const seen = [
    isSeen('p', '$1', '$2'),
    ...narrowedBy('p', 11, by),
    ...(isDecided ? [`exists (${decisionsOf('p', '$1', '$2')})`] : []),
  ].join(' and ')
  const said = around(seen)
  const found = isDecided
    ? `decided."foundIn", null as who, decided.at, decided.text`
    : `page."foundIn", page.who, page.at, coalesce(page.text, concat_ws(' ', p.ask, p.problem, p.why_midsized, p.evidence, case when ${isResultTold('p', '$1', '$2')} then p.result end)) as text`
  return `with asked as materialized (${queryOf('$3', '$4')}),
   own as materialized (
     (select p.id, p.number, ts_rank(p.search, asked.q) as rank from asked, lobby_points p
      where p.search @@ asked.q and ${isInKnown('p', '$1', '$2')} and ${seen} limit ${most + 1})
     union all
     select p.id, p.number, 0 from asked, lobby_points p where p.dossiers @> array[$3::text] and not p.search @@ asked.q and ${seen}
   ), latest as materialized (
     -- Of a word that stands in more points than are looked at, those that moved last: found by going through them from there. The operator would go through all that have it.
     select p.id, p.number, ts_rank(p.search, asked.q) as rank from asked, lobby_points p
     where not ${isFew} and ts_match_vq(p.search, asked.q) and ${isInKnown('p', '$1', '$2')} and ${seen}
     order by p.moved_at desc, p.number desc limit ${most}
   ), inside as (
     select * from latest union all select * from own where ${isFew}
   ), said as materialized (
     ${said('s.stance', 'lobby_supports s join municipalities m on m.id = s.municipality_id', 's.line', 'm.name', 's.created_at', 's.line is not null and s.ended_at is null')}
     union all ${said(`'offer'`, 'lobby_offers s join municipalities m on m.id = s.municipality_id', `s.text || ' ' || coalesce(s.source, '') || ' ' || coalesce(s.speaker, '') || ' ' || coalesce(s.speaker_role, '')`, 'm.name', 's.created_at', 's.ended_at is null')}
     union all ${said(`'wording'`, 'lobby_wordings s', `s.title || ' ' || s.ask || ' ' || s.problem || ' ' || s.why_midsized || ' ' || coalesce(s.evidence, '')`, 'null', 's.replaced_at', `(not s.is_confidential or ${isInsider('p', '$1', '$2')})`)}
     union all ${said(`'placement'`, 'lobby_placements s join lobby_targets g on g.id = s.target_id', `s.occasion || ' ' || s.spokesperson`, 'g.name', `(s.placed_on + time '12:00') at time zone 'UTC'`, 's.taken_back_at is null')}
     union all ${said(`'outcome'`, 'lobby_round_points s join lobby_rounds o on o.id = s.round_id', 'o.outcome', 'null', 'o.outcome_at', 's.place is not null and o.outcome is not null')}
     union all ${said(`'contact'`, 'lobby_contacts s left join people h on h.id = s.person_id', 's.text', 'h.name', 's.created_at', `s.taken_back_at is null and ${readsContacts('p', 7)}`)}
   ), hit as (
     select id, number, rank + 1 as rank, 'text' as "foundIn", null as text, null as who, null::timestamptz as at from inside
     union all
     select distinct on (id) id, number, 0, "foundIn", text, who, at from said where id not in (select id from inside) order by id, at desc
   ), page as (
     select * from hit order by rank desc, number desc limit $5::int offset $6::int
   ), shown as (
     select page.rank, p.number, p.title, p.state, l.name as "pillarName", m.name as "municipalityName", p.moved_at as "movedAt", p.is_confidential as "isConfidential",
       which."foundIn", which.who, which.at, ${lineIn('which.text', 'asked.q')} as line
     from asked, page join lobby_points p on p.id = page.id join pillars l on l.id = p.pillar_id join municipalities m on m.id = p.municipality_id
       cross join lateral (select ${found}${isDecided ? ` from (${decisionsOf('p', '$1', '$2')}) decided order by decided.at desc limit 1` : ''}) which
   ), counted as (
     select count(*)::int as total, not ${isFew} or exists (select from said group by "foundIn" having count(*) > ${most}) as "isMore" from hit
   )
   select counted.*, shown.* from counted left join shown on true order by shown.rank desc, shown.number desc`
}

const search = narrowed(by => statement(['lobby_search', ...by].join('_'), searching(by, false)))
const searchDecided = narrowed(by => statement(['lobby_search_decided', ...by].join('_'), searching(by, true)))

/** What a search is narrowed to; `isDecided` where decisions alone are asked for. */
export interface Narrowed {
  readonly only: readonly Known[]
  readonly isDecided: boolean
}

/**
 * Searches titles, texts, evidence, results and dossier numbers of all points that someone may see, of now and of before, and what was said around them:
 * the own words of municipalities and what they offer, earlier wordings, what its pillar decided, where it was brought, and contacts for who may read those; the nearest first [F89] [F90].
 * Where decisions are asked for, those are points of which the words speak and on which something was decided, with what that was last, and when.
 */
export async function searchPoints(
  db: Db,
  readers: Readers,
  contacts: ContactSight,
  today: string,
  typed: string,
  page: { readonly size: number; readonly from: number },
  { only, isDecided }: Narrowed = { only: [], isDecided: false },
): Promise<Found<PointHit>> {
  const { by, values } = narrowing(only)
  const asked = [readers, today, typed, wordsIn(typed), page.size, page.from, ...contactSightValues(contacts)]
  const which = isDecided ? searchDecided : search
  return pageOf<PointHit>(await db.query(which(by), [...asked, ...values]))
}
