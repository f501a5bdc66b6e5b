// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'
import { messageValue } from '#/chat/feature.ts'
import { welcomePress } from '#/chat/resolve.ts'
import { type Locale, locales } from '#/chat/texts.ts'
import type { Act, Where } from '#/chat/turn.ts'
import { asId, type DeliveryId } from '#/network/ids.ts'
import { fieldsOf } from '#/platforms/adaptive-card/fields.ts'
import { extensions, fromMessage } from '#/platforms/teams/extensions.ts'
import type {
  ActionData,
  Activity,
  DialogPayload,
  ExtensionPayload,
  InstallPayload,
  MessagePayload,
  PressPayload,
  SearchPayload,
} from '#/platforms/teams/payloads.ts'
import { mentionsBot, typedText, wordsOf } from '#/platforms/teams/typed-text.ts'

/** Where something was said: a conversation, the message whose thread it is in a channel, and the connector that it came by. */
export interface Place {
  readonly kind: Where['kind']
  readonly conversation: string
  readonly name?: string
  readonly thread?: string
  /** Of a channel. */
  readonly team?: string
  /** Nobody else saw that it was asked. */
  readonly isUnseen?: true
  /** Asked beside the field where one types: the bot need not be in this conversation, and says nothing there. */
  readonly isAnywhere?: true
  /** Whose conversation it is; someone of another tenant may speak in it. */
  readonly tenant: string
  readonly serviceUrl: string
}

/** Who asks, as the activity names them; their own tenant is not known yet where others' people may be. */
export interface Speaker {
  readonly id: string
  readonly aadObjectId: string | null
  /** Where the client's is one of ours. */
  readonly locale: Locale | null
}

/** What someone wants, and where. `key` is null for what only reads. */
export interface Asked {
  readonly speaker: Speaker
  readonly place: Place
  readonly act: Act
  readonly key: string | null
  readonly file?: FileSent
}

/** A file that came with a message. Its address lets anyone read it, so it goes no further than the turn it came with; the id says nothing. */
export interface FileSent {
  readonly id: string
  readonly address: string
}

/** Between a channel's id and that of the message whose thread is meant. */
export const threadMark = ';messageid='

export function placeOf({ id, conversation, channelData, serviceUrl, recipient }: Activity): Place {
  const [channel = '', root] = conversation.id.split(threadMark)
  const { team } = channelData
  // A team's first channel has the team's own id, and no name.
  const name = channelData.channel?.name ?? (channel === team?.id ? team.name : null) ?? conversation.name
  const isDirect = conversation.conversationType === 'personal'
  return {
    kind: isDirect ? 'direct' : root !== undefined && root !== id ? 'thread' : 'channel',
    conversation: channel,
    ...(name && { name }),
    ...(root !== undefined && { thread: root }),
    ...(team && { team: team.id }),
    ...(recipient.isTargeted && { isUnseen: true as const }),
    tenant: (channelData.tenant?.id ?? conversation.tenantId ?? '').toLowerCase(),
    serviceUrl,
  }
}

/** The conversation as the connector knows it: that of a thread has the thread in its name. */
export const conversationIn = (conversation: string, thread: string | undefined): string =>
  thread === undefined ? conversation : `${conversation}${threadMark}${thread}`

const speakerOf = ({ from, locale }: Activity): Speaker => ({
  id: from.id,
  aadObjectId: from.aadObjectId?.toLowerCase() ?? null,
  locale: locales.find(one => locale?.toLowerCase().startsWith(one)) ?? null,
})

/** One intent's key holds no id that could be read back: it stays for thirty days. */
const keyOf = (...parts: readonly string[]): string =>
  `teams:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`

const activityKey = (activity: Activity): string =>
  keyOf(placeOf(activity).tenant, activity.conversation.id, activity.id)

const base = (activity: Activity) => ({ speaker: speakerOf(activity), place: placeOf(activity) })

function pressOf(activity: Activity, name: string, data: ActionData, inForm: boolean): Asked {
  const delivery = asId<DeliveryId>(data.m50)
  return {
    ...base(activity),
    act: {
      kind: 'press',
      name,
      value: data.value,
      ...(delivery ? { delivery } : {}),
      ...(data.drawing === undefined ? {} : { drawing: data.drawing }),
      ...(activity.replyToId && !inForm ? { message: activity.replyToId } : {}),
      ...(inForm ? { inForm: { context: data.context, fields: fieldsOf(data) } } : {}),
    },
    key: activityKey(activity),
  }
}

