// SPDX-License-Identifier: EUPL-1.2

/** Say nothing of what something is about: they stand in the title of very different things. */
const commonplace = new Set(
  'gemeente gemeenten gemeentelijk gemeentelijke middelgroot middelgrote nederland weinig veel meer minder geen niet voor door over naar naast tussen onze deze zijn wordt worden heeft hebben moet moeten maak maken geef houd zorg punt punten knelpunt lobbypunt tekort probleem problemen'.split(
    ' ',
  ),
)

/** The words of a title that say what it is about, at most eight: letters and digits alone. */
export const tellingWords = (title: string): readonly string[] =>
  [...new Set(title.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])]
    .filter(word => !commonplace.has(word))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 8)

/** So many letters at the beginning of a long word are enough to look at what has it: "jeugdartsen" finds "jeugdzorg". */
const stem = 5

/** What finds candidates by an index: the words in Dutch, and the beginnings of those words in titles. */
export const sought = (words: readonly string[]): { readonly query: string; readonly beginnings: string } => ({
  query: words.join(' | '),
  beginnings: `\\m(${words.map(word => word.slice(0, word.length > stem + 1 ? stem : word.length)).join('|')})`,
})

/** SQL: whether the row `t` may be like what is sought, by its indexes; `query` and `beginnings` are parameters. */
export const mayBeLike = (t: string, query: string, beginnings: string): string =>
  `(${t}.search @@ to_tsquery('dutch', ${query}) or lower(${t}.title) ~ ${beginnings})`

/** SQL: how alike the row `t` is to the words (a parameter), from 0 to 1: long words count for more; a word that stands in its texts counts whole, one that is like a word of its title in part. */
export const likeness = (t: string, words: string): string =>
  `(select sum(length(w) * case when ${t}.search @@ to_tsquery('dutch', w) then 1 else word_similarity(w, lower(${t}.title)) end) / sum(length(w)) from unnest(${words}::text[]) w)`

/** Less alike than this is something else. */
export const alike = 0.4

/** So many are shown at most. */
export const mostAlike = 3
