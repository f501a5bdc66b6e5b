// SPDX-License-Identifier: EUPL-1.2

/** An element with a class, and text or children in it. */
export function make(name, className, ...content) {
  const element = document.createElement(name)
  if (className) element.className = className
  element.append(...content)
  return element
}

/** Text in which addresses of pages lead there, and show where. */
export function linked(text) {
  return text.split(/(https?:\/\/[^\s)\]]+)/).map(part => (/^https?:\/\//.test(part) ? link(part, part) : part))
}

export function link(address, words) {
  const element = make('a', 'nl-link', words)
  element.href = address
  element.target = '_blank'
  element.rel = 'noopener noreferrer'
  return element
}

/** Draws a part anew; whoever stood on one of its buttons still does. */
export function keepingFocus(part, draw) {
  const at = [...part.querySelectorAll('button')].indexOf(document.activeElement)
  draw()
  if (at >= 0) part.querySelectorAll('button')[at]?.focus()
}
