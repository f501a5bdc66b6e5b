// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { actionIn, dataFor, filled, inputsIn } from './actions.ts'
import { attached, type FileInTeams } from './files.ts'
import type { Json } from './json.ts'
import type { Sending, Sent } from './sending.ts'
import { textOf } from './text-of.ts'
import {
  type Conversation,
  changed,
  conversationNamed,
  type Message,
  nextId,
  personalOf,
  type User,
  until,
  type World,
} from './world.ts'

/** What an invoke brought: the words of a toast, an open dialog, or nothing. */
export interface Outcome {
  readonly status: number
  readonly ms: number
  /** What only the presser sees: a toast, or a message in a dialog's place. */
  readonly words: string | undefined
  readonly dialog: { readonly title: string; readonly card: Json } | undefined
}

/** `command`: it came from beside the field where one types. */
interface SentInvoke {
  readonly activity: Json
  readonly command: string | undefined
}

/** Teams repeats an invoke as it was, and also as a new one. */
type SentAgain = 'same id' | 'new id'

/** Someone with a Teams client. What they do is sent to the bot as Teams would; what they see is what Teams would show. */
export interface Person {
  readonly user: User
  /** Writes to the bot in their own conversation, with a file or without. */
  writes(text: string, file?: FileInTeams): Promise<Sent>
  /** Mentions the bot in a channel or group, also in a thread. Gives the id of what they said. */
  mentions(conversation: string, text: string, where?: { thread?: string }): Promise<string>
  /** Uses a command that only they see. */
  slash(conversation: string, text: string): Promise<Sent>
  /** Adds the bot for themselves, or to a channel's team or a group; Teams tells it in two activities, in either order. */
  installs(conversation?: string): Promise<void>
  /** Takes it away again. */
  uninstalls(conversation?: string): Promise<void>
  /** Comes to read along in a channel, or goes, which Teams tells the bot. */
  joins(conversation: string): Promise<void>
  leaves(conversation: string): Promise<void>
  /** Changes something of a team or channel, which Teams tells the bot: `eventType`, and the new name. */
  changes(conversation: string, eventType: string, name?: string): Promise<void>
  /** Says something in a channel or chat that the bot hears only where it reads along. */
  says(conversation: string, text: string): Promise<Sent>
  /** Presses it on the last card that has it, or on the one named. */
  press(conversation: string, verb: string, value?: string, message?: string): Promise<Outcome>
  /** Presses it where the client knows no `Action.Execute`. */
  pressOld(conversation: string, verb: string, value?: string): Promise<Sent>
  /** Presses what has this name or these words, on the first of these messages that has it: what asks for a dialog opens one. */
  acts(
    conversation: string,
    on: readonly Pick<Message, 'id' | 'card'>[],
    name: string,
    value?: string,
  ): Promise<Outcome>
  /** Presses what opens a dialog. */
  opens(conversation: string, dialog: string, value?: string): Promise<Outcome>
  /** Opens a form from beside the field where one types, in any conversation. */
  /** Chooses one of the bot's entries in the menu of a message that someone else wrote. */
  actsOn(conversation: string, html: string, command: string): Promise<Outcome>
  opensBeside(conversation: string, command: string): Promise<Outcome>
  /** Fills in the open dialog and sends it; `again` sends the same once more, as Teams does. */
  submits(fields: Readonly<Record<string, string>>, button?: string, how?: { unchecked?: boolean }): Promise<Outcome>
  submitsAgain(how: SentAgain): Promise<Outcome>
  /** Teams sends the last press once more. */
  pressesAgain(how: SentAgain): Promise<Outcome>
  /** The words that a searched field of the open dialog offers while one types. */
  searches(field: string, typed: string): Promise<{ readonly title: string; readonly value: string }[]>
  closes(): void
  /** Sends any invoke, as only a client that was tampered with does. */
  forges(conversation: string, name: string, value: Json): Promise<Outcome>
  /** The open dialog. */
  dialog(): { readonly title: string; readonly card: Json } | undefined
  inbox(): Message[]
  /** Their own conversation with the bot. */
  readonly direct: string
  /** Waits for a message in their own conversation with these words. */
  receives(words: string): Promise<Message>
}

