// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { audit } from '#/network/audit.ts'
import type { IdentityId, MunicipalityId, PersonId, SourceId } from '#/network/ids.ts'
import type { AccountKey } from '#/network/load-actor.ts'
import { vouched } from '#/network/vouching.ts'

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

/** Within this time nobody else is given an address that someone had. */
const lately = '30 days'

const sourceRead = statement(
  'identify_source',
  'select id, is_host, state, false as is_new from sources where platform = $1 and external_id = $2',
)
const sourceAdd = statement(
  'identify_source_add',
  `insert into sources (platform, external_id, name) values ($1, $2, $3) on conflict (platform, external_id) do nothing
   returning id, is_host, state, true as is_new`,
)

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

/**
 * The person who has this address, and whether another account may be theirs without a word [T05]: none of this source is yet, and each of those they have
 * shows that very address, by a source that vouches for it, and did so lately: an address that was given up is given out again.
 */
const holderOf = statement(
  'identify_holder',
  `select p.id, not exists (
     select from identities i join sources s on s.id = i.source_id
     where i.person_id = p.id and not (i.source_id <> $2::uuid and i.email = p.email and ${vouched} and i.checked_at > $3::timestamptz - interval '${lately}')) as is_open
   from people p where p.email = $1`,
)

/** Municipalities of the network today that an address belongs to: only domains on which an address was seen, of a municipality that has not ended. */
const municipalityByDomain = statement(
  'identify_municipality',
  `select m.id from municipality_domains d
   join municipalities m on m.id = d.municipality_id and (m.valid_to is null or m.valid_to >= $2::date)
   where d.domain = split_part($1, '@', 2) and d.kind = 'email' and exists (
     select from memberships n where n.municipality_id = m.id and n.starts_on <= $2::date and (n.ends_on is null or n.ends_on > $2::date))
   limit 2`,
)

/** Nothing where the address was taken at the same moment. */
const personAdd = statement(
  'identify_person_add',
  `insert into people (name, email, municipality_id, created_at) values ($1, $2, $3, $4::timestamptz) on conflict (email) do nothing returning id`,
)

/** What an account shows is followed where it was the account's own word before; a municipality is only added. */
const personFollow = statement(
  'identify_person_follow',
  `update people p set email = case when p.email = $3 then $2 else p.email end, name = case when p.name = $5 then $4 else p.name end,
     municipality_id = coalesce(p.municipality_id, $6), version = version + 1
   where p.id = $1::uuid and not exists (select from people o where o.email = $2 and o.id <> p.id)
     and (p.email = $3 and $3 <> $2 or p.name = $5 and $5 <> $4 or p.municipality_id is null and $6::text is not null)
   returning id`,
)

const wasTold = statement(
  'identify_told',
  `select from audit where subject_kind = 'identity' and subject_id = $1 and action = 'account.secondClaim' and new->>'person' = $2`,
)

interface Options {
  readonly now: Date
  readonly today: string
  readonly app: string
  /** Addresses that are secretariat from the first contact: full members of the host only. */
  readonly secretariat: readonly string[]
}

interface SourceRow {
  readonly id: SourceId
  readonly is_host: boolean
  readonly is_new: boolean
}

interface IdentityRow {
  readonly id: IdentityId
  readonly person: PersonId | null
  readonly email_before: string | null
  readonly name_before: string | null
}

/** An account that may be someone: its source vouches for it. */
interface Vouched {
  readonly identity: IdentityRow
  readonly source: SourceId
  readonly name: string
  readonly email: string
  readonly municipality: MunicipalityId | null
  readonly isSecretariat: boolean
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
  const source = await sourceOf(tx, account, profile.workspaceName ?? account.workspace)
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

/** The workspace or tenant, added at its first sight: once, however many come at the same moment. */
async function sourceOf(tx: Tx, { platform, workspace }: AccountKey, name: string): Promise<SourceRow> {
  const key = [platform, workspace]
  const [found] = await tx.query<SourceRow>(sourceRead, key)
  if (found) return found
  const [added] = await tx.query<SourceRow>(sourceAdd, [...key, name])
  if (added) return added
  const [other] = await tx.query<SourceRow>(sourceRead, key)
  if (!other) throw new Error('a source was not written')
  return other
}

/** Ties an account to the person with its address, or to a new one where the address is of a municipality. */
async function tie(tx: Tx, account: Vouched, options: Options, arrivals: Arrival[]): Promise<PersonId | null> {
  const { identity, source, name, email, municipality, isSecretariat } = account
  const holder = await holderFor(tx, email, source, options)
  if (!holder && !municipality && !isSecretariat) return null
  if (!holder) {
    const values = [name, email, municipality, options.now.toISOString()]
    const [added] = await tx.query<{ id: PersonId }>(personAdd, values)
    // Someone came with the same address at the same moment, and is there now.
    if (!added) return tie(tx, account, options, arrivals)
    await tx.prisma.identity.update({ where: { id: identity.id }, data: { personId: added.id } })
    audit(tx, {
      action: 'person.known',
      subject: { kind: 'person', id: added.id },
      by: { personId: added.id, role: 'self', municipalityId: municipality, app: options.app },
      new: { municipality },
    })
    return added.id
  }
  if (!holder.is_open) {
    await tellSecondClaim(tx, holder.id, identity.id, options, arrivals)
    return null
  }
  await tx.prisma.identity.update({ where: { id: identity.id }, data: { personId: holder.id } })
  audit(tx, {
    action: 'account.tied',
    subject: { kind: 'identity', id: identity.id },
    by: { personId: holder.id, role: 'self', municipalityId: municipality, app: options.app },
    new: { person: holder.id },
  })
  return holder.id
}

const holderFor = async (tx: Tx, email: string, source: SourceId, { now }: Options) =>
  (await tx.query<{ id: PersonId; is_open: boolean }>(holderOf, [email, source, now.toISOString()]))[0]

/** An account that is tied stays with its person, whatever it is called now; that it shows another person's address is told. */
async function follow(
  tx: Tx,
  person: PersonId,
  account: Vouched,
  options: Options,
  arrivals: Arrival[],
): Promise<PersonId> {
  const { identity, email, name, municipality } = account
  const holder = await holderFor(tx, email, account.source, options)
  if (holder && holder.id !== person) await tellSecondClaim(tx, holder.id, identity.id, options, arrivals)
  await tx.query(personFollow, [person, email, identity.email_before, name, identity.name_before, municipality])
  return person
}

/** Once for an account and a person: the same account comes again every day. */
async function tellSecondClaim(
  tx: Tx,
  person: PersonId,
  identity: IdentityId,
  options: Options,
  arrivals: Arrival[],
): Promise<void> {
  if ((await tx.query(wasTold, [identity, person])).length > 0) return
  audit(tx, {
    action: 'account.secondClaim',
    subject: { kind: 'identity', id: identity },
    by: { personId: null, role: 'bot', municipalityId: null, app: options.app },
    new: { person },
  })
  arrivals.push({ kind: 'secondClaim', person, identity })
}

async function makeSecretariat(tx: Tx, person: PersonId, options: Options): Promise<void> {
  const startsOn = new Date(`${options.today}T00:00:00Z`)
  const held = await tx.prisma.role.findFirst({
    where: { personId: person, kind: 'secretariat', OR: [{ endsOn: null }, { endsOn: { gt: startsOn } }] },
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
