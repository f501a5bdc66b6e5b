// SPDX-License-Identifier: EUPL-1.2
// A chat, as both platforms know it: people who type, press and fill in, and what they and the channels then see. Two drivers speak it, one to each server.
import type { TestDatabase } from '../database.ts'
import type { RunningBot, startBot } from '../running-bot.ts'

export type Platform = 'slack' | 'teams'

/** A message as it stood on the screen at one moment. */
export interface Seen {
  readonly id: string
  /** All that a reader sees of it, a line each: buttons as `[Text]`. */
  readonly text: string
  /** Whom it mentions, and where its links and buttons lead. */
  readonly mentions: readonly string[]
  readonly links: readonly string[]
  /** What was said in its thread. */
  readonly replies: readonly Seen[]
}

/** Where someone presses: a message, a channel, the bot's messages to them, its answers to them alone, the open form, or their home. */
export type Place = Seen | 'inbox' | 'answer' | 'form' | 'home' | (string & {})

/** What is filled in: text, a date '2027-02-03', a time '09:30', an option's words or value, several of those, a tick. */
export type FieldValue = string | number | boolean | string[] | null

/** What a submission came to: sentences at fields, or none and what this person sees then. */
export interface Submitted {
  readonly errors: Readonly<Record<string, string>>
  /** The next form, or the answer. */
  next(): Promise<string>
}

/** Something of the bot's that stands on a screen, as the platform was given it. */
export interface Piece {
  readonly id: string
  readonly raw: string
}

/** What someone sends, whether any card has it or not. */
export type Sends =
  | { readonly does: 'types'; readonly line: string }
  | { readonly does: 'presses'; readonly name: string; readonly value: string }
  | {
      readonly does: 'submits'
      readonly form: string
      readonly context: string
      readonly fields: Readonly<Record<string, string>>
    }

export interface Wait {
  readonly within?: number
  readonly what?: string
}

