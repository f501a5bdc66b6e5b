// SPDX-License-Identifier: EUPL-1.2
let zone = 'UTC'

/** The network's zone: cards write their times in it, so the page does too, wherever its reader is. */
export function setZone(name) {
  zone = name
}

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

/** When something was said, as cards write it: `09.40`, `09:40` in English, and with its day when that is not today. */
export function whenOf(at, locale) {
  const moment = new Date(at)
  const { hour, minute } = parts(moment, locale, { hour: '2-digit', minute: '2-digit', hour12: false })
  const time = locale === 'nl' ? `${hour}.${minute}` : `${hour}:${minute}`
  const day = dayOf(moment, locale)
  return day === dayOf(new Date(), locale) ? time : `${day}, ${time}`
}
