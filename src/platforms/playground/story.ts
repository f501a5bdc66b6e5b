// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { dateIn } from '#/network/calendar.ts'
import { workingHours } from '#/network/days-off.ts'
import { addWorkingDays } from '#/network/working-days.ts'
import type { StoryLine, World } from './people.ts'

const owed = statement(
  'playground_story_owed',
  `select key from settings where key = 'playground.story' and value = '"owed"'`,
)
const told = statement(
  'playground_story_told',
  `update settings set value = '"told"', updated_at = now() where key = 'playground.story'`,
)

/** Tells what stands in the conversations when the playground opens for the first time, where that is owed: `say` lets someone type a line. */
export async function tellStory(db: Db, { story }: World, say: (line: StoryLine) => Promise<unknown>): Promise<void> {
  if ((await db.query(owed)).length === 0) return
  for (const line of story) await say(line)
  await db.query(told)
}

/** What was filled in, each day as it falls from `now`. */
export async function filledIn(
  db: Db,
  fields: Extract<StoryLine, { form: string }>['fields'],
  now: Date,
  zone: string,
): Promise<Readonly<Record<string, string>>> {
  const { off } = await workingHours(db, zone)
  const today = dateIn(zone, now)
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : addWorkingDays(today, value.workingDays, off),
    ]),
  )
}
