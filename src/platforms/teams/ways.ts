// SPDX-License-Identifier: EUPL-1.2
import { before, late } from '#/chat/later.ts'
import { createPatience, isOver, type Stop } from '#/chat/patience.ts'
import type { Trial } from '#/chat/turn.ts'
import type { Addresses } from '#/platforms/teams/addresses.ts'
import type { Connector, Spot } from '#/platforms/teams/connector.ts'
import { conversationIn, type Place, type Speaker } from '#/platforms/teams/incoming.ts'
import type { TeamsMessage } from '#/platforms/teams/message.ts'

/** Who is answered, and where they asked. `tenant` is their own. */
export interface Asker {
  readonly speaker: Speaker
  readonly place: Place
  readonly tenant: string
}

/** The ways on which an answer reaches someone. None of them repeats itself, since an answer is no delivery; they wait where Teams says when they may be used [T30]. */
export interface Ways {
  /** In the bot's own conversation with them. False where it surely did not arrive. */
  personally(asker: Asker, message: TeamsMessage): Promise<boolean>
  /** Whether there is such a conversation; taken for granted where that is not known at `until`, a moment of `performance.now()`. */
  reaches(asker: Asker, until: number): Promise<boolean>
  /** In the place of the bot's own answer with this id. False where it surely did not get there. */
  instead(place: Place, id: string, message: TeamsMessage): Promise<boolean>
  /** To all, where it was asked. False where it surely did not arrive. */
  here(place: Place, message: TeamsMessage): Promise<boolean>
  typing(place: Place): Promise<void>
  /** Writes in a channel to find out whether that can be done. */
  trial(place: Place, message: TeamsMessage): Promise<Trial>
}

/** Conversations with people that this copy has opened or heard of. */
const mostDirects = 10_000

const spotOf = ({ tenant, serviceUrl, conversation, thread }: Place): Spot => ({
  tenant,
  serviceUrl,
  conversation: conversationIn(conversation, thread),
})

export function createWays(connector: Connector, addresses: Addresses, stop: Stop): Ways {
  const patiently = createPatience(stop)
  const directs = new Map<string, string>()
  const opening = new Map<string, Promise<string | null>>()

  const keyOf = ({ speaker, tenant }: Asker): string => `${tenant} ${speaker.id}`

  async function open({ speaker, tenant }: Asker, key: string): Promise<string | null> {
    const url = await addresses.of(tenant)
    const opened = await patiently(() => connector.openDirect(url, tenant, speaker.id))
    if (opened.outcome !== 'sent') return null
    const [oldest] = directs.keys()
    if (directs.size >= mostDirects && oldest !== undefined) directs.delete(oldest)
    directs.set(key, opened.message)
    return opened.message
  }

  async function directOf(asker: Asker): Promise<string | null> {
    const key = keyOf(asker)
    const known = directs.get(key)
    if (known) return known
    const asked = opening.get(key) ?? open(asker, key).finally(() => opening.delete(key))
    opening.set(key, asked)
    return asked
  }

  const isThere = ({ place }: Asker): boolean => place.kind === 'direct' && !place.isAnywhere

  const here: Ways['here'] = async (place, message) =>
    isOver(await patiently(() => connector.post(spotOf(place), message)))

  return {
    here,
    reaches: async (asker, until) =>
      isThere(asker) || (await before(until, directOf(asker)).catch(() => late)) !== null,
    instead: async (place, id, message) => isOver(await patiently(() => connector.update(spotOf(place), id, message))),
    async personally(asker, message) {
      const { place, tenant } = asker
      if (isThere(asker)) return here(place, message)
      const conversation = await directOf(asker)
      if (conversation === null) return false
      const spot = { tenant, serviceUrl: await addresses.of(tenant), conversation }
      const sent = await patiently(() => connector.post(spot, message))
      // They may have taken the bot away.
      if (sent.outcome === 'refused') directs.delete(keyOf(asker))
      return isOver(sent)
    },
    typing: place => connector.typing(spotOf(place)),
    async trial(place, message) {
      const { thread: _, ...channel } = place
      const sent = await connector.post(spotOf(channel), message)
      if (sent.outcome === 'sent') return { ok: true }
      if (sent.outcome !== 'refused') return { ok: false, reason: 'unanswered' }
      const isOutside = sent.reason === 'notInChannel' || sent.reason === 'channelGone'
      return { ok: false, reason: isOutside ? 'notInTeam' : 'notAllowed' }
    },
  }
}
