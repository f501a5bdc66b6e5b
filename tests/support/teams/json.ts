// SPDX-License-Identifier: EUPL-1.2
export type Json = Readonly<Record<string, unknown>>

/** The objects in a list under this name. */
export const objectsAt = (part: Json, name: string): Json[] => {
  const list = part[name]
  return Array.isArray(list) ? list.filter(each => typeof each === 'object' && each !== null) : []
}

export const objectAt = (part: Json, name: string): Json => ({
  ...(typeof part[name] === 'object' ? part[name] : {}),
})

export const wordsAt = (part: Json, name: string): string => (typeof part[name] === 'string' ? part[name] : '')
