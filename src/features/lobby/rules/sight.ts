// SPDX-License-Identifier: EUPL-1.2
import type { Actor } from '#/network/actor.ts'
import { holds } from '#/network/holding.ts'
import type { PersonId } from '#/network/ids.ts'

/** In whose name something is read: a person, and whoever has them act for them. Nobody: what stands where all read along. */
export type Readers = readonly PersonId[]

export const readersOf = (actor: Actor): Readers =>
  actor.person === null ? [] : [actor.person, ...actor.actsFor.map(principal => principal.person)]

export const readersFor = (person: PersonId | null): Readers => (person === null ? [] : [person])

/** SQL: whether one of `readers` (uuid[]) proposed the point `p`, is of the secretariat, or leads its pillar on a day. */
export const isInsider = (p: string, readers: string, day: string): string => `(
  ${p}.proposer_id = any(${readers}::uuid[]) or ${p}.pillar_id = any(array(
    select led.id from roles seer join pillars led on seer.kind in ('secretariat', 'deputySecretariat')
      or (seer.kind in ('chair', 'viceChair', 'pillarLead') and seer.pillar_id = led.id)
    where seer.person_id = any(${readers}::uuid[]) and ${holds('seer', `${day}::date`)})))`

/**
 * SQL: whether one of `readers` (uuid[]) may know of the point `p` on a day: a draft is its proposer's alone; what was not approved yet, or is confidential,
 * is seen by the proposer, the secretariat, and those who lead its pillar; everything else by all members [F29] [T20].
 * Which pillars they see all of is asked once a statement, and only where a point comes by that not all may see.
 */
export const isSeen = (p: string, readers: string, day: string): string => `(
  case when ${p}.state = 'draft' then ${p}.proposer_id = any(${readers}::uuid[])
    when ${p}.opened_at is not null and not ${p}.is_confidential then true
    else ${isInsider(p, readers, day)}
  end)`

/** SQL: whether `readers` (uuid[]) may know what the point `p`, which they see, came to: said while it was confidential, that is not opened with it [T20]. */
export const isResultTold = (p: string, readers: string, day: string): string => `(
  not exists (select from lobby_results told where told.point_id = ${p}.id and told.ended_at = ${p}.ended_at and told.is_confidential)
  or ${isInsider(p, readers, day)})`

/** SQL: whether what the index of the point `p` knows may be known as it is: it knows what the point came to as well. */
export const isAllKnown = (p: string, readers: string, day: string): string =>
  `(${p}.result is null or ${isResultTold(p, readers, day)})`

/** SQL: the words of the point `p` without what it came to. */
export const ownWords = (p: string): string =>
  `to_tsvector('dutch', concat_ws(' ', ${p}.title, ${p}.ask, ${p}.problem, ${p}.why_midsized, ${p}.evidence))`
