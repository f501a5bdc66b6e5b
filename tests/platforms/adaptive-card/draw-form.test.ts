// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import type { Form, Input } from '#/chat/form.ts'
import { drawForm } from '#/platforms/adaptive-card/draw-form.ts'
import { fieldsOf, keepFields } from '#/platforms/adaptive-card/fields.ts'
import { parts, readingOf } from './walk.ts'

const join: Form = {
  version: 1,
  name: 'pillar.join',
  title: 'Lid worden van de pijler Bestuur',
  submit: 'Versturen',
  intro: 'Waarom we dit vragen: zo is de voorbereiding geregeld.',
  context: 'bestuur',
  reopen: { label: 'Formulier openen', value: 'bestuur' },
  inputs: [{ kind: 'person', name: 'official', label: 'Welke ambtenaar ondersteunt u?', hint: 'Naam of e-mailadres' }],
  buttons: [{ does: 'press', name: 'pillar.later', label: 'Later invullen', value: 'bestuur' }],
}

const options = (count: number) => Array.from({ length: count }, (_, i) => ({ value: `v${i}`, label: `Keuze ${i}` }))

const every: Input[] = [
  { kind: 'text', name: 'title', label: 'Titel', max: 120 },
  { kind: 'longText', name: 'problem', label: 'Wat gebeurt er?', max: 2000, optional: true },
  { kind: 'person', name: 'official', label: 'Ambtenaar' },
  { kind: 'municipality', name: 'municipality', label: 'Gemeente', value: { value: 'GM0355', label: 'Zeist' } },
  { kind: 'choice', name: 'pillar', label: 'Pijler', options: options(4), value: 'v2' },
  { kind: 'choice', name: 'committee', label: 'Commissie', options: options(51), value: 'v50' },
  { kind: 'choices', name: 'alsoPillar', label: 'Ook voor', options: options(3), value: ['v0', 'v2'] },
  { kind: 'date', name: 'deadline', label: 'Uiterlijk op', value: '2027-02-03' },
  { kind: 'time', name: 'startsAt', label: 'Begint om', value: '09:30' },
  { kind: 'number', name: 'capacity', label: 'Plaatsen', min: 1, max: 200, value: 40 },
  { kind: 'checkbox', name: 'diet', label: 'Vraag naar dieetwensen', value: true },
]
const whole: Form = { ...join, inputs: every }

const inputsOf = (form: Form) =>
  parts(drawForm(form, { locale: 'nl' }).body).filter(part => String(part.type).startsWith('Input.'))

