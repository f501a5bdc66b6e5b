// SPDX-License-Identifier: EUPL-1.2

import { patience } from '../patience.ts'
import { shownEphemeral, shownMessages, shownView } from './shown.ts'
import { textOf, textOfView } from './text-of.ts'
import type { World } from './world.ts'

export type Wait = { within?: number; what?: string }

const indented = (text: string) => text.replaceAll('\n', '\n    ')

/** All that there is, to read when something isn't: messages, modals, the latest calls, complaints. */
export function account(world: World): string {
  const name = (id: string) => world.users.get(id)?.name ?? id
  const channels = [...world.channels.values()].flatMap(channel =>
    shownMessages(channel).map(message => {
      const where = channel.kind === 'im' ? `im ${[...channel.members].map(name).join(' + ')}` : `#${channel.name}`
      const replies = message.replies.map(reply => `\n  reply ${name(reply.user)}: ${indented(textOf(reply))}`)
      return `${where}, ${name(message.user)}: ${indented(textOf(message))}${replies.join('')}`
    }),
  )
  const ephemerals = world.ephemerals.map(
    each => `only to ${name(each.user)}: ${indented(textOf(shownEphemeral(each, '')))}`,
  )
  const modals = [...world.modals].flatMap(([user, views]) =>
    views.map(view => `modal of ${name(user)}: ${indented(textOfView(shownView(view)))}`),
  )
  const calls = world.calls.slice(-20).map(call => `call ${call.method} ${call.channel ?? ''} → ${call.outcome}`)
  return [...channels, ...ephemerals, ...modals, ...calls, ...world.complaints.map(each => `complaint: ${each}`)]
    .map(line => `  ${line}`)
    .join('\n')
}

/**
 * Waits until a condition gives something: looked at now, and after each call of the bot and each change, never in between.
 * `within` in milliseconds, `patience` where left out. @throws with a readable account of what there was.
 */
export function until<T>(
  world: World,
  condition: () => T,
  { within = patience, what = 'it' }: Wait = {},
): Promise<NonNullable<T>> {
  const { promise, resolve, reject } = Promise.withResolvers<NonNullable<T>>()
  const stop = () => {
    clearTimeout(deadline)
    world.watchers.delete(look)
  }
  const look = () => {
    try {
      const found = condition()
      if (found === undefined || found === null || found === false) return
      stop()
      resolve(found)
    } catch (error) {
      stop()
      reject(error)
    }
  }
  const deadline = setTimeout(() => {
    stop()
    reject(new Error(`${what} did not come within ${within} ms. There was:\n${account(world) || '  nothing'}`))
  }, within)
  world.watchers.add(look)
  look()
  return promise
}
