// SPDX-License-Identifier: EUPL-1.2
import { isObject, type JsonObject, objectsAt, textAt } from './json.ts'
import type { LimitName } from './limits.ts'
import { flag, list, loose, object, oneOf, type Shape, string, typed, whole } from './shapes.ts'

// The blocks and elements that our cards and forms may use. One that isn't here is refused: add its row first.
const is = (type: string) => oneOf(type)
const plain = (limit: LimitName = 'text'): Shape =>
  object({ type: is('plain_text'), text: string(limit) }, { emoji: flag })
const mrkdwn = (limit: LimitName = 'text'): Shape =>
  object({ type: is('mrkdwn'), text: string(limit) }, { verbatim: flag })
const anyText = (limit: LimitName = 'text'): Shape => typed({ plain_text: plain(limit), mrkdwn: mrkdwn(limit) })

const style = oneOf('primary', 'danger')
const link: LimitName = 'button.url'
const url = (limit: LimitName) => string(limit, /^https?:\/\//)
const actionId = { action_id: string('action_id') }
const blockId = { block_id: string('block_id') }
const focus = { focus_on_load: flag }
const hint = { placeholder: plain('placeholder') }
const confirm = {
  confirm: object(
    { text: anyText('confirm.text') },
    { title: plain('confirm.title'), confirm: plain('confirm.confirm'), deny: plain('confirm.deny'), style },
  ),
}

const option = (text: Shape, more: Record<string, Shape> = {}): Shape =>
  object({ text, value: string('option.value') }, { description: plain('option.description'), ...more })
export const selectOption = option(plain('option.text'))
const choiceOption = option(anyText('option.text'))
export const selectOptions = list(selectOption, 'select.options')
const optionGroup = object({ label: plain('option_group.label'), options: selectOptions })
export const optionGroups = list(optionGroup, 'select.option_groups')

const sameOption = (a: JsonObject, b: JsonObject) => textAt(a, 'value') === textAt(b, 'value')
const offered = (element: JsonObject) => [
  ...objectsAt(element, 'options'),
  ...objectsAt(element, 'option_groups').flatMap(group => objectsAt(group, 'options')),
]
/** What is chosen from the start must be on offer, and no two options may have the same value. */
function choosesFromItsOptions(element: JsonObject): string[] {
  const options = offered(element)
  const initial = [element.initial_option, element.initial_options].flat().filter(isObject)
  const values = options.map(each => textAt(each, 'value'))
  return [
    ...(initial.every(each => options.some(one => sameOption(one, each))) ? [] : ['initial option is not in options']),
    ...(new Set(values).size === values.length ? [] : ['option values must be unique']),
  ]
}
const oneListOfOptions = (element: JsonObject): string[] => [
  ...((element.options === undefined) === (element.option_groups === undefined)
    ? ['must provide either options or option_groups']
    : []),
  ...choosesFromItsOptions(element),
]

const date = string(undefined, /^\d{4}-\d{2}-\d{2}$/)
const time = string(undefined, /^([01]\d|2[0-3]):[0-5]\d$/)
const numeric = string(undefined, /^-?\d+(\.\d+)?$/)
const size = (least: number) => whole(least, 'plain_text_input.length')
const element = (
  type: string,
  required: Record<string, Shape>,
  optional: Record<string, Shape>,
  rule?: (value: JsonObject) => string[],
) => object({ type: is(type), ...required }, { ...actionId, ...optional }, rule)
const picture = { image_url: url('image.url'), alt_text: string('image.alt_text') }
const choices = { options: list(choiceOption, 'choice.options') }
const selectFrom = { options: selectOptions, option_groups: optionGroups }

const buttons: Record<string, Shape> = {
  button: element(
    'button',
    { text: plain('button.text') },
    {
      value: string('button.value'),
      url: url(link),
      style,
      ...confirm,
      accessibility_label: string('button.accessibility_label'),
    },
  ),
  overflow: element(
    'overflow',
    {
      options: list(option(plain('option.text'), { url: url('option.url') }), 'overflow.options'),
    },
    confirm,
    choosesFromItsOptions,
  ),
}
const pickers: Record<string, Shape> = {
  static_select: element(
    'static_select',
    {},
    { ...hint, ...selectFrom, initial_option: selectOption, ...confirm, ...focus },
    oneListOfOptions,
  ),
  external_select: element(
    'external_select',
    {},
    { ...hint, initial_option: selectOption, min_query_length: whole(0), ...confirm, ...focus },
  ),
  datepicker: element('datepicker', {}, { ...hint, initial_date: date, ...confirm, ...focus }),
  timepicker: element('timepicker', {}, { ...hint, initial_time: time, timezone: string(), ...confirm, ...focus }),
  checkboxes: element(
    'checkboxes',
    choices,
    { initial_options: list(choiceOption, 'choice.options'), ...confirm, ...focus },
    choosesFromItsOptions,
  ),
  radio_buttons: element(
    'radio_buttons',
    choices,
    { initial_option: choiceOption, ...confirm, ...focus },
    choosesFromItsOptions,
  ),
}
const manyPickers: Record<string, Shape> = {
  multi_static_select: element(
    'multi_static_select',
    {},
    { ...hint, ...selectFrom, initial_options: selectOptions, max_selected_items: whole(1), ...confirm, ...focus },
    oneListOfOptions,
  ),
  multi_external_select: element(
    'multi_external_select',
    {},
    {
      ...hint,
      initial_options: selectOptions,
      min_query_length: whole(0),
      max_selected_items: whole(1),
      ...confirm,
      ...focus,
    },
  ),
}
const typedInputs: Record<string, Shape> = {
  plain_text_input: element(
    'plain_text_input',
    {},
    {
      ...hint,
      initial_value: loose('plain_text_input.length'),
      multiline: flag,
      min_length: size(0),
      max_length: size(1),
      ...focus,
    },
    value =>
      Number(value.min_length ?? 0) > Number(value.max_length ?? Infinity)
        ? ['min_length cannot be greater than max_length']
        : [],
  ),
  number_input: element(
    'number_input',
    { is_decimal_allowed: flag },
    {
      ...hint,
      initial_value: numeric,
      min_value: numeric,
      max_value: numeric,
      ...focus,
    },
    value =>
      Number(value.min_value ?? -Infinity) > Number(value.max_value ?? Infinity)
        ? ['min_value cannot be greater than max_value']
        : [],
  ),
  email_text_input: element('email_text_input', {}, { ...hint, initial_value: loose(), ...focus }),
  file_input: element(
    'file_input',
    {},
    {
      filetypes: list(string(undefined, /^[a-z0-9]+$/), 'file_input.filetypes'),
      max_files: whole(1, 'file_input.max_files'),
    },
  ),
  url_text_input: element('url_text_input', {}, { ...hint, initial_value: loose(), ...focus }),
}
const image = object({ type: is('image'), ...picture })

const block = (
  type: string,
  required: Record<string, Shape>,
  optional: Record<string, Shape> = {},
  rule?: (value: JsonObject) => string[],
) => object({ type: is(type), ...required }, { ...blockId, ...optional }, rule)

const everywhere: Record<string, Shape> = {
  section: block(
    'section',
    {},
    {
      text: anyText(),
      fields: list(anyText('section.field'), 'section.fields'),
      accessory: typed({ ...buttons, ...pickers, ...manyPickers, image }),
      expand: flag,
    },
    value => (value.text === undefined && value.fields === undefined ? ['must provide either text or fields'] : []),
  ),
  header: block('header', { text: plain('header.text') }),
  divider: block('divider', {}),
  context: block('context', {
    elements: list(typed({ plain_text: plain(), mrkdwn: mrkdwn(), image }), 'context.elements'),
  }),
  actions: block('actions', { elements: list(typed({ ...buttons, ...pickers }), 'actions.elements') }),
  image: block('image', picture, { title: plain('image.title') }),
}
const input = block(
  'input',
  {
    label: plain('input.label'),
    element: typed({ ...typedInputs, ...pickers, ...manyPickers }),
  },
  { hint: plain('input.hint'), optional: flag },
)

// Slack takes inputs in messages too; ours never have them, since an answer there could not be checked at its field.
export const messageBlocks = list(typed(everywhere), 'message.blocks')
const viewBlocks = list(typed({ ...everywhere, input }), 'view.blocks')

const viewParts = {
  private_metadata: loose('view.private_metadata'),
  callback_id: loose('view.callback_id'),
  external_id: loose('view.external_id'),
}
export const modalView = object(
  { type: is('modal'), title: plain('view.title'), blocks: viewBlocks },
  {
    ...viewParts,
    submit: plain('view.submit'),
    close: plain('view.close'),
    clear_on_close: flag,
    notify_on_close: flag,
  },
)
export const homeView = object({ type: is('home'), blocks: viewBlocks }, viewParts)
