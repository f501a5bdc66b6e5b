// SPDX-License-Identifier: EUPL-1.2
import { before, late, type Underway } from '#/chat/later.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Answered, Take, Trial } from '#/chat/turn.ts'
import type { Answers, PressAnswer, SentForm, Split } from '#/platforms/teams/answers.ts'
import type { DialogAnswer } from '#/platforms/teams/dialog.ts'
import type { ReadFile } from '#/platforms/teams/files.ts'
import { type Asked, type Place, whereOf } from '#/platforms/teams/incoming.ts'
import type { Named } from '#/platforms/teams/names.ts'
import { createOnce } from '#/platforms/teams/once.ts'
import type { People } from '#/platforms/teams/people.ts'
import type { Asker } from '#/platforms/teams/ways.ts'

/** So long after its arrival an invoke is answered; Teams waits somewhat longer, and then shows a failure. */
const invokeMs = 2_500
/** So long an answer waits to know whether the rest of it can be had. */
const reachMs = 500
/** Whoever waits so long sees that something is being done [E25]. */
const typingMs = 1_500
const messageMs = 2_500

/** Takes what Teams sent to the router and brings its answer back in time. `arrived` is a moment of `performance.now()`. */
export interface Turns {
  message(asked: Asked, arrived: number): Promise<void>
  press(asked: Asked, arrived: number): Promise<PressAnswer>
  /** A dialog that is asked for, or (with `sent`) what came from one. */
  dialog(asked: Asked, arrived: number, sent?: SentForm): Promise<DialogAnswer>
  search(asked: Asked, arrived: number): Promise<readonly { readonly value: string; readonly label: string }[]>
  /** Says a word of welcome where the bot was installed, if nobody said it there before. */
  welcome(asked: Asked): void
}

export interface TurnsParts {
  readonly take: Take
  /** What people type before a command. All is answered in the personal chat, also what was asked in a channel: no mention is needed there. */
  readonly command: string
  /** What goes before it in a channel. */
  readonly mention: string
  readonly people: People
  /** In a person's language; in the network's where that is not known yet. */
  readonly answersIn: (locale?: Locale) => Answers
  readonly underway: Underway
  readonly typing: (place: Place) => Promise<void>
  readonly named: Named
  readonly isNew: (key: string) => Promise<boolean>
  readonly readFile: ReadFile
  /** Writes a text in a channel, to find out whether that can be done. */
  readonly tryIn: (place: Place, text: string) => Promise<Trial>
  readonly failed: (error: unknown) => void
  /** The network's time. */
  readonly now: () => Date
}

interface Done {
  readonly asker: Asker
  readonly answer: Answered
}

export function createTurns(parts: TurnsParts): Turns {
  const { answersIn, underway, people } = parts
  const unknown = answersIn()

  /** The router always answers; should it not, or should Teams not say who speaks, that is still an answer. */
  async function take(asked: Asked, canOpenForm: boolean): Promise<Done> {
    const { speaker, place, act, key } = asked
    let asker: Asker = { speaker, place, tenant: place.tenant }
    try {
      const account = await people.accountOf(speaker, place).catch(() => null)
      if (!account) return { asker, answer: unknown.without(place.isAnywhere ? 'notDelivered' : 'unknown', act) }
      asker = { ...asker, tenant: account.workspace }
      const answer = await parts.take({
        account,
        act,
        key,
        where: whereOf(await parts.named(place)),
        now: parts.now(),
        canOpenForm,
        typed: parts.command,
        typedInChannel: parts.mention,
        answersElsewhere: place.kind !== 'direct' || place.isAnywhere === true,
        tryHere: text => parts.tryIn(place, text),
        readFile: async (id, mostBytes) =>
          asked.file?.id === id ? parts.readFile(asked.file.address, mostBytes) : { ok: false, reason: 'gone' },
        readers: () => people.readers(place),
        // What the bot may do stands in the app's manifest; the connector does not tell.
        missingScopes: async () => null,
      })
      return { asker, answer }
    } catch (error) {
      parts.failed(error)
      return { asker, answer: unknown.without('fault', act) }
    }
  }

  /** Answers an invoke in time: with what is ready, or with a word to wait, and the outcome afterwards. */
  async function invoke<Response>(
    work: Promise<Done>,
    arrived: number,
    split: (done: Done, until: number) => Promise<Split<Response>>,
    waiting: Response,
    sent?: SentForm,
  ): Promise<Response> {
    const first = await before(arrived + invokeMs, work)
    if (first === late) {
      underway.add(work.then(({ asker, answer }) => answersIn(answer.locale).afterwards(asker, answer, sent)))
      return waiting
    }
    const { response, beside } = await split(first, Math.min(arrived + invokeMs, performance.now() + reachMs))
    if (beside) underway.add(beside())
    return response
  }

  async function message(asked: Asked, arrived: number): Promise<void> {
    const work = take(asked, false).then(({ asker, answer }) =>
      answersIn(answer.locale).toMessage(asker, answer, asked.act),
    )
    underway.add(work)
    const isDone = work.then(
      () => true,
      () => true,
    )
    if ((await before(arrived + typingMs, isDone)) !== late) return
    underway.add(parts.typing(asked.place))
    await before(arrived + messageMs, isDone)
  }

  const messages = createOnce<void>()
  const presses = createOnce<PressAnswer>()
  const dialogs = createOnce<DialogAnswer>()

  return {
    message: (asked, arrived) => messages(asked.key, () => message(asked, arrived)),

    press: (asked, arrived) =>
      presses(asked.key, () =>
        invoke(
          take(asked, false),
          arrived,
          ({ asker, answer }, until) => answersIn(answer.locale).toPress(asker, answer, asked.act, until),
          unknown.waiting.press,
        ),
      ),

    dialog: (asked, arrived, sent) =>
      dialogs(asked.key, () =>
        invoke(
          take(asked, true),
          arrived,
          ({ asker, answer }, until) => answersIn(answer.locale).toDialog(asker, answer, until, sent),
          unknown.waiting.dialog,
          sent,
        ),
      ),

    welcome(asked) {
      underway.add(
        take({ ...asked, key: null }, false).then(async ({ asker, answer }) => {
          if (asked.key && (await parts.isNew(asked.key))) await answersIn(answer.locale).afterwards(asker, answer)
        }),
      )
    },

    async search(asked, arrived) {
      const found = await before(arrived + invokeMs, take(asked, true))
      return found !== late && 'suggestions' in found.answer ? found.answer.suggestions : []
    },
  }
}
