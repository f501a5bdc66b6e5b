// SPDX-License-Identifier: EUPL-1.2

import { patience } from '../patience.ts'
import { escaped } from './events.ts'
import { upload } from './files.ts'
import type { FieldValue } from './fill.ts'
import { closeModal, fill, submit } from './forms.ts'
import type { Outcome } from './interaction.ts'
import { actOn, choose, ephemeralsOf, messagesFor, optionWords, type Place, press, suggestions } from './pressing.ts'
import { lastShown, type Shown, type ShownView, shownMessages, shownView } from './shown.ts'
import type { Stage } from './stage.ts'
import { channelNamed, dmOf, join, mentionBot, openHome, say, typeCommand, writeToBot } from './talking.ts'
import { textOf } from './text-of.ts'
import { until } from './until.ts'
import type { SlackFile, User } from './world.ts'

/** Someone with a Slack client. What they do is sent to the bot as Slack would; what they see is what Slack would show. */
export type Person = {
  id: string
  name: string
  teamId: string
  /** Types a slash command (`/m50` where none is named), in the own conversation with the bot or another one. */
  command(text: string, where?: { channel?: string; command?: string }): Promise<Outcome>
  /** Uploads a file, which a form takes or a direct message brings along. */
  uploads(name: string, content: string | Uint8Array): SlackFile
  /** Mentions the bot. @throws when it isn't in that conversation. */
  mention(channel: string, text: string, where?: { thread?: string }): Promise<Outcome>
  /** Says something that isn't meant for the bot; gives what it answered where Slack told it. */
  says(channel: string, text: string, where?: { thread?: string }): Promise<Outcome | undefined>
  directMessage(text: string, where?: { thread?: string; file?: SlackFile }): Promise<Outcome>
  opensHome(): Promise<Outcome>
  joins(channel: string): Promise<void>
  /** Presses a button by its action_id or words, or an option under `<feature>.more`; `value` names the subject's id. */
  press(place: Place, action: string, options?: { value?: string }): Promise<Outcome>
  /** Chooses one of the bot's entries in the menu of a message. */
  actsOn(message: Shown, callbackId: string): Promise<Outcome>
  /** Chooses in a select in a message or home, by an option's words or value. */
  choose(place: Place, actionId: string, option: string): Promise<Outcome>
  /** The words that an external_select offers while one types. */
  options(place: Place, actionId: string, typed: string): Promise<string[]>
  /** Fills fields of the open form, by their names. */
  fill(fields: Record<string, FieldValue>): Promise<void>
  /**
   * Fills and submits the open form. @throws where Slack's own client would not send it, unless `unchecked`, as a client
   * that was tampered with would.
   */
  submit(fields?: Record<string, FieldValue>, how?: { unchecked?: boolean }): Promise<Outcome>
  closeModal(): Promise<void>
  /** The direct messages with the bot, own ones included. */
  inbox(): Shown[]
  ephemerals(): Shown[]
  modal(): ShownView | undefined
  home(): ShownView | undefined
  /** A conversation as this person sees it. @throws when they aren't in it. */
  messagesIn(channel: string): Shown[]
  /** Waits for a direct message of the bot with these words. */
  receives(words: string, within?: number): Promise<Shown>
}

export function personOf(stage: Stage, user: User): Person {
  const { world } = stage
  const inbox = () => shownMessages(dmOf(stage, user))
  return {
    id: user.id,
    name: user.name,
    teamId: user.teamId,
    command: (text, { channel, command = '/m50' } = {}) => typeCommand(stage, user, command, text, channel),
    uploads: (name, content) => upload(stage, user, name, content),
    mention: (channel, text, { thread } = {}) => mentionBot(stage, user, channel, text, thread),
    says: (channel, text, { thread } = {}) => say(stage, user, channelNamed(stage, channel), escaped(text), thread),
    directMessage: (text, { thread, file } = {}) => writeToBot(stage, user, text, thread, file),
    opensHome: () => openHome(stage, user),
    joins: channel => join(stage, user, channel),
    press: (place, action, { value } = {}) => press(stage, user, place, action, value),
    actsOn: (message, callbackId) => actOn(stage, user, message, callbackId),
    choose: (place, actionId, option) => choose(stage, user, place, actionId, option),
    options: async (place, actionId, typed) => optionWords(await suggestions(stage, user, place, actionId, typed)),
    fill: fields => fill(stage, user, fields),
    submit: async (fields = {}, how) => {
      await fill(stage, user, fields)
      return submit(stage, user, how)
    },
    closeModal: () => closeModal(stage, user),
    inbox,
    ephemerals: () => ephemeralsOf(stage, user),
    modal: () => {
      const view = world.modals.get(user.id)?.at(-1)
      return view && shownView(view)
    },
    home: () => {
      const view = world.homes.get(user.id)
      return view && shownView(view)
    },
    messagesIn: channel => messagesFor(stage, user, channel).filter(message => message.threadTs === undefined),
    receives: (words, within = patience) =>
      until(
        world,
        () => lastShown(dmOf(stage, user), message => message.user !== user.id && textOf(message).includes(words)),
        { within, about: user.id, what: `a direct message to ${user.name} with “${words}”` },
      ),
  }
}
