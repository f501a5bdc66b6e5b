// SPDX-License-Identifier: EUPL-1.2

/** What went wrong: in words for the person, or none where nothing arrived at all. */
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
    throw new Failed(reply.text)
  } catch (error) {
    throw error instanceof Failed ? error : new Failed()
  }
}

export async function world() {
  const response = await fetch('/playground/api/world')
  return response.json()
}

/** Listens to all that some people may read. `ready` is called for each when all there is has come, again after each break. */
export function listen(ids, { message, ready, tasks, clock, lost }) {
  const stream = new EventSource(`/playground/api/stream?${new URLSearchParams(ids.map(id => ['as', id]))}`)
  for (const [name, heard] of Object.entries({ message, ready, tasks, clock }))
    stream.addEventListener(name, event => heard(JSON.parse(event.data)))
  stream.addEventListener('error', lost)
  return () => stream.close()
}
