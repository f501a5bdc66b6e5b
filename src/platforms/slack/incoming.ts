// SPDX-License-Identifier: EUPL-1.2
import { messageValue } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import type { Account, Act } from '#/chat/turn.ts'
import { leadsOutAction, optionSeparator } from '#/platforms/slack/buttons.ts'
import { deliveryOf } from '#/platforms/slack/message.ts'
import { cardCallback } from '#/platforms/slack/modal.ts'
import type {
  CommandPayload,
  HomePayload,
  MessageActionPayload,
  MessagePayload,
  PressPayload,
  SubmissionPayload,
  SuggestionPayload,
  View,
} from '#/platforms/slack/payloads.ts'
import { typedText, withoutMention } from '#/platforms/slack/typed-text.ts'
import { type Origin, remembered } from '#/platforms/slack/view-memory.ts'

/** Who asks, what, and the ways back to them. Without `origin` it is not known where: then in a direct message. */
export interface Asked {
  readonly account: Account
  readonly act: Act
  readonly key: string | null
  readonly origin: Origin | null
  readonly channelName?: string
  readonly responseUrl?: string
  readonly trigger?: string
  /** The modal that this was pressed in. */
  readonly viewId?: string
  /** Pressed on one's home, which is no place to answer in. */
  readonly isHome?: boolean
}

const account = (workspace: string, user: string): Account => ({ platform: 'slack', workspace, user })

const actorOf = ({ user }: Pick<PressPayload, 'user'>): Account => account(user.team_id, user.id)

/** The ways back to where a modal was opened from; none from one's home, which is no place to answer in. */
function waysBack(origin: Origin | undefined): Pick<Asked, 'origin' | 'responseUrl'> {
  if (!origin?.channel) return { origin: null }
  const { url, ...place } = origin
  return { origin: place, ...(url && { responseUrl: url }) }
}

function placeOf(channel: string, thread: string | undefined): Origin {
  if (channel.startsWith('D')) return { kind: 'direct', channel, ...(thread && { thread }) }
  return thread ? { kind: 'thread', channel, thread } : { kind: 'channel', channel }
}

export function ofCommand(payload: CommandPayload): Asked {
  const { channel_name: channelName } = payload
  return {
    account: account(payload.team_id, payload.user_id),
    act: { kind: 'line', text: typedText(payload.text).trim(), by: 'command' },
    key: payload.trigger_id,
    origin: placeOf(payload.channel_id, undefined),
    ...(channelName && { channelName }),
    responseUrl: payload.response_url,
    trigger: payload.trigger_id,
  }
}

type State = View['state']['values'][string][string]

function textOf(state: State): string {
  if (state.type === 'multi_static_select') return (state.selected_options ?? []).map(({ value }) => value).join(',')
  if (state.selected_options) return state.selected_options.length > 0 ? 'on' : ''
  const chosen = state.selected_option?.value ?? state.selected_date ?? state.selected_time ?? state.files?.[0]?.id
  return state.value ?? chosen ?? ''
}

/** What was filled in, by field: the block's id is the field's name. */
export const fieldsOf = (view: View): Fields =>
  Object.fromEntries(
    Object.entries(view.state.values).flatMap(([name, states]) =>
      Object.values(states).map(state => [name, textOf(state)] as const),
    ),
  )

/** What was written, and not chosen. */
export const typedOf = (view: View): Fields =>
  Object.fromEntries(
    Object.entries(view.state.values).flatMap(([name, states]) =>
      Object.values(states).flatMap(({ value }) => (value ? [[name, value] as const] : [])),
    ),
  )

function pressed({ actions: [action] }: PressPayload): { name: string; value: string } | null {
  const option = action.selected_option?.value
  if (option === undefined) return { name: action.action_id, value: action.value ?? '' }
  const at = option.indexOf(optionSeparator)
  return at > 0 ? { name: option.slice(0, at), value: option.slice(at + 1) } : null
}

/** A press; null where nothing is to be done: a link was followed. */
export function ofPress(payload: PressPayload): Asked | null {
  const what = pressed(payload)
  if (!what || what.name === leadsOutAction) return null
  const { view, channel, container, response_url: responseUrl, trigger_id: trigger } = payload
  const memory = view ? remembered(view.private_metadata) : null
  const isHome = view?.type === 'home'
  const isForm = view && !isHome && view.callback_id !== cardCallback
  return {
    account: actorOf(payload),
    act: {
      kind: 'press',
      ...what,
      ...deliveryOf(payload.actions[0].block_id),
      ...(container.message_ts !== undefined && { message: container.message_ts }),
      ...(isForm && { inForm: { context: memory?.context ?? '', fields: fieldsOf(view) } }),
    },
    key: trigger,
    ...(channel ? { origin: placeOf(channel.id, container.thread_ts) } : waysBack(memory?.origin)),
    ...(channel?.name && { channelName: channel.name }),
    ...(responseUrl && { responseUrl }),
    trigger,
    ...(isHome ? { isHome } : view && { viewId: view.id }),
  }
}

/** Opens a form from a message [F15]. */
export function ofMessageAction(payload: MessageActionPayload): Asked {
  const { channel, response_url: responseUrl, trigger_id: trigger } = payload
  return {
    account: actorOf(payload),
    act: { kind: 'press', name: payload.callback_id, value: messageValue(typedText(payload.message.text)) },
    key: trigger,
    origin: placeOf(channel.id, undefined),
    ...(channel.name && { channelName: channel.name }),
    ...(responseUrl && { responseUrl }),
    trigger,
  }
}

export function ofSubmission(payload: SubmissionPayload): Asked {
  const { view } = payload
  const memory = remembered(view.private_metadata)
  return {
    account: actorOf(payload),
    act: { kind: 'submit', form: view.callback_id, context: memory?.context ?? '', fields: fieldsOf(view) },
    key: `${view.id}:${view.hash}`,
    ...waysBack(memory?.origin),
  }
}

export function ofSuggestion(payload: SuggestionPayload): Asked {
  const { view } = payload
  return {
    account: actorOf(payload),
    act: { kind: 'suggest', form: view?.callback_id ?? '', field: payload.action_id, query: typedText(payload.value) },
    key: null,
    ...waysBack(view ? remembered(view.private_metadata)?.origin : undefined),
  }
}

/** Someone's home, as if they had typed the bot's name alone. */
export const ofHome = ({ team_id: workspace, event }: HomePayload): Asked => homeOf(account(workspace, event.user))

export const homeOf = (whose: Account): Asked => ({
  account: whose,
  act: { kind: 'line', text: '', by: 'command' },
  key: null,
  origin: null,
})

/** A message to the bot; null where it is none: of a bot, changed, joined, empty, or in a channel without a mention. */
export function ofMessage(payload: MessagePayload, botUser: string | undefined): Asked | null {
  const { event } = payload
  const isMention = event.type === 'app_mention'
  const isDirect = event.type === 'message' && event.channel_type === 'im'
  if (!isMention && !isDirect) return null
  const isSaid = event.subtype === undefined || event.subtype === 'file_share'
  if (!isSaid || event.bot_id !== undefined || event.edited !== undefined) return null
  if (event.user === botUser) return null
  const text = typedText(isMention ? withoutMention(event.text, botUser) : event.text).trim()
  const file = event.files?.[0]?.id
  if (!text && !file && isDirect) return null
  return {
    account: account(event.user_team ?? event.team ?? payload.team_id, event.user),
    act: { kind: 'line', text, by: isMention ? 'mention' : 'direct', ...(file && { file }) },
    key: payload.event_id,
    origin: placeOf(event.channel, event.thread_ts),
  }
}
