// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { chosenIn, type Fields, type Form, type Input } from '#/chat/form.ts'

const own = new Set([
  'action',
  'value',
  'form',
  'context',
  'fields',
  'checkboxes',
  'm50',
  'drawing',
  'msteams',
  'dialog_id',
  'nonce',
  'again',
])
const names = z.array(z.string()).catch([])

/** What was filled in, from the data that a dialog sends: text by field name. Clients leave out what is empty and a toggle can't be, so the data says which fields there are, and which of them are checkboxes. */
export function fieldsOf(data: Readonly<Record<string, unknown>>): Fields {
  const checkboxes = names.parse(data.checkboxes)
  const filled = Object.entries(data).flatMap(([name, value]) => {
    if (own.has(name) || (typeof value !== 'string' && typeof value !== 'number')) return []
    return [[name, checkboxes.includes(name) && value !== 'on' ? '' : String(value)]]
  })
  return { ...Object.fromEntries(names.parse(data.fields).map(name => [name, ''])), ...Object.fromEntries(filled) }
}

/** The same form with what was typed in it. `labels` are the names of searched choices, by field: the value alone can't be shown. */
export function keepFields(form: Form, fields: Fields, labels: Fields = {}): Form {
  return { ...form, inputs: form.inputs.map(input => kept(input, fields[input.name] ?? '', labels[input.name])) }
}

function kept(input: Input, typed: string, label: string | undefined): Input {
  if (input.kind === 'file') return input
  const { value: before, ...empty } = input
  switch (empty.kind) {
    case 'checkbox':
      return { ...empty, value: typed === 'on' }
    case 'choices':
      return { ...empty, value: [...chosenIn(typed)] }
    case 'number':
      return typed !== '' && Number.isFinite(Number(typed)) ? { ...empty, value: Number(typed) } : empty
    case 'municipality': {
      const known = typeof before === 'object' && 'label' in before && before.value === typed ? before.label : undefined
      return typed === '' ? empty : { ...empty, value: { value: typed, label: label ?? known ?? typed } }
    }
    default:
      return typed === '' ? empty : { ...empty, value: typed }
  }
}
