// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

// What Slack sends, as far as we read it. https://docs.slack.dev/reference/interaction-payloads
/** Whoever acts, with their own workspace: in a shared channel it is another than the bot's [T05]. */
const actor = z.object({ id: z.string(), team_id: z.string() })
const option = z.object({ value: z.string() }).nullish()

const state = z.object({
  type: z.string().optional(),
  value: z.string().nullish(),
  selected_option: option,
  selected_options: z.array(z.object({ value: z.string() })).optional(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  files: z.array(z.object({ id: z.string() })).nullish(),
})

const block = z.object({
  type: z.string(),
  block_id: z.string(),
  label: z.object({ text: z.string() }).optional(),
})

const view = z.object({
  id: z.string(),
  type: z.string().default('modal'),
  hash: z.string(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  blocks: z.array(block).default([]),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), state)) }).default({ values: {} }),
})

export const commandPayload = z.object({
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string(),
  channel_name: z.string().optional(),
  text: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.string(),
})

export const pressPayload = z.object({
  user: actor,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string(), name: z.string().optional() }).optional(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }).default({}),
  view: view.nullish(),
  actions: z.tuple(
    [z.object({ action_id: z.string(), block_id: z.string(), value: z.string().optional(), selected_option: option })],
    z.unknown(),
  ),
})

/** A message that someone points at, of anyone's. */
export const messageActionPayload = z.object({
  user: actor,
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string(), name: z.string().optional() }),
  message: z.object({ text: z.string().default('') }),
})

export const submissionPayload = z.object({ user: actor, view })

export const suggestionPayload = z.object({
  user: actor,
  action_id: z.string(),
  value: z.string(),
  view: view.nullish(),
})

/** A message to the bot: in its direct conversation, or with a mention. `subtype`, `bot_id` and `edited` tell what is none. */
export const messagePayload = z.object({
  team_id: z.string(),
  event_id: z.string(),
  event: z.object({
    type: z.string(),
    subtype: z.string().optional(),
    channel_type: z.string().optional(),
    channel: z.string(),
    user: z.string(),
    text: z.string().default(''),
    ts: z.string(),
    thread_ts: z.string().optional(),
    team: z.string().optional(),
    user_team: z.string().optional(),
    bot_id: z.string().optional(),
    edited: z.unknown().optional(),
    files: z.array(z.object({ id: z.string() })).optional(),
  }),
})

/** Someone opened the app's home; also its other tab, of which there is nothing to do. */
export const homePayload = z.object({
  team_id: z.string(),
  event: z.object({ type: z.literal('app_home_opened'), user: z.string(), tab: z.literal('home') }),
})

export type HomePayload = z.infer<typeof homePayload>
export type CommandPayload = z.infer<typeof commandPayload>
export type PressPayload = z.infer<typeof pressPayload>
export type MessageActionPayload = z.infer<typeof messageActionPayload>
export type SubmissionPayload = z.infer<typeof submissionPayload>
export type SuggestionPayload = z.infer<typeof suggestionPayload>
export type MessagePayload = z.infer<typeof messagePayload>
export type View = z.infer<typeof view>