const searchShape = z.object({
  statusCode: z.literal(200),
  type: z.literal('application/vnd.microsoft.search.searchResponse'),
  value: z.object({ results: z.array(z.object({ title: z.string(), value: z.string() })) }),
})

const mention = (botId: string) => ({ type: 'mention', text: '<at>M50</at>', mentioned: { id: botId, name: 'M50' } })

const besideIn = (commandId: string) => ({ commandId, commandContext: 'compose', context: { theme: 'default' } })

export function personOf(world: World, user: User, sending: Sending): Person {
  /** `command`: it was opened from beside the field where one types. */
  let dialog: { title: string; card: Json; conversation: string; command: string | undefined } | undefined
  let submitted: SentInvoke | undefined
  let pressed: SentInvoke | undefined

  const from = { id: user.id, aadObjectId: user.aadObjectId, name: user.name }

  function say({ messages, id, kind }: Conversation, text: string, thread: string | undefined) {
    const message: Message = { id: nextId(world), thread, from: user.id, text, card: undefined, updates: 0 }
    messages.push(message)
    changed(world, id)
    const root = kind === 'channel' ? `;messageid=${thread ?? message.id}` : ''
    return { id: message.id, conversation: `${id}${root}` }
  }

  const activity = (place: Conversation, conversation: string, id: string, more: Json): Json => ({
    type: 'message',
    id,
    channelId: 'msteams',
    timestamp: new Date().toISOString(),
    serviceUrl: sending.serviceUrl,
    locale: user.locale,
    from,
    recipient: { id: world.botId, name: 'M50' },
    conversation: {
      id: conversation,
      conversationType: place.kind,
      tenantId: place.tenant,
      ...(place.kind === 'personal' ? {} : { isGroup: true }),
    },
    channelData: {
      tenant: { id: place.tenant },
      ...(place.kind === 'channel'
        ? {
            team: { id: place.team?.id ?? 'team' },
            channel: { id: place.id, ...(place.isNamed === false ? {} : { name: place.name }) },
          }
        : {}),
    },
    ...more,
  })

  /** What happened to a conversation is told in it; in a team, in its first channel. */
  async function told(place: Conversation, more: Json): Promise<void> {
    const { status } = await sending.send(activity(place, place.team?.id ?? place.id, `f:${randomUUID()}`, more))
    if (status !== 200) throw new Error(`the bot answered ${status}`)
  }

  function findOn(messages: readonly Pick<Message, 'id' | 'card'>[], find: (card: Json) => Json) {
    const problems: string[] = []
    for (const message of messages) {
      if (!message.card) continue
      try {
        return { message, action: find(message.card) }
      } catch (error) {
        problems.push(String(error))
      }
    }
    throw new Error(problems[0] ?? `${user.name} sees no card there`)
  }

  const shownWith = (place: Conversation, find: (card: Json) => Json, id?: string) =>
    findOn(
      place.messages.toReversed().filter(message => id === undefined || message.id === id),
      find,
    )

  async function invoke(place: Conversation, name: string, value: Json, replyToId?: string): Promise<Outcome> {
    const thread = place.messages.find(message => message.id === replyToId)?.thread ?? replyToId
    const conversation = place.kind === 'channel' && thread ? `${place.id};messageid=${thread}` : place.id
    const sent = activity(place, conversation, `f:${randomUUID()}`, {
      type: 'invoke',
      name,
      value,
      ...(replyToId ? { replyToId } : {}),
    })
    const command = typeof value.commandId === 'string' ? value.commandId : undefined
    if (name.includes('submit')) submitted = { activity: sent, command }
    if (name === 'adaptiveCard/action') pressed = { activity: sent, command }
    return outcome(await sending.send(sent), place.id, command)
  }

  async function again(sent: SentInvoke | undefined, how: SentAgain): Promise<Outcome> {
    if (!sent) throw new Error('nothing was sent')
    const activity = how === 'same id' ? sent.activity : { ...sent.activity, id: `f:${randomUUID()}` }
    return outcome(await sending.send(activity), direct, sent.command)
  }

  const execute = (place: Conversation, { type, title, verb, data }: Json, on: string) =>
    invoke(place, 'adaptiveCard/action', { action: { type, title, verb, data }, trigger: 'manual' }, on)

  const fetchDialog = (place: Conversation, action: Json, on: string) =>
    invoke(place, 'task/fetch', { data: dataFor(action), context: { theme: 'default' } }, on)

  function outcome({ status, ms, json }: Sent, conversation: string, command?: string): Outcome {
    if (ms > 3_000) world.complaints.push(`an invoke was answered after ${Math.round(ms)} ms`)
    const body: Json = { ...(typeof json === 'object' ? json : {}) }
    const task: Json = { ...(typeof body.task === 'object' ? body.task : {}) }
    const value: Json = { ...(typeof task.value === 'object' ? task.value : {}) }
    const card: Json = { ...(typeof value.card === 'object' ? value.card : {}) }
    dialog =
      task.type === 'continue'
        ? {
            title: String(value.title),
            card: { ...(typeof card.content === 'object' ? card.content : {}) },
            conversation,
            command,
          }
        : undefined
    const words = [body.value, task.value].find(each => typeof each === 'string')
    return { status, ms, words: words === undefined ? undefined : String(words), dialog }
  }

  const direct = personalOf(world, user).id

  return {
    user,
    direct,
    async writes(text, file) {
      const place = personalOf(world, user)
      const said = say(place, text, undefined)
      // What was typed comes a second time, as it was laid out.
      const typed = text ? [{ contentType: 'text/html', content: `<p>${text}</p>` }] : []
      const attachments = [...typed, ...(file ? [attached(file)] : [])]
      return sending.send(activity(place, said.conversation, said.id, { text, textFormat: 'plain', attachments }))
    },
    async mentions(id, text, { thread } = {}) {
      const place = conversationNamed(world, id)
      const said = say(place, text, thread)
      const { status } = await sending.send(
        activity(place, said.conversation, said.id, {
          text: `<at>M50</at>&nbsp;${text}\n`,
          entities: [mention(world.botId), { type: 'clientInfo', locale: 'nl-NL' }],
        }),
      )
      if (status !== 200) throw new Error(`the bot answered ${status}`)
      return said.id
    },
    async slash(id, text) {
      const place = conversationNamed(world, id)
      const recipient = { id: world.botId, name: 'M50', isTargeted: true }
      return sending.send(activity(place, place.id, nextId(world), { text, recipient }))
    },
    async installs(id = direct) {
      const place = id === direct ? personalOf(world, user) : conversationNamed(world, id)
      place.hasBot = true
      if (id === direct) user.hasBot = true
      for (const more of [
        { type: 'conversationUpdate', membersAdded: [{ id: world.botId }] },
        { type: 'installationUpdate', action: 'add' },
      ])
        await told(place, more)
    },
    async uninstalls(id = direct) {
      const place = id === direct ? personalOf(world, user) : conversationNamed(world, id)
      place.hasBot = false
      if (id === direct) user.hasBot = false
      for (const more of [
        { type: 'conversationUpdate', membersRemoved: [{ id: world.botId }] },
        { type: 'installationUpdate', action: 'remove' },
      ])
        await told(place, more)
    },
    async joins(id) {
      const place = conversationNamed(world, id)
      place.members.add(user.id)
      await told(place, { type: 'conversationUpdate', membersAdded: [from] })
    },
    async leaves(id) {
      const place = conversationNamed(world, id)
      place.members.delete(user.id)
      await told(place, { type: 'conversationUpdate', membersRemoved: [from] })
    },
    async changes(id, eventType, name) {
      const place = conversationNamed(world, id)
      const ofTeam = eventType.startsWith('team')
      const team = place.team ?? { id: 'team', name: 'team' }
      if (name !== undefined && !ofTeam) place.name = name
      await told(place, {
        type: 'conversationUpdate',
        channelData: {
          tenant: { id: place.tenant },
          eventType,
          team: { id: team.id, name: ofTeam && name !== undefined ? name : team.name },
          ...(ofTeam ? {} : { channel: { id: place.id, name: place.name } }),
        },
      })
    },
    async says(id, text) {
      const place = conversationNamed(world, id)
      const said = say(place, text, undefined)
      return sending.send(activity(place, said.conversation, said.id, { text }))
    },
    press(id, verb, value, on) {
      const place = conversationNamed(world, id)
      const { message, action } = shownWith(place, card => actionIn(card, verb, value, 'Action.Execute'), on)
      return execute(place, action, message.id)
    },
    acts(id, on, name, value) {
      const place = conversationNamed(world, id)
      const { message, action } = findOn(on, card => actionIn(card, name, value))
      return action.type === 'Action.Execute'
        ? execute(place, action, message.id)
        : fetchDialog(place, action, message.id)
    },
    async pressOld(id, verb, value) {
      const place = conversationNamed(world, id)
      const { message, action } = shownWith(place, card => actionIn(card, verb, value, 'Action.Execute'))
      const fallback: Json = { ...(typeof action.fallback === 'object' ? action.fallback : {}) }
      return sending.send(activity(place, place.id, nextId(world), { value: dataFor(fallback), replyToId: message.id }))
    },
    opens(id, name, value) {
      const place = conversationNamed(world, id)
      const { message, action } = shownWith(place, card => actionIn(card, name, value, 'Action.Submit'))
      return fetchDialog(place, action, message.id)
    },
    actsOn: (id, html, command) =>
      invoke(conversationNamed(world, id), 'composeExtension/fetchTask', {
        ...besideIn(command),
        commandContext: 'message',
        messagePayload: { id: nextId(world), body: { contentType: 'html', content: html } },
      }),
    opensBeside: (id, command) => invoke(conversationNamed(world, id), 'composeExtension/fetchTask', besideIn(command)),
    submits(fields, button, how) {
      if (!dialog) throw new Error('no dialog is open')
      const { card, conversation, command } = dialog
      const action = button ? actionIn(card, button) : { ...([card.actions].flat()[0] as object) }
      // A button besides the first asks nothing of the fields.
      const data = { ...filled(card, fields, button ? { unchecked: true } : how), ...dataFor(action) }
      const place = conversationNamed(world, conversation)
      return command === undefined
        ? invoke(place, 'task/submit', { data, context: { theme: 'default' } })
        : invoke(place, 'composeExtension/submitAction', { ...besideIn(command), data })
    },
    submitsAgain: how => again(submitted, how),
    pressesAgain: how => again(pressed, how),
    async searches(field, typed) {
      if (!dialog) throw new Error('no dialog is open')
      const place = conversationNamed(world, dialog.conversation)
      const input = inputsIn(dialog.card).find(each => each.id === field)
      const query: Json = { ...(typeof input?.['choices.data'] === 'object' ? input['choices.data'] : {}) }
      const value = { kind: 'search', queryText: typed, queryOptions: { skip: 0, top: 15 }, dataset: query.dataset }
      const sent = await sending.send(
        activity(place, place.id, `f:${randomUUID()}`, { type: 'invoke', name: 'application/search', value }),
      )
      return searchShape.parse(sent.json).value.results
    },
    closes() {
      dialog = undefined
    },
    forges: (id, name, value) => invoke(conversationNamed(world, id), name, value),
    dialog: () => dialog,
    inbox: () => personalOf(world, user).messages.filter(message => message.from === world.botId),
    receives: words =>
      until(
        world,
        () =>
          personalOf(world, user).messages.findLast(each => each.from === world.botId && textOf(each).includes(words)),
        { about: direct, what: `a message to ${user.name} with “${words}”` },
      ),
  }
}
