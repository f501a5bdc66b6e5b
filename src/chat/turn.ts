// SPDX-License-Identifier: EUPL-1.2

import type { Card } from '#/chat/card.ts'
import type { Fields, Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Actor } from '#/network/actor.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { Links } from '#/network/files.ts'
import type { DeliveryId } from '#/network/ids.ts'
import type { Vault } from '#/network/vault.ts'

export type PlatformName = 'slack' | 'teams' | 'playground'

/** An account as its platform names it [T05]. `workspace` is the actor's own workspace or tenant, not the one it was said in. */
export interface Account {
  readonly platform: PlatformName
  readonly workspace: string
  readonly user: string
}

/** `channel` is the platform's id, `thread` the message there whose thread this was said in. */
export interface Where {
  readonly kind: 'direct' | 'channel' | 'thread'
  readonly channel: string
  readonly channelName?: string
  /** The platform's id of the team that a channel belongs to, where it has teams. */
  readonly team?: string
  readonly thread?: string
}

export type Act =
  /** What was typed: a command, a mention or a direct message. */
  | {
      readonly kind: 'line'
      readonly text: string
      readonly by: 'command' | 'mention' | 'direct'
      /** A file that came with it, by the platform's id. */
      readonly file?: string
    }
  /** A press or an open: the router knows which. `delivery` is what the message it stands on delivered, `drawing` the version it showed, `message` its id there. */
  | {
      readonly kind: 'press'
      readonly name: string
      readonly value: string
      readonly delivery?: DeliveryId
      readonly drawing?: number
      readonly message?: string
      readonly inForm?: { readonly context: string; readonly fields: Fields }
    }
  | { readonly kind: 'submit'; readonly form: string; readonly context: string; readonly fields: Fields }
  /** Typing in a searched choice: answered with suggestions. */
  | { readonly kind: 'suggest'; readonly form: string; readonly field: string; readonly query: string }

/** An act that waits until it is known who speaks: a join is not lost [A50]. */
export type KeptAct = Extract<Act, { kind: 'line' }> | Pick<Extract<Act, { kind: 'press' }>, 'kind' | 'name' | 'value'>

/** Whether the bot can write in the channel where something was said, found out by doing so. */
export type Trial =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'notInChannel' | 'notInTeam' | 'notAllowed' | 'unanswered' }

/** A file as it came, or why it did not. */
export type SentFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'gone' | 'tooLarge' | 'notAllowed' | 'unanswered' }

/** Someone who reads along in a channel, as its platform lists them. */
export interface ReadsAlong {
  readonly account: Account
  readonly name: string
  readonly email: string | null
  readonly isGuest: boolean
}

/** What a platform hands to the router: verified, not yet known who it is. */
export interface Incoming {
  readonly account: Account
  readonly act: Act
  readonly where: Where
  /** The platform's id of this one intent; null for what only reads. */
  readonly key: string | null
  readonly now: Date
  readonly canOpenForm: boolean
  /** What people type here before a command: `/m50`, `@M50`. Put in texts that name a command. */
  readonly typed: string
  /** The same in a channel, where that is another. */
  readonly typedInChannel?: string
  /** What is for the one who asks alone stands in another conversation than the one that they asked in. */
  readonly answersElsewhere?: boolean
  /** Posts a text in the channel where this was said. */
  readonly tryHere: (text: string) => Promise<Trial>
  /** All who can read in the channel where this was said. Left out where the platform does not let the bot ask. @throws when it does not say. */
  readonly readers?: () => Promise<readonly ReadsAlong[]>
  /** What the manifest asks and the platform does not let the bot do, asked of it now; null where it has no such thing or does not say. */
  readonly missingScopes: () => Promise<readonly string[] | null>
  /** What is in a file that someone sent, by the platform's id; nothing of one that is larger. Never inside a transaction. */
  readonly readFile: (id: string, mostBytes: number) => Promise<SentFile>
}

export interface Turn extends Incoming {
  readonly actor: Actor
  /** As what is acted: the role that the policy found. */
  readonly as: ActedAs
  readonly locale: Locale
  readonly zone: string
  /** Today in the network's time zone, as `2027-02-03`. */
  readonly today: string
  /** For files that are made for the one who asks. */
  readonly links: Links
  /** For what is sealed with a key of its own. */
  readonly vault: Vault
}

/** `me`: to the one who asked, alone. `secret` always goes by direct message, as does the line with the button that opens such a form where none can open. `anew`: it is the private card that was pressed on as it is by now, and takes its place where the platform lets it. */
export type Answer =
  | { readonly card: Card; readonly to: 'me' | 'here'; readonly secret?: boolean; readonly anew?: true }
  | { readonly form: Form; readonly secret?: boolean }
  | { readonly fieldErrors: Readonly<Record<string, string>> }
  | { readonly suggestions: readonly { readonly value: string; readonly label: string }[] }

/** An answer in the language of the one who asked, which the platform's own words around it follow. */
export type Answered = Answer & { readonly locale?: Locale }

/** The router's door: always answers, also when something went wrong. */
export type Take = (incoming: Incoming) => Promise<Answered>
