// SPDX-License-Identifier: EUPL-1.2
import { patience } from './patience.ts'

/** Waits until something is so, looking each `everyMs`, and gives what it is. Rejects after `timeoutMs` with what it last was. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  isSo: (seen: T) => boolean,
  timeoutMs = patience,
  everyMs = 10,
): Promise<T> {
  const end = performance.now() + timeoutMs
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (performance.now() > end) throw new Error(`still not so after ${timeoutMs} ms: ${JSON.stringify(seen)}`)
    await new Promise(resolve => setTimeout(resolve, everyMs))
  }
}
