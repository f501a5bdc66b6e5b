// SPDX-License-Identifier: EUPL-1.2
// A chat platform behind the port, for tests of delivery: remembers what stands in its conversations, and can be told how to answer.
import type { Card } from '#/chat/card.ts'
import type { Address, Found, Message, Platform, Sent } from '#/chat/platform.ts'
import type { Account, PlatformName } from '#/chat/turn.ts'
import type { DeliveryId } from '#/network/ids.ts'

export interface Post {
  readonly conversation: string
  readonly thread: string | undefined
  readonly delivery: DeliveryId
  readonly message: string
  card: Card
  drawing: number
  updates: number
}

export type Call =
  | { readonly method: 'post'; readonly to: Address; readonly message: Message; readonly at: number }
  | {
      readonly method: 'update'
      readonly to: Address
      readonly id: string
      readonly message: Message
      readonly at: number
    }
  | { readonly method: 'direct'; readonly account: Account; readonly at: number }
  | { readonly method: 'find'; readonly to: Address; readonly delivery: DeliveryId; readonly at: number }

/** How a call is answered: `accepts` does what was asked, whatever the answer says; a `wait` keeps the caller waiting for it first. */
export interface Reply {
  readonly accepts?: boolean
  readonly wait?: Promise<unknown>
  readonly sent?: Sent
  readonly found?: Found
}

export interface FakePlatform extends Platform {
  readonly calls: Call[]
  readonly posts: Post[]
  /** Answers the calls that it gives a reply for; the others are answered as usual. */
  script: (call: Call) => Reply | undefined
  /** Whether it can be asked what stands in a conversation. */
  findable: boolean
  /** What stands in a conversation, in order: the text of each card. */
  texts(conversation: string): string[]
}

export function fakePlatform(name: PlatformName = 'slack', timeoutMs = 5_000): FakePlatform {
  let count = 0
  async function answer<T>(call: Call, does: () => T, said: (reply: Reply) => T | undefined): Promise<T> {
    fake.calls.push(call)
    const reply = fake.script(call)
    if (!reply) return does()
    const usual = reply.accepts ? does() : undefined
    if (reply.wait) await reply.wait
    return said(reply) ?? usual ?? does()
  }
  const fake: FakePlatform = {
    name,
    timeoutMs,
    methods: { post: 'post', update: 'update', direct: 'direct', find: 'find' },
    calls: [],
    posts: [],
    script: () => undefined,
    findable: true,
    texts: conversation =>
      fake.posts.filter(post => post.conversation === conversation).map(post => post.card.text ?? ''),
    profile: async () => null,
    openDirect: account =>
      answer<Sent>(
        { method: 'direct', account, at: performance.now() },
        () => ({ outcome: 'sent', message: `D-${account.user}` }),
        reply => reply.sent,
      ),
    post: (to, message) =>
      answer<Sent>(
        { method: 'post', to, message, at: performance.now() },
        () => {
          const id = `m${++count}`
          const { card, drawing, delivery } = message
          fake.posts.push({
            conversation: to.conversation,
            thread: to.thread,
            delivery,
            message: id,
            card,
            drawing,
            updates: 0,
          })
          return { outcome: 'sent', message: id }
        },
        reply => reply.sent,
      ),
    update: (to, id, message) =>
      answer<Sent>(
        { method: 'update', to, id, message, at: performance.now() },
        () => {
          const post = fake.posts.find(one => one.message === id && one.conversation === to.conversation)
          if (!post) return { outcome: 'refused', reason: 'messageGone' }
          Object.assign(post, { card: message.card, drawing: message.drawing, updates: post.updates + 1 })
          return { outcome: 'sent', message: id }
        },
        reply => reply.sent,
      ),
    find: (to, delivery) =>
      answer<Found>(
        { method: 'find', to, delivery, at: performance.now() },
        () => {
          if (!fake.findable) return { found: 'impossible' }
          const post = fake.posts.find(one => one.delivery === delivery && one.conversation === to.conversation)
          return post ? { found: 'yes', message: post.message } : { found: 'no' }
        },
        reply => reply.found,
      ),
  }
  return fake
}
