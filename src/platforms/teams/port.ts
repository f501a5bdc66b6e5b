// SPDX-License-Identifier: EUPL-1.2
import type { Address, Platform } from '#/chat/platform.ts'
import type { Addresses } from '#/platforms/teams/addresses.ts'
import { callTimeoutMs } from '#/platforms/teams/app.ts'
import { type Connector, methods, type Spot } from '#/platforms/teams/connector.ts'
import { conversationIn } from '#/platforms/teams/incoming.ts'
import { deliveryMessage } from '#/platforms/teams/message.ts'
import { failureOf } from '#/platforms/teams/outcome.ts'
import type { People } from '#/platforms/teams/people.ts'

const lately = { lately: true } as const

/** The bot's way out to Teams. */
export function createPort(connector: Connector, people: People, addresses: Addresses): Platform {
  const spotOf = async ({ workspace, conversation, thread }: Address): Promise<Spot> => ({
    tenant: workspace,
    serviceUrl: await addresses.of(workspace),
    conversation: conversationIn(conversation, thread),
  })
  return {
    name: 'teams',
    methods: { post: methods.post, update: methods.update, direct: methods.direct, find: methods.find },
    timeoutMs: callTimeoutMs,
    profile: people.profile,
    openDirect: async ({ workspace, user }) => connector.openDirect(await addresses.of(workspace), workspace, user),
    post: async (to, message) => connector.post(await spotOf(to), deliveryMessage(message)),
    update: async (to, id, message) => connector.update(await spotOf(to), id, deliveryMessage(message)),
    async readers({ workspace, conversation }) {
      try {
        const serviceUrl = await addresses.of(workspace)
        return {
          outcome: 'known',
          readers: await people.readers({ serviceUrl, conversation, tenant: workspace }, lately),
        }
      } catch (error) {
        return failureOf(error, 'conversation').failed
      }
    },
    // A bot can't read back what it sent [E31].
    find: async () => ({ found: 'impossible' }),
  }
}
