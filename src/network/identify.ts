// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { audit } from '#/network/audit.ts'
import type { IdentityId, MunicipalityId, PersonId, SourceId } from '#/network/ids.ts'
import type { AccountKey } from '#/network/load-actor.ts'

/** What the platform says of an account, asked at most once a day. An address grants nothing by itself: what counts is who vouches for it. */
export interface AccountProfile {
  readonly name: string
  readonly email: string | null
  readonly isGuest: boolean
  readonly isBot: boolean
  readonly isDeactivated: boolean
  readonly locale: 'nl' | 'en' | null
  readonly workspaceName: string | null
}

/** What the first sight of an account brought that people should hear of. */
export type Arrival =
  /** A workspace or tenant that nobody admitted yet. */
  | { readonly kind: 'source'; readonly source: SourceId; readonly name: string }
  /** A second account in one source claims the address of a person who has one there already [T05]. */
  | { readonly kind: 'secondClaim'; readonly person: PersonId; readonly identity: IdentityId }

const sourceRow = statement(
  'identify_source',
  `with added as (
     insert into sources (platform, external_id, name) values ($1, $2, $3) on conflict (platform, external_id) do nothing
     returning id, is_host, state, true as is_new
   )
   select id, is_host, state, is_new from added
   union all select id, is_host, state, false from sources where platform = $1 and external_id = $2
   limit 1`,
)

const identityRow = statement(
  'identify_identity',
  `insert into identities (source_id, user_id, name, email, is_guest, is_bot, is_deactivated, locale, checked_at, active_at)
   values ($1::uuid, $2, $3, lower($4), $5, $6, $7, $8, $9::timestamptz, $9::timestamptz)
   on conflict (source_id, user_id) do update set name = excluded.name, email = excluded.email, is_guest = excluded.is_guest, is_bot = excluded.is_bot,
     is_deactivated = excluded.is_deactivated, locale = excluded.locale, checked_at = excluded.checked_at
   returning id, person_id as person`,
)

/** People with this address, and whether each has an account in this source already. Only accounts of sources that are trusted for the domain speak for the address. */
const personByEmail = statement(
  'identify_person',
  `select p.id, exists (select from identities i where i.person_id = p.id and i.source_id = $2::uuid) as has_account
   from people p
   where p.email = lower($1) and not exists (
     select from identities i join sources s on s.id = i.source_id
     where i.person_id = p.id and not (s.state = 'admitted' and (s.is_host or exists (
       select from source_domains d where d.source_id = s.id and d.domain = lower(split_part($1, '@', 2))))))
   limit 2`,
)

/** Municipalities of the network today that an address belongs to: only domains on which an address was seen, of a municipality that has not ended. */
const municipalityByDomain = statement(
  'identify_municipality',
  `select m.id from municipality_domains d
   join municipalities m on m.id = d.municipality_id and (m.valid_to is null or m.valid_to >= $2::date)
   where d.domain = lower(split_part($1, '@', 2)) and d.kind = 'email' and exists (
     select from memberships n where n.municipality_id = m.id and n.starts_on <= $2::date and (n.ends_on is null or n.ends_on > $2::date))
   limit 2`,
)

const trusted = statement(
  'identify_trusted',
  `select from source_domains where source_id = $1::uuid and domain = lower(split_part($2, '@', 2))`,
)

interface Options {
  readonly now: Date
  readonly today: string
  readonly app: string
  /** Addresses that are secretariat from the first contact: full members of the host only. */
  readonly secretariat: readonly string[]
}

/**
 * Notes what a platform says of an account and ties it to a person where it may: an address in a known domain of a source that is trusted for it.
 * Nobody gets a function here, and no leading role but the secretariat's by settings.
 */
