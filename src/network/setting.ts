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
