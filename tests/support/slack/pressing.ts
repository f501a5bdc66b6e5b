// SPDX-License-Identifier: EUPL-1.2
import { checkOptions } from './check.ts'
import { optionNamed } from './fill.ts'
import { inputKey, stateOf, stateWith } from './form-state.ts'
import { failureOf, type Outcome, perform, pullTrigger } from './interaction.ts'
import { isObject, type JsonObject, objectsAt, textAt, wordsAt } from './json.ts'
import { actionEntry, findElement, findPress, pressNames } from './press.ts'
import { grantResponseUrl } from './response-url.ts'
import { payloadBody } from './send.ts'
import { type Shown, shownEphemeral, shownMessages } from './shown.ts'
import type { Stage } from './stage.ts'
import { channelNamed, dmOf } from './talking.ts'
import { appId, drawn, drawnView } from './wire.ts'
import { complain, nextTs, shownTo, type User, type View, workspaceFor } from './world.ts'

/** Where a person presses: a message as they see it, a conversation's id, or `inbox`, `ephemeral`, `modal`, `home`. */
export type Place = Shown | 'inbox' | 'ephemeral' | 'modal' | 'home' | (string & {})

type Surface = { blocks: JsonObject[]; view: View } | { blocks: JsonObject[]; message: Shown }

export const ephemeralsOf = (stage: Stage, user: User): Shown[] =>
  shownTo(stage.world, user.id).map(each => shownEphemeral(each, ''))

