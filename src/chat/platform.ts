// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Account, PlatformName, ReadsAlong } from '#/chat/turn.ts'
import type { DeliveryId } from '#/network/ids.ts'

/** What a platform knows of an account. `isGuest` is a guest account of that workspace or tenant. */
export interface Profile {
  readonly name: string
  readonly email: string | null
  readonly isGuest: boolean
  readonly isBot: boolean
  readonly isDeactivated: boolean
  readonly locale: Locale | null
  readonly workspaceName: string | null
}

/** What people type before a command on a platform: in a direct conversation, or where others read along. */
export type Typed = (platform: PlatformName, isDirect: boolean) => string

/** Where a message goes: a channel or direct conversation, and the message whose thread it belongs to. */
export interface Address {
  readonly workspace: string
  readonly conversation: string
  readonly thread?: string
}

export interface Message {
  readonly card: Card
  readonly locale: Locale
  readonly delivery: DeliveryId
  /** The drawing's version: stands in each action, beside the delivery's id. */
  readonly drawing: number
  /** The line that shows all of it, should it have to be shortened. */
  readonly whole?: string | undefined
}

/**
 * How a call ended. `limited`: nothing was posted, not again before `retryAfterSeconds`, for this `scope`. `later`: nothing was posted (connection refused, DNS).
 * `refused`: for good, with a reason that the secretariat can read. `unclear`: it may have been posted. `short`: what stands there in the place of a card that was too large.
 */
export type Sent =
  | { readonly outcome: 'sent'; readonly message: string; readonly short?: Card }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number; readonly scope: 'method' | 'conversation' }
  | { readonly outcome: 'later' }
  | { readonly outcome: 'refused'; readonly reason: RefusedReason }
  | { readonly outcome: 'unclear' }

/** What a platform allows no more of for a while: a method in a workspace or, where it limits one conversation, in that. */
export interface Limited {
  readonly workspace: string
  readonly method: string
  readonly conversation: string | undefined
  readonly seconds: number
}

export type RefusedReason =
  | 'channelGone'
  | 'notInChannel'
  | 'personGone'
  | 'botRemoved'
  | 'tooLarge'
  | 'notAllowed'
  | 'messageGone'
  | 'other'

/** Whether a delivery stands in a conversation. `unanswered`: ask again. `impossible`: this platform, channel or installation can't be asked. */
export type Found =
  | { readonly found: 'yes'; readonly message: string }
  | { readonly found: 'no' }
  | { readonly found: 'unanswered' }
  | { readonly found: 'limited'; readonly retryAfterSeconds: number }
  | { readonly found: 'impossible' }

/** Who can read in a channel; or, as of a message, how asking that ended. */
export type Readers =
  | { readonly outcome: 'known'; readonly readers: readonly ReadsAlong[] }
  | Exclude<Sent, { outcome: 'sent' }>

/** The port. What comes in is the platform's own business; it hands it to the router. */
export interface Platform {
  readonly name: PlatformName
  /** Method names under which its rate limits are kept. */
  readonly methods: { readonly post: string; readonly update: string; readonly direct: string; readonly find: string }
  /** After so many milliseconds without an answer a call is unclear. */
  readonly timeoutMs: number
  profile(account: Account): Promise<Profile | null>
  /** The direct conversation with an account. Safe to ask again. `message` is the conversation's id. */
  openDirect(account: Account): Promise<Sent>
  post(to: Address, message: Message): Promise<Sent>
  update(to: Address, messageId: string, message: Message): Promise<Sent>
  /** Some minutes old at most. Left out where the platform does not let the bot ask. */
  readonly readers?: (to: Address) => Promise<Readers>
  find(to: Address, delivery: DeliveryId, since: Date): Promise<Found>
}
