// SPDX-License-Identifier: EUPL-1.2
import type { Locale } from '#/chat/texts.ts'
import { type Db, statement } from '#/database/db.ts'
import { type PlaygroundPerson, workspace } from './people.ts'

const read = statement('playground_locale', `select value #>> '{}' as locale from settings where key = $1`)

/** An account that is known already hears of it at once; one that is not asks for its profile when it first speaks. */
const write = statement(
  'playground_choose_locale',
  `with kept as (
     insert into settings (key, value, updated_at) values ($1, to_jsonb($2::text), now())
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at)
   update identities i set locale = $2 from sources s
   where s.id = i.source_id and s.platform = 'playground' and s.external_id = $3 and i.user_id = $4`,
)

const keyOf = (person: PlaygroundPerson): string => `playground.locale.${person.id}`

/** The language that someone chose in the playground; null when they never did. */
export async function localeOf(db: Db, person: PlaygroundPerson): Promise<Locale | null> {
  const [row] = await db.query<{ locale: string | null }>(read, [keyOf(person)])
  return row?.locale === 'nl' || row?.locale === 'en' ? row.locale : null
}

export async function chooseLocale(db: Db, person: PlaygroundPerson, locale: Locale): Promise<void> {
  await db.query(write, [keyOf(person), locale, workspace, person.id])
}