/** The first of several, as everywhere. */
function fileIn({ attachments: [sent], id }: MessagePayload): FileSent | null {
  return sent ? { id: sent.content.uniqueId ?? id, address: sent.content.downloadUrl } : null
}

/** A message to the bot, or a press that came as one; null where it is neither: of a bot, empty, or in a channel without a mention. */
export function ofMessage(payload: MessagePayload): Asked | null {
  if (payload.from.id === payload.recipient.id || payload.from.id.startsWith('28:')) return null
  const name = payload.value?.action ?? payload.value?.dialog_id
  if (!payload.text?.trim() && payload.value && name) return pressOf(payload, name, payload.value, false)
  const asked = base(payload)
  const isDirect = asked.place.kind === 'direct'
  if (!isDirect && !asked.place.isUnseen && !mentionsBot(payload)) return null
  // Where others read along, Teams gives a bot no files.
  const file = isDirect ? fileIn(payload) : null
  if (isDirect && !file && !payload.text?.trim()) return null
  return {
    ...asked,
    act: {
      kind: 'line',
      text: typedText(payload),
      by: isDirect ? 'direct' : 'mention',
      ...(file && { file: file.id }),
    },
    key: activityKey(payload),
    ...(file && { file }),
  }
}

/** The name of a press is its action's verb. */
export const ofPress = (payload: PressPayload): Asked => {
  const { verb, data } = payload.value.action
  return pressOf(payload, verb, data, false)
}

/** A dialog is asked for by a button. */
export const ofOpen = (payload: DialogPayload): Asked => {
  const { data } = payload.value
  return pressOf(payload, data.dialog_id ?? data.action ?? '', data, false)
}

/** What a dialog sends: its form filled in, or another button of it. */
export function ofDialog(payload: DialogPayload): Asked {
  const { data } = payload.value
  if (data.fields === undefined)
    return pressOf(payload, data.action ?? data.dialog_id ?? '', data, data.form !== undefined)
  const asked = base(payload)
  return {
    ...asked,
    act: { kind: 'submit', form: data.action ?? '', context: data.value, fields: fieldsOf(data) },
    // Teams sends a submission again under a new id: a dialog is sent once.
    key: data.nonce ? keyOf(asked.place.tenant, asked.speaker.id, data.nonce) : activityKey(payload),
  }
}

const anywhere = (asked: Asked): Asked => ({ ...asked, place: { ...asked.place, isAnywhere: true } })

/** A form is asked for where one types. */
export const ofExtension = (payload: ExtensionPayload): Asked => {
  const { commandId, messagePayload } = payload.value
  if (commandId.startsWith(fromMessage)) {
    const value = messageValue(wordsOf(messagePayload?.body.content ?? ''))
    return anywhere(pressOf(payload, commandId.slice(fromMessage.length), { value, context: '' }, false))
  }
  const opens = extensions.find(({ id }) => id === payload.value.commandId)
  return anywhere(pressOf(payload, opens?.form ?? 'extension', { value: opens?.value ?? '', context: '' }, false))
}

/** What comes from a form that was opened there. */
export const ofExtensionDialog = (payload: ExtensionPayload): Asked => anywhere(ofDialog(payload))

/** The bot was installed by someone, where they read it or all do. Said once a month, however often Teams tells it. */
export const ofInstall = (payload: InstallPayload): Asked => ({
  ...base(payload),
  act: { kind: 'press', name: welcomePress, value: '' },
  key: keyOf(placeOf(payload).tenant, payload.conversation.id, welcomePress),
})

/** A searched choice names its data `<feature>.<form>.<field>`. */
export function ofSearch(payload: SearchPayload): Asked {
  const [feature = '', name = '', field = ''] = payload.value.dataset.split('.')
  const { speaker, place } = base(payload)
  return {
    speaker,
    // Of a form that was opened beside the field where one types nothing else tells that it was.
    place: place.kind === 'direct' ? place : { ...place, isAnywhere: true },
    act: { kind: 'suggest', form: `${feature}.${name}`, field, query: payload.value.queryText.slice(0, 200) },
    key: null,
  }
}

export const whereOf = ({ kind, conversation, name, thread, team }: Place): Where => ({
  kind,
  channel: conversation,
  ...(name && { channelName: name }),
  ...(team && { team }),
  ...(kind === 'thread' && thread && { thread }),
})
