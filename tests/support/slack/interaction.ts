// SPDX-License-Identifier: EUPL-1.2

import { patience } from '../patience.ts'
import { stopwatch } from '../stopwatch.ts'
import type { Json, JsonObject } from './json.ts'
import { most } from './limits.ts'
import type { Answer, SendOptions, Sent } from './send.ts'
import { type Shown, type ShownView, shownEphemeral, shownView } from './shown.ts'
import type { Stage } from './stage.ts'
import { until } from './until.ts'
import { changed, type Ephemeral, nextId, randomId, shownTo, type Workspace, type World } from './world.ts'

/** What came of one act of a person, as their client and Slack's servers see it. */
export type Outcome = {
  /** The request, to send it again. */
  sent: Sent
  /** 0 where the bot could not be reached or cut the line. */
  status: number
  /** Milliseconds until the whole answer was there. */
  ms: number
  /** The same without the time that the machine gave neither the bot nor us. */
  fairMs: number
  body: Json | string
  headers: Record<string, string>
  /** What Slack shows instead of an answer: `operation_timeout`, `dispatch_failed`, `invalid_blocks`, … */
  failure?: string
  /** A form's errors, field → sentence. */
  errors: Record<string, string>
  /** Waits for what only this person sees as the answer: in the HTTP response, by response_url or chat.postEphemeral. */
  ephemeral(within?: number): Promise<Shown>
  /** Waits for the modal that this act opened, pushed or replaced. */
  modal(within?: number): Promise<ShownView>
  /** Waits for whichever of the two comes. */
  either(within?: number): Promise<{ readonly message: Shown } | { readonly view: ShownView }>
  /** Sends the same request again, as Slack does when it had no answer: signed anew, with the retry headers. */
  repeat(how?: Repeat): Promise<Outcome>
}

export type Repeat = SendOptions & { retryNum?: number; reason?: 'http_timeout' | 'http_error' | 'connection_failed' }

/** Makes a trigger_id: it works once, for three seconds. It also names the interaction. */
export function pullTrigger(world: World, userId: string, workspace: Workspace): string {
  const id = `${nextId(world, '1')}.${nextId(world, '2')}.${randomId()}${randomId()}`
  world.triggers.set(id, { userId, teamId: workspace.id, age: stopwatch(), used: false })
  return id
}

/** Slack's word for an answer that is none: not there in three seconds, or not 200. */
export function failureOf({ status, fairMs }: Answer): string | undefined {
  if (fairMs > most('answer.seconds') * 1000) return 'operation_timeout'
  if (status === 0) return 'connection_failed'
  return status >= 200 && status < 300 ? undefined : `http_${status}`
}

type Result = { failure?: string; errors?: JsonObject }

/** What a person saw before acting: ts → what it answered. Only what comes after counts as the answer. */
const ephemeralsNow = (world: World, userId: string): Map<string, string | undefined> =>
  new Map(shownTo(world, userId).map(each => [each.ts, each.interaction]))

/**
 * Sends one request and gives what comes of it. `receive` does to the world what the answer says, as Slack would.
 * `interaction` is the trigger_id, '' for events; `began` the one whose response_url may answer it as well, as that of what opened a form.
 */
export async function perform(
  stage: Stage,
  userId: string,
  interaction: string,
  sent: Sent,
  receive: (answer: Answer, failure: string | undefined) => Result = (_, failure) => (failure ? { failure } : {}),
  options: SendOptions = {},
  began = interaction,
): Promise<Outcome> {
  const { world, life: unless } = stage
  const seen = ephemeralsNow(world, userId)
  const answer = await stage.deliver(sent, options)
  const { failure, errors = {} } = receive(answer, failureOf(answer))
  changed(world)
  // An answer to another act of the same person is not this one's; what chat.postEphemeral shows can't be told apart.
  const isAnswer = (each: Ephemeral) =>
    (!seen.has(each.ts) || seen.get(each.ts) !== each.interaction) &&
    (each.interaction === interaction || each.interaction === began || each.interaction === undefined)
  const found = () => shownTo(world, userId).find(isAnswer)
  const opened = () => {
    const view = world.modals.get(userId)?.at(-1)
    return view?.interaction === interaction ? view : undefined
  }
  const wait = { about: userId, unless }
  return {
    sent,
    status: answer.status,
    ms: answer.ms,
    fairMs: answer.fairMs,
    body: answer.json ?? answer.text,
    headers: answer.headers,
    ...(failure ? { failure } : {}),
    errors: Object.fromEntries(Object.entries(errors).map(([field, sentence]) => [field, String(sentence)])),
    ephemeral: async (within = patience) =>
      shownEphemeral(await until(world, found, { ...wait, within, what: 'an answer to this person alone' }), ''),
    either(within = patience) {
      const look = () => {
        const message = found()
        if (message) return { message: shownEphemeral(message, '') }
        const view = opened()
        return view && { view: shownView(view) }
      }
      return until(world, look, { ...wait, within, what: 'an answer to this person alone, or a modal' })
    },
    modal: async (within = patience) => shownView(await until(world, opened, { ...wait, within, what: 'a modal' })),
    repeat: ({ retryNum = 1, reason = 'http_timeout', ...more } = {}) => {
      const headers = { 'x-slack-retry-num': String(retryNum), 'x-slack-retry-reason': reason, ...more.headers }
      return perform(stage, userId, interaction, sent, receive, { ...more, headers }, began)
    },
  }
}
