// SPDX-License-Identifier: EUPL-1.2
import type { HomeFunction, LeadingRole } from '#/network/actor.ts'

/** Someone to be in the playground. `about` is the text that says who that is; `held` is what the network knows of them on an empty database; null: nothing yet, they come as new. */
export interface PlaygroundPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly about: 'alderman' | 'official' | 'secretary' | 'chair' | 'contactOfficer' | 'visitor' | 'newcomer'
  readonly isGuest: boolean
  readonly held: {
    readonly municipality: string
    readonly function: HomeFunction
    readonly confirmed: boolean
    readonly roles: readonly {
      readonly kind: LeadingRole
      readonly pillar?: string
      /** For the own municipality; left out where the network has no such municipality. */
      readonly ofMunicipality?: true
    }[]
  } | null
}

/** `members` are the ids of who may see it; absent: everyone. */
export interface PlaygroundChannel {
  readonly id: string
  readonly bound?: { readonly purpose: 'secretariat' } | { readonly purpose: 'pillar'; readonly pillar: string }
  readonly members?: readonly string[]
}

const zeist = 'GM0355'
const waalwijk = 'GM0867'
const dronten = 'GM0303'

export const people: readonly PlaygroundPerson[] = [
  {
    id: 'w.devries',
    name: 'W. de Vries',
    email: 'w.devries@zeist.nl',
    about: 'alderman',
    isGuest: false,
    held: { municipality: zeist, function: 'alderman', confirmed: true, roles: [] },
  },
  {
    id: 'a.bakker',
    name: 'A. Bakker',
    email: 'a.bakker@zeist.nl',
    about: 'official',
    isGuest: false,
    held: { municipality: zeist, function: 'official', confirmed: false, roles: [] },
  },
  {
    id: 's.jansen',
    name: 'S. Jansen',
    email: 's.jansen@zeist.nl',
    about: 'secretary',
    isGuest: false,
    held: { municipality: zeist, function: 'official', confirmed: false, roles: [{ kind: 'secretariat' }] },
  },
  {
    id: 'm.smit',
    name: 'M. Smit',
    email: 'm.smit@waalwijk.nl',
    about: 'chair',
    isGuest: false,
    held: {
      municipality: waalwijk,
      function: 'alderman',
      confirmed: true,
      roles: [
        { kind: 'chair', pillar: 'bestuur' },
        { kind: 'pillarLead', pillar: 'bestuur' },
      ],
    },
  },
  {
    id: 'f.kramer',
    name: 'F. Kramer',
    email: 'f.kramer@dronten.nl',
    about: 'contactOfficer',
    isGuest: false,
    held: {
      municipality: dronten,
      function: 'official',
      confirmed: true,
      roles: [{ kind: 'contactOfficer', ofMunicipality: true }],
    },
  },
  {
    id: 'r.visser',
    name: 'R. Visser',
    email: 'r.visser@bureau-visser.example',
    about: 'visitor',
    isGuest: true,
    held: null,
  },
  { id: 'n.vos', name: 'N. Vos', email: 'n.vos@dronten.nl', about: 'newcomer', isGuest: false, held: null },
]

export const channels: readonly PlaygroundChannel[] = [
  { id: 'secretariaat', bound: { purpose: 'secretariat' }, members: ['s.jansen', 'm.smit'] },
  {
    id: 'bestuur',
    bound: { purpose: 'pillar', pillar: 'bestuur' },
    members: ['w.devries', 'a.bakker', 's.jansen', 'm.smit', 'f.kramer', 'n.vos'],
  },
  { id: 'algemeen' },
]

/** The bot, as the author of its messages. */
export const bot = 'm50'
export const workspace = 'playground'

export const personOf = (id: string): PlaygroundPerson | undefined => people.find(person => person.id === id)

/** The direct conversation of someone with the bot. */
export const directOf = (person: PlaygroundPerson): string => `@${person.id}`

/** The conversations that someone sees. */
export const conversationsOf = (person: PlaygroundPerson): readonly string[] => [
  ...channels.filter(channel => channel.members?.includes(person.id) ?? true).map(channel => channel.id),
  directOf(person),
]

/** Whether there is such a conversation at all. */
export const isConversation = (id: string): boolean =>
  id.startsWith('@') ? personOf(id.slice(1)) !== undefined : channels.some(channel => channel.id === id)