export async function identify(
  tx: Tx,
  account: AccountKey,
  profile: AccountProfile,
  options: Options,
): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = []
  const [source] = await tx.query<{ id: SourceId; is_host: boolean; state: string; is_new: boolean }>(sourceRow, [
    account.platform,
    account.workspace,
    profile.workspaceName ?? account.workspace,
  ])
  if (!source) return arrivals
  if (source.is_new)
    arrivals.push({ kind: 'source', source: source.id, name: profile.workspaceName ?? account.workspace })
  const [identity] = await tx.query<{ id: IdentityId; person: PersonId | null }>(identityRow, [
    source.id,
    account.user,
    profile.name,
    profile.email,
    profile.isGuest,
    profile.isBot,
    profile.isDeactivated,
    profile.locale,
    options.now.toISOString(),
  ])
  if (!identity) return arrivals
  const email = profile.email?.toLowerCase() ?? null
  const speaks = source.state === 'admitted' && !profile.isBot && !profile.isDeactivated && email !== null
  const isTrusted =
    speaks && (source.is_host || (!profile.isGuest && (await tx.query(trusted, [source.id, email])).length > 0))
  if (!isTrusted || email === null) return arrivals

  const isSecretariat = source.is_host && !profile.isGuest && options.secretariat.includes(email)
  const person =
    identity.person ?? (await tie(tx, source.id, identity.id, profile.name, email, isSecretariat, options, arrivals))
  if (person && isSecretariat) await makeSecretariat(tx, person, options)
  return arrivals
}

async function tie(
  tx: Tx,
  source: SourceId,
  identity: IdentityId,
  name: string,
  email: string,
  isSecretariat: boolean,
  options: Options,
  arrivals: Arrival[],
): Promise<PersonId | null> {
  const people = await tx.query<{ id: PersonId; has_account: boolean }>(personByEmail, [email, source])
  const [same] = people
  if (same) {
    if (people.length > 1 || same.has_account) {
      arrivals.push({ kind: 'secondClaim', person: same.id, identity })
      return null
    }
    await tx.prisma.identity.update({ where: { id: identity }, data: { personId: same.id } })
    return same.id
  }
  const municipalities = await tx.query<{ id: MunicipalityId }>(municipalityByDomain, [email, options.today])
  const municipality = municipalities.length === 1 ? (municipalities[0]?.id ?? null) : null
  if (!municipality && !isSecretariat) return null
  const person = await tx.prisma.person.create({
    data: { name, email, municipalityId: municipality, identities: { connect: { id: identity } } },
    select: { id: true },
  })
  const id = person.id as PersonId
  audit(tx, {
    action: 'person.known',
    subject: { kind: 'person', id },
    by: { personId: id, role: 'self', municipalityId: municipality, app: options.app },
    new: { municipality },
  })
  return id
}

async function makeSecretariat(tx: Tx, person: PersonId, options: Options): Promise<void> {
  const startsOn = new Date(`${options.today}T00:00:00Z`)
  const held = await tx.prisma.role.findFirst({
    where: { personId: person, kind: 'secretariat', endsOn: null },
    select: { id: true },
  })
  if (held) return
  const role = await tx.prisma.role.create({
    data: { personId: person, kind: 'secretariat', startsOn },
    select: { id: true },
  })
  audit(tx, {
    action: 'role.given',
    subject: { kind: 'role', id: role.id },
    by: { personId: person, role: 'settings', municipalityId: null, app: options.app },
    new: { kind: 'secretariat', person },
  })
}

/** Makes a workspace or tenant the host: trusted for every domain that it shows, since its own administrators invite its guests. */
export async function registerHost(
  tx: Tx,
  platform: string,
  workspace: string,
  name: string,
  now: Date,
): Promise<SourceId> {
  const source = await tx.prisma.source.upsert({
    where: { platform_externalId: { platform, externalId: workspace } },
    create: { platform, externalId: workspace, name, isHost: true, state: 'admitted', approvedAt: now },
    update: { isHost: true, state: 'admitted', name },
    select: { id: true },
  })
  return source.id as SourceId
}
