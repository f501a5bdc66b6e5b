// SPDX-License-Identifier: EUPL-1.2
import type { Locale } from '#/chat/texts.ts'

/** A drawing that is made once for each thing and language, for what many ask for and memory keeps a while, such as the list of pillars. */
export function drawnOnce<Thing extends object, Drawing>(
  draw: (thing: Thing, locale: Locale) => Drawing,
): (thing: Thing, locale: Locale) => Drawing {
  const drawn = new WeakMap<Thing, Map<Locale, Drawing>>()
  return (thing, locale) => {
    const drawings = drawn.get(thing) ?? new Map<Locale, Drawing>()
    drawn.set(thing, drawings)
    const drawing = drawings.get(locale) ?? draw(thing, locale)
    drawings.set(locale, drawing)
    return drawing
  }
}
