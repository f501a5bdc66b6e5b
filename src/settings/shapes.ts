// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

export const text = z.string().trim()
export const word = text.regex(/^\S+$/)
export const onOff = z.enum(['on', 'off']).transform(value => value === 'on')

export const mustBeOnOff = 'must be on or off'
export const mustBeWord = 'must be one word, without spaces'

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host.trim())
}

/** In the clear the bot's token would be everybody's, except where it never leaves the machine. */
export function isSafeApi(value: string): boolean {
  const url = URL.parse(value)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
}
