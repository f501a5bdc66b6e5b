// SPDX-License-Identifier: EUPL-1.2
import type { App } from '@microsoft/teams.apps'
import type { z } from 'zod'
import type { Log } from '#/database/log.ts'
import { fieldsOf } from '#/platforms/adaptive-card/fields.ts'
import type { Addresses } from '#/platforms/teams/addresses.ts'
import { formOf } from '#/platforms/teams/dialog.ts'
import { arrivedAt } from '#/platforms/teams/guard.ts'
import {
  ofDialog,
  ofExtension,
  ofExtensionDialog,
  ofInstall,
  ofMessage,
  ofOpen,
  ofPress,
  ofSearch,
  placeOf,
} from '#/platforms/teams/incoming.ts'
import {
  type Activity,
  changePayload,
  dialogPayload,
  extensionPayload,
  installPayload,
  messagePayload,
  pressPayload,
  searchPayload,
} from '#/platforms/teams/payloads.ts'
import type { People } from '#/platforms/teams/people.ts'
import type { Rooms } from '#/platforms/teams/rooms.ts'
import type { Turns } from '#/platforms/teams/turns.ts'

export interface ReceiverParts {
  readonly app: App
  readonly turns: Turns
  readonly addresses: Addresses
  readonly rooms: Rooms
  readonly people: People
  readonly log: Log
}

/** A shape that is not ours is answered so: Teams shows that it did not work. */
const notUnderstood = { status: 400 } as const

/** Others read along from then on, also where nobody is named: all of a team that a channel is shared with. */
const readersChange = /^(?:channel(?:Shared|Unshared)|(?:channel|team)Member)/

/** Hears what Microsoft's package lets through, one handler a kind: what it hears goes to the turns. */
export function startReceiver({ app, turns, addresses, rooms, people, log }: ReceiverParts): void {
  /** What is not as Teams documents it is logged by its kind alone. */
  function read<T extends Activity>(shape: z.ZodType<T>, kind: string, activity: object): T | null {
    const parsed = shape.safeParse(activity)
    if (!parsed.success) {
      log.warn(
        { method: kind, outcome: 'unread', at: parsed.error.issues[0]?.path.join('.') },
        'Teams sent another shape',
      )
      return null
    }
    const { tenant, serviceUrl } = placeOf(parsed.data)
    if (tenant) addresses.heard(tenant, serviceUrl)
    return parsed.data
  }

  app.on('message', async ({ activity }) => {
    const payload = read(messagePayload, 'message', activity)
    const asked = payload && ofMessage(payload)
    if (asked) await turns.message(asked, arrivedAt(activity))
  })

  app.on('card.action', async ({ activity }) => {
    const payload = read(pressPayload, 'press', activity)
    return payload ? turns.press(ofPress(payload), arrivedAt(activity)) : notUnderstood
  })

  app.on('dialog.open', async ({ activity }) => {
    const payload = read(dialogPayload, 'open', activity)
    return payload ? turns.dialog(ofOpen(payload), arrivedAt(activity)) : notUnderstood
  })

  app.on('dialog.submit', async ({ activity }) => {
    const payload = read(dialogPayload, 'submission', activity)
    if (!payload) return notUnderstood
    const { data } = payload.value
    return turns.dialog(ofDialog(payload), arrivedAt(activity), { form: formOf(data), fields: fieldsOf(data) })
  })

  app.on('message.ext.open', async ({ activity }) => {
    const payload = read(extensionPayload, 'extension', activity)
    return payload ? turns.dialog(ofExtension(payload), arrivedAt(activity)) : notUnderstood
  })

  app.on('message.ext.submit', async ({ activity }) => {
    const payload = read(extensionPayload, 'extension submission', activity)
    if (!payload) return notUnderstood
    const { data } = payload.value
    return turns.dialog(ofExtensionDialog(payload), arrivedAt(activity), { form: formOf(data), fields: fieldsOf(data) })
  })

  app.on('install.add', async ({ activity }) => {
    const payload = read(installPayload, 'install', activity)
    if (!payload) return
    await rooms.installed(payload)
    turns.welcome(ofInstall(payload))
  })

  app.on('install.remove', async ({ activity }) => {
    const payload = read(installPayload, 'install', activity)
    if (payload) await rooms.removed(payload)
  })

  app.on('conversationUpdate', async ({ activity }) => {
    const payload = read(changePayload, 'change', activity)
    if (!payload) return
    const { membersAdded, membersRemoved, channelData } = payload
    const isOfReaders = readersChange.test(channelData.eventType ?? '')
    if (membersAdded?.length || membersRemoved?.length || isOfReaders) people.changed()
    for (const { id } of membersRemoved ?? []) people.left(placeOf(payload).conversation, id)
    await rooms.changed(payload)
  })

  app.on('card.search', async ({ activity }) => {
    const payload = read(searchPayload, 'search', activity)
    if (!payload) return notUnderstood
    const found = await turns.search(ofSearch(payload), arrivedAt(activity))
    const results = found.map(({ value, label }) => ({ value, title: label }))
    return { statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results } }
  })
}
