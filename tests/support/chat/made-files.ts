// SPDX-License-Identifier: EUPL-1.2
// Files that the bot makes, fetched as their reader does: by the link in their own conversation, a button a kind.
import { expect } from 'vitest'
import type { Seen } from './chat.ts'

/** Each kind that a link's page offers, by its file's name, as one browser gets them. */
export async function filesOf(message: Seen): Promise<ReadonlyMap<string, Uint8Array>> {
  const url = message.links.find(link => link.includes('/files/')) ?? expect.fail('no link')
  const page = await (await fetch(url)).text()
  const offered = [...page.matchAll(/name="part" value="(\d)">([^<]+)</g)].map(([, at = '', name = '']) => ({
    at,
    name,
  }))
  const files = new Map<string, Uint8Array>()
  let cookie = ''
  for (const { at } of offered.length > 0 ? offered : [{ at: '0' }]) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
      body: `part=${at}`,
    })
    expect(response.status).toBe(200)
    cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const name = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? ''
    files.set(name, new Uint8Array(await response.arrayBuffer()))
  }
  return files
}
