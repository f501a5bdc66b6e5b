// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { type Button, type Card, card } from '#/chat/card.ts'
import { type Form, form, type Input } from '#/chat/form.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'

/** What people may type: markup of every platform, mentions of all, other directions, control characters, half characters, very much. */
export const typed: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '<!channel>',
    '<!here|hier>',
    '<@U12345> en <#C12345|algemeen>',
    '<https://evil.example|zeist.nl>',
    '*vet* _schuin_ ~weg~ `code` ```blok```',
    '> een citaat',
    '&lt;!channel&gt; &amp; meer',
    ':tada: om 10:30:00',
    '@channel @here @everyone',
    '[klik](javascript:alert(1)) [hier](https://evil.example)',
    '\u0000\u0007nul',
    '\u202egnirts\u202c',
    'שלום עולם',
    '\ud83d',
    '👩‍👩‍👧‍👦🏳️‍🌈🇳🇱',
    `z${'\u0301'.repeat(5000)}`,
    'a'.repeat(10_000),
    '👩‍👩‍👧‍👦'.repeat(1000),
    '&'.repeat(10_000),
    '   ',
    '\n\n',
  ),
)

/** A text of a card: our own words and marks around what someone typed, always escaped as texts do it. */
export const cardText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      typed.map(escapeMarkdown),
      typed.map(words => `**${escapeMarkdown(words) || 'leeg'}**`),
      typed.map(words => `_${escapeMarkdown(words) || 'leeg'}_`),
      typed.map(words => `[${escapeMarkdown(words) || 'leeg'}](https://m50.example/a?b=1&c=2|3)`),
      fc.constantFrom('\n', '\n\n', '\n- ', '\n> ', ' · ', 'Steun: 14 gemeenten'),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map(parts => parts.join(' '))

const nonEmpty = (text: fc.Arbitrary<string>) => text.filter(words => words.length > 0)
const feature = fc.constantFrom('request', 'person', 'pillar', 'lobby')
const press = fc.constantFrom('approve', 'decline', 'register', 'join', 'more')
const name = fc.tuple(feature, press).map(([left, right]) => `${left}.${right}`)

const button: fc.Arbitrary<Button> = fc
  .record(
    {
      does: fc.constantFrom<'press' | 'open'>('press', 'open'),
      name,
      label: nonEmpty(cardText),
      value: fc.oneof(fc.uuid(), typed),
      confirm: fc.record({ text: nonEmpty(cardText), yes: nonEmpty(cardText) }),
      isDanger: fc.boolean(),
    },
    { requiredKeys: ['does', 'name', 'label', 'value'] },
  )
  .map(({ isDanger, confirm, ...rest }) => ({
    ...rest,
    ...(confirm && { confirm, ...(isDanger && { style: 'danger' as const }) }),
  }))

const few = <T>(item: fc.Arbitrary<T>, maxLength: number) => fc.array(item, { maxLength })
const facts = few(fc.record({ label: cardText, value: cardText }, { requiredKeys: ['value'] }), 60)
const items = few(fc.record({ text: cardText, accessory: button }, { requiredKeys: ['text'] }), 60)
const url = fc.oneof(
  fc.webUrl(),
  fc.integer({ min: 1, max: 4000 }).map(length => `https://m50.example/${'a'.repeat(length)}`),
)

const once = (buttons: Button[]) => {
  const seen = new Set<string>()
  return buttons.filter(({ name, value }) => !seen.has(`${name} ${value}`) && seen.add(`${name} ${value}`))
}

/** Any card that the card model allows. */
export const anyCard: fc.Arbitrary<Card> = fc
  .record(
    {
      title: cardText,
      text: cardText,
      facts,
      items,
      progress: fc
        .tuple(cardText, fc.nat(1000), fc.integer({ min: 1, max: 1000 }))
        .map(([label, value, of]) => ({ label, value, of })),
      image: fc.record({ url, alt: nonEmpty(cardText) }),
      context: cardText,
      buttons: few(button, 5),
      more: few(button, 5),
      link: fc.record({ label: nonEmpty(cardText), url }),
      alike: fc.constant(true as const),
      rest: fc.record({ name: fc.constant('chat.home'), label: nonEmpty(cardText), from: fc.nat(99) }),
      isPrimary: fc.boolean(),
    },
    { requiredKeys: ['title'] },
  )
  .map(({ buttons = [], more = [], isPrimary, ...rest }) => {
    const all = once([...buttons, ...more])
    const [first, ...others] = all.slice(0, 5)
    return card.parse({
      version: 1,
      ...rest,
      ...(first && { buttons: [isPrimary ? { ...first, style: 'primary' } : first, ...others] }),
      ...(all.length > 5 && { more: all.slice(5) }),
    })
  })

const base = fc.record({ label: nonEmpty(cardText), hint: cardText, optional: fc.boolean() })
const option = fc.record({ value: fc.oneof(fc.uuid(), typed), label: cardText })
const plainOption = fc.record({ value: fc.uuid(), label: cardText })
const time = fc.tuple(fc.nat(99), fc.nat(99)).map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'))
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

const kinds: fc.Arbitrary<object>[] = [
  fc.record({ kind: fc.constantFrom('text', 'longText'), value: typed, max: fc.integer({ min: 1, max: 12_000 }) }),
  fc.record({ kind: fc.constant('person'), value: typed }),
  fc.record({ kind: fc.constant('municipality'), value: option }, { requiredKeys: ['kind'] }),
  fc.array(option, { minLength: 1, maxLength: 120 }).chain(options =>
    fc.record({
      kind: fc.constant('choice'),
      options: fc.constant(options),
      value: fc.oneof(typed, fc.constantFrom(...options.map(each => each.value))),
    }),
  ),
  fc.array(plainOption, { minLength: 1, maxLength: 40 }).chain(options =>
    fc.record({
      kind: fc.constant('choices'),
      options: fc.constant(options),
      value: fc.subarray(options.map(each => each.value)),
    }),
  ),
  fc.record({ kind: fc.constant('date'), value: day }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('time'), value: time }, { requiredKeys: ['kind'] }),
  fc
    .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(), fc.nat(10))
    .map(([value, min, more]) => ({ kind: 'number', value, min, max: min + more })),
  fc.record({ kind: fc.constant('checkbox'), value: fc.boolean() }, { requiredKeys: ['kind'] }),
  fc.record({
    kind: fc.constant('file'),
    types: fc.constantFrom(['csv'], ['xlsx', 'csv']),
    instead: nonEmpty(cardText),
  }),
]

const input = fc.tuple(base, fc.oneof(...kinds)).map(([common, own]) => ({ ...common, ...own }))

/** Any form that the form model allows, with up to sixty inputs of distinct names. */
export const anyForm: fc.Arbitrary<Form> = fc
  .record({
    name,
    title: nonEmpty(cardText),
    submit: nonEmpty(cardText),
    intro: cardText,
    context: fc.oneof(fc.uuid(), fc.string({ maxLength: 2000 })),
    inputs: fc.array(input, { maxLength: 60 }),
    buttons: few(button, 2),
  })
  .map(({ inputs, ...rest }) =>
    form.parse({
      version: 1,
      ...rest,
      inputs: inputs.map((each, index): unknown => ({
        ...each,
        name: `field${letters(index)}`,
      })) satisfies unknown as Input[],
      reopen: { label: 'Verder', value: '' },
    }),
  )

const letters = (index: number): string => String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))
