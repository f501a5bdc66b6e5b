// SPDX-License-Identifier: EUPL-1.2
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { SeedMistakes } from '#/database/seed/mistakes.ts'
import { wordOf } from '#/network/setting.ts'
import { committeesShape, namedInCommittees } from './committees.ts'
import { lobbyShape, namedIn } from './lobby.ts'
import { meetingsShape, namedInMeetings } from './meetings.ts'
import type { About, PlaygroundPerson, StoryLine, World } from './people.ts'

const file = 'playground.yaml'
const filled = z.string().trim().min(1)
const channelName = z.string().regex(/^[a-z0-9-]+$/)
const teller = z.enum(['alderman', 'official', 'secretary', 'chair', 'contactOfficer', 'newcomer'])
const member = z.strictObject({ name: filled, email: z.email(), municipality: filled })

/** What a network's folder says of its playground: names, places and words. Who they are in the network is the same everywhere. */
export const worldShape = z.strictObject({
  people: z.strictObject({
    alderman: member,
    official: member,
    secretary: member,
    chair: member,
    contactOfficer: member,
    visitor: member.omit({ municipality: true }),
    newcomer: member,
  } satisfies Record<About, z.ZodType>),
  /** The pillar with a channel of its own and a chair, by its id. */
  pillar: filled,
  channels: z.strictObject({ secretariat: channelName, pillar: channelName, general: channelName }),
  /** What was said before the visitor came, typed as people type it, or filled in. */
  story: z.array(
    z.union([
      z.strictObject({ who: teller, where: z.enum(['pillar', 'general', 'direct']), says: filled }),
      z.strictObject({
        who: teller,
        /** A form of the bot's, what it is about, and what was filled in; a day is so many working days away. */
        fills: filled,
        about: z.string().default(''),
        with: z.record(z.string(), z.union([z.string(), z.strictObject({ workingDays: z.int().positive() })])),
      }),
    ]),
  ),
  ...lobbyShape,
  ...meetingsShape,
  ...committeesShape,
})
export type WorldFile = z.infer<typeof worldShape>

/** @throws SeedMistakes with one sentence per mistake. */
export async function readWorld(directory: string): Promise<WorldFile> {
  const text = await readFile(join(directory, file), 'utf8').catch(() => null)
  if (text === null)
    throw new SeedMistakes([
      `${file}: there is no such file in ${directory}. The people of the playground stand in it; without a playground (PLAYGROUND=off) it is not needed.`,
    ])
  const parsed = worldShape.safeParse(parsedYaml(text))
  if (parsed.success) return parsed.data
  throw new SeedMistakes(parsed.error.issues.map(({ path, message }) => mistake(path.join('.') || 'it', message)))
}

function parsedYaml(text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw new SeedMistakes([mistake('it', `is no YAML: ${error instanceof Error ? error.message : error}`)])
  }
}

const mistake = (where: string, sentence: string): string => `${file}, ${where}: ${sentence}.`

/** What of a world its network does not have: one sentence each. */
export function unknownIn(
  { people, pillar, ...given }: WorldFile,
  network: Readonly<Record<'municipalities' | 'pillars' | 'kinds' | 'committees', ReadonlySet<string>>>,
): string[] {
  const homes = Object.entries(people).flatMap(([about, person]) =>
    'municipality' in person ? [[`people.${about}`, person.municipality] as const] : [],
  )
  const lobby = namedIn(given)
  const meetings = namedInMeetings(given)
  const committees = namedInCommittees(given)
  const unknown = (known: ReadonlySet<string>, all: readonly (readonly [string, string])[], what: string) =>
    all
      .filter(([, name]) => !known.has(name))
      .map(([where, name]) => mistake(where, `"${name}" is no ${what} of the network`))
  return [
    ...unknown(network.municipalities, [...homes, ...lobby.municipalities, ...meetings.municipalities], 'municipality'),
    ...unknown(
      network.pillars,
      [['pillar', pillar], ...lobby.pillars, ...meetings.pillars, ...committees.pillars],
      'pillar',
    ),
    ...unknown(network.kinds, meetings.kinds, 'kind of meeting'),
    ...unknown(network.committees, committees.committees, 'committee'),
  ]
}

/** The world of a network, of what its folder says, its name and that of the pillar. */
export function createWorld(
  { people, pillar, channels, story }: WorldFile,
  names: { readonly network: string; readonly pillar: string },
): World {
  const { network } = names
  const all = Object.entries(people).map(
    ([about, person]): PlaygroundPerson => ({
      id: idOf(person.email),
      name: person.name,
      email: person.email,
      about: about as About,
      municipality: 'municipality' in person ? person.municipality : null,
    }),
  )
  const ids = (...abouts: readonly About[]) => all.filter(({ about }) => abouts.includes(about)).map(({ id }) => id)
  const line = (told: WorldFile['story'][number], index: number): StoryLine => {
    const as = idOf(people[told.who].email)
    const id = storyId(index)
    if ('fills' in told)
      return { id, as, conversation: `@${as}`, form: told.fills, context: told.about, fields: told.with }
    return { id, as, conversation: told.where === 'direct' ? `@${as}` : channels[told.where], text: told.says }
  }
  return {
    bot: network,
    command: `/${wordOf(network)}`,
    mention: `@${network}`,
    people: all,
    channels: [
      { id: channels.secretariat, bound: { purpose: 'secretariat' }, members: ids('secretary', 'chair') },
      {
        id: channels.pillar,
        bound: { purpose: 'pillar', pillar },
        members: ids('alderman', 'official', 'secretary', 'chair', 'contactOfficer', 'newcomer'),
      },
      { id: channels.general },
    ],
    pillar: { id: pillar, name: names.pillar },
    story: story.map(line),
  }
}

/** What stands before the @ of an address: the account's name, and what the page's address calls someone. */
const idOf = (email: string): string => email.slice(0, email.indexOf('@')).toLowerCase()

const storyId = (index: number): string =>
  `6f0f3d8e-5d0c-4a54-9f0b-0d5d6a1f7a${(index + 1).toString(16).padStart(2, '0')}`
