// SPDX-License-Identifier: EUPL-1.2
import { isObject, type Json, type JsonObject } from './json.ts'
import { type LimitName, most } from './limits.ts'

/** What is wrong, and where, as Slack writes it: `must be less than 76 characters [json-pointer:/blocks/0/text/text]`. */
export type Problem = string
/** Says what is wrong with a value that stands at a JSON pointer; [] where nothing is. */
export type Shape = (value: Json, at: string) => Problem[]

const wrong = (what: string, at: string): Problem[] => [`${what} [json-pointer:${at}]`]

export const flag: Shape = (value, at) => (typeof value === 'boolean' ? [] : wrong('must provide a boolean', at))

export const string =
  (limit?: LimitName, pattern?: RegExp): Shape =>
  (value, at) => {
    if (typeof value !== 'string') return wrong('must provide a string', at)
    if (value.length === 0) return wrong('must be more than 0 characters', at)
    if (limit && value.length > most(limit)) return wrong(`must be less than ${most(limit) + 1} characters`, at)
    if (pattern && !pattern.test(value)) return wrong('failed to match the expected pattern', at)
    return []
  }

/** A string that may be empty. */
export const loose =
  (limit?: LimitName): Shape =>
  (value, at) =>
    value === '' ? [] : string(limit)(value, at)

export const oneOf =
  (...allowed: string[]): Shape =>
  (value, at) =>
    typeof value === 'string' && allowed.includes(value) ? [] : wrong(`value must be one of ${allowed.join(', ')}`, at)

export const whole =
  (least: number, limit?: LimitName): Shape =>
  (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return wrong('must provide a number', at)
    if (value < least) return wrong(`must be greater than or equal to ${least}`, at)
    if (limit && value > most(limit)) return wrong(`must be less than or equal to ${most(limit)}`, at)
    return []
  }

export const list =
  (item: Shape, limit: LimitName): Shape =>
  (value, at) => {
    if (!Array.isArray(value)) return wrong('must be an array', at)
    if (value.length === 0) return wrong('no fewer than 1 items allowed', at)
    if (value.length > most(limit)) return wrong(`no more than ${most(limit)} items allowed`, at)
    return value.flatMap((each, index) => item(each, `${at}/${index}`))
  }

/** An object with exactly these keys; those of `optional` may be left out. Slack refuses keys that it doesn't know. */
export const object =
  (
    required: Record<string, Shape>,
    optional: Record<string, Shape> = {},
    rule?: (value: JsonObject) => string[],
  ): Shape =>
  (value, at) => {
    if (!isObject(value)) return wrong('must be an object', at)
    const shapes = new Map([...Object.entries(required), ...Object.entries(optional)])
    const missing = Object.keys(required)
      .filter(key => value[key] === undefined)
      .flatMap(key => wrong(`missing required field: ${key}`, at))
    const rest = Object.entries(value).flatMap(
      ([key, each]) => shapes.get(key)?.(each, `${at}/${key}`) ?? wrong(`invalid additional property: ${key}`, at),
    )
    const broken = (rule?.(value) ?? []).flatMap(what => wrong(what, at))
    return [...missing, ...rest, ...broken]
  }

/** One of several objects, told apart by their `type`. */
export const typed =
  (kinds: Record<string, Shape>): Shape =>
  (value, at) => {
    if (!isObject(value)) return wrong('must be an object', at)
    const type = value.type
    const shape = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined
    return shape ? shape(value, at) : wrong(`unsupported type: ${String(type)}`, at)
  }
