// SPDX-License-Identifier: EUPL-1.2
const waitMs = 150
let made = 0

/**
 * A choice that is searched as one types, in the place of the library's own, which a keyboard can't read the choices of: the combobox pattern of
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/. Other choices stay as the library draws them, several of a list as one group.
 */
export class SearchedChoice extends window.AdaptiveCards.ChoiceSetInput {
  internalRender() {
    if (this.style !== 'filtered') return super.internalRender()
    const known = this.choices.find(choice => choice.value === this.defaultValue)
    this.chosen = known && { value: known.value, label: known.title }
    this.control = document.createElement('input')
    this.control.className = 'ac-input utrecht-textbox'
    this.control.value = this.chosen?.label ?? ''
    this.control.placeholder = this.placeholder
    this.control.autocomplete = 'off'
    this.list = document.createElement('ul')
    this.list.id = `choices-${made++}`
    this.list.setAttribute('role', 'listbox')
    this.list.hidden = true
    this.count = document.createElement('span')
    this.count.className = 'unseen'
    this.count.setAttribute('role', 'status')
    for (const [name, value] of [
      ['role', 'combobox'],
      ['aria-autocomplete', 'list'],
      ['aria-controls', this.list.id],
      ['aria-expanded', 'false'],
    ])
      this.control.setAttribute(name, value)
    this.control.addEventListener('input', () => this.typed())
    this.control.addEventListener('keydown', event => this.pressed(event))
    this.control.addEventListener('blur', () => this.left())
    const whole = document.createElement('div')
    whole.className = 'searched'
    whole.append(this.control, this.list, this.count)
    return whole
  }

  get value() {
    return this.style === 'filtered' ? this.chosen?.value : super.value
  }

  get chosenLabel() {
    return this.chosen?.label
  }

  isSet() {
    return this.style === 'filtered' ? this.chosen !== undefined : super.isSet()
  }

  /** Words that are no choice are no answer. */
  isValid() {
    return this.style !== 'filtered' || this.chosen !== undefined || !this.control?.value.trim()
  }

  isDynamicTypeahead() {
    return false
  }

  focus() {
    if (this.control) this.control.focus()
    else super.focus()
  }

  /** Several of a list are one group, which the label names and whose hint is read with it; the library names the first of them by it, and nothing more. */
  updateInputControlAriaLabelledBy() {
    if (this.isMultiSelect) {
      const group = this.renderedInputControlElement
      group.setAttribute('role', 'group')
      group.setAttribute('aria-labelledby', this.getAllLabelIds().join(' '))
      return
    }
    if (!this.control) return super.updateInputControlAriaLabelledBy()
    this.control.setAttribute('aria-labelledby', this.getAllLabelIds().join(' '))
    this.control.setAttribute('aria-required', String(this.isRequired))
  }

  typed() {
    this.chosen = undefined
    this.valueChanged()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.search(), waitMs)
  }

  async search() {
    const query = this.control.value.trim()
    const found = query === '' ? [] : await this.suggest(this.choicesData.dataset, query)
    if (query !== this.control.value.trim() || this.chosen) return
    this.show(found, query)
  }

  show(found, query) {
    this.found = found
    this.active = -1
    this.list.replaceChildren(
      ...found.map((choice, i) => {
        const option = document.createElement('li')
        option.id = `${this.list.id}-${i}`
        option.setAttribute('role', 'option')
        option.textContent = choice.label
        option.addEventListener('mousedown', event => event.preventDefault())
        option.addEventListener('click', () => this.choose(choice))
        return option
      }),
    )
    this.list.hidden = found.length === 0
    this.control.setAttribute('aria-expanded', String(found.length > 0))
    this.control.removeAttribute('aria-activedescendant')
    this.count.textContent =
      query === '' ? '' : found.length ? this.say('choices', { count: found.length }) : this.say('noChoices')
    this.count.classList.toggle('unseen', query === '' || found.length > 0)
  }

  move(by) {
    const options = [...this.list.children]
    if (options.length === 0) return
    this.active = (this.active + by + options.length) % options.length
    for (const [i, option] of options.entries()) option.setAttribute('aria-selected', String(i === this.active))
    options[this.active].scrollIntoView({ block: 'nearest' })
    this.control.setAttribute('aria-activedescendant', options[this.active].id)
  }

  choose(choice) {
    this.chosen = choice
    this.control.value = choice.label
    this.show([], '')
    this.valueChanged()
  }

  pressed(event) {
    if (event.key === 'ArrowDown') this.move(1)
    else if (event.key === 'ArrowUp') this.move(this.active < 0 ? 0 : -1)
    else if (event.key === 'Escape' && !this.list.hidden) this.show([], '')
    else if (event.key === 'Enter') {
      const choice = this.found?.[this.active] ?? (this.found?.length === 1 ? this.found[0] : undefined)
      if (choice) this.choose(choice)
    } else return
    event.preventDefault()
  }

  /** Who typed a name in full has chosen it. */
  left() {
    const typed = this.control.value.trim().toLowerCase()
    const same = this.found?.find(choice => choice.label.toLowerCase() === typed)
    if (!this.chosen && same) this.choose(same)
    else if (this.list) this.show([], '')
  }
}
