// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { Form, Input } from '#/chat/form.ts'
import { type Line, linesOf } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import { asking, styleOf } from './actions.ts'
import { schema } from './draw-card.ts'
import type { AdaptiveCard, Choice, Element, InputElement, Submit } from './element.ts'
import { mostLabel, mostOptions } from './limits.ts'
import { bare, elementsOf, label, lineElement, shortened } from './text.ts'
import { adaptiveCardTexts, type SayOnCard } from './texts.ts'

export interface FormDrawing {
  readonly locale: Locale
  /** One sentence a field, shown at that field. */
  readonly errors?: Readonly<Record<string, string>>
  /** What else comes back with the submission. */
  readonly brings?: { readonly nonce: string; readonly again: string }
}

const mostIntro = 3000
const mostMessage = 600

/** A button beside submit: it acts without what is typed being checked first. */
function besides(button: Button, form: Form): Submit | ReturnType<typeof asking> {
  const submit: Submit = {
    type: 'Action.Submit',
    title: label(button.confirm?.yes ?? button.label, mostLabel),
    ...styleOf(button),
    data: { action: button.name, value: button.value, form: form.name, context: form.context },
    associatedInputs: 'none',
  }
  return button.confirm ? asking(button, submit) : submit
}

function numberMessage(
  { min, max }: { min?: number | undefined; max?: number | undefined },
  label: string,
  say: SayOnCard,
) {
  if (min !== undefined && max !== undefined) return say('numberFromTo', { min, max, label })
  if (min !== undefined) return say('numberFrom', { min, label })
  if (max !== undefined) return say('numberTo', { max, label })
  return say('number', { label })
}

/** To Teams one without a value is no choice. */
const choiceOf = (option: { label: string; value: string }): Choice => ({
  title: label(option.label, 200),
  value: option.value || '–',
})

/** No `maxLength` on texts: clients cut off what is pasted without a word; the handler says how much too long it is, with everything kept. */
function inputOf(input: Exclude<Input, { kind: 'file' }>, form: Form, say: SayOnCard): InputElement {
  const isRequired = input.optional !== true && input.kind !== 'checkbox'
  const name = label(input.label, 300)
  const shown = isRequired || input.kind === 'checkbox' ? name : bare(say('optional', { label: name }), 400)
  const base = { id: input.name, label: shown, isRequired, errorMessage: bare(say('required', { label: name }), 400) }
  const choosing = { ...base, errorMessage: bare(say('choose', { label: name }), 400) }
  /** The form answers what is typed, by other words too: "VWS" is a ministry. */
  const searched = (value: { value: string; label: string } | undefined): InputElement => ({
    type: 'Input.ChoiceSet',
    style: 'filtered',
    ...choosing,
    choices: value ? [choiceOf(value)] : [],
    ...given(value?.value),
    placeholder: say('search'),
    'choices.data': { type: 'Data.Query', dataset: `${form.name}.${input.name}` },
  })
  switch (input.kind) {
    case 'text':
    case 'person':
      return { type: 'Input.Text', ...base, ...given(input.value) }
    case 'longText':
      return { type: 'Input.Text', isMultiline: true, ...base, ...given(input.value) }
    case 'municipality':
      return searched(input.value)
    case 'choice':
      return input.options.length > mostOptions
        ? searched(input.options.find(option => option.value === input.value))
        : {
            type: 'Input.ChoiceSet',
            style: 'compact',
            ...choosing,
            choices: input.options.map(choiceOf),
            ...given(input.value),
          }
    case 'choices':
      return {
        type: 'Input.ChoiceSet',
        style: 'compact',
        isMultiSelect: true,
        ...choosing,
        choices: input.options.map(choiceOf),
        ...given(input.value?.join(',') || undefined),
      }
    case 'date':
    case 'time':
      return { type: input.kind === 'date' ? 'Input.Date' : 'Input.Time', ...base, ...given(input.value) }
    case 'number':
      return {
        type: 'Input.Number',
        ...base,
        errorMessage: bare(numberMessage(input, name, say), 400),
        ...given(input.value),
        ...(input.min === undefined ? {} : { min: input.min }),
        ...(input.max === undefined ? {} : { max: input.max }),
      }
    case 'checkbox':
      return {
        type: 'Input.Toggle',
        ...base,
        title: say('yes'),
        value: input.value ? 'on' : 'off',
        valueOn: 'on',
        valueOff: 'off',
        wrap: true,
      }
  }
}

const given = <Value>(value: Value | undefined): { value: Value } | Record<never, never> =>
  value === undefined ? {} : { value }

/** What is wrong with a field, a line each; several are one element, so that a client ties all of them to it. */
function wrongOf(id: string, lines: readonly Line[]): Element[] {
  const look = { color: 'Attention', weight: 'Bolder' } as const
  const [only, ...rest] = lines
  if (only && rest.length === 0) return [lineElement(only, { id, ...look })].filter(element => element !== null)
  const items = elementsOf(lines, look)
  return items.length > 0 ? [{ type: 'Container', id, items }] : []
}

/** A field: what is wrong with it, itself, and its hint. Forms here take no files: one says how to send it instead. Both sentences have ids, `error.<name>` and `hint.<name>`, for clients that can tie them to the field. */
function fieldOf(input: Input, form: Form, error: string | undefined, say: SayOnCard): Element[] {
  const line = (text: string) => shortened(linesOf(text.replace(/\s*\n\s*/g, ' ')), mostMessage, say('cut')).slice(0, 1)
  const wrong = wrongOf(`error.${input.name}`, shortened(linesOf(error ?? ''), mostMessage, say('cut')))
  const hint = line(input.hint ?? '').map(one =>
    lineElement(one, { id: `hint.${input.name}`, size: 'Small', isSubtle: true, spacing: 'Small' }),
  )
  const field =
    input.kind === 'file'
      ? line(`${input.label}: ${input.instead}`).map(one => lineElement(one, {}))
      : [inputOf(input, form, say)]
  return [...wrong, ...field, ...hint].filter(element => element !== null)
}

/** A form as the Adaptive Card of a dialog; its title is the dialog's own. With `errors` it is the same form again, each sentence at its field; `keepFields` puts what was typed back in first. */
export function drawForm(form: Form, { locale, errors = {}, brings }: FormDrawing): AdaptiveCard {
  const say = adaptiveCardTexts.in(locale)
  const checkboxes = form.inputs.filter(input => input.kind === 'checkbox').map(input => input.name)
  return {
    $schema: schema,
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: bare(form.title, mostLabel),
    body: [
      ...(form.intro === undefined ? [] : elementsOf(shortened(linesOf(form.intro), mostIntro, say('cut')))),
      ...form.inputs.flatMap(input => fieldOf(input, form, errors[input.name], say)),
    ],
    actions: [
      {
        type: 'Action.Submit',
        title: label(form.submit, mostLabel),
        style: 'positive',
        data: {
          action: form.name,
          value: form.context,
          fields: form.inputs.map(input => input.name),
          ...(checkboxes.length === 0 ? {} : { checkboxes }),
          ...brings,
        },
      },
      ...(form.buttons ?? []).map(button => besides(button, form)),
    ],
  }
}
