// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { AccountKey } from '#/network/load-actor.ts'
import { belongs, vouched } from '#/network/vouching.ts'

/** Someone in a channel, as the platform lists them. */
interface ReaderOf {
  readonly account: AccountKey
  readonly name: string
  readonly email: string | null
  readonly isGuest: boolean
}

const strangers = statement(
  'channel_strangers',
  `select r.name from jsonb_to_recordset($1::jsonb) as r(platform text, workspace text, account text, name text, email text, guest boolean)
   where not exists (
     select from identities i join sources s on s.id = i.source_id join people p on p.id = i.person_id
     where s.platform = r.platform and s.external_id = r.workspace and i.user_id = r.account and ${vouched} and ${belongs('$2::date')})
   and not exists (
     select from sources s
     join municipality_domains d on d.domain = split_part(lower(r.email), '@', 2) and d.kind = 'email'
     join municipalities m on m.id = d.municipality_id and (m.valid_to is null or m.valid_to >= $2::date)
     where s.platform = r.platform and s.external_id = r.workspace and s.state = 'admitted'
       and (s.is_host or not r.guest and exists (select from source_domains t where t.source_id = s.id and t.domain = d.domain)))
   order by r.name`,
)

/** Of those who read along in a channel, the names of who is nobody in the network, and may not read what is said there [T06] [T23]. */
export async function strangersAmong(db: Db, readers: readonly ReaderOf[], today: string): Promise<readonly string[]> {
  const listed = readers.map(({ account, name, email, isGuest }) => ({
    platform: account.platform,
    workspace: account.workspace,
    account: account.user,
    name,
    email,
    guest: isGuest,
  }))
  return (await db.query<{ name: string }>(strangers, [JSON.stringify(listed), today])).map(row => row.name)
}
