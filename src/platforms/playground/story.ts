// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

/** A line that someone typed before the visitor came. `id` makes it said once, whatever happens while it is told. `pillar`: only in a network that has it. */
export interface StoryLine {
  readonly id: string
  readonly as: string
  readonly conversation: string
  readonly text: string
  readonly pillar: string
}

/** What stands in the conversations when the playground opens for the first time. Typed as people type it, so that all of it really happened. */
const story: readonly StoryLine[] = [
  {
    id: '6f0f3d8e-5d0c-4a54-9f0b-0d5d6a1f7a01',
    as: 'm.smit',
    conversation: 'bestuur',
    text: 'Goedemorgen. In het volgende overleg praten we over de bestuurskracht van middelgrote gemeenten. Wie wil er meedenken?',
    pillar: 'bestuur',
  },
  {
    id: '6f0f3d8e-5d0c-4a54-9f0b-0d5d6a1f7a02',
    as: 'a.bakker',
    conversation: 'algemeen',
    text: 'Ik werk sinds kort voor onze wethouder aan het netwerk. Waar begin ik?',
    pillar: 'bestuur',
  },
  {
    id: '6f0f3d8e-5d0c-4a54-9f0b-0d5d6a1f7a03',
    as: 's.jansen',
    conversation: 'algemeen',
    text: 'Welkom. Typ /m50 help, dan ziet u wat u hier kunt doen.',
    pillar: 'bestuur',
  },
  {
    id: '6f0f3d8e-5d0c-4a54-9f0b-0d5d6a1f7a04',
    as: 'f.kramer',
    conversation: '@f.kramer',
    text: 'pijler word-lid samenleving',
    pillar: 'samenleving',
  },
]

const owed = statement(
  'playground_story_owed',
  `select coalesce(array_agg(p.id), '{}') as pillars from settings s left join pillars p on true where s.key = 'playground.story' and s.value = '"owed"' having count(s.key) > 0`,
)
const told = statement(
  'playground_story_told',
  `update settings set value = '"told"', updated_at = now() where key = 'playground.story'`,
)

/** Tells the story where it is owed: `say` lets someone type a line. */
export async function tellStory(db: Db, say: (line: StoryLine) => Promise<unknown>): Promise<void> {
  const [network] = await db.query<{ pillars: string[] }>(owed)
  if (!network) return
  for (const line of story) if (network.pillars.includes(line.pillar)) await say(line)
  await db.query(told)
}
