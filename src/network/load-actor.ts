// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { gathering } from '#/database/gathering.ts'
import {
  type Actor,
  type HeldFunction,
  type HeldRole,
  isFunction,
  isLeadingRole,
  type Principal,
} from '#/network/actor.ts'
import { holds } from '#/network/holding.ts'
import type { IdentityId, MunicipalityId, PersonId, PillarId, RoleId, SourceId } from '#/network/ids.ts'
import { belongs, canAct, vouched } from '#/network/vouching.ts'

/** An account: platform, own workspace or tenant, user id [T05]. */
export interface AccountKey {
  readonly platform: string
  readonly workspace: string
  readonly user: string
}

const rolesOf = (person: string, day: string) => `coalesce((
      select json_agg(json_build_object('id', r.id, 'kind', r.kind, 'confirmed', r.confirmed_at is not null, 'pillar', r.pillar_id, 'municipality', r.municipality_id))
      from roles r where r.person_id = ${person}.id and ${holds('r', day)}
    ), '[]'::json)`

const substitutes = (person: string, day: string) =>
  `substitutions v where v.substitute_id = ${person} and v.starts_on <= ${day} and v.ends_on > ${day}`

/** One row brings who it is and what may be done today. A person speaks through an account only while its source vouches for it, and its address belongs to them [T04] [T06]. `account` is SQL for its platform, workspace and user. */
const actorSql = (account: readonly [string, string, string], day: string, also = '') => `
  select i.id as identity, i.name as account_name, i.email, i.checked_at, i.active_at, i.locale as account_locale,
    exists (select from identities o where o.person_id = i.person_id and o.id <> i.id and o.active_at >= i.active_at) or i.unreached_at is not null as is_news,
    s.id as source, s.is_host, s.state, ${vouched} as vouched, case when ${vouched} then i.person_id end as owner,
    p.id as person, p.name as person_name, p.locale as person_locale, m.id as municipality, m.name as municipality_name,
    ${rolesOf('p', day)} as roles, exists (select from ${substitutes('p.id', day)}) as is_substitute${also}
  from sources s
  join identities i on i.source_id = s.id and i.user_id = ${account[2]}
  left join people p on p.id = i.person_id and ${vouched} and ${belongs(day)}
  left join municipalities m on m.id = p.municipality_id
  where s.platform = ${account[0]} and s.external_id = ${account[1]}`

/** Asked only for a substitute: it would be a quarter of what it takes to know who anyone is. Who can act no more has nobody act for them either. */
const principals = statement(
  'principals',
  `select q.id as person, q.name, u.id as municipality, u.name as municipality_name, ${rolesOf('q', '$2::date')} as roles
   from people q join (select v.person_id, v.starts_on from ${substitutes('$1::uuid', '$2::date')}) v on v.person_id = q.id
   left join municipalities u on u.id = q.municipality_id
   where ${canAct('q.id', '$2::date')}
   order by v.starts_on`,
)

/**
 * `offset 0` has the accounts looked up one by one by their keys, however many ask. They come as JSON: of an array the planner counts what is in it,
 * and would plan this anew each time, which takes ten times as long as it runs.
 */
const read = statement(
  'actors',
  `select a.nth, k.* from jsonb_to_recordset($1::jsonb) as a(nth int, platform text, workspace text, "user" text)
   cross join lateral (${actorSql(['a.platform', 'a.workspace', 'a."user"'], '$2::date')} offset 0) k`,
)
const claim = statement(
  'claim',
  `with claimed as (insert into turns (key) values ($5) returning key) ${actorSql(['$1', '$2', '$3'], '$4::date', ', (select key from claimed) as key')}`,
)

interface RoleRow {
  readonly id: RoleId
  readonly kind: string
  readonly confirmed: boolean
  readonly pillar: PillarId | null
  readonly municipality: MunicipalityId | null
}

