// SPDX-License-Identifier: EUPL-1.2

import { before, late, type Underway } from '#/chat/later.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Answered, Incoming, Take, Trial } from '#/chat/turn.ts'
import type { Action, Answers, CommandAnswer } from '#/platforms/slack/answers.ts'
import { createHomeTabs } from '#/platforms/slack/home-tabs.ts'
import type { Asked } from '#/platforms/slack/incoming.ts'
import { optionsOf } from '#/platforms/slack/modal.ts'
import type { View } from '#/platforms/slack/payloads.ts'
import { whereOf } from '#/platforms/slack/view-memory.ts'

/** So long after its arrival a command is answered in its own response. https://docs.slack.dev/interactivity: after three seconds Slack gives up. */
const commandMs = 2000
const submissionMs = 2500
const messageMs = 2500
/** When a form is not there by then, the modal opens without it: its trigger works for three seconds. */
const openingMs = 1500

/** Takes what Slack sent to the router and brings its answer back in time. `arrived` is a moment of `performance.now()`; each request is responded to once. */
export interface Turns {
  command(asked: Asked, respond: (answer?: CommandAnswer) => Promise<void>, arrived: number): Promise<void>
  press(asked: Asked, respond: () => Promise<void>, arrived: number): Promise<void>
  submission(asked: Asked, view: View, respond: (action?: Action) => Promise<void>, arrived: number): Promise<void>
  suggestion(asked: Asked, respond: (found: Suggestions) => Promise<void>, arrived: number): Promise<void>
  message(asked: Asked, arrived: number): Promise<void>
  /** Draws someone's home, now and after what they do. */
  home(asked: Asked): void
  /** The process stops: what waits for its time is done at once. */
  end(): void
}

interface Suggestions {
  readonly options: ReturnType<typeof optionsOf>
}

export interface TurnsParts {
  readonly take: Take
  /** In a person's language; in the network's where that is not known yet. */
  readonly answersIn: (locale?: Locale) => Answers
  readonly underway: Underway
  /** Writes a text in a channel, to find out whether that can be done. */
  readonly tryIn: (channel: string | undefined, text: string) => Promise<Trial>
  readonly missingScopes: Incoming['missingScopes']
  readonly readFile: Incoming['readFile']
  /** What people type here before a command. */
  readonly command: string
  /** Where no slash command works, in a thread; after a mention the next command is a mention again [E04]. */
  readonly mention: string
  /** Whether a press of this name opens a form. */
  readonly opensForm: (name: string) => boolean
  readonly failed: (error: unknown) => void
  /** The network's time. */
  readonly now: () => Date
}

export function createTurns(parts: TurnsParts): Turns {
  const { answersIn, underway } = parts
  const unknown = answersIn()

  function incoming(asked: Asked): Incoming {
    const { account, act, key, origin, channelName } = asked
    const byMention = origin?.kind === 'thread' || (act.kind === 'line' && act.by === 'mention')
    return {
      account,
      act,
      key,
      where: { ...(origin ? whereOf(origin) : { kind: 'direct', channel: '' }), ...(channelName && { channelName }) },
      now: parts.now(),
      canOpenForm: act.kind !== 'line' || act.by === 'command',
      typed: byMention ? parts.mention : parts.command,
      tryHere: text => parts.tryIn(origin?.channel, text),
      missingScopes: parts.missingScopes,
      readFile: parts.readFile,
    }
  }

  const homes = createHomeTabs(async asked => {
    const answer = await parts.take(incoming(asked))
    await answersIn(answer.locale).atHome(asked, answer)
  }, underway)

  /** The router always answers; should it not, that is a fault of ours, and still an answer. */
  async function take(asked: Asked): Promise<Answered> {
    try {
      return await parts.take(incoming(asked))
    } catch (error) {
      parts.failed(error)
      return unknown.faulty
    } finally {
      if (asked.act.kind !== 'suggest') homes.did(asked.account)
    }
  }

  /** Work whose failure is ours: it is logged, and whoever asked is told. */
  const goOn = (asked: Asked, work: Promise<void>): void =>
    underway.add(
      work.catch(async error => {
        parts.failed(error)
        await unknown.later(asked, unknown.faulty)
      }),
    )

  async function opened(asked: Asked, work: Promise<Answered>, arrived: number): Promise<void> {
    const first = await before(arrived + openingMs, work)
    if (first !== late) return answersIn(first.locale).later(asked, first)
    const viewId = await unknown.openWaiting(asked)
    const answer = await work
    return viewId
      ? answersIn(answer.locale).inView(viewId, asked, answer)
      : answersIn(answer.locale).later(withoutTrigger(asked), answer)
  }

  return {
    async command(asked, respond, arrived) {
      const work = take(asked)
      const first = await before(arrived + commandMs, work)
      const body = first === late ? null : answersIn(first.locale).inResponse(first)
      await (body ? respond(body) : respond())
      if (!body)
        goOn(
          asked,
          first === late
            ? work.then(answer => answersIn(answer.locale).later(asked, answer))
            : answersIn(first.locale).later(asked, first),
        )
    },

    async press(asked, respond, arrived) {
      await respond()
      const { act, viewId } = asked
      const work = take(asked)
      if (viewId)
        goOn(
          asked,
          work.then(answer => answersIn(answer.locale).inView(viewId, asked, answer)),
        )
      else if (act.kind === 'press' && parts.opensForm(act.name)) goOn(asked, opened(asked, work, arrived))
      else
        goOn(
          asked,
          work.then(answer => answersIn(answer.locale).later(asked, answer)),
        )
    },

    async submission(asked, view, respond, arrived) {
      const work = take(asked)
      const first = await before(arrived + submissionMs, work)
      if (first === late) {
        await respond(unknown.saving(asked))
        return goOn(
          asked,
          work.then(answer => answersIn(answer.locale).afterSubmission(asked, view, answer)),
        )
      }
      const { action, beside } = answersIn(first.locale).toSubmission(asked, view, first)
      await respond(action ?? undefined)
      if (beside) goOn(asked, beside())
    },

    home: asked => homes.opened(asked.account),

    end: homes.end,

    async suggestion(asked, respond, arrived) {
      const answer = await before(arrived + submissionMs, take(asked))
      const found = answer !== late && 'suggestions' in answer ? answer.suggestions : []
      await respond({ options: optionsOf(found) })
    },

    async message(asked, arrived) {
      const work = take(asked).then(answer => answersIn(answer.locale).later(asked, answer))
      goOn(asked, work)
      await before(
        arrived + messageMs,
        work.catch(() => {}),
      )
    },
  }
}

const withoutTrigger = ({ trigger: _, ...asked }: Asked): Asked => asked
