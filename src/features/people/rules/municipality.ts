// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { domainIn } from '#/network/domain.ts'
import type { MunicipalityId } from '#/network/ids.ts'
import type { Municipality } from '#/network/municipalities.ts'
import { Refusal } from '#/network/refusal.ts'

export interface MunicipalityFacts {
  readonly officer: string | null
  readonly domains: readonly string[]
  readonly active: readonly { readonly pillar: string; readonly names: readonly string[] }[]
}

const facts = statement(
  'municipality_facts',
  `select
     (select p.name from roles r join people p on p.id = r.person_id where r.kind = 'contactOfficer' and r.municipality_id = $1
        and r.starts_on <= $2::date and (r.ends_on is null or r.ends_on > $2::date)) as officer,
     array(select domain from municipality_domains where municipality_id = $1 and kind = 'email' order by domain) as domains,
     coalesce((select json_agg(json_build_object('pillar', l.name, 'names', a.names) order by l.number) from (
        select s.pillar_id, json_agg(p.name order by p.name) as names from pillar_members s join people p on p.id = s.person_id
        where s.municipality_id = $1 and s.ended_at is null group by s.pillar_id) a join pillars l on l.id = a.pillar_id), '[]'::json) as active`,
)

export async function municipalityFacts(db: Db, id: MunicipalityId, today: string): Promise<MunicipalityFacts> {
  const [row] = await db.query<MunicipalityFacts>(facts, [id, today])
  return row ?? { officer: null, domains: [], active: [] }
}

const holder = statement(
  'domain_holder',
  `select m.name from municipality_domains d join municipalities m on m.id = d.municipality_id where d.domain = $1 and d.kind = 'email' limit 1`,
)

const add = statement(
  'domain_add',
  `insert into municipality_domains (municipality_id, domain, kind, source) values ($1, $2, 'email', 'secretariat')
   on conflict (municipality_id, domain) do update set kind = 'email'`,
)

/** Adds an e-mail domain: whoever comes with such an address, from a trusted source, is known at once. @throws Refusal */
export async function addDomain(tx: Tx, municipality: Municipality, typed: string, by: ActedAs): Promise<string> {
  const domain = domainIn(typed)
  if (!domain) throw new Refusal('people.domainForm')
  const [taken] = await tx.query<{ name: string }>(holder, [domain])
  if (taken) throw new Refusal('people.domainTaken', { domain, municipality: taken.name })
  await tx.query(add, [municipality.id, domain])
  audit(tx, { action: 'domain.added', subject: { kind: 'municipality', id: municipality.id }, by, new: { domain } })
  return domain
}

const websites = statement(
  'domain_website',
  `select m.name, d.kind from municipality_domains d join municipalities m on m.id = d.municipality_id where d.domain = $1 limit 1`,
)

/** The municipality whose website has this domain: a guess for the secretariat, never a right. */
export const websiteOf = async (db: Db, domain: string): Promise<string | null> =>
  (await db.query<{ name: string }>(websites, [domain]))[0]?.name ?? null
