// SPDX-License-Identifier: EUPL-1.2
import { openMenu } from './menu.js'
import { SearchedChoice } from './searched.js'

const { AdaptiveCards } = window

/** Our texts hold no Markdown that a card should read: what looks like it was typed by someone. */
AdaptiveCards.AdaptiveCard.onProcessMarkdown = () => {}
AdaptiveCards.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false
/** The library asks for its few words while it draws. */
let drawnWith = () => ''
AdaptiveCards.Strings.defaults.overflowButtonText = () => drawnWith('more')
AdaptiveCards.Strings.defaults.overflowButtonTooltip = () => drawnWith('more')
AdaptiveCards.GlobalRegistry.elements.register('Input.ChoiceSet', SearchedChoice)

/** The library takes an empty number for one that is too small. */
class Count extends AdaptiveCards.NumberInput {
  isValid() {
    return this.isSet() ? super.isValid() : !this.isRequired
  }
}
AdaptiveCards.GlobalRegistry.elements.register('Input.Number', Count)

const { updateCssClasses } = AdaptiveCards.Action.prototype
/** Buttons look as NL Design System's, also after the library has dressed them anew, as it does whenever an input changes. */
AdaptiveCards.Action.prototype.updateCssClasses = function () {
  updateCssClasses.call(this)
  const { style, renderedElement } = this
  renderedElement?.classList.add('nl-button', `nl-button--${style === 'positive' ? 'primary' : 'secondary'}`)
  renderedElement?.classList.toggle('nl-button--negative', style === 'destructive')
}

const ink = colour => ({ default: colour, subtle: 'var(--subtle)' })
const colours = {
  default: ink('var(--ink)'),
  dark: ink('var(--ink)'),
  light: ink('var(--ink)'),
  accent: ink('var(--accent)'),
  good: ink('var(--ink)'),
  warning: ink('var(--ink)'),
  attention: ink('var(--danger)'),
}

const look = new AdaptiveCards.HostConfig({
  fontFamily: 'inherit',
  fontSizes: { small: 14, default: 16, medium: 18, large: 20, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  spacing: { small: 2, default: 10, medium: 14, large: 20, extraLarge: 26 },
  textBlock: { headingLevel: 3 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  actions: {
    maxActions: 6,
    // The space between buttons is the stylesheet's, so that they may wrap.
    buttonSpacing: 0,
    spacing: 'medium',
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 10, style: 'emphasis' },
  },
  containerStyles: {
    default: { backgroundColor: 'transparent', foregroundColors: colours },
    emphasis: { backgroundColor: 'var(--shade)', foregroundColors: colours },
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'bolder', spacing: 'small' },
  },
})

// What the library would take for nothing said: no padding, and a star that never stands alone on a line.
look.spacing.padding = 0
look.inputs.label.requiredInputs.suffix = '\u00a0*'

/** What an input holds, by its name. */
export const filledIn = card =>
  Object.fromEntries(card.getAllInputs().map(input => [input.id, input.isSet() ? input.value : '']))

/** The labels of what was chosen in searched choices, by the input's name. */
export const labelsIn = card =>
  Object.fromEntries(card.getAllInputs().flatMap(input => (input.chosenLabel ? [[input.id, input.chosenLabel]] : [])))

/**
 * Draws an Adaptive Card, as Microsoft's own library does. `act` gets the data of what was pressed, and is awaited: until then the card takes no second press.
 * `suggest` brings the choices of a searched input, `say` the page's own words.
 */
export function drawCard(json, act, { suggest, say }) {
  drawnWith = say
  const card = new AdaptiveCards.AdaptiveCard()
  card.hostConfig = look
  card.parse(json)
  for (const input of card.getAllInputs()) Object.assign(input, { suggest, say })
  let isBusy = false
  card.onExecuteAction = async action => {
    if (action.getJsonTypeName() === 'Action.OpenUrl') {
      window.open(action.url, '_blank', 'noopener')
      return
    }
    if (isBusy) return
    isBusy = true
    element.setAttribute('aria-busy', 'true')
    try {
      await act(action.data, card)
    } finally {
      isBusy = false
      element.removeAttribute('aria-busy')
    }
  }
  card.onDisplayOverflowActionMenu = (actions, button) => {
    openMenu(
      button,
      actions.map(action => ({ label: action.title, run: () => action.execute() })),
    )
    return true
  }
  card.onInlineCardExpanded = (action, isExpanded) => {
    if (isExpanded) action.card.renderedElement?.scrollIntoView({ block: 'nearest' })
  }
  const element = card.render()
  // The card itself does nothing: a stop on each one would only be in a keyboard's way.
  element.removeAttribute('tabindex')
  dress(element)
  tieToFields(card)
  return { card, element }
}

/** The library's inputs look as NL Design System's. */
function dress(element) {
  for (const input of element.querySelectorAll(
    'input.ac-input:not([type="checkbox"], [type="radio"]), textarea.ac-input',
  ))
    input.classList.add('utrecht-textbox')
  for (const choice of element.querySelectorAll('select.ac-input')) choice.classList.add('utrecht-select')
}

/** Sentences that belong to a field (`error.<name>`, `hint.<name>`) are read with it. */
function tieToFields(card) {
  for (const input of card.getAllInputs()) {
    const control = input.control ?? input.renderedInputControlElement
    const sentences = ['error', 'hint'].flatMap(
      kind => card.getElementById(`${kind}.${input.id}`)?.renderedElement ?? [],
    )
    if (!control || sentences.length === 0) continue
    control.setAttribute('aria-describedby', sentences.map(sentence => sentence.id).join(' '))
    if (card.getElementById(`error.${input.id}`)) control.setAttribute('aria-invalid', 'true')
  }
}
