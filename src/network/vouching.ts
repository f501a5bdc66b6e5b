// SPDX-License-Identifier: EUPL-1.2
import { holds } from '#/network/holding.ts'

/**
 * SQL: whether the source `s` vouches for its account `i`. It is admitted, the account is no bot and not deactivated, and outside the host it is that of a full member
 * with an address in a domain that the source is trusted for; a guest of the host counts by an address alone [T04] [T06].
 */
export const vouched = `(s.state = 'admitted' and not i.is_bot and not i.is_deactivated and case when s.is_host then not (i.is_guest and i.email is null) else not i.is_guest and exists (
  select from source_domains t where t.source_id = s.id and t.domain = split_part(lower(i.email), '@', 2)) end)`

/**
 * SQL: whether an account `i` still speaks for the person `p` it is tied to, on the day in `day`: a municipality that is a member that day, and an address in one of its domains,
 * or a function there that was confirmed once. Someone without a municipality is known by the very address.
 * `offset 0` keeps the planner from reading and hashing all memberships and municipalities at every single run.
 */
export const belongs = (
  day: string,
): string => `(case when p.municipality_id is null then p.email is not distinct from lower(i.email) else
  exists (select from memberships n join municipalities u on u.id = n.municipality_id and (u.valid_to is null or u.valid_to >= ${day})
    where n.municipality_id = p.municipality_id and ${holds('n', day)} offset 0)
  and (exists (select from municipality_domains d
      where d.municipality_id = p.municipality_id and d.domain = split_part(lower(i.email), '@', 2) and d.kind = 'email')
    or exists (select from roles k where k.person_id = p.id and k.municipality_id = p.municipality_id and k.confirmed_at is not null)) end)`

/** SQL: whether someone can act at all on the day in `day`: some account still speaks for them. `person` is an id, which stands apart, so that a name in it means what it means outside. */
export const canAct = (person: string, day: string): string =>
  `exists (select from (select ${person} as id) who join identities i on i.person_id = who.id join sources s on s.id = i.source_id join people p on p.id = i.person_id
    where ${vouched} and ${belongs(day)})`
