// SPDX-License-Identifier: EUPL-1.2
import { ApiError } from './calls.ts'
import { envelope, escaped, eventsOf } from './events.ts'
import { stateOf } from './form-state.ts'
import { type Outcome, perform, pullTrigger } from './interaction.ts'
import { isObject, type JsonObject } from './json.ts'
import type { Caller } from './places.ts'
import { grantResponseUrl, showAnswer } from './response-url.ts'
import { type Answer, formBody } from './send.ts'
import type { Stage } from './stage.ts'
import { drawnView } from './wire.ts'
import {
  type Channel,
  changed,
  complain,
  imOf,
  type Message,
  nextTs,
  putIn,
  type ResponseUrl,
  type SlackFile,
  touch,
  type User,
  workspaceFor,
} from './world.ts'

export function channelNamed(stage: Stage, id: string): Channel {
  const channel = stage.world.channels.get(id)
  if (!channel) throw new Error(`there is no conversation ${id}`)
  return channel
}

export const dmOf = (stage: Stage, user: User): Channel => imOf(stage.world, user, workspaceFor(stage.world, user))

function demandMember(channel: Channel, user: User): void {
  if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in ${channel.id}`)
}

const callerFor = (stage: Stage, channel: Channel): Caller | undefined => {
  const workspace = stage.world.workspaces.get(channel.teamId)
  return workspace?.bot && { world: stage.world, workspace, bot: workspace.bot, demandText: stage.demandText }
}

/** Shows what the HTTP response to a command holds; gives Slack's word for it where it can't be shown. */
function showCommandAnswer(stage: Stage, channel: Channel, grant: ResponseUrl, answer: Answer): string | undefined {
  const caller = callerFor(stage, channel)
  if (answer.text === '' || !caller) return undefined
  const args: JsonObject = isObject(answer.json) ? answer.json : { text: answer.text }
  try {
    showAnswer(caller, grant, args)
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    complain(stage.world, `answer to a command: ${error.error} ${JSON.stringify(error.details)}`)
    return error.error
  }
}

const channelNames = {
  public: (channel: Channel) => channel.name,
  private: () => 'privategroup',
  im: () => 'directmessage',
}

/** Types a slash command in a conversation: the own one with the bot, where none is named. Never in a thread: Slack has none there. */
export async function typeCommand(
  stage: Stage,
  user: User,
  command: string,
  text: string,
  channelId?: string,
): Promise<Outcome> {
  const { world } = stage
  const channel = channelId ? channelNamed(stage, channelId) : dmOf(stage, user)
  demandMember(channel, user)
  const workspace = workspaceFor(world, user, channel)
  const interaction = pullTrigger(world, user.id, workspace)
  const secret = grantResponseUrl(world, { interaction, userId: user.id, channel: channel.id })
  const sent = formBody({
    token: 'unused',
    team_id: workspace.id,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name: channelNames[channel.kind](channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: 'A0M50',
    is_enterprise_install: 'false',
    response_url: `${stage.origin}/response/${secret}`,
    trigger_id: interaction,
  })
  return perform(stage, user.id, interaction, sent, (answer, late) => {
    const grant = world.responseUrls.get(secret)
    const failure = late ?? (grant && showCommandAnswer(stage, channel, grant, answer))
    return failure ? { failure } : {}
  })
}

/** Says something in a conversation. Gives the outcome of the event that the bot gets, or undefined where it gets none. */
export async function say(
  stage: Stage,
  user: User,
  channel: Channel,
  text: string,
  thread?: string,
  file?: SlackFile,
): Promise<Outcome | undefined> {
  demandMember(channel, user)
  if (channel.isArchived) throw new Error(`${channel.id} is archived`)
  const message: Message = {
    ts: nextTs(stage.world),
    user: user.id,
    text,
    blocks: [],
    ...(thread ? { threadTs: thread } : {}),
    ...(file ? { file } : {}),
  }
  putIn(stage.world, channel, message)
  changed(stage.world)
  const [first] = await Promise.all(
    eventsOf(stage, channel, message, user).map(event =>
      perform(stage, user.id, '', envelope(stage, workspaceFor(stage.world, user, channel), event, channel)),
    ),
  )
  return first
}

/** Mentions the bot in a conversation it is in. */
export async function mentionBot(
  stage: Stage,
  user: User,
  channelId: string,
  text: string,
  thread?: string,
): Promise<Outcome> {
  const channel = channelNamed(stage, channelId)
  const bot = stage.world.workspaces.get(channel.teamId)?.bot
  const outcome = bot && (await say(stage, user, channel, `<@${bot.userId}> ${escaped(text)}`, thread))
  if (!outcome)
    throw new Error(`the bot is not in ${channelId}, or doesn't subscribe to app_mention: Slack tells it nothing`)
  return outcome
}

/** Writes the bot a direct message. */
export async function writeToBot(
  stage: Stage,
  user: User,
  text: string,
  thread?: string,
  file?: SlackFile,
): Promise<Outcome> {
  const outcome = await say(stage, user, dmOf(stage, user), escaped(text), thread, file)
  if (!outcome) throw new Error("the app doesn't subscribe to message.im: Slack tells it nothing")
  return outcome
}

/** Opens the bot's home tab. */
export async function openHome(stage: Stage, user: User): Promise<Outcome> {
  if (!stage.events.has('app_home_opened')) throw new Error("the app doesn't subscribe to app_home_opened")
  const workspace = workspaceFor(stage.world, user)
  const view = stage.world.homes.get(user.id)
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: dmOf(stage, user).id,
    tab: 'home',
    event_ts: nextTs(stage.world),
    ...(view ? { view: drawnView(view, workspace, stateOf(view)) } : {}),
  }
  return perform(stage, user.id, '', envelope(stage, workspace, event))
}

/** Joins a conversation; the bot hears of it where it is a member and subscribes to member_joined_channel. */
export async function join(stage: Stage, user: User, channelId: string): Promise<void> {
  const channel = channelNamed(stage, channelId)
  channel.members.add(user.id)
  touch(stage.world, channel.id)
  changed(stage.world)
  const workspace = stage.world.workspaces.get(channel.teamId)
  if (!workspace?.bot || !channel.members.has(workspace.bot.userId) || !stage.events.has('member_joined_channel'))
    return
  const event = {
    type: 'member_joined_channel',
    user: user.id,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: channel.teamId,
    event_ts: nextTs(stage.world),
  }
  await stage.deliver(envelope(stage, workspace, event, channel))
}
