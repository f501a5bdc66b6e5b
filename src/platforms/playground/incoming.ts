// SPDX-License-Identifier: EUPL-1.2
import type { Act, Incoming, Where } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import type { Place } from './acts.ts'
import { postMessage, typedContent } from './messages.ts'
import { bot, conversationsOf, directOf, type PlaygroundPerson, personOf, type World, workspace } from './people.ts'

/** Someone, and where they are. */
export interface Here {
  readonly world: World
  readonly person: PlaygroundPerson
  readonly where: Where
  readonly place: Place
}

/** Null for nobody of the playground, and for a conversation that someone does not see. */
export function hereOf(world: World, place: Place): Here | null {
  const { as, conversation, thread } = place
  const person = personOf(world, as)
  if (!person || !conversationsOf(world, person).includes(conversation)) return null
  const where: Where =
    conversation === directOf(person)
      ? { kind: 'direct', channel: conversation }
      : {
          kind: thread ? 'thread' : 'channel',
          channel: conversation,
          channelName: conversation,
          ...(thread && { thread }),
        }
  return { world, person, where, place }
}

/** What the router gets. No form opens from a direct line or a mention, as on Slack. */
export function incomingOf(
  db: Db,
  { world, person, where, place }: Here,
  act: Act,
  nonce: string | null,
  now: Date,
  sent: Uint8Array | null = null,
): Incoming {
  return {
    account: { platform: 'playground', workspace, user: person.id },
    act,
    where,
    key: nonce && `playground:${person.id}:${nonce}`,
    now,
    canOpenForm: act.kind !== 'line' || act.by === 'command',
    typed: where.kind === 'thread' ? world.mention : world.command,
    async tryHere(text) {
      const { conversation, thread } = place
      const content = typedContent(text)
      const posted = await postMessage(db, { conversation, thread: thread ?? undefined, author: bot, content, at: now })
      return posted ? { ok: true } : { ok: false, reason: 'notAllowed' }
    },
    missingScopes: async () => null,
    async readFile(_, mostBytes) {
      if (!sent) return { ok: false, reason: 'gone' }
      return sent.length > mostBytes ? { ok: false, reason: 'tooLarge' } : { ok: true, bytes: sent }
    },
  }
}
