// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { contactOfficers } from '#/features/people/rules/contact-officer.ts'
import type { HomeFunction } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { domainIn } from '#/network/domain.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId, PersonId, RoleId } from '#/network/ids.ts'
import type { Municipality } from '#/network/municipalities.ts'
import type { Match } from '#/network/names.ts'
import { isPublicMail } from '#/network/public-mail.ts'
import { Refusal } from '#/network/refusal.ts'

/** Why a typed name means no municipality for certain: where something is written about it, or much is read, a name that is not quite one is asked. */
export function unrecognised(match: Match<Municipality>, words: string, field?: string): Refusal {
  const at = field === undefined ? {} : { field }
  switch (match.found) {
    case 'exact':
    case 'near':
      return new Refusal('people.nearMunicipality', { words, municipality: match.item.name }, at)
    case 'several':
      return new Refusal('people.severalMunicipalities', { words, names: match.items.map(m => m.name).join(', ') }, at)
    case 'none':
      return new Refusal('people.noMunicipality', { words }, at)
  }
}

export interface MunicipalityFacts {
  readonly officer: string | null
  readonly domains: readonly string[]
  readonly active: readonly {
    readonly pillar: string
    readonly names: readonly string[]
    readonly officials: readonly string[]
  }[]
  /** Functions that stand as stated, until someone who knows says [Klopt]. */
  readonly stated: readonly {
    readonly id: RoleId
    readonly person: PersonId
    readonly name: string
    readonly kind: HomeFunction
  }[]
}

const facts = statement(
  'municipality_facts',
  `select
     (select h.name from ${contactOfficers('$1', '$2::date')}) as officer,
     array(select domain from municipality_domains where municipality_id = $1 and kind = 'email' order by domain) as domains,
     coalesce((select json_agg(json_build_object('pillar', l.name, 'names', a.names, 'officials', a.officials) order by l.number) from (
        select s.pillar_id, json_agg(p.name order by p.name) as names, array(
            select distinct o.name from pillar_members b join people o on o.id = b.official_id
            where b.pillar_id = s.pillar_id and b.municipality_id = $1 and b.ended_at is null and b.official_state <> 'declined' order by o.name) as officials
        from pillar_members s join people p on p.id = s.person_id
        where s.municipality_id = $1 and s.ended_at is null group by s.pillar_id) a join pillars l on l.id = a.pillar_id), '[]'::json) as active,
     coalesce((select json_agg(json_build_object('id', r.id, 'person', p.id, 'name', p.name, 'kind', r.kind) order by p.name)
        from roles r join people p on p.id = r.person_id
        where r.municipality_id = $1 and r.kind in ('alderman', 'mayor', 'municipalSecretary') and r.confirmed_at is null
          and ${holds('r', '$2::date')}), '[]'::json) as stated`,
)

export async function municipalityFacts(db: Db, id: MunicipalityId, today: string): Promise<MunicipalityFacts> {
  const [row] = await db.query<MunicipalityFacts>(facts, [id, today])
  return row ?? { officer: null, domains: [], active: [], stated: [] }
}

const holder = statement(
  'domain_holder',
  `select m.name from municipality_domains d join municipalities m on m.id = d.municipality_id and (m.valid_to is null or m.valid_to >= $2::date)
   where d.domain = $1 and d.kind = 'email' order by m.id = $3 desc limit 1`,
)

const add = statement(
  'domain_add',
  `insert into municipality_domains (municipality_id, domain, kind, source) values ($1, $2, 'email', 'secretariat')
   on conflict (municipality_id, domain) do update set kind = 'email'`,
)

/** Whoever came with such an address before is looked at anew the next time. */
const lookAgain = statement(
  'domain_look_again',
  `update identities set checked_at = null where split_part(email, '@', 2) = $1`,
)

/** @throws Refusal for a municipality that has ended, with what came after it. */
export function demandPresent({ name, validTo, successor }: Municipality): void {
  if (validTo === null) return
  throw new Refusal(successor ? 'people.endedInto' : 'people.ended', { municipality: name, successor: successor ?? '' })
}

/** Adds an e-mail domain: whoever comes with such an address, from a trusted source, is known at once. @throws Refusal */
export async function addDomain(
  tx: Tx,
  municipality: Municipality,
  typed: string,
  by: ActedAs,
  today: string,
): Promise<string> {
  const domain = domainIn(typed)
  if (!domain) throw new Refusal('people.domainForm')
  if (isPublicMail(domain)) throw new Refusal('people.domainPublic', { domain })
  demandPresent(municipality)
  const [taken] = await tx.query<{ name: string }>(holder, [domain, today, municipality.id])
  if (taken) throw new Refusal('people.domainTaken', { domain, municipality: taken.name })
  await tx.query(add, [municipality.id, domain])
  await tx.query(lookAgain, [domain])
  audit(tx, { action: 'domain.added', subject: { kind: 'municipality', id: municipality.id }, by, new: { domain } })
  return domain
}

const end = statement(
  'domain_end',
  `update municipality_domains set kind = 'website' where municipality_id = $1 and domain = $2 and kind = 'email' returning domain`,
)

/** Ends an e-mail domain: from now on it is only a guess where someone with such an address belongs. Who came by it stays who they are. @throws Refusal where it is none of theirs. */
export async function endDomain(tx: Tx, municipality: Municipality, typed: string, by: ActedAs): Promise<string> {
  const domain = domainIn(typed)
  if (!domain) throw new Refusal('people.domainForm')
  const [ended] = await tx.query<{ domain: string }>(end, [municipality.id, domain])
  if (!ended) throw new Refusal('people.domainNone', { domain, municipality: municipality.name })
  audit(tx, { action: 'domain.ended', subject: { kind: 'municipality', id: municipality.id }, by, old: { domain } })
  return domain
}

const ownerOf = statement(
  'domain_owner',
  `select coalesce(s.name, m.name) as municipality, d.kind = 'email' and s.id is null as "isKnown"
   from municipality_domains d join municipalities m on m.id = d.municipality_id
   left join municipalities s on s.id = m.successor_id and m.valid_to < $2::date
   where d.domain = $1 order by 2 desc limit 1`,
)

/** The municipality of which a domain is known, or (a website's, or one that ended before) seems to be: a guess for the secretariat, never a right. */
export const domainOwner = async (
  db: Db,
  domain: string,
  today: string,
): Promise<{ readonly municipality: string; readonly isKnown: boolean } | null> =>
  (await db.query<{ municipality: string; isKnown: boolean }>(ownerOf, [domain, today]))[0] ?? null
