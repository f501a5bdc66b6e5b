// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

const message = z.object({
  as: z.string(),
  id: z.string(),
  conversation: z.string(),
  text: z.string(),
  card: z.unknown(),
})

export interface Listening {
  messages(): z.infer<typeof message>[]
  /** Resolves once the stream said this. */
  until(text: string): Promise<void>
  close(): void
}

/** Reads the playground's stream as its page does. */
export async function listen(url: string, as: string): Promise<Listening> {
  const abort = new AbortController()
  const response = await fetch(`${url}/api/stream?as=${as}`, { signal: abort.signal })
  let heard = ''
  const waiting = new Set<() => void>()
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      heard += decoder.decode(chunk, { stream: true })
      for (const look of waiting) look()
    }
  }
  read().catch(() => {})
  return {
    messages: () =>
      [...heard.matchAll(/^event: message\ndata: (.*)\n\n/gm)].map(([, data]) => message.parse(JSON.parse(data ?? ''))),
    until: text =>
      new Promise(resolve => {
        const look = () => {
          if (!heard.includes(text)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close: () => abort.abort(),
  }
}
