// SPDX-License-Identifier: EUPL-1.2
/** Opens a menu under a button: arrows, Home, End and Escape work as in any menu. */
export function openMenu(button, entries) {
  const menu = document.createElement('div')
  menu.className = 'menu'
  menu.popover = 'auto'
  menu.setAttribute('role', 'menu')
  menu.setAttribute('aria-label', button.textContent ?? '')
  const items = entries.map(({ label, run }) => {
    const item = document.createElement('button')
    item.type = 'button'
    item.tabIndex = -1
    item.setAttribute('role', 'menuitem')
    item.textContent = label
    item.addEventListener('click', () => {
      menu.hidePopover()
      run()
    })
    return item
  })
  menu.append(...items)
  menu.addEventListener('keydown', event => {
    const at = items.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (event.key === 'Tab') menu.hidePopover()
    if (to === undefined) return
    event.preventDefault()
    items.at(to % items.length).focus()
  })
  menu.addEventListener('toggle', event => {
    if (event.newState !== 'closed') return
    button.setAttribute('aria-expanded', 'false')
    menu.remove()
    if (document.activeElement === document.body) button.focus()
  })
  button.after(menu)
  menu.showPopover()
  const { left, top, bottom } = button.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = menu
  const fits = bottom + offsetHeight + 8 < window.innerHeight
  menu.style.left = `${Math.max(8, Math.min(left, window.innerWidth - offsetWidth - 8))}px`
  menu.style.top = `${fits ? bottom + 4 : Math.max(8, top - offsetHeight - 4)}px`
  button.setAttribute('aria-haspopup', 'menu')
  button.setAttribute('aria-expanded', 'true')
  items[0]?.focus()
}