/** Someone who chats. */
export interface Person {
  /** As the platform calls them, and Postgres after it. */
  readonly id: string
  readonly name: string
  /** Types a line for the bot, in their own conversation with it or in a channel, and gives the answer that they alone see. */
  says(line: string, channel?: string): Promise<Seen>
  /** Types a line that opens a form, in one go or by the button that answers it, and gives what it shows. */
  opens(line: string, channel?: string): Promise<string>
  /** Types a line, and gives what comes of it: the words of the answer or of the form. */
  tries(line: string, channel?: string): Promise<string>
  /** Writes to the bot without a command, in their own conversation with it. */
  writes(text: string): Promise<void>
  /** Mentions the bot in a channel, or in the thread of a message there, and gives the answer that they alone see. */
  mentions(channel: string, text: string, thread?: Seen): Promise<Seen>
  /** Presses a button by its name or words, `value` where several have it, and gives the answer that they alone see. */
  press(place: Place, action: string, value?: string): Promise<Seen>
  /** Presses what opens a form, and gives what it shows. */
  pressOpen(place: Place, action: string, value?: string): Promise<string>
  /** Says something in a channel, points at it, chooses this form in its menu, and gives what the form shows. */
  begins(form: string, channel: string, words: string): Promise<string>
  /** Fills in the open form and sends it; `unchecked` also what the client would not send. */
  submit(fields?: Readonly<Record<string, FieldValue>>, how?: { unchecked?: boolean }): Promise<Submitted>
  /** The words that a searched field of the open form offers while one types. */
  options(field: string, typed: string): Promise<string[]>
  /** What the open form shows; empty where none is open. */
  form(): string
  closes(): Promise<void>
  /** Opens their home where the platform has a place for it. */
  opensHome(): Promise<void>
  /** What their home shows now: where it has no place, the answer to the bot's name alone. */
  home(): Promise<string>
  joins(channel: string): Promise<void>
  /** What the bot wrote to them of its own accord. */
  inbox(): Seen[]
  /** What the bot answered them alone. */
  answers(): Seen[]
  /** Waits for a message that the bot wrote to them of its own accord. */
  receives(words: string, within?: number): Promise<Seen>
  /** Presses something of that name with that value that no card shows, and gives what comes of it: the answer, or a form behind `form:`. */
  forgesPress(channel: string, name: string, value: string): Promise<string>
  /** Submits a form that was never opened, about anything, and gives what comes of it: sentences at its fields, the answer, or a form behind `form:`. */
  forgesSubmission(
    channel: string,
    form: string,
    context: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<string>
  /** Sends something and waits for nothing but that it was taken; gives what stood in the response itself. */
  sends(what: Sends): Promise<string>
  /** All that they see of the bot: in their own conversation, as an answer, as a form, in their home. */
  sees(): Piece[]
  /** Types a line whose answer is too personal to be shown where it was asked, and gives that answer from their own conversation. */
  asksPrivately(line: string, words: string, channel?: string): Promise<Seen>
}

/** Who someone is besides a name and an address. The two kinds of guests that a platform has are, on Slack, of several channels and of one; in Teams by the list's own word and by a name of another tenant's. */
export interface Kind {
  readonly guest?: 'usual' | 'other'
  /** An account that does not act, where the platform tells of those. */
  readonly gone?: 'closed' | 'bot'
  /** The language of their client, where it is not Dutch. */
  readonly locale?: 'en'
}

/** Another organisation's own workspace or tenant, and a channel that it shares with the host: that is how its people meet the bot. */
export interface Organisation {
  /** What it is called where its own name is not known. */
  readonly id: string
  readonly shared: string
  person(name: string, email: string, kind?: Kind): Person
}

export interface Options {
  /** False where the bot seeds the database itself, from its own NETWORK_DIR. */
  readonly seeded?: boolean
  readonly settings?: Readonly<Record<string, string>>
}

/** What goes wrong with what the bot sends, until it is lifted. */
export interface Trouble {
  /** How many calls met it. */
  readonly hits: number
  lift(): void
}

/** Why a channel takes nothing. */
export type Closed = 'gone' | 'bot is outside' | 'not allowed'

/** The M50 of the model talks on a platform of our own: a seeded database, the bot as a process of its own, and people, none of them known to the bot yet but the secretary. */
export interface Network {
  readonly platform: Platform
  readonly database: TestDatabase
  /** What the bot is started with. */
  readonly settings: Readonly<Record<string, string>> & { readonly DATA_DIR: string }
  readonly jansen: Person
  readonly deVries: Person
  readonly bakker: Person
  readonly smit: Person
  readonly secretariat: string
  readonly general: string
  person(name: string, email: string, kind?: Kind): Person
  /** `domains` are those whose owner it is. */
  organisation(name: string, domains?: readonly string[]): Organisation
  /** Gives its id; the bot is in it. */
  channel(name: string, members: readonly Person[]): string
  begin(more?: Readonly<Record<string, string>>, options?: Parameters<typeof startBot>[1]): Promise<RunningBot>
  /** The secretary binds the channel, as on the first day. */
  bound(): Promise<void>
  /** What the bot posted in a channel, in order, replies under what they answer; not the word that it answered someone elsewhere. */
  messagesIn(channel: string): Seen[]
  /** The same as the platform was given it, replies among it. */
  stands(channel: string): Piece[]
  /** Waits until a channel shows a message, or reply, with these words. */
  shows(channel: string, words: string, within?: number): Promise<Seen>
  until<T>(condition: () => T, wait?: Wait): Promise<NonNullable<T>>
  /** Closes someone's account; false where the platform tells nobody. */
  closes(person: Person): boolean
  /** Lets no conversation with a person be opened, as of an account that is gone. */
  refusesPeople(): Trouble
  /** Lets nothing be posted in a channel. */
  refusesPosts(channel: string, why: Closed): Trouble
  /** Refuses the next message that the bot writes to someone, for so many seconds. */
  limits(person: Person, seconds: number): Trouble
  /** Shows the next message in a channel, and tells the bot that it failed. */
  losesAnswer(channel: string): void
  /** What the platform would have refused or swallowed. A test ends with none. */
  complaints(): readonly string[]
  /** All that the bots printed. */
  printed(): string
  end(): Promise<void>
}
