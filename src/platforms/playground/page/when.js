// SPDX-License-Identifier: EUPL-1.2
let zone = 'UTC'
let ahead = 0

/** The network's zone: cards write their times in it, so the page does too, wherever its reader is. */
export function setZone(name) {
  zone = name
}

/** By how much the network's time runs ahead of the real time. Returns whether it was moved, where it was known. */
export function setAhead(ms) {
  const isMoved = ms !== ahead
  ahead = ms
  return isMoved
}

/** The network's time. */
export const now = () => new Date(Date.now() + ahead)

const parts = (moment, locale, options) =>
  Object.fromEntries(
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
      .formatToParts(moment)
      .map(part => [part.type, part.value.replace('.', '')]),
  )

const dayOf = (moment, locale) => {
  const { weekday, day, month } = parts(moment, locale, { weekday: 'short', day: 'numeric', month: 'short' })
  return `${weekday} ${day} ${month}`
}

function timeOf(moment, locale) {
  const { hour, minute } = parts(moment, locale, { hour: '2-digit', minute: '2-digit', hour12: false })
  return locale === 'nl' ? `${hour}.${minute}` : `${hour}:${minute}`
}

/** A moment with its day, as cards write it: `di 3 feb, 09.40`. */
export const fullWhenOf = (moment, locale) => `${dayOf(moment, locale)}, ${timeOf(moment, locale)}`

/** When something was said, as cards write it: `09.40`, `09:40` in English, and with its day when that is not today. */
export function whenOf(at, locale) {
  const moment = new Date(at)
  return dayOf(moment, locale) === dayOf(now(), locale) ? timeOf(moment, locale) : fullWhenOf(moment, locale)
}
