// SPDX-License-Identifier: EUPL-1.2
import type { Db } from '#/database/db.ts'
import { membersOn } from '#/network/municipalities.ts'
import { readSetting } from '#/network/setting.ts'

/** What the network is on a day, from its own data: `years` are those of the numbers of inhabitants, `source` is whose figures they are. */
export interface Figures {
  readonly members: number
  readonly inhabitants: number
  readonly years: readonly number[]
  readonly provinces: readonly string[]
  readonly source: string | null
}

export async function figures(db: Db, today: string): Promise<Figures> {
  const members = await membersOn(db, today)
  const counted = members.filter(({ inhabitants }) => inhabitants !== null)
  const years = new Set(counted.flatMap(({ inhabitantsYear }) => inhabitantsYear ?? []))
  return {
    members: members.length,
    inhabitants: counted.reduce((sum, { inhabitants }) => sum + (inhabitants ?? 0), 0),
    years: [...years].toSorted((a, b) => a - b),
    provinces: [...new Set(members.map(({ region }) => region))].toSorted((a, b) => a.localeCompare(b, 'nl')),
    source: await readSetting(db, 'network.inhabitantsSource'),
  }
}
