// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest'
import { checkBlocks, checkOptions, checkView, lengthOfTexts, metadataError } from './slack/check.ts'
import type { JsonObject } from './slack/json.ts'
import { type LimitName, limits } from './slack/limits.ts'

const long = (length: number) => 'x'.repeat(length)
const many = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index))
const plain = (text: string) => ({ type: 'plain_text', text })
const button = (more: JsonObject = {}) => ({ type: 'button', action_id: 'a.b', text: plain('Ga'), ...more })
const option = (index: number | string, more: JsonObject = {}) => ({
  text: plain(`Keus ${index}`),
  value: `${index}`,
  ...more,
})
const actions = (...elements: JsonObject[]) => checkBlocks([{ type: 'actions', elements }])
const section = (more: JsonObject) => checkBlocks([{ type: 'section', ...more }])
const confirming = (more: JsonObject) => actions(button({ confirm: { text: plain('Zeker?'), ...more } }))
const select = (more: JsonObject) => actions({ type: 'static_select', action_id: 'a', ...more })
const overflow = (options: JsonObject[]) => actions({ type: 'overflow', action_id: 'a.more', options })
const input = (element: JsonObject, more: JsonObject = {}) => ({
  type: 'input',
  block_id: 'title',
  label: plain('Titel'),
  element: { action_id: 'title', ...element },
  ...more,
})
const modal = (more: JsonObject = {}) =>
  checkView(
    { type: 'modal', title: plain('Formulier'), submit: plain('Verstuur'), blocks: [{ type: 'divider' }], ...more },
    'modal',
  )
const form = (element: JsonObject, more: JsonObject = {}) => modal({ blocks: [input(element, more)] })
const textInput = { type: 'plain_text_input' }

/** For each limit a payload that has so much of it. Those that aren't of one payload are proven elsewhere. */
const withSoMuch: Partial<Record<LimitName, (size: number) => string[]>> = {
  'message.blocks': size => checkBlocks(many(size, () => ({ type: 'divider' }))),
  'view.blocks': size => modal({ blocks: many(size, () => ({ type: 'divider' })) }),
  'view.title': size => modal({ title: plain(long(size)) }),
  'view.submit': size => modal({ submit: plain(long(size)) }),
  'view.close': size => modal({ close: plain(long(size)) }),
  'view.private_metadata': size => modal({ private_metadata: long(size) }),
  'view.callback_id': size => modal({ callback_id: long(size) }),
  'view.external_id': size => modal({ external_id: long(size) }),
  block_id: size => checkBlocks([{ type: 'divider', block_id: long(size) }]),
  action_id: size => actions(button({ action_id: long(size) })),
  text: size => section({ text: { type: 'mrkdwn', text: long(size) } }),
  'section.fields': size => section({ fields: many(size, () => plain('veld')) }),
  'section.field': size => section({ fields: [plain(long(size))] }),
  'header.text': size => checkBlocks([{ type: 'header', text: plain(long(size)) }]),
  'context.elements': size => checkBlocks([{ type: 'context', elements: many(size, () => plain('regel')) }]),
  'actions.elements': size => actions(...many(size, index => button({ action_id: `a.${index}` }))),
  'image.url': size => checkBlocks([{ type: 'image', image_url: `https://${long(size - 8)}`, alt_text: 'kaart' }]),
  'image.alt_text': size => checkBlocks([{ type: 'image', image_url: 'https://x.nl/a.png', alt_text: long(size) }]),
  'image.title': size =>
    checkBlocks([{ type: 'image', image_url: 'https://x.nl/a.png', alt_text: 'kaart', title: plain(long(size)) }]),
  'input.label': size => form(textInput, { label: plain(long(size)) }),
  'input.hint': size => form(textInput, { hint: plain(long(size)) }),
  placeholder: size => form({ ...textInput, placeholder: plain(long(size)) }),
  'button.text': size => actions(button({ text: plain(long(size)) })),
  'button.value': size => actions(button({ value: long(size) })),
  'button.url': size => actions(button({ url: `https://${long(size - 8)}` })),
  'button.accessibility_label': size => actions(button({ accessibility_label: long(size) })),
  'overflow.options': size => overflow(many(size, option)),
  'select.options': size => select({ options: many(size, option) }),
  'select.option_groups': size =>
    select({ option_groups: many(size, index => ({ label: plain('Groep'), options: [option(index)] })) }),
  'choice.options': size => actions({ type: 'radio_buttons', action_id: 'a', options: many(size, option) }),
  'plain_text_input.length': size => form({ ...textInput, max_length: size }),
  'file_input.filetypes': size => form({ type: 'file_input', action_id: 'a', filetypes: many(size, () => 'csv') }),
  'file_input.max_files': size => form({ type: 'file_input', action_id: 'a', max_files: size }),
  'option.text': size => overflow([option(1, { text: plain(long(size)) })]),
  'option.value': size => overflow([option(1, { value: long(size) })]),
  'option.description': size => overflow([option(1, { description: plain(long(size)) })]),
  'option.url': size => overflow([option(1, { url: `https://${long(size - 8)}` })]),
  'option_group.label': size => select({ option_groups: [{ label: plain(long(size)), options: [option(1)] }] }),
  'confirm.title': size => confirming({ title: plain(long(size)) }),
  'confirm.text': size => confirming({ text: plain(long(size)) }),
  'confirm.confirm': size => confirming({ confirm: plain(long(size)) }),
  'confirm.deny': size => confirming({ deny: plain(long(size)) }),
  'metadata.bytes': size => {
    const around = JSON.stringify({ event_type: 'e', event_payload: { id: '' } }).length
    const error = metadataError({ event_type: 'e', event_payload: { id: long(size - around) } })
    return error ? [error] : []
  },
}

