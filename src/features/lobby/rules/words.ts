// SPDX-License-Identifier: EUPL-1.2

/** What was found stands between these in a line. */
export const marks = ['⟦', '⟧'] as const

const marked = `StartSel="${marks[0]}", StopSel="${marks[1]}"`
/** A text of so many characters is shown whole. */
const short = 160

/** SQL: a text, of a long one the line in which something of the query stands, or its first where nothing does; what was found is marked. */
export const lineIn = (text: string, query: string): string =>
  `ts_headline('dutch', ${text}, ${query}, case when length(${text}) > ${short} then 'MaxFragments=1, MaxWords=24, MinWords=10, ${marked}' else 'HighlightAll=true, ${marked}' end)`

/**
 * SQL: one row with the query `q` of what was typed (a parameter) and its words apart (text[]), where there are any. A word is found by its beginning as typed, and by its stem
 * where that is another: stemming takes "plaats" and "plaatsen" for two words.
 */
export const queryOf = (typed: string, words: string): string => `
  select coalesce(string_agg(case stem when beginning then beginning || ':*' else format('(%s | %s:*)', stem, beginning) end, ' & ')::tsquery,
    websearch_to_tsquery('dutch', ${typed})) as q
  from (select plainto_tsquery('dutch', w)::text as stem, quote_literal(lower(w)) as beginning from unnest(${words}::text[]) w) word where stem <> ''`

/** The words by themselves; none where they are quoted, left out with a minus, or either of two: then it is just what they say. */
export const wordsIn = (typed: string): readonly string[] =>
  /"|(^|\s)-|\sor\s/i.test(typed) ? [] : (typed.match(/[\p{L}\p{N}]+/gu) ?? [])

/** A page of what was found: `total` is how many in all, at least that many where `isMore`. */
export interface Found<Hit> {
  readonly hits: readonly Hit[]
  readonly total: number
  readonly isMore: boolean
}

type Counted<Hit> = Omit<Found<Hit>, 'hits'> & (Hit | { readonly number: null })

/** Rows that each say how many there are in all; one row without a number where the page has none. */
export function pageOf<Hit extends { readonly number: number }>(rows: readonly Counted<Hit>[]): Found<Hit> {
  const hits = rows.filter((row): row is Counted<Hit> & Hit => row.number !== null)
  return { hits, total: rows[0]?.total ?? 0, isMore: rows[0]?.isMore ?? false }
}

/** More is no search. */
const mostTyped = 200

/** What is searched, and the page of it: a number alone is searched too, so a page says that it is one. No words where nothing was typed that could be found. */
export function typedSearch(typed: string): { readonly words: string; readonly page: string } {
  const [, asked = '', page = ''] = /^(.*?)(?:\s+(?:blad|page)\s+(\d+))?$/is.exec(typed.trim()) ?? []
  const words = [...asked].slice(0, mostTyped).join('')
  return { words: /[\p{L}\p{N}]/u.test(words) ? words : '', page }
}
