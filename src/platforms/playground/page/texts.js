// SPDX-License-Identifier: EUPL-1.2
/** The page's own words, in the language of whoever one is. */
let words = {}
let current = 'nl'

export const locale = () => current

/**
 * A text with its parameters; with `count`, its one or other form.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 */
export function say(key, params = {}) {
  const form = 'count' in params ? `${key}_${params.count === 1 ? 'one' : 'other'}` : key
  return words[form].replace(/\{\{(\w+)\}\}/g, (_, name) => String(params[name] ?? ''))
}

/** Turns the whole page to one language. */
export function speak(trees, language) {
  words = trees[language].page
  current = language
  document.documentElement.lang = language
  document.title = say('title')
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text)
}
