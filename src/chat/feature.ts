// SPDX-License-Identifier: EUPL-1.2
import type { z } from 'zod'
import type { Button, Card } from '#/chat/card.ts'
import type { Fields } from '#/chat/form.ts'
import type { AnyTexts, Locale, Text } from '#/chat/texts.ts'
import type { Answer, KeptAct, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import type { Actor } from '#/network/actor.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { FileId, PersonId, SubjectRef } from '#/network/ids.ts'
import type { Planned, PlannedRules } from '#/network/planned-kind.ts'
import type { Action, Relation } from '#/network/policy.ts'

/** What a turn that wrote leaves behind: ids and a code, from which its answer is drawn, also again for a repeat [T03]. No names, no text. */
export interface Outcome {
  readonly code: string
  readonly ids: Readonly<Record<string, string | number>>
}

interface Asks<Input, Subject> {
  /** The policy's row. The router asks it, once, before `run`. */
  readonly asks: Action
  /** Loads (and, when writing, locks) what the act is about, with what of it matters for rights; null when there is no such thing. Absent where the act is about the actor alone. */
  readonly of?: (db: Db, input: Input, turn: Turn) => Promise<(Relation & { readonly subject: Subject }) | null>
  /** What only someone who is known already can want: a stranger is not asked after, and hears that nothing is known of them. */
  readonly isForKnown?: true
}

export interface Reads<Input, Subject = undefined> extends Asks<Input, Subject> {
  readonly does: 'reads'
  readonly run: (db: Db, turn: Turn, input: Input, subject: Subject) => Promise<Answer>
}

/** `run` may answer instead (a form, field errors, a question): then nothing is written. `first` is what must be asked of the platform before the transaction begins: or what takes long to make: it gives what to go on with, or refuses. */
export interface Writes<Input, Subject = undefined, Ready = Input> extends Asks<Ready, Subject> {
  readonly does: 'writes'
  readonly first?: (turn: Turn, db: Db, input: Input) => Promise<Ready>
  readonly run: (tx: Tx, turn: Turn, input: Ready, subject: Subject) => Promise<Outcome | Answer>
  readonly answer: (db: Db, turn: Turn, outcome: Outcome) => Promise<Answer | Next>
}

/**
 * Hundreds press the same card at once: `run` is one statement outside any transaction, which claims the turn's key, checks, writes and audits, and sends nothing.
 * What it `touched` is drawn anew; its answer is drawn from what it brought, also for a repeat. Where it did nothing, because more is to be done for this one than that, it goes on as an act that writes.
 */
export interface Stampedes<Input> {
  readonly does: 'stampedes'
  readonly asks: Action
  readonly isForKnown?: true
  readonly run: (
    db: Db,
    turn: Turn & { readonly key: string },
    input: Input,
  ) => Promise<{ readonly answer: Answer | Next; readonly touched: readonly SubjectRef[] }>
}

/** Goes on as another act: one that was kept until it was known who speaks, or what a press comes down to for this one. */
export interface Next {
  readonly next: KeptAct
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds handlers of every subject; each is checked where it is written.
export type Handler<Input> = Reads<Input, any> | Writes<Input, any, any> | Stampedes<Input>

/** A verb of a noun. `words` are its names, Dutch first; the rest of the line is its input. A verb that writes is never guessed from a typing error. */
export interface Verb {
  readonly words: readonly string[]
  /** The text key of its line in help, in the feature's texts. */
  readonly help: string
  /** An example of what follows the verb, as shown in help: `<pijler> [e-mail ambtenaar]`. A text key. */
  readonly takes?: string
  /** The verb stands after a name: `gemeente <naam> domein <domein>`. Its input is all the other words. */
  readonly isInfix?: boolean
  readonly handler: Handler<string>
  /** Where it stands under another feature's noun: the texts of the feature that it is of. */
  readonly texts?: AnyTexts
}

export interface Noun {
  readonly words: readonly string[]
  readonly help: string
  /** The verb for the noun alone, or followed by words that are no verb. */
  readonly bare: Handler<string>
  readonly takes?: string
  /** What follows it is a name that may look like a verb: of a verb one typing error is forgiven, and no more. */
  readonly takesName?: true
  /** Stands first in help: what most people come for. */
  readonly isEveryday?: true
  readonly verbs: readonly Verb[]
}

/** What comes of a form that was sent: what it is about, never to be trusted, and what was filled in. */
export interface Submitted {
  readonly context: string
  readonly fields: Fields
}

/** A form: how it is opened from a button, a typed verb or a searched field, and what its submission does. */
export interface FormHandler {
  /** Absent where only a command or another form leads to it. */
  readonly open?: Handler<string>
  readonly submit: Handler<Submitted>
  readonly suggest?: Readonly<Record<string, Reads<string>>>
  /** Begins from any message that someone points at too: `open` then gets what `messageValue` makes of its words. A text key, under which stand `name` and `description`. */
  readonly fromMessage?: string
}

/** What a form that begins from a message is opened with. */
export const messageValue = (text: string): string => `message ${text}`

/** To whom a card is drawn. `zone` is the network's time zone, `today` the date there (`2027-02-03`), `typed` what people type before a command on that platform. */
export interface Reader {
  readonly locale: Locale
  readonly person: PersonId | null
  readonly zone: string
  readonly today: string
  readonly typed: string
}

/** A message to others. `onUnclear` says which is worse when nobody knows whether it arrived: missing (`surely`) or double (`once`). */
export interface NoticeKind<Facts = unknown> {
  readonly onUnclear: 'surely' | 'once'
  readonly recordClass: 'record' | 'message'
  readonly facts: z.ZodType<Facts>
  /** It is the card of its live subject and never pointless while that is there: then the subject alone is drawn. */
  readonly isOfSubject?: true
  /** Null when it is pointless by now. */
  readonly draw: (db: Db, facts: Facts, reader: Reader) => Promise<Card | null>
}

/** What a message was sent as: the notice, and the card that it began with; null where another release stored that. */
export interface Begun {
  readonly kind: string
  readonly facts: unknown
  readonly card: Card | null
}

/** A subject whose posted cards follow the present. `version` is a column of `table` (or a view), compared with what each message shows; `whole` is the line that shows all of it, where the card has no button that does. */
export interface LiveSubject {
  readonly table: string
  readonly draw: (
    db: Db,
    id: string,
    reader: Reader,
    begun: Begun,
  ) => Promise<{ readonly card: Card; readonly version: number; readonly whole?: string } | null>
}

/** Something planned, with how it stands in the planning: what, and to whom. Null when it is pointless by now. */
export interface PlannedKind extends PlannedRules {
  /** Whose it is, where that matters for who may move or skip it. */
  readonly relation?: (db: Db, planned: Planned) => Promise<Relation>
  /** It turns what it is about, at the moment that follows from that: nobody moves or skips it, and nothing of it is sent now. */
  readonly isFixed?: true
  /** @throws Refusal where sending it now would send nothing, saying what it waits for. */
  readonly demandNow?: (db: Db, planned: Planned) => Promise<void>
  /** Someone moved or skipped it: what says when it happens is drawn anew. */
  readonly changed?: (tx: Tx, planned: Planned, at: Pick<Turn, 'now' | 'today' | 'zone'>) => Promise<void>
  readonly view: (
    db: Db,
    planned: Planned,
    reader: Reader,
  ) => Promise<{ readonly what: Text; readonly to: Text } | null>
}

/** How a request's own matter stands on its card: what is asked, in words that follow "Verzoek 41 · ", and up to three lines. `own` is for whoever asked alone, as long as it matters. `approve` takes the place of the button, where approving asks something; `again` asks the same once more, where it was taken back or declined; `change` lets whoever asked put it otherwise while it waits, and stands beside a question about it; `granted` leads to what it brought; `whole` shows who decides what the lines leave out; `isClosedOff` where few may read what was said of it: then none of it stands on a card that others read along with. */
export type RequestView = (
  db: Db,
  request: {
    readonly id: string
    readonly subject: unknown
    readonly municipality: { readonly id: string; readonly name: string } | null
  },
  reader: Reader,
) => Promise<{
  readonly what: Text
  readonly lines: readonly string[]
  readonly own?: readonly string[]
  readonly approve?: Button
  readonly again?: Button
  readonly change?: Button
  readonly granted?: Button
  readonly whole?: Button
  readonly isClosedOff?: boolean
}>

/** Answers a plain direct message to an open question ("Antwoord gewoon hieronder"). */
export interface Reply {
  /** The questions that are open for this person, each with the button that answers it where there are several. */
  readonly open: (db: Db, turn: Turn) => Promise<readonly { readonly subject: SubjectRef; readonly button: Button }[]>
  readonly take: (subject: SubjectRef) => Handler<string>
}

/** Asks someone whom the bot does not know yet, or not by function, who they are. */
export type Introduce = (db: Db, turn: Turn) => Promise<Card>

/** What a line that is no command may have meant: `m50 bestuur` is the pillar. Null when this feature has no idea. */
export type Guess = (db: Db, turn: Turn, words: string) => Promise<Card | null>

/** A part of someone's home: its first item stands under its title, or under that of its place. One without items is left out. */
export interface HomeSection {
  readonly place: 'waiting' | 'firstRun' | 'mine' | 'coming' | 'settings'
  readonly title?: string
  readonly items: readonly { readonly text: string; readonly accessory?: Button }[]
}

/** What of this feature a person holds, that another takes over when they leave. */
export interface Belongings {
  /** One line for each thing, as the one who hands over reads it. */
  readonly lines: (db: Db, person: PersonId, reader: Reader) => Promise<readonly string[]>
  /** All of it to the successor, of the same municipality, or ended where there is none. Nobody but those it also matters to is told here. */
  readonly handOver: (
    tx: Tx,
    from: PersonId,
    to: PersonId | null,
    by: ActedAs,
    at: { readonly now: Date; readonly today: string },
  ) => Promise<void>
}

/** Whether a made file is still for the one whom it was made for, as they stand today. */
export type FileSight = (db: Db, file: FileId, reader: Actor, today: string) => Promise<boolean>

export interface Feature {
  readonly name: string
  readonly texts: AnyTexts
  readonly nouns?: readonly Noun[]
  /** Verbs that stand under another feature's noun, by the first of its words. */
  readonly verbs?: Readonly<Record<string, readonly Verb[]>>
  /** Under their full name, `request.approve`. */
  readonly presses?: Readonly<Record<string, Handler<string>>>
  readonly forms?: Readonly<Record<string, FormHandler>>
  // biome-ignore lint/suspicious/noExplicitAny: each kind's facts are checked by its own shape before they are drawn.
  readonly notices?: Readonly<Record<string, NoticeKind<any>>>
  readonly live?: Readonly<Record<string, LiveSubject>>
  /** Under the name that stands in the table of what is planned, `request.reminder`. */
  readonly planned?: Readonly<Record<string, PlannedKind>>
  /** Under the kind's name, `pillar.join`. */
  readonly requestViews?: Readonly<Record<string, RequestView>>
  readonly belongings?: Belongings
  /** Asked each time a made file is opened, under its kind; without one it is for its reader as long as it is kept. */
  readonly files?: Readonly<Record<string, FileSight>>
  readonly replies?: Reply
  /** What a file is for that comes without a word, from whoever may do this. */
  readonly takesFile?: Writes<string>
  readonly guess?: Guess
  readonly introduce?: Introduce
  /** What is said where the bot was just installed: to the one who reads it in their own conversation, or to all who read along. */
  readonly welcome?: Introduce
  /** What of this feature stands on someone's home, by what they may. Reads alone. */
  readonly home?: (db: Db, turn: Turn) => Promise<readonly HomeSection[]>
  /** Buttons that help ends with. */
  readonly helpButtons?: (turn: Turn) => readonly Button[]
}
