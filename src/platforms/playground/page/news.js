// SPDX-License-Identifier: EUPL-1.2

/** Room above and below what is brought in view. */
const air = 16

/** Brings a message in view: all of it, and where it is too long for that, from its top. */
export function reveal(list, element) {
  const { top, bottom } = element.getBoundingClientRect()
  const { top: upper, bottom: lower } = list.getBoundingClientRect()
  const toTop = top - upper - air
  const toEnd = bottom - lower + air
  if (toTop < 0 || toEnd > 0) list.scrollTop += Math.min(toTop, toEnd)
}

/** Says on a button that there is a new message above or below what is in view, and leads there. */
export function createNews(list, button) {
  /** The id of the first that was not seen; null: all are. */
  let waiting = null
  const elementOf = id => list.querySelector(`[data-id="${CSS.escape(id)}"]`)

  function isInView(element) {
    const { top } = element.getBoundingClientRect()
    const { top: upper, bottom: lower } = list.getBoundingClientRect()
    return lower > upper && top >= upper - air && top < lower - 2 * air
  }

  function look() {
    const element = waiting && elementOf(waiting)
    if (!element || isInView(element)) waiting = null
    button.hidden = waiting === null
  }

  list.addEventListener('scroll', look)
  button.addEventListener('click', () => {
    const element = elementOf(waiting)
    waiting = null
    look()
    reveal(list, element)
    element.tabIndex = -1
    element.focus({ preventScroll: true })
  })
  return {
    /** A message came. */
    offer(id) {
      waiting ??= id
      look()
    },
    forget() {
      waiting = null
      look()
    },
  }
}
