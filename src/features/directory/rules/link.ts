// SPDX-License-Identifier: EUPL-1.2
import { createHash, randomInt } from 'node:crypto'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { mergePeople } from '#/features/directory/rules/merge.ts'
import { personById } from '#/features/people/rules/find-person.ts'
import { demandVouched } from '#/features/people/rules/register.ts'
import type { Actor } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { IdentityId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { belongs, vouched } from '#/network/vouching.ts'

/** Without letters and digits that look alike. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const codeLength = 10
const lastsMs = 10 * 60 * 1000

const hashOf = (code: string): string =>
  createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest('hex')

const keep = statement(
  'link_code_keep',
  `with gone as (delete from link_codes where expires_at <= $4::timestamptz and identity_id <> $1::uuid)
   insert into link_codes (identity_id, code_hash, expires_at) values ($1::uuid, $2, $3::timestamptz)
   on conflict (identity_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at`,
)

/** A new code for this account, ten characters as `ABCDE-FGHJK`; the one before no longer holds. It is kept as a hash. @throws Refusal for an account that is nobody's yet. */
export async function newLinkCode(tx: Tx, actor: Actor, now: Date): Promise<string> {
  demandVouched(actor)
  if (!actor.person) throw new Refusal('directory.linkNobody')
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')
  const expiresAt = new Date(now.getTime() + lastsMs)
  await tx.query(keep, [actor.identity, hashOf(code), expiresAt.toISOString(), now.toISOString()])
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`
}

export interface AccountFacts {
  readonly identity: IdentityId
  readonly person: PersonId | null
  readonly name: string
  readonly platform: string
  readonly source: string
}

const account = `select i.id as identity, i.person_id as person, i.name, s.platform, s.name as source from identities i join sources s on s.id = i.source_id`

const facts = statement('link_account', `${account} where i.id = $1::uuid`)
const byCode = statement(
  'link_by_code',
  `${account} join link_codes c on c.identity_id = i.id where c.code_hash = $1 and c.expires_at > $2::timestamptz and ${vouched}`,
)
const consume = statement(
  'link_consume',
  'delete from link_codes where code_hash = $1 and expires_at > $2::timestamptz returning identity_id',
)

export const accountFacts = async (db: Db, identity: string): Promise<AccountFacts | null> =>
  (await db.query<AccountFacts>(facts, [identity]))[0] ?? null

/** The account that a code was shown to. @throws Refusal when there is none any more, or it is this very one. */
export async function accountOfCode(db: Db, actor: Actor, code: string, now: Date): Promise<AccountFacts> {
  demandVouched(actor)
  const [found] = await db.query<AccountFacts>(byCode, [hashOf(code), now.toISOString()])
  if (!found) throw new Refusal('directory.linkCode')
  if (found.identity === actor.identity) throw new Refusal('directory.linkSelf')
  return found
}

const personOf = statement('link_person', 'select person_id as person from identities where id = $1::uuid for update')
const older = statement(
  'link_older',
  'select id from people where id = any($1::uuid[]) order by created_at, id limit 1',
)
const put = statement('link_put', 'update identities set person_id = $2::uuid where id = any($1::uuid[])')
const speaks = statement(
  'link_speaks',
  `select i.id from identities i join sources s on s.id = i.source_id join people p on p.id = i.person_id
   where i.id = any($1::uuid[]) and ${vouched} and ${belongs('$2::date')}`,
)

/** Two accounts become one person's, by a code from one typed in the other; where both were someone, those two are merged [F04]. The person is told. @throws Refusal */
export async function linkAccounts(
  tx: Tx,
  actor: Actor,
  code: string,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<PersonId> {
  const other = await accountOfCode(tx, actor, code, at.now)
  if ((await tx.query(consume, [hashOf(code), at.now.toISOString()])).length === 0)
    throw new Refusal('directory.linkCode')
  const [own] = await tx.query<{ person: PersonId | null }>(personOf, [actor.identity])
  const both = [own?.person, other.person].flatMap(person => person ?? [])
  const [first, second] = both
  if (!first) throw new Refusal('directory.linkNobody')
  if (first === second) throw new Refusal('directory.linkSame')
  const person = second ? await mergeBoth(tx, both, by, at) : first
  const accounts = [actor.identity, other.identity]
  await tx.query(put, [accounts, person])
  if ((await tx.query(speaks, [accounts, at.today])).length < accounts.length) throw new Refusal('directory.linkNotYet')
  audit(tx, {
    action: 'account.linked',
    subject: { kind: 'identity', id: actor.identity },
    by,
    new: { person, to: other.identity },
  })
  notify(tx, [{ kind: 'person', person }], 'directory.linked', { account: actor.identity })
  return person
}

/** The one who was there first stays. */
async function mergeBoth(
  tx: Tx,
  both: readonly PersonId[],
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<PersonId> {
  const [stays] = await tx.query<{ id: PersonId }>(older, [both])
  const [kept, gone] = await Promise.all([
    personById(tx, stays?.id ?? ''),
    personById(tx, both.find(id => id !== stays?.id) ?? ''),
  ])
  if (!kept || !gone) throw new Refusal('directory.linkCode')
  await mergePeople(tx, gone, kept, by, at)
  return kept.id
}
