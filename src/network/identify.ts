// SPDX-License-Identifier: EUPL-1.2

import { statement, type Tx } from '#/database/db.ts'
import { audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId, PersonId, SourceId } from '#/network/ids.ts'
import type { AccountKey } from '#/network/load-actor.ts'
import { type Arrival, follow, type IdentityRow, type Options, tie, type Vouched } from '#/network/tie.ts'
import { vouched } from '#/network/vouching.ts'

export type { Arrival } from '#/network/tie.ts'

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

const sourceRead = statement(
  'identify_source',
  'select id, is_host, state, name = external_id as is_unnamed, false as is_new from sources where platform = $1 and external_id = $2',
)
const sourceAdd = statement(
  'identify_source_add',
  `insert into sources (platform, external_id, name) values ($1, $2, $3) on conflict (platform, external_id) do nothing
   returning id, is_host, state, false as is_unnamed, true as is_new`,
)
const sourceName = statement('identify_source_name', 'update sources set name = $2 where id = $1::uuid')

/** `before` is the address and the name that the account showed until now. */
const identityRow = statement(
  'identify_identity',
  `with before as (select email, name from identities where source_id = $1::uuid and user_id = $2)
   insert into identities (source_id, user_id, name, email, is_guest, is_bot, is_deactivated, locale, checked_at, active_at)
   values ($1::uuid, $2, $3, lower($4), $5, $6, $7, $8, $9::timestamptz, $9::timestamptz)
   on conflict (source_id, user_id) do update set name = excluded.name, email = excluded.email, is_guest = excluded.is_guest, is_bot = excluded.is_bot,
     is_deactivated = excluded.is_deactivated, locale = excluded.locale, checked_at = excluded.checked_at
   returning id, person_id as person, (select email from before) as email_before, (select name from before) as name_before`,
)

const isVouched = statement(
  'identify_vouched',
  `select from identities i join sources s on s.id = i.source_id where i.id = $1::uuid and ${vouched}`,
)

/** Municipalities of the network today that an address belongs to: only domains on which an address was seen, of a municipality that has not ended. */
const municipalityByDomain = statement(
  'identify_municipality',
  `select m.id from municipality_domains d
   join municipalities m on m.id = d.municipality_id and (m.valid_to is null or m.valid_to >= $2::date)
   where d.domain = split_part($1, '@', 2) and d.kind = 'email' and exists (
     select from memberships n where n.municipality_id = m.id and ${holds('n', '$2::date')})
   limit 2`,
)

interface SourceRow {
  readonly id: SourceId
  readonly is_host: boolean
  readonly is_unnamed: boolean
  readonly is_new: boolean
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
  const source = await sourceOf(tx, account, profile.workspaceName)
  if (source.is_new)
    arrivals.push({ kind: 'source', source: source.id, name: profile.workspaceName ?? account.workspace })
  const [identity] = await tx.query<IdentityRow>(identityRow, [
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
  const email = profile.email?.toLowerCase()
  if (!identity || !email || (await tx.query(isVouched, [identity.id])).length === 0) return arrivals

  const municipalities = await tx.query<{ id: MunicipalityId }>(municipalityByDomain, [email, options.today])
  const [only] = municipalities
  const known: Vouched = {
    identity,
    source: source.id,
    name: profile.name,
    email,
    municipality: municipalities.length === 1 && only ? only.id : null,
    isSecretariat: source.is_host && !profile.isGuest && options.secretariat.includes(email),
  }
  const person = identity.person
    ? await follow(tx, identity.person, known, options, arrivals)
    : await tie(tx, known, options, arrivals)
  if (person && known.isSecretariat) await makeSecretariat(tx, person, options)
  return arrivals
}

/** The workspace or tenant, added at its first sight: once, however many come at the same moment. It is called by its id until its name is told. */
async function sourceOf(tx: Tx, { platform, workspace }: AccountKey, name: string | null): Promise<SourceRow> {
  const key = [platform, workspace]
  const [found] = await tx.query<SourceRow>(sourceRead, key)
  if (found?.is_unnamed && name) await tx.query(sourceName, [found.id, name])
  if (found) return found
  const [added] = await tx.query<SourceRow>(sourceAdd, [...key, name ?? workspace])
  if (added) return added
  const [other] = await tx.query<SourceRow>(sourceRead, key)
  if (!other) throw new Error('a source was not written')
  return other
}

/** Who never was it, or was and nobody is any more: what the secretariat ended itself the settings do not bring back. */
const makesSecretariat = statement(
  'identify_makes_secretariat',
  `select not exists (select from roles r where r.person_id = $1::uuid and r.kind = 'secretariat')
     or not exists (select from roles r where r.kind = 'secretariat' and (r.ends_on is null or r.ends_on > greatest(r.starts_on, $2::date))) as "isNew"`,
)

async function makeSecretariat(tx: Tx, person: PersonId, options: Options): Promise<void> {
  const [row] = await tx.query<{ isNew: boolean }>(makesSecretariat, [person, options.today])
  if (!row?.isNew) return
  const startsOn = new Date(`${options.today}T00:00:00Z`)
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
  home: { readonly workspace: string; readonly name: string; readonly missingScopes: readonly string[] | null },
  now: Date,
): Promise<SourceId> {
  const { workspace, name, missingScopes } = home
  const scopes = { missingScopes: [...(missingScopes ?? [])], scopesAt: missingScopes && now }
  const source = await tx.prisma.source.upsert({
    where: { platform_externalId: { platform, externalId: workspace } },
    create: { platform, externalId: workspace, name, isHost: true, state: 'admitted', approvedAt: now, ...scopes },
    update: { isHost: true, state: 'admitted', name, ...scopes },
    select: { id: true },
  })
  return source.id as SourceId
}
