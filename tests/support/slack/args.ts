// SPDX-License-Identifier: EUPL-1.2
import { ApiError } from './calls.ts'
import { isObject, type Json, type JsonObject, parseJson } from './json.ts'

const holdsJson = ['blocks', 'view', 'metadata', 'attachments']

/** A form's fields, with those that hold JSON read; one that can't be read stays text, for the method to refuse. */
const decoded = (fields: Record<string, string>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, holdsJson.includes(key) ? (parseJson(value) ?? value) : value]),
  )

/** Reads a call's arguments: a form (as @slack/web-api sends, objects as JSON text) or JSON. */
export function readArgs(contentType: string, body: string, query: URLSearchParams): JsonObject {
  const inQuery = Object.fromEntries(query)
  if (body === '') return inQuery
  const type = contentType.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded')
    return { ...inQuery, ...decoded(Object.fromEntries(new URLSearchParams(body))) }
  if (type === 'application/json') {
    const json = parseJson(body)
    if (!isObject(json)) throw new ApiError('invalid_json')
    return { ...inQuery, ...json }
  }
  throw new ApiError(type ? 'invalid_post_type' : 'missing_post_type')
}

export function words(args: JsonObject, key: string): string | undefined {
  const value = args[key]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : undefined
}

/** An argument that the method can't do without. */
export function needed(args: JsonObject, key: string): string {
  const value = words(args, key)
  if (value) return value
  throw new ApiError('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${key}`] },
  })
}

/** Form fields have no types: `true` and `1` are yes. */
export const yes = (args: JsonObject, key: string): boolean => {
  const value = args[key]
  return value === true || value === 1 || value === 'true' || value === '1'
}

export function count(args: JsonObject, key: string, otherwise: number): number {
  const value = Number(words(args, key) ?? otherwise)
  if (!Number.isInteger(value) || value < 1) throw new ApiError('invalid_limit')
  return value
}

/** An argument that holds JSON; undefined where it is left out. @throws ApiError with this error where it could not be read. */
export function json(args: JsonObject, key: string, error: string): Json | undefined {
  const value = args[key]
  // In a JSON body too, Slack takes such an argument as text.
  const read = typeof value === 'string' ? parseJson(value) : value
  if (read === undefined && value !== undefined) throw new ApiError(error)
  return read
}