const isLimit = (name: string): name is LimitName => Object.hasOwn(limits, name)

test.each(Object.keys(withSoMuch).filter(isLimit))('%s: as much as Slack takes, and not one more', name => {
  const check = withSoMuch[name] ?? (() => ['not tried'])
  expect(check(limits[name].most)).toEqual([])
  expect(check(limits[name].most + 1)).not.toEqual([])
})

test('only the limits of calls, not of payloads, are left to other tests', () => {
  const elsewhere = Object.keys(limits).filter(name => !Object.hasOwn(withSoMuch, name))
  expect(elsewhere).toEqual([
    'message.text',
    'message.blocks.text',
    'view.bytes',
    'view.depth',
    'response_url.uses',
    'response_url.minutes',
    'trigger.seconds',
    'answer.seconds',
  ])
})

test('a fault names its place, in the words of Slack', () => {
  expect(section({ text: { type: 'mrkdwn', text: long(3001) } })).toEqual([
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ])
})

test.each<[string, string[]]>([
  ['no blocks', checkBlocks([])],
  ['a block that is none', checkBlocks(['tekst'])],
  ['an unknown block', checkBlocks([{ type: 'rich_text', elements: [] }])],
  ['a type that an object has by nature', checkBlocks([{ type: 'constructor' }])],
  ['an unknown key', checkBlocks([{ type: 'divider', color: 'red' }])],
  ['an empty text', section({ text: plain('') })],
  ['a section with neither text nor fields', section({})],
  ['a header in mrkdwn', checkBlocks([{ type: 'header', text: { type: 'mrkdwn', text: '*Kop*' } }])],
  ['a button in mrkdwn', actions(button({ text: { type: 'mrkdwn', text: '*Ga*' } }))],
  ['a button of another colour', actions(button({ style: 'warning' }))],
  ['a button to a script', actions(button({ url: 'javascript:alert(1)' }))],
  ['an image without words', checkBlocks([{ type: 'image', image_url: 'https://x.nl/a.png' }])],
  ['an image beside buttons', actions({ type: 'image', image_url: 'https://x.nl/a.png', alt_text: 'kaart' })],
  ['a text input in a message', checkBlocks([input(textInput)])],
  ['a text input among buttons', actions({ ...textInput, action_id: 'a' })],
  [
    'two blocks with the same id',
    checkBlocks([
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ]),
  ],
  ['two actions with the same id in a block', actions(button(), button())],
  ['an overflow without options', overflow([])],
  ['two options with the same value', overflow([option(1), option(1)])],
  ['an option without value', overflow([{ text: plain('Meer') }])],
  [
    'options and groups at once',
    select({ options: [option(1)], option_groups: [{ label: plain('G'), options: [option(2)] }] }),
  ],
  ['neither options nor groups', select({})],
  ['a first choice that is not on offer', select({ options: [option(1)], initial_option: option(2) })],
  ['a date that is none', actions({ type: 'datepicker', action_id: 'a', initial_date: '3-2-2027' })],
  ['a time that is none', actions({ type: 'timepicker', action_id: 'a', initial_time: '24:00' })],
  ['a text of at least more than at most', form({ ...textInput, min_length: 5, max_length: 4 })],
  ['a number input that leaves decimals open', form({ type: 'number_input' })],
  [
    'a number of at least more than at most',
    form({ type: 'number_input', is_decimal_allowed: false, min_value: '5', max_value: '4' }),
  ],
  ['a label in mrkdwn', form(textInput, { label: { type: 'mrkdwn', text: 'Titel' } })],
  [
    'an input without a button to submit',
    checkView({ type: 'modal', title: plain('F'), blocks: [input(textInput)] }, 'modal'),
  ],
  ['two fields of the same name', modal({ blocks: [input(textInput), input(textInput)] })],
  ['a modal without title', checkView({ type: 'modal', blocks: [{ type: 'divider' }] }, 'modal')],
  ['a home with a title', checkView({ type: 'home', title: plain('Thuis'), blocks: [{ type: 'divider' }] }, 'home')],
  ['a modal as home', checkView({ type: 'modal', title: plain('F'), blocks: [{ type: 'divider' }] }, 'home')],
  [
    'focus twice',
    modal({
      blocks: [
        input({ ...textInput, focus_on_load: true }),
        { ...input({ ...textInput, focus_on_load: true }), block_id: 'b' },
      ],
    }),
  ],
  ['options that are none', checkOptions({ options: 'Zeist' })],
  ['an empty answer to a search', checkOptions(undefined)],
  ['too many found', checkOptions({ options: many(101, option) })],
])('refuses %s', (_, problems) => {
  expect(problems).not.toEqual([])
})

