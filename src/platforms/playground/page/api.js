// SPDX-License-Identifier: EUPL-1.2
import { say } from './texts.js'

/** What went wrong, in words for the person. */
export class Failed extends Error {}

/**
 * Sends something to the playground and brings its reply.
 * @throws {Failed}
 */
export async function send(path, body) {
  try {
    const response = await fetch(`/playground/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const reply = await response.json()
    if (response.ok) return reply
    throw new Failed(reply.text ?? say('failed'))
  } catch (error) {
    throw error instanceof Failed ? error : new Failed(say('failed'))
  }
}

export async function world() {
  const response = await fetch('/playground/api/world')
  return response.json()
}

/** Listens to all that someone may read. `ready` is called when all there is has come, again after each break. */
export function listen(as, { message, ready, lost }) {
  const stream = new EventSource(`/playground/api/stream?as=${encodeURIComponent(as)}`)
  stream.addEventListener('message', event => message(JSON.parse(event.data)))
  stream.addEventListener('ready', ready)
  stream.addEventListener('error', lost)
  return () => stream.close()
}
