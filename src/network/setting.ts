// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

const one = statement('setting', 'select value from settings where key = $1')

/** A setting that is a text, such as the network's name; null when it is not set. */
export async function readSetting(db: Db, key: string): Promise<string | null> {
  const [row] = await db.query<{ value: unknown }>(one, [key])
  return typeof row?.value === 'string' ? row.value : null
}

/** A setting that is a list of texts, such as the codes of the municipalities that lead; empty when it is not set. */
export async function readSettings(db: Db, key: string): Promise<readonly string[]> {
  const [row] = await db.query<{ value: unknown }>(one, [key])
  return Array.isArray(row?.value) ? row.value.filter(value => typeof value === 'string') : []
}

export const networkName = async (db: Db): Promise<string> => (await readSetting(db, 'network.name')) ?? 'M50'

/** The name as one word, which is typed before a command: `m50`. */
export const wordOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** The network's own language, in which its records are kept. */
export const networkLanguage = async (db: Db): Promise<'nl' | 'en'> =>
  (await readSetting(db, 'network.language')) === 'en' ? 'en' : 'nl'

/** What the network is called, the language of who set none, and the time zone: what the start was told goes before what the network's folder says. */
export async function networkPlace(
  db: Db,
  told: { readonly timeZone?: string | undefined; readonly defaultLocale?: 'nl' | 'en' | undefined },
): Promise<{ readonly name: string; readonly zone: string; readonly defaultLocale: 'nl' | 'en' }> {
  return {
    name: await networkName(db),
    zone: told.timeZone ?? (await readSetting(db, 'network.timeZone')) ?? 'Europe/Amsterdam',
    defaultLocale: told.defaultLocale ?? (await networkLanguage(db)),
  }
}
