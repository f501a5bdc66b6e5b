// SPDX-License-Identifier: EUPL-1.2

/** Whom one can be: the page has a text for each that says who that is. */
export type About = 'alderman' | 'official' | 'secretary' | 'chair' | 'contactOfficer' | 'visitor' | 'newcomer'

/** Someone to be in the playground. `municipality` is its name; null for who comes from elsewhere. */
export interface PlaygroundPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly about: About
  readonly municipality: string | null
}

/** `members` are the ids of who may see it; absent: everyone. */
export interface PlaygroundChannel {
  readonly id: string
  readonly bound?: { readonly purpose: 'secretariat' } | { readonly purpose: 'pillar'; readonly pillar: string }
  readonly members?: readonly string[]
}

/** A line that someone typed before the visitor came, or a form that they filled in. `id` makes it said once, whatever happens while it is told. A field may be a day, so many working days away. */
export type StoryLine = { readonly id: string; readonly as: string; readonly conversation: string } & (
  | { readonly text: string }
  | {
      readonly form: string
      readonly context: string
      readonly fields: Readonly<Record<string, string | { readonly workingDays: number }>>
    }
)

/** Who and what there is in the playground: invented, and of one network. */
export interface World {
  /** What the bot is called: as the network. */
  readonly bot: string
  /** What is typed before a command, `/m50`, and where no slash command works, `@M50`. */
  readonly command: string
  readonly mention: string
  readonly people: readonly PlaygroundPerson[]
  readonly channels: readonly PlaygroundChannel[]
  /** The pillar that has a channel and a chair. */
  readonly pillar: { readonly id: string; readonly name: string }
  readonly story: readonly StoryLine[]
}

/** The bot, as the author of its messages. */
export const bot = 'm50'
export const workspace = 'playground'

export const personOf = ({ people }: World, id: string): PlaygroundPerson | undefined =>
  people.find(person => person.id === id)

/** @throws where a world lacks someone: `createWorld` makes one of each. */
export function whoIs({ people }: World, about: About): PlaygroundPerson {
  const person = people.find(one => one.about === about)
  if (!person) throw new Error(`nobody in the playground is ${about}`)
  return person
}

/** A guest account, as someone of another organisation has. */
export const isGuest = ({ about }: PlaygroundPerson): boolean => about === 'visitor'

/** The direct conversation of someone with the bot. */
export const directOf = (person: PlaygroundPerson): string => `@${person.id}`

/** The conversations that someone sees. */
export const conversationsOf = ({ channels }: World, person: PlaygroundPerson): readonly string[] => [
  ...channels.filter(channel => channel.members?.includes(person.id) ?? true).map(channel => channel.id),
  directOf(person),
]

/** Whether there is such a conversation at all. */
export const isConversation = (world: World, id: string): boolean =>
  id.startsWith('@') ? personOf(world, id.slice(1)) !== undefined : world.channels.some(channel => channel.id === id)
