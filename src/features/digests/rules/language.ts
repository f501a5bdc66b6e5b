// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { PersonId } from '#/network/ids.ts'
import { networkLanguage } from '#/network/setting.ts'

const chosen = statement(
  'digest_language',
  `select coalesce(p.locale, (select i.locale from identities i where i.person_id = p.id and i.locale is not null order by i.active_at desc nulls last, i.id limit 1)) as locale
   from people p where p.id = $1::uuid`,
)

/** In which language someone reads what they are sent. */
export async function languageOf(db: Db, person: PersonId): Promise<'nl' | 'en'> {
  const [found] = await db.query<{ locale: string | null }>(chosen, [person])
  const locale = found?.locale
  return locale === 'nl' || locale === 'en' ? locale : networkLanguage(db)
}
