// SPDX-License-Identifier: EUPL-1.2
import { isConnectionLoss } from '#/chat/away.ts'
import type { Address, Message, Platform, Sent } from '#/chat/platform.ts'
import type { Database } from '#/database/database.ts'
import { localeOf } from './locale.ts'
import { type ContentOf, findMessage, postMessage, redrawMessage } from './messages.ts'
import { bot, directOf, isConversation, isGuest, personOf, type World, workspace } from './people.ts'

/** The playground behind the port that Slack and Teams stand behind. Its messages are rows, so a delivery can always be looked up. */
export function createPlatform(
  { background }: Pick<Database, 'background'>,
  world: World,
  contentOf: ContentOf,
  now: () => Date,
): Platform {
  async function sent(work: () => Promise<Sent>): Promise<Sent> {
    try {
      return await work()
    } catch (error) {
      if (isConnectionLoss(error)) return { outcome: 'unclear' }
      throw error
    }
  }

  const gone = (to: Address): Sent | null => {
    if (to.workspace === workspace && isConversation(world, to.conversation)) return null
    return { outcome: 'refused', reason: to.conversation.startsWith('@') ? 'personGone' : 'channelGone' }
  }

  return {
    name: 'playground',
    methods: { post: 'post', update: 'update', direct: 'direct', find: 'find' },
    timeoutMs: 5_000,
    async profile({ user }) {
      const person = personOf(world, user)
      return person
        ? {
            name: person.name,
            email: person.email,
            isGuest: isGuest(person),
            isBot: false,
            isDeactivated: false,
            locale: await localeOf(background, person),
            workspaceName: 'Playground',
          }
        : null
    },
    async openDirect({ user }) {
      const person = personOf(world, user)
      return person ? { outcome: 'sent', message: directOf(person) } : { outcome: 'refused', reason: 'personGone' }
    },
    post: (to: Address, { card, locale, delivery, drawing }: Message) =>
      sent(async () => {
        const absent = gone(to)
        if (absent) return absent
        const content = contentOf(card, { locale, delivery, drawing })
        if (!content) return { outcome: 'refused', reason: 'tooLarge' }
        const { conversation, thread } = to
        const message = await postMessage(background, {
          conversation,
          thread,
          author: bot,
          delivery,
          content,
          at: now(),
        })
        return message ? { outcome: 'sent', message } : { outcome: 'refused', reason: 'messageGone' }
      }),
    update: (to: Address, message: string, { card, locale, delivery, drawing }: Message) =>
      sent(async () => {
        const content = contentOf(card, { locale, delivery, drawing })
        if (!content) return { outcome: 'refused', reason: 'tooLarge' }
        return (await redrawMessage(background, to.conversation, message, content))
          ? { outcome: 'sent', message }
          : { outcome: 'refused', reason: 'messageGone' }
      }),
    async find({ conversation }, delivery) {
      try {
        const message = await findMessage(background, conversation, delivery)
        return message ? { found: 'yes', message } : { found: 'no' }
      } catch (error) {
        if (isConnectionLoss(error)) return { found: 'unanswered' }
        throw error
      }
    },
  }
}
