// SPDX-License-Identifier: EUPL-1.2
/** The page's own words. Each screen speaks the language of whoever it is of. */
let trees = {}
/** What stands in many of them: what the bot is called, and how it is spoken to. */
let always = {}

export function learn(given, params) {
  trees = given
  always = params
}

const sayings = new Map()

/**
 * Says a text with its parameters in one language; with `count`, its one or other form.
 * @returns {(key: string, params?: Record<string, string | number>) => string}
 */
export function wordsIn(locale) {
  const known = sayings.get(locale)
  if (known) return known
  const words = trees[locale].page
  const say = (key, params = {}) => {
    const form = 'count' in params ? `${key}_${params.count === 1 ? 'one' : 'other'}` : key
    return words[form].replace(/\{\{(\w+)\}\}/g, (_, name) => String(params[name] ?? always[name] ?? ''))
  }
  sayings.set(locale, say)
  return say
}

/** Turns part of the page to one language. */
export function translate(part, locale) {
  const say = wordsIn(locale)
  part.lang = locale
  for (const element of part.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text)
}
