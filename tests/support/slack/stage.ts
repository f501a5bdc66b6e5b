// SPDX-License-Identifier: EUPL-1.2
import type { Answer, SendOptions, Sent } from './send.ts'
import type { World } from './world.ts'

export type EventName =
  | 'app_mention'
  | 'app_home_opened'
  | 'member_joined_channel'
  | 'message.im'
  | 'message.channels'
  | 'message.groups'

/** What the people's side needs of the server. */
export type Stage = {
  world: World
  /** Where response_urls lead: this server. */
  origin: string
  /** The events the app subscribes to. */
  events: Set<EventName>
  demandText: boolean
  /** Over when the bot that is asked now has ended. */
  life?: AbortSignal | undefined
  /** Sends a signed request to the bot and waits for the answer. */
  deliver(sent: Sent, options?: SendOptions): Promise<Answer>
  deliverLater(sent: Sent): void
}
