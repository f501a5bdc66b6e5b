// SPDX-License-Identifier: EUPL-1.2
import type { slackNetwork } from './slack-network.ts'
import type { Person, Shown } from './slack-server.ts'

type Network = Awaited<ReturnType<typeof slackNetwork>>

export interface Delivered {
  readonly id: string
  readonly kind: string
  readonly conversation: string
  readonly state: string
  readonly created_at: Date
}

/** A conversation: what was said there by its rows, in order, and what stands there on Slack, each by its delivery's id. */
export interface Standing {
  readonly conversation: string
  readonly said: readonly string[]
  readonly shown: readonly string[]
}

const deliveryIn = ({ metadata }: Shown): string[] => {
  const payload = metadata?.event_payload
  return typeof payload === 'object' && payload !== null && 'id' in payload ? [String(payload.id)] : []
}

/** What stands in a conversation, with the replies in its threads, as it came. */
const asTheyCame = (messages: readonly Shown[]): Shown[] =>
  messages.flatMap(message => [message, ...message.replies]).toSorted((a, b) => Number(a.ts) - Number(b.ts))

/** When each delivery came to stand on Slack first, in milliseconds since 1970; those in threads too. */
export const postedAt = (messages: readonly Shown[]): Map<string, number> =>
  new Map(
    asTheyCame(messages)
      .toReversed()
      .flatMap(message => deliveryIn(message).map(id => [id, Number(message.ts) * 1000])),
  )

export const deliveriesOf = (m50: Network): Promise<Delivered[]> =>
  m50.database.query<Delivered & Record<string, unknown>>(
    'select id, kind, conversation, state, created_at from deliveries order by id',
  )

/** All conversations with something in them: the secretariat's channel, and those of people with the bot. */
export async function standings(m50: Network, people: readonly Person[]): Promise<Standing[]> {
  const rows = await deliveriesOf(m50)
  const shown = new Map<string, Shown[]>([
    [m50.secretariat, m50.slack.messagesIn(m50.secretariat)],
    ...people.map(person => [`@${person.id}`, person.inbox()] as const),
  ])
  const names = new Set([
    ...rows.map(row => row.conversation),
    ...[...shown.keys()].map(name => `slack:${m50.slack.teamId}:${name}`),
  ])
  return [...names].map(conversation => ({
    conversation,
    said: rows.filter(row => row.conversation === conversation && row.state === 'sent').map(row => row.id),
    shown: asTheyCame(shown.get(conversation.split(':').at(-1) ?? '') ?? []).flatMap(deliveryIn),
  }))
}
