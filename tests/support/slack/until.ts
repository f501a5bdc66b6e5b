// SPDX-License-Identifier: EUPL-1.2

import { patience } from '../patience.ts'
import { shownEphemeral, shownMessages, shownView } from './shown.ts'
import { textOf, textOfView } from './text-of.ts'
import type { World } from './world.ts'

/**
 * `within` in milliseconds, `patience` where left out: under vitest's own limit, which would say nothing. `about`: the person or conversation
 * that it hangs on alone. `unless`: what makes it hopeless.
 */
export type Wait = { within?: number; what?: string; about?: string; unless?: AbortSignal | undefined }

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
  const ephemerals = [...world.ephemerals.values()]
    .flat()
    .map(each => `only to ${name(each.user)}: ${indented(textOf(shownEphemeral(each, '')))}`)
  const modals = [...world.modals].flatMap(([user, views]) =>
    views.map(view => `modal of ${name(user)}: ${indented(textOfView(shownView(view)))}`),
  )
  const calls = world.calls.slice(-20).map(call => `call ${call.method} ${call.channel ?? ''} → ${call.outcome}`)
  return [...channels, ...ephemerals, ...modals, ...calls, ...world.complaints.map(each => `complaint: ${each}`)]
    .map(line => `  ${line}`)
    .join('\n')
}

/**
 * Waits until a condition gives something: looked at now, and after each call of the bot and each change that it may hang on, never in between.
 * @throws with a readable account of what there was.
 */
export function until<T>(
  world: World,
  condition: () => T,
  { within = patience, what = 'it', about = '', unless }: Wait = {},
): Promise<NonNullable<T>> {
  const { promise, resolve, reject } = Promise.withResolvers<NonNullable<T>>()
  const watching = world.watchers.get(about) ?? new Set()
  world.watchers.set(about, watching)
  const stop = () => {
    clearTimeout(deadline)
    watching.delete(look)
    unless?.removeEventListener('abort', giveUp)
  }
  const giveUp = () => {
    stop()
    reject(new Error(`${what} will not come: ${unless?.reason}`))
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
  unless?.addEventListener('abort', giveUp)
  watching.add(look)
  look()
  if (unless?.aborted) giveUp()
  return promise
}
