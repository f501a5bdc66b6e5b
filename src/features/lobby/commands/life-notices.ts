// SPDX-License-Identifier: EUPL-1.2

import { z } from 'zod'
import type { Feature } from '#/chat/feature.ts'
import {
  archivedCard,
  contactDueCard,
  endedCard,
  handedOverCard,
  placedCard,
  resumedCard,
  staleCard,
  succeededCard,
  unheardCard,
  unplacedCard,
} from '#/features/lobby/cards/ended.ts'
import { offeredCard } from '#/features/lobby/cards/offers.ts'
import { type About, about, record, seen } from '#/features/lobby/commands/seen.ts'
import { dueContact } from '#/features/lobby/rules/next-contact.ts'
import { motionDeadline, placementOf } from '#/features/lobby/rules/placements.ts'
import { bareOf } from '#/features/lobby/rules/points.ts'
import { isRunning, pointStates } from '#/features/lobby/rules/states.ts'
import { workingHours } from '#/network/days-off.ts'
import { homeOf } from '#/network/home-of.ts'
import type { PersonId } from '#/network/ids.ts'
import { municipalities } from '#/network/municipalities.ts'
import { personName } from '#/network/person-name.ts'
import { successionOf } from '#/network/succession.ts'

const placed = about.extend({ placement: z.uuid() })
const unplaced = placed.extend({ state: z.enum(pointStates) })
const came = about.extend({ state: z.enum(['achieved', 'partly', 'notAchieved', 'withdrawn']) })
const handedOver = about.extend({ from: z.uuid().transform(id => id as PersonId) })
const unheard = z.object({
  from: z.uuid().transform(id => id as PersonId),
  municipality: z.string(),
  points: z.int(),
})
const contactDue = about.extend({ said: z.uuid() })
const succeeded = z.object({ municipality: z.string(), points: z.int(), bottlenecks: z.int() })
const offered = about.extend({ offers: z.array(z.uuid()) })
const stale = about.extend({ since: z.iso.date() })

/** What became of a point, to whom it matters [F20]: void where it came otherwise since. */
export const lifeNotices: NonNullable<Feature['notices']> = {
  'lobby.placed': {
    ...record,
    facts: placed,
    async draw(db, facts: z.infer<typeof placed>, reader) {
      const point = await seen(db, facts, reader)
      const placement = point && (await placementOf(db, point, facts.placement))
      if (!point || !placement || placement.isTakenBack) return null
      const { off } = await workingHours(db, reader.zone)
      return placedCard(point, { ...placement, motionBy: motionDeadline(placement, off, reader.today) }, reader.locale)
    },
  },
  'lobby.unplaced': {
    ...record,
    facts: unplaced,
    async draw(db, facts: z.infer<typeof unplaced>, reader) {
      const point = await seen(db, facts, reader)
      const placement = point && (await placementOf(db, point, facts.placement))
      return point && placement?.isTakenBack ? unplacedCard(point, placement, facts.state, reader.locale) : null
    },
  },
  'lobby.ended': {
    ...record,
    facts: came,
    async draw(db, facts: z.infer<typeof came>, reader) {
      const point = await seen(db, facts, reader)
      // Put away, it came to the same.
      const stands = point && (point.state === facts.state || point.state === 'archived')
      if (!stands || point.result === null) return null
      const home = (await homeOf(db, reader.person))?.id ?? null
      return endedCard(point, facts.state, home, reader.locale, reader.zone)
    },
  },
  'lobby.resumed': {
    ...record,
    facts: about,
    async draw(db, facts: About, reader) {
      const point = await seen(db, facts, reader)
      return point && isRunning(point.state) ? resumedCard(point, reader.locale) : null
    },
  },
  'lobby.archived': {
    ...record,
    facts: about,
    async draw(db, facts: About, reader) {
      const point = await seen(db, facts, reader)
      return point?.state === 'archived' ? archivedCard(point, reader.locale) : null
    },
  },
  'lobby.handedOver': {
    ...record,
    facts: handedOver,
    async draw(db, facts: z.infer<typeof handedOver>, reader) {
      const point = await seen(db, facts, reader)
      if (reader.person && point?.proposer !== reader.person) return null
      const number = point?.number ?? (await bareOf(db, facts.point))?.number
      const name = await personName(db, facts.from)
      return number === undefined
        ? null
        : handedOverCard({ number, point, name }, reader.person !== null, reader.locale)
    },
  },
  'lobby.unheard': {
    ...record,
    facts: unheard,
    async draw(db, { from, municipality: id, points }: z.infer<typeof unheard>, { today, locale, typed }) {
      const municipality = (await municipalities(db, today)).find(one => one.id === id)?.name
      const name = await personName(db, from)
      return municipality === undefined ? null : unheardCard({ name, municipality, points }, typed, locale)
    },
  },
  'lobby.contactDue': {
    ...record,
    facts: contactDue,
    async draw(db, facts: z.infer<typeof contactDue>, reader) {
      const point = await seen(db, facts, reader)
      const due = await dueContact(db, facts.point, reader)
      const bare = await bareOf(db, facts.point)
      if (due?.said !== facts.said || !bare || (reader.person && !point)) return null
      return contactDueCard(bare, point, reader.locale)
    },
  },
  'lobby.succeeded': {
    ...record,
    facts: succeeded,
    async draw(db, { municipality, points, bottlenecks }: z.infer<typeof succeeded>, reader) {
      const found = await successionOf(db, municipality)
      return found && succeededCard(found, { points, bottlenecks }, reader.locale)
    },
  },
  'lobby.offered': {
    ...record,
    facts: offered,
    async draw(db, facts: z.infer<typeof offered>, reader) {
      const point = await seen(db, facts, reader)
      const number = point?.number ?? (await bareOf(db, facts.point))?.number
      if (number === undefined || (reader.person && !point)) return null
      const offers = point?.offers.filter(({ id }) => facts.offers.includes(id)) ?? []
      return point && offers.length === 0 ? null : offeredCard(number, point, offers, reader.locale)
    },
  },
  'lobby.stale': {
    ...record,
    facts: stale,
    async draw(db, facts: z.infer<typeof stale>, reader) {
      const point = await seen(db, facts, reader)
      if (point && !isRunning(point.state)) return null
      const number = point?.number ?? (await bareOf(db, facts.point))?.number
      return number === undefined ? null : staleCard(number, point, facts.since, reader.locale)
    },
  },
}
