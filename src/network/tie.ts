// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { audit } from '#/network/audit.ts'
import type { IdentityId, MunicipalityId, PersonId, SourceId } from '#/network/ids.ts'
import { vouched } from '#/network/vouching.ts'

/** What the first sight of an account brought that people should hear of. */
export type Arrival =
  /** A workspace or tenant that nobody admitted yet. */
  | { readonly kind: 'source'; readonly source: SourceId; readonly name: string }
  /** A second account in one source claims the address of a person who has one there already [T05]. */
  | { readonly kind: 'secondClaim'; readonly person: PersonId; readonly identity: IdentityId }

export interface Options {
  readonly now: Date
  readonly today: string
  readonly app: string
  /** Addresses that are secretariat from the first contact: full members of the host only. */
  readonly secretariat: readonly string[]
}

export interface IdentityRow {
  readonly id: IdentityId
  readonly person: PersonId | null
  readonly email_before: string | null
  readonly name_before: string | null
}

/** An account that may be someone: its source vouches for it. */
export interface Vouched {
  readonly identity: IdentityRow
  readonly source: SourceId
  readonly name: string
  readonly email: string
  readonly municipality: MunicipalityId | null
  readonly isSecretariat: boolean
}

/** Within this time nobody else is given an address that someone had. */
const lately = '30 days'

/**
 * The person who has this address, and whether another account may be theirs without a word [T05]: none of this source is yet, and each of those they have
 * shows that very address, by a source that vouches for it, and did so lately: an address that was given up is given out again.
 */
const holderOf = statement(
  'identify_holder',
  `select p.id, not exists (
     select from identities i join sources s on s.id = i.source_id
     where i.person_id = p.id
       and not coalesce(i.source_id <> $2::uuid and i.email = p.email and ${vouched} and i.checked_at > $3::timestamptz - interval '${lately}', false)) as is_open
   from people p where p.email = $1`,
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

/** Ties an account to the person with its address, or to a new one where the address is of a municipality. */
export async function tie(tx: Tx, account: Vouched, options: Options, arrivals: Arrival[]): Promise<PersonId | null> {
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
export async function follow(
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
