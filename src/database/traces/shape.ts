// SPDX-License-Identifier: EUPL-1.2

/** What forgetting does to the rows of a table, in SQL over the row `t` and the one row `who` of `tracing.ts`. */
export type Step =
  | { readonly does: 'deletes'; readonly where: string }
  | { readonly does: 'empties'; readonly set: string; readonly where: string }

/** Where a table holds traces of a person. Every table of the catalogue has this; null: it can hold none. */
export interface Traces {
  /** Rows that are about them: shown to them whole, as what `shows` makes of it. */
  readonly about: string
  readonly shows?: string
  /** Rows of others in which they had a part, with what of it is theirs to see. */
  readonly part?: { readonly where: string; readonly shows: string }
  readonly forget: readonly Step[]
}

/** Whether a JSON column holds the id of the person or of something of theirs. */
export const mentions = (column: string): string =>
  `exists (select from jsonb_path_query(t.${column}, '$.**') one where one #>> '{}' = any(who.things))`

/** Whether a column holds what they are called by, whatever stands around it. Its text is made once for all that they are called by: there is much of it. */
export const names = (column: string): string =>
  `exists (select from (select lower(replace(t.${column}::text, '\\', '')) as said offset 0) whole
     where exists (select from unnest(who.phrases) phrase where strpos(whole.said, phrase) > 0))`

/** Whether the lobby point `p` is one that few may know of. */
export const isHidden = '(p.is_confidential or p.opened_at is null)'

/** Whether the report `r` of a committee is one that few may read. */
export const isHiddenReport = `(r.is_confidential or r.state <> 'published')`
