// SPDX-License-Identifier: EUPL-1.2
/** Waits until something is so, looking each `everyMs`, and gives what it is. Rejects after `timeoutMs` with what it last was. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  isSo: (seen: T) => boolean,
  timeoutMs = 10_000,
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