export const messagesFor = (stage: Stage, user: User, channelId: string): Shown[] => {
  const channel = channelNamed(stage, channelId)
  if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in ${channelId} and sees nothing there`)
  return shownMessages(channel).flatMap(message => [message, ...message.replies])
}

/** What a person can see at a place, the newest first. */
function surfaces(stage: Stage, user: User, place: Place): Surface[] {
  if (typeof place !== 'string') return [{ blocks: place.blocks, message: place }]
  const view = place === 'home' ? stage.world.homes.get(user.id) : stage.world.modals.get(user.id)?.at(-1)
  if (place === 'home' || place === 'modal') return view ? [{ blocks: objectsAt(view.content, 'blocks'), view }] : []
  const messages =
    place === 'ephemeral'
      ? ephemeralsOf(stage, user)
      : messagesFor(stage, user, place === 'inbox' ? dmOf(stage, user).id : place)
  return messages.reverse().map(message => ({ blocks: message.blocks, message }))
}

function onScreen<T>(
  stage: Stage,
  user: User,
  place: Place,
  name: string,
  find: (blocks: JsonObject[]) => T | undefined,
): { surface: Surface; found: T } {
  const all = surfaces(stage, user, place)
  for (const surface of all) {
    const found = find(surface.blocks)
    if (found !== undefined) return { surface, found }
  }
  const there = all.flatMap(surface => pressNames(surface.blocks))
  const where = typeof place === 'string' ? place : 'the message'
  throw new Error(
    `${user.name} sees nothing named ${name} in ${where}; to be pressed there: ${there.join(', ') || 'nothing'}`,
  )
}

/** The part of a payload that says where something was pressed; a message's blocks are those of now, as Slack sends them. */
function placeOf(stage: Stage, user: User, surface: Surface, interaction: string): JsonObject {
  if ('view' in surface) {
    const { view } = surface
    const workspace = workspaceFor(stage.world, user)
    return { container: { type: 'view', view_id: view.id }, view: drawnView(view, workspace, stateOf(view)) }
  }
  const { message } = surface
  const channel = channelNamed(stage, message.channel)
  const present = channel.messages.find(each => each.ts === message.ts)
  const secret = grantResponseUrl(stage.world, {
    interaction,
    userId: user.id,
    channel: channel.id,
    original: { ts: message.ts, ephemeral: message.ephemeral },
    ...(message.threadTs ? { threadTs: message.threadTs } : {}),
  })
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.ephemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: {
      id: channel.id,
      name: channel.kind === 'public' ? channel.name : channel.kind === 'im' ? 'directmessage' : 'privategroup',
    },
    ...(present ? { message: drawn(channel, present) } : {}),
    state: { values: stateOf({ content: { blocks: message.blocks }, typed: new Map() }) },
    response_url: `${stage.origin}/response/${secret}`,
  }
}

/** The part that every interaction has: who, where from, and its trigger. */
export function common(stage: Stage, user: User, type: string, interaction: string, channelId?: string): JsonObject {
  const channel = channelId ? channelNamed(stage, channelId) : undefined
  const workspace = workspaceFor(stage.world, user, channel)
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: appId,
    token: 'unused',
    trigger_id: interaction,
    team: { id: workspace.id, domain: workspace.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

async function act(stage: Stage, user: User, surface: Surface, entry: JsonObject): Promise<Outcome> {
  const { world } = stage
  const channelId = 'message' in surface ? surface.message.channel : undefined
  const channel = channelId ? channelNamed(stage, channelId) : undefined
  const interaction = pullTrigger(world, user.id, workspaceFor(world, user, channel))
  const sent = payloadBody({
    ...common(stage, user, 'block_actions', interaction, channelId),
    ...placeOf(stage, user, surface, interaction),
    actions: [entry],
  })
  return perform(stage, user.id, interaction, sent, undefined, {}, 'view' in surface ? surface.view.began : undefined)
}

/** Chooses one of the bot's entries in the menu of a message. https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export async function actOn(stage: Stage, user: User, message: Shown, callbackId: string): Promise<Outcome> {
  const { world } = stage
  const channel = channelNamed(stage, message.channel)
  const interaction = pullTrigger(world, user.id, workspaceFor(world, user, channel))
  const { container: _, state: __, ...place } = placeOf(stage, user, { blocks: message.blocks, message }, interaction)
  const chosen = { callback_id: callbackId, message_ts: message.ts, action_ts: nextTs(world) }
  const sent = payloadBody({
    ...common(stage, user, 'message_action', interaction, message.channel),
    ...place,
    ...chosen,
  })
  return perform(stage, user.id, interaction, sent)
}

function demandThere(stage: Stage, surface: Surface): void {
  if (!('message' in surface)) return
  const { message } = surface
  const channel = channelNamed(stage, message.channel)
  const isThere = message.ephemeral
    ? // Also one that another was shown: whoever forges a press knows of it.
      [...stage.world.ephemerals.values()].flat().some(each => each.ts === message.ts)
    : channel.messages.some(each => each.ts === message.ts)
  if (!isThere) throw new Error('the message is gone: nobody can press it')
}

/** Presses a button, or an option under `<feature>.more`. @throws when no such thing is seen there. */
export async function press(stage: Stage, user: User, place: Place, action: string, value?: string): Promise<Outcome> {
  const { surface, found } = onScreen(stage, user, place, action, blocks => findPress(blocks, action, value))
  demandThere(stage, surface)
  return act(stage, user, surface, actionEntry(found, nextTs(stage.world)))
}

/** Asks the bot for the options of an external_select while someone types. */
export async function suggestions(
  stage: Stage,
  user: User,
  place: Place,
  actionId: string,
  typed: string,
): Promise<JsonObject[]> {
  const { surface, found } = onScreen(stage, user, place, actionId, blocks => findElement(blocks, actionId))
  const type = textAt(found.element, 'type') ?? ''
  if (!type.includes('external')) throw new Error(`${actionId} is a ${type}: the bot isn't asked for its options`)
  if (typed.length < Number(found.element.min_query_length ?? 3)) return []
  const channelId = 'message' in surface ? surface.message.channel : undefined
  const interaction = ''
  const { trigger_id: _, ...who } = common(stage, user, 'block_suggestion', interaction, channelId)
  const { response_url: _url, state: _state, ...where } = placeOf(stage, user, surface, interaction)
  const answer = await stage.deliver(
    payloadBody({ ...who, ...where, action_id: actionId, block_id: found.blockId, value: typed }),
  )
  const failure = failureOf(answer)
  const problems = failure ? [failure] : checkOptions(answer.json)
  for (const problem of problems) complain(stage.world, `options of ${actionId}: ${problem}`)
  if (problems.length > 0 || !isObject(answer.json)) return []
  return [
    ...objectsAt(answer.json, 'options'),
    ...objectsAt(answer.json, 'option_groups').flatMap(group => objectsAt(group, 'options')),
  ]
}

/** Chooses in a select that stands in a message or home, by an option's words or value. */
export async function choose(stage: Stage, user: User, place: Place, actionId: string, name: string): Promise<Outcome> {
  const { surface, found } = onScreen(stage, user, place, actionId, blocks => findElement(blocks, actionId))
  demandThere(stage, surface)
  const { element, blockId } = found
  const type = textAt(element, 'type') ?? ''
  const options = type.includes('external')
    ? await suggestions(stage, user, place, actionId, name)
    : objectsAt(element, 'options')
  const state = stateWith(element, optionNamed(options, name, actionId))
  if ('view' in surface) surface.view.typed.set(inputKey(blockId, actionId), state)
  return act(stage, user, surface, { ...state, action_id: actionId, block_id: blockId, action_ts: nextTs(stage.world) })
}

export const optionWords = (options: JsonObject[]): string[] => options.map(option => wordsAt(option, 'text'))
