// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
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