test('takes every kind of block and element that we use', () => {
  const kinds = [
    {
      type: 'static_select',
      action_id: 's',
      options: [option(1)],
      placeholder: plain('Kies'),
      initial_option: option(1),
    },
    { type: 'external_select', action_id: 'e', placeholder: plain('Zoek'), min_query_length: 2 },
    { type: 'datepicker', action_id: 'd', initial_date: '2027-02-03' },
    { type: 'timepicker', action_id: 't', initial_time: '09:30' },
    { type: 'checkboxes', action_id: 'c', options: [option(1)], initial_options: [option(1)] },
    { type: 'radio_buttons', action_id: 'r', options: [option(1, { text: { type: 'mrkdwn', text: '*Ja*' } })] },
  ]
  const overflowing = { type: 'overflow', action_id: 'a.more', options: [option(1)] }
  const problems = checkBlocks([
    { type: 'header', text: { ...plain('Kop'), emoji: true } },
    { type: 'section', text: { type: 'mrkdwn', text: 'Tekst', verbatim: true }, accessory: button(), expand: true },
    {
      type: 'section',
      fields: [plain('Veld')],
      accessory: { type: 'image', image_url: 'https://x.nl/a.png', alt_text: 'kaart' },
    },
    {
      type: 'context',
      elements: [plain('Regel'), { type: 'image', image_url: 'https://x.nl/a.png', alt_text: 'kaart' }],
    },
    { type: 'actions', elements: [button({ style: 'danger', confirm: { text: plain('Zeker?') } }), overflowing] },
    { type: 'actions', elements: kinds },
    { type: 'divider' },
  ])
  expect(problems).toEqual([])
  const elements = [
    textInput,
    { type: 'number_input', is_decimal_allowed: true, min_value: '1', max_value: '9.5' },
    { type: 'email_text_input' },
    { type: 'url_text_input', initial_value: '' },
    { type: 'multi_static_select', options: [option(1)] },
    { type: 'multi_external_select' },
    ...kinds,
  ]
  const inputs = elements.map((element, index) =>
    input({ ...element, action_id: 'v' }, { block_id: `b${index}`, optional: true }),
  )
  expect(modal({ blocks: inputs })).toEqual([])
  expect(checkOptions({ options: [] })).toEqual([])
})

test.each<[string, JsonObject, string | undefined]>([
  ['ours', { event_type: 'm50_delivery', event_payload: { id: '1' } }, undefined],
  ['none, to take it away', {}, undefined],
  ['without payload', { event_type: 'm50_delivery' }, 'invalid_metadata_format'],
  ['with a type that is no word', { event_type: 'm50 delivery', event_payload: {} }, 'invalid_metadata_format'],
  ['with more than Slack knows', { event_type: 'e', event_payload: {}, id: '1' }, 'invalid_metadata_format'],
])('metadata %s', (_, metadata, error) => {
  expect(metadataError(metadata)).toBe(error)
})

test('counts all texts of a message, and only those', () => {
  const blocks = [
    { type: 'section', text: plain('12345'), fields: [plain('678')] },
    { type: 'actions', elements: [button({ text: plain('90'), value: 'not seen' })] },
  ]
  expect(lengthOfTexts(blocks)).toBe(10)
})
