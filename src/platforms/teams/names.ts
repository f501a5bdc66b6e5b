// SPDX-License-Identifier: EUPL-1.2
import { before, late } from '#/chat/later.ts'
import type { Connector } from '#/platforms/teams/connector.ts'
import type { Place } from '#/platforms/teams/incoming.ts'
import { remember } from '#/platforms/teams/remember.ts'

/** Gives a place its name, where the activity brought none and the connector tells it. */
export type Named = (place: Place) => Promise<Place>

const dayMs = 24 * 60 * 60 * 1000
/** Nobody waits longer for a name. */
const patienceMs = 700

/** Teams names a channel in some activities and not in others. What is told is kept a day; `group` is what a group chat without a name is called. */
export function createNames(connector: Connector, group: string): Named {
  const known = new Map<string, { readonly name: string; readonly at: number }>()

  async function nameOf({ conversation, team, serviceUrl, tenant }: Place): Promise<string | null> {
    if (team === undefined) return group
    const kept = known.get(conversation)
    if (kept && performance.now() - kept.at < dayMs) return kept.name
    const name = await connector.channelName({ serviceUrl, tenant, conversation }, team)
    if (name) remember(known, conversation, { name, at: performance.now() })
    return name
  }

  return async place => {
    if (place.kind === 'direct' || place.name) return place
    const name = await before(performance.now() + patienceMs, nameOf(place)).catch(() => null)
    return name && name !== late ? { ...place, name } : place
  }
}