describe('a form as Adaptive Card', () => {
  it('[F84] gives every input its label, and says what is missing in a sentence of its own', () => {
    const inputs = inputsOf(whole)
    expect(inputs.map(input => input.id)).toEqual(every.map(input => input.name))
    expect(inputs.map(input => input.label)).toEqual(
      every.map(input => (input.optional ? `${input.label} (niet verplicht)` : input.label)),
    )
    for (const input of inputs) expect(input.errorMessage).toContain(every.find(e => e.name === input.id)?.label)
    expect(inputs.filter(input => !input.isRequired).map(input => input.id)).toEqual(['problem', 'diet'])
  })

  it('[F94] says how to send a file, since a form here takes none', () => {
    const file: Input = {
      kind: 'file',
      name: 'file',
      label: 'Bestand',
      types: ['xlsx', 'csv'],
      instead: 'stuur het in het gesprek met mij.',
      hint: 'Hoogstens 2 MB.',
      optional: true,
    }
    const form: Form = { ...join, inputs: [file, { kind: 'text', name: 'title', label: 'Titel', max: 120 }] }
    expect(inputsOf(form).map(input => input.id)).toEqual(['title'])
    const texts = parts(drawForm(form, { locale: 'nl', errors: { file: 'Dat lukt niet.' } }).body).map(
      part => part.text,
    )
    expect(texts).toEqual(
      expect.arrayContaining(['Dat lukt niet.', 'Bestand: stuur het in het gesprek met mij.', 'Hoogstens 2 MB.']),
    )
    expect(keepFields(form, { file: 'F1', title: 'Jeugd' }).inputs).toEqual([
      file,
      expect.objectContaining({ value: 'Jeugd' }),
    ])
  })

  it('draws each kind of input with its value', () => {
    expect(inputsOf(whole)).toEqual([
      expect.objectContaining({ type: 'Input.Text' }),
      expect.objectContaining({ type: 'Input.Text', isMultiline: true }),
      expect.objectContaining({ type: 'Input.Text' }),
      expect.objectContaining({
        type: 'Input.ChoiceSet',
        style: 'filtered',
        value: 'GM0355',
        choices: [{ title: 'Zeist', value: 'GM0355' }],
        'choices.data': { type: 'Data.Query', dataset: 'pillar.join.municipality' },
      }),
      expect.objectContaining({ type: 'Input.ChoiceSet', style: 'compact', value: 'v2' }),
      expect.objectContaining({
        type: 'Input.ChoiceSet',
        style: 'filtered',
        value: 'v50',
        choices: [{ title: 'Keuze 50', value: 'v50' }],
        placeholder: 'Typ om te zoeken',
        'choices.data': { type: 'Data.Query', dataset: 'pillar.join.committee' },
      }),
      expect.objectContaining({ type: 'Input.ChoiceSet', style: 'compact', isMultiSelect: true, value: 'v0,v2' }),
      expect.objectContaining({ type: 'Input.Date', value: '2027-02-03' }),
      expect.objectContaining({ type: 'Input.Time', value: '09:30' }),
      expect.objectContaining({ type: 'Input.Number', min: 1, max: 200, value: 40 }),
      expect.objectContaining({ type: 'Input.Toggle', title: 'Ja', value: 'on' }),
    ])
  })

  it('never lets a client cut off what is typed', () => {
    for (const input of inputsOf(whole)) expect(input).not.toHaveProperty('maxLength')
  })

  it('submits under its own name, with its context, beside buttons that check nothing', () => {
    expect(drawForm(join, { locale: 'nl' }).actions).toEqual([
      {
        type: 'Action.Submit',
        title: 'Versturen',
        style: 'positive',
        data: { action: 'pillar.join', value: 'bestuur', fields: ['official'] },
      },
      {
        type: 'Action.Submit',
        title: 'Later invullen',
        data: { action: 'pillar.later', value: 'bestuur', form: 'pillar.join', context: 'bestuur' },
        associatedInputs: 'none',
      },
    ])
  })

  it('shows each error at its field, with all that was typed still there', () => {
    const typed = { title: 'Te lang', problem: 'Veel', official: 'j_de_vries@zeist.nl', municipality: 'GM0867' }
    const again = keepFields(
      whole,
      {
        ...typed,
        pillar: 'v3',
        alsoPillar: 'v1,v2',
        deadline: '2027-03-01',
        startsAt: '10:00',
        capacity: '12',
        diet: '',
      },
      { municipality: 'Waalwijk' },
    )
    const drawn = drawForm(again, { locale: 'nl', errors: { official: 'Ik ken j\\_de\\_vries@zeist.nl niet.' } })
    const ids = drawn.body.map(element => ('id' in element ? element.id : undefined))
    expect(ids.indexOf('error.official')).toBe(ids.indexOf('official') - 1)
    expect(readingOf(drawn.body)).toContain('Ik ken j_de_vries@zeist.nl niet.')
    const values = Object.fromEntries(inputsOf(again).map(input => [input.id, input.value]))
    expect(values).toEqual({
      ...typed,
      pillar: 'v3',
      committee: undefined,
      alsoPillar: 'v1,v2',
      deadline: '2027-03-01',
      startsAt: '10:00',
      capacity: 12,
      diet: 'off',
    })
    expect(inputsOf(again)[3]?.choices).toEqual([{ title: 'Waalwijk', value: 'GM0867' }])
  })

  it('shows several errors at one field a line each, as one element', () => {
    const drawn = drawForm(whole, { locale: 'nl', errors: { official: 'Rij 2: leeg.\nRij 3: leeg.' } })
    expect(readingOf(drawn.body)).toContain('Rij 2: leeg.\nRij 3: leeg.')
    const ids = drawn.body.map(element => ('id' in element ? element.id : undefined))
    expect(ids.indexOf('error.official')).toBe(ids.indexOf('official') - 1)
  })

  it('reads a submission back as text by field, an unticked box as empty', () => {
    const [submit] = drawForm(whole, { locale: 'nl' }).actions ?? []
    const data = submit?.type === 'Action.Submit' ? submit.data : {}
    expect(fieldsOf({ ...data, title: 'Titel', capacity: 12, diet: 'off', m50: 'x', drawing: 2 })).toEqual({
      ...Object.fromEntries(every.map(input => [input.name, ''])),
      title: 'Titel',
      capacity: '12',
    })
    expect(fieldsOf({ ...data, diet: 'on' })).toMatchObject({ title: '', diet: 'on' })
  })

  it('[F81] speaks English where the reader does', () => {
    expect(parts(drawForm(whole, { locale: 'en' }).body)).toContainEqual(
      expect.objectContaining({ label: 'Wat gebeurt er? (optional)' }),
    )
  })
})
