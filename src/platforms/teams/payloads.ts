// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

// What Teams sends, as far as we read it. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
const tenant = z.object({ id: z.string() }).optional()
const named = z.object({ id: z.string(), name: z.string().nullish() }).nullish()

const mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().default(''),
})

/** What someone sent the bot in their own conversation lies in their OneDrive, at an address that lets anyone read it for a while. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
const file = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  content: z.object({ downloadUrl: z.string(), uniqueId: z.string().nullish() }),
})

/** Of a list, what is of this shape; people's clients send more kinds than we read. */
const only = <T>(shape: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .nullish()
    .transform(all => (all ?? []).flatMap(one => shape.safeParse(one).data ?? []))

const conversation = z.object({
  id: z.string(),
  conversationType: z.string().nullish(),
  tenantId: z.string().nullish(),
  name: z.string().nullish(),
})

/** Who, where, and by which connector. `replyToId` is the message that a press stands on. */
const activity = z.object({
  id: z.string(),
  serviceUrl: z.string(),
  from: z.object({ id: z.string(), aadObjectId: z.string().nullish(), name: z.string().nullish() }),
  /** `isTargeted`: only its sender sees it, as a slash command. */
  recipient: z.object({ id: z.string(), isTargeted: z.boolean().nullish() }),
  conversation,
  channelData: z.object({ tenant, team: named, channel: named, eventType: z.string().nullish() }).default({}),
  replyToId: z.string().nullish(),
  /** The language of the client: nl-NL. */
  locale: z.string().nullish(),
})

export type Activity = z.infer<typeof activity>

/** What an action brings back, with what was filled in beside it: never trusted. */
const data = z.looseObject({
  action: z.string().optional(),
  dialog_id: z.string().optional(),
  value: z.string().catch(''),
  context: z.string().catch(''),
  /** The form whose button this is. */
  form: z.string().optional(),
  fields: z.array(z.string()).optional().catch(undefined),
  /** The dialog's own id, and its form as it was shown. */
  nonce: z.uuid().optional().catch(undefined),
  again: z.string().optional().catch(undefined),
  m50: z.string().optional().catch(undefined),
  drawing: z.number().int().optional().catch(undefined),
})

export type ActionData = z.infer<typeof data>

/** Without text but with a value it is an `Action.Submit` outside a dialog. */
export const messagePayload = activity.extend({
  text: z.string().nullish(),
  entities: only(mention),
  attachments: only(file),
  value: data.nullish().catch(null),
})

export const pressPayload = activity.extend({
  value: z.object({ action: z.object({ verb: z.string(), data: data.catch(data.parse({})) }) }),
})

/** A dialog is asked for, or what was filled in comes back. */
export const dialogPayload = activity.extend({ value: z.object({ data }) })

/** A form is asked for beside the field where one types, or what was filled in comes back. Between two people the conversation may be left out. https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module */
export const extensionPayload = activity.extend({
  conversation: conversation.default({ id: '', conversationType: 'personal' }),
  value: z.object({
    commandId: z.string(),
    data: data.catch(data.parse({})),
    /** The message that someone pointed at, as HTML. */
    messagePayload: z
      .object({ body: z.object({ content: z.string().nullish() }) })
      .nullish()
      .catch(null),
  }),
})

export const searchPayload = activity.extend({
  value: z.object({ dataset: z.string(), queryText: z.string().default('') }),
})

/** The bot was put somewhere, or taken away. */
export const installPayload = activity.extend({ action: z.string() })

const members = z.array(z.object({ id: z.string(), aadObjectId: z.string().nullish() })).nullish()

/** Who and what came, went or got another name; `eventType` says which, on Teams. */
export const changePayload = activity.extend({ membersAdded: members, membersRemoved: members })

export type InstallPayload = z.infer<typeof installPayload>
export type ChangePayload = z.infer<typeof changePayload>
export type MessagePayload = z.infer<typeof messagePayload>
export type PressPayload = z.infer<typeof pressPayload>
export type DialogPayload = z.infer<typeof dialogPayload>
export type ExtensionPayload = z.infer<typeof extensionPayload>
export type SearchPayload = z.infer<typeof searchPayload>
