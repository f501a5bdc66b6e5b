// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

/** What can be told of a lobby point: it is new, more stand behind it, it is on an agenda, or what it came to. */
export const pointTurns = ['new', 'support', 'placed', 'achieved', 'partly', 'notAchieved', 'withdrawn'] as const
export type PointTurn = (typeof pointTurns)[number]

const point = z.object({
  kind: z.literal('point'),
  id: z.uuid(),
  number: z.int(),
  title: z.string(),
  turn: z.enum(pointTurns),
  supporters: z.int(),
  /** So many of those since the digest before. */
  added: z.int(),
  /** The municipality that stands behind a new one alone, or alone came to stand behind it since. */
  by: z.string().nullable().default(null),
  /** On whose agenda it was put, and when that is. */
  placed: z.object({ target: z.string(), on: z.iso.date() }).nullable(),
})

const meeting = z.object({
  kind: z.literal('meeting'),
  id: z.uuid(),
  number: z.int(),
  title: z.string(),
  about: z.string().nullable().default(null),
  place: z.string().nullable().default(null),
  isOnSite: z.boolean().default(true),
  isOnline: z.boolean().default(false),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  registerUntil: z.iso.datetime(),
})

const round = z.object({ kind: z.literal('round'), id: z.uuid(), closesAt: z.iso.datetime(), points: z.int() })

const bottleneck = z.object({
  kind: z.literal('bottleneck'),
  id: z.uuid(),
  number: z.int(),
  title: z.string(),
  municipality: z.string(),
})

const report = z.object({
  kind: z.literal('report'),
  id: z.uuid(),
  number: z.int(),
  committee: z.string(),
  /** Said before the committee met, or after it. */
  said: z.enum(['before', 'after', 'any']).default('any'),
  title: z.string(),
  /** Of the meeting that it is about. */
  meetingAt: z.iso.datetime().nullable().default(null),
  inputUntil: z.iso.datetime().nullable(),
})

const committee = z.object({
  kind: z.literal('committee'),
  id: z.uuid(),
  committee: z.string(),
  about: z.string().nullable(),
  startsAt: z.iso.datetime(),
  inputUntil: z.iso.datetime(),
})

/** What one line of a digest tells, as it was at that moment. It names no person. */
export const itemFacts = z.discriminatedUnion('kind', [report, committee, point, meeting, round, bottleneck])
export type ItemFacts = z.infer<typeof itemFacts>
export type FactsOf<Kind extends ItemFacts['kind']> = Extract<ItemFacts, { kind: Kind }>

/** That a report was told. */
export const reportKey = (report: string): string => `report ${report}`

/** `key` is what it tells: that is told once. */
export interface Item {
  readonly key: string
  readonly facts: ItemFacts
}
