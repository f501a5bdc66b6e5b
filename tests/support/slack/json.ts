// SPDX-License-Identifier: EUPL-1.2
export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads JSON; undefined where the text is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function textAt(from: JsonObject, key: string): string | undefined {
  const value = from[key]
  return typeof value === 'string' ? value : undefined
}

export function objectAt(from: JsonObject, key: string): JsonObject | undefined {
  const value = from[key]
  return isObject(value) ? value : undefined
}

export function objectsAt(from: JsonObject, key: string): JsonObject[] {
  const value = from[key]
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The words of a text object ({ type: 'plain_text' | 'mrkdwn', text }) at a key; '' where there is none. */
export const wordsAt = (from: JsonObject, key: string): string => textAt(objectAt(from, key) ?? {}, 'text') ?? ''
