// SPDX-License-Identifier: EUPL-1.2

/** What a pure function gave is kept by what `keyOf` makes of its arguments, for so many of them: then all is forgotten, and it begins anew. */
export function keeping<Given extends readonly unknown[], Result>(
  most: number,
  keyOf: (...given: Given) => string,
  make: (...given: Given) => Result,
): (...given: Given) => Result {
  const kept = new Map<string, Result>()
  return (...given) => {
    const key = keyOf(...given)
    const found = kept.get(key)
    if (found !== undefined) return found
    if (kept.size >= most) kept.clear()
    const made = make(...given)
    kept.set(key, made)
    return made
  }
}
