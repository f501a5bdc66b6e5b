// SPDX-License-Identifier: EUPL-1.2

/** What this copy keeps of one kind at most; the oldest goes first, and is asked after again. */
const most = 10_000

export function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
