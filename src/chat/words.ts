// SPDX-License-Identifier: EUPL-1.2
import { chatTexts } from '#/chat/chat-texts.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import type { Act } from '#/chat/turn.ts'
import { type HomeFunction, isFunction, isLeadingRole, type LeadingRole } from '#/network/actor.ts'

/** A function or leading role in the reader's language: "wethouder", "trekker". */
export const roleWord = (kind: HomeFunction | LeadingRole, locale: Locale): string =>
  chatTexts.in(locale)(`role.${kind}`)

/** The same where it begins a line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The word for a stored kind, empty for none. */
export const storedRoleWord = (kind: string | null, locale: Locale): string =>
  kind !== null && (isFunction(kind) || isLeadingRole(kind)) ? roleWord(kind, locale) : ''

const lists = new Map<Locale, Intl.ListFormat>()

/** "Zeist, Waalwijk en Tiel": of what was said already a text, of names a string. */
export function listed(said: readonly Text[], locale: Locale): Text
export function listed(names: readonly string[], locale: Locale): string
export function listed(names: readonly string[], locale: Locale): string {
  const list = lists.get(locale) ?? new Intl.ListFormat(locale === 'nl' ? 'nl' : 'en-GB', { type: 'conjunction' })
  lists.set(locale, list)
  return list.format(names)
}

/** Texts that were said already, one after another. */
export const joined = (said: readonly Text[], between: string): Text => said.join(between) as Text

/** A long text in so many characters at most, cut at a word. */
export function briefly(text: string, most: number): string {
  const characters = [...text]
  if (characters.length <= most) return text
  const cut = characters.slice(0, most - 1).join('')
  return `${cut.replace(/\s+\S*$/, '') || cut}…`
}

const suffixes: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }
const english = new Intl.PluralRules('en', { type: 'ordinal' })

/** "15e", in English "15th". */
export const ordinal = (count: number, locale: Locale): string =>
  locale === 'nl' ? `${count}e` : `${count}${suffixes[english.select(count)]}`

/** "A. Jansen namens S. Jansen" where someone had the other act for them [F05], else the one name. */
export const byline = (name: string, principal: string | null, locale: Locale): Text => {
  const t = chatTexts.in(locale)
  return principal === null ? t('by.plain', { name }) : t('by.behalf', { name, principal })
}

/** That what someone did changed nothing, in words that fit what they did. */
export const nothingBy = (act: Act, locale: Locale): Text =>
  chatTexts.in(locale)(act.kind === 'press' ? 'nothing.pressed' : 'nothing.asked')
