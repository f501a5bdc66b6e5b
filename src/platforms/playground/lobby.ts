// SPDX-License-Identifier: EUPL-1.2
// What the network's folder says of bottlenecks, lobby points and rounds that there were before the visitor came. They are numbered as they stand in it.
import { z } from 'zod'
import { type About, type World, whoIs } from './people.ts'

export const filled = z.string().trim().min(1)
/** A time of the day, `09:30`. */
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const who = z.enum(['alderman', 'official', 'secretary', 'chair', 'contactOfficer'])
/** So many days before the visitor came; below nothing, after. */
const days = z.int()

const bottleneck = z.strictObject({
  who,
  pillar: filled,
  title: filled.max(120),
  happens: filled,
  place: filled.optional(),
  frequency: filled.optional(),
  cost: filled.optional(),
  days,
  /** In which other municipalities it plays, some with an example. */
  recognised: z.array(z.union([filled, z.strictObject({ municipality: filled, example: filled })])).default([]),
})

const point = z.strictObject({
  who,
  pillar: filled,
  state: z.enum([
    'draft',
    'declined',
    'gathering',
    'prioritised',
    'placed',
    'achieved',
    'partly',
    'notAchieved',
    'withdrawn',
    'archived',
  ]),
  title: filled.max(120),
  problem: filled,
  ask: filled,
  whyMidsized: filled,
  targets: z.array(filled).default([]),
  theme: filled.optional(),
  evidence: filled.optional(),
  dossiers: z.array(filled).default([]),
  deadline: days.optional(),
  confidential: z.boolean().default(false),
  /** The bottlenecks that it came of. */
  from: z.array(z.int().positive()).default([]),
  /** The municipalities that stand behind it, some in their own words, or with a reservation. */
  support: z
    .array(
      z.union([
        filled,
        z.strictObject({ municipality: filled, line: filled, reservation: z.boolean().default(false) }),
      ]),
    )
    .default([]),
  /** What municipalities offer to it. */
  offers: z
    .array(
      z.strictObject({
        municipality: filled,
        offer: z.enum(['example', 'figure', 'speaker']),
        text: filled,
        source: filled.optional(),
        year: z.int().optional(),
        speaker: filled.optional(),
        speakerRole: filled.optional(),
        days,
      }),
    )
    .default([]),
  placements: z
    .array(z.strictObject({ target: filled, occasion: filled, on: days, spokesperson: filled, next: days.optional() }))
    .default([]),
  contacts: z.array(z.strictObject({ days, who, text: filled })).default([]),
  result: filled.optional(),
  link: z.url().optional(),
  /** When support began, and when it last moved. */
  days: days.positive(),
  moved: days.positive().optional(),
})

/** A round that is over: what municipalities gave each point, by its number. */
const round = z.strictObject({
  pillar: filled,
  question: filled,
  opened: days.positive(),
  closed: days.positive(),
  votes: z.array(z.strictObject({ municipality: filled, scores: z.record(z.string(), z.int().min(1).max(5)) })),
  outcome: filled,
})

export const lobbyShape = {
  bottlenecks: z.array(bottleneck).default([]),
  points: z.array(point).default([]),
  rounds: z.array(round).default([]),
}
export type Lobby = z.infer<z.ZodObject<typeof lobbyShape>>
export type LobbyPoint = Lobby['points'][number]

const nameIn = (given: string | { readonly municipality: string }): string =>
  typeof given === 'string' ? given : given.municipality

/** Every name and id in it that must be one of the network's, with where it stands. */
export function namedIn({ bottlenecks, points, rounds }: Lobby): {
  readonly municipalities: readonly (readonly [where: string, name: string])[]
  readonly pillars: readonly (readonly [where: string, id: string])[]
} {
  return {
    municipalities: [
      ...bottlenecks.flatMap(({ recognised }, at) =>
        recognised.map(one => [`bottlenecks.${at}.recognised`, nameIn(one)] as const),
      ),
      ...points.flatMap(({ support }, at) => support.map(one => [`points.${at}.support`, nameIn(one)] as const)),
      ...points.flatMap(({ offers }, at) =>
        offers.map(({ municipality }) => [`points.${at}.offers`, municipality] as const),
      ),
      ...rounds.flatMap(({ votes }, at) =>
        votes.map(({ municipality }) => [`rounds.${at}.votes`, municipality] as const),
      ),
    ],
    pillars: Object.entries({ bottlenecks, points, rounds }).flatMap(([list, all]) =>
      all.map(({ pillar }, at) => [`${list}.${at}.pillar`, pillar] as const),
    ),
  }
}

const roles: Partial<Record<About, string>> = { secretary: 'secretariat', chair: 'chair' }
/** What someone acted as. */
export const roleOf = (who: About): string => roles[who] ?? 'member'

/** Who acts for their municipality. */
const speakers: readonly About[] = ['alderman', 'chair', 'contactOfficer']

export const speaksFor = (world: World, municipality: string): About | null =>
  speakers.find(about => whoIs(world, about).municipality === municipality) ?? null

const ends = { achieved: 'achieve', partly: 'achievePartly', notAchieved: 'fail', withdrawn: 'withdraw' } as const
type Ended = keyof typeof ends
const isEnd = (state: LobbyPoint['state']): state is Ended => state in ends

export const isEnded = (state: LobbyPoint['state']): boolean => isEnd(state) || state === 'archived'

/** So many days the secretariat took to decide. */
export const deciding = 2

/** A step that led to a point's state: how long ago, by whom (null is the bot), from where to where. */
export interface Step {
  readonly days: number
  readonly act: string
  readonly by: About | null
  readonly from: string
  readonly to: string
}

/** Every step that led to a point's state. `leads`: who puts points of its pillar on agendas. */
export function stepsTo({ state, who, days, moved = days, placements }: LobbyPoint, leads: About): readonly Step[] {
  if (state === 'draft') return []
  const decided = (act: string, to: string): Step => ({ days, act, by: 'secretary', from: 'proposed', to })
  const proposed: Step = { days: days + deciding, act: 'propose', by: who, from: 'draft', to: 'proposed' }
  if (state === 'declined') return [proposed, decided('decline', 'declined')]
  const ended = state === 'archived' ? 'achieved' : state
  const later = { days: moved, by: 'secretary' } as const
  const stood = placements.length > 0 ? 'placed' : 'gathering'
  return [
    proposed,
    decided('approve', 'gathering'),
    ...(state === 'prioritised' ? [{ ...later, act: 'prioritise', by: null, from: 'gathering', to: state }] : []),
    ...(stood === 'placed'
      ? [{ days: isEnded(state) ? (days + moved) / 2 : moved, act: 'place', by: leads, from: 'gathering', to: stood }]
      : []),
    ...(isEnd(ended)
      ? [{ ...later, act: ends[ended], by: ended === 'withdrawn' ? who : later.by, from: stood, to: ended }]
      : []),
    ...(state === 'archived' ? [{ ...later, act: 'archive', from: ended, to: state }] : []),
  ]
}