interface Row {
  readonly identity: IdentityId
  readonly account_name: string
  readonly email: string | null
  readonly checked_at: Date | null
  readonly active_at: Date | null
  readonly is_news: boolean
  readonly account_locale: string | null
  readonly source: SourceId
  readonly is_host: boolean
  readonly state: 'asleep' | 'admitted' | 'refused'
  readonly vouched: boolean
  readonly owner: PersonId | null
  readonly person: PersonId | null
  readonly person_name: string | null
  readonly person_locale: string | null
  readonly municipality: MunicipalityId | null
  readonly municipality_name: string | null
  readonly roles: readonly RoleRow[]
  readonly is_substitute: boolean
}

interface PrincipalRow {
  readonly person: PersonId
  readonly name: string
  readonly municipality: MunicipalityId | null
  readonly municipality_name: string | null
  readonly roles: readonly RoleRow[]
}

/** `checkedAt` is when the platform's profile was last asked, `activeAt` when this account last spoke; both are kept roughly. `isNews`: that it speaks is worth noting, since their person spoke through another one last, or it could not be reached. */
export interface Known {
  readonly actor: Actor
  readonly checkedAt: Date | null
  readonly activeAt: Date | null
  readonly isNews: boolean
}

const localeOf = (text: string | null): 'nl' | 'en' | null => (text === 'nl' || text === 'en' ? text : null)

const functionIn = (held: readonly RoleRow[]): HeldFunction | null =>
  held.flatMap(({ id, kind, confirmed }) => (isFunction(kind) ? [{ id, kind, confirmed }] : []))[0] ?? null

const leadingIn = (held: readonly RoleRow[]): readonly HeldRole[] =>
  held.flatMap(({ kind, pillar, municipality }) => (isLeadingRole(kind) ? [{ kind, pillar, municipality }] : []))

const placeOf = (id: MunicipalityId | null, name: string | null) => (id && name ? { id, name } : null)

async function principalsOf(db: Db, substitute: PersonId, today: string): Promise<readonly Principal[]> {
  const rows = await db.query<PrincipalRow>(principals, [substitute, today])
  return rows.map(({ person, name, municipality, municipality_name, roles: held }) => ({
    person,
    name,
    municipality: placeOf(municipality, municipality_name),
    function: functionIn(held),
    roles: leadingIn(held),
  }))
}

async function known(db: Db, today: string, r: Row | undefined): Promise<Known | null> {
  if (!r) return null
  return {
    actor: {
      identity: r.identity,
      source: { id: r.source, isHost: r.is_host, state: r.state, vouches: r.vouched },
      person: r.person,
      owner: r.owner,
      name: r.person_name ?? r.account_name,
      email: r.email,
      municipality: placeOf(r.municipality, r.municipality_name),
      function: functionIn(r.roles),
      roles: leadingIn(r.roles),
      actsFor: r.person && r.is_substitute ? await principalsOf(db, r.person, today) : [],
      locale: localeOf(r.person_locale) ?? localeOf(r.account_locale),
    },
    checkedAt: r.checked_at,
    activeAt: r.active_at,
    isNews: r.is_news,
  }
}

async function readAll(db: Db, today: string, accounts: readonly AccountKey[]): Promise<readonly (Row | undefined)[]> {
  const asked = accounts.map(({ platform, workspace, user }, nth) => ({ nth, platform, workspace, user }))
  const found = await db.query<Row & { nth: number }>(read, [JSON.stringify(asked), today])
  const byNth = new Map(found.map(each => [each.nth, each]))
  return accounts.map((_, nth) => byNth.get(nth))
}

/** It waits for no lock: where it lasts, its connection is to blame. */
const patienceMs = 200
const readTogether = gathering(readAll, today => today, patienceMs)

/** Who speaks, with the rights of `today` (`2027-02-03`); null for an account that was never seen. */
export const loadActor = async (db: Db, account: AccountKey, today: string): Promise<Known | null> =>
  known(db, today, await readTogether(db, today, account))

/** The same as a writing turn's first statement, which also claims its key. @throws a unique violation on `turns_pkey` when the key was claimed before [T03]. */
export const claimTurn = async (tx: Tx, account: AccountKey, today: string, key: string): Promise<Known | null> =>
  known(tx, today, (await tx.query<Row>(claim, [account.platform, account.workspace, account.user, today, key]))[0])
