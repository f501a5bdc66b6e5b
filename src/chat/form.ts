// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { button } from '#/chat/card.ts'

const base = {
  name: z.string().regex(/^[a-z][a-zA-Z]*$/),
  label: z.string().min(1),
  hint: z.string().optional(),
  optional: z.boolean().optional(),
}

/** `name` is the field's name in English camelCase. `municipality` and every choice above 50 options is searched as one types; of `choices` one takes as many as one likes; `person` is a text field for a name or an address. `file` takes one, of the named endings; `instead` says how to send it where forms take none. */
export const input = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), ...base, value: z.string().optional(), max: z.number().int().positive() }),
  z.object({ kind: z.literal('longText'), ...base, value: z.string().optional(), max: z.number().int().positive() }),
  z.object({ kind: z.literal('person'), ...base, value: z.string().optional() }),
  z.object({
    kind: z.literal('municipality'),
    ...base,
    value: z.object({ value: z.string(), label: z.string() }).optional(),
  }),
  z.object({
    kind: z.literal('choice'),
    ...base,
    value: z.string().optional(),
    options: z.array(z.object({ value: z.string(), label: z.string() })).min(1),
  }),
  z.object({
    kind: z.literal('choices'),
    ...base,
    value: z.array(z.string()).optional(),
    /** A value stands beside others, with a comma between them. */
    options: z
      .array(z.object({ value: z.string().regex(/^[^,]+$/), label: z.string() }))
      .min(1)
      .max(100),
  }),
  z.object({ kind: z.literal('date'), ...base, value: z.iso.date().optional() }),
  z.object({
    kind: z.literal('time'),
    ...base,
    value: z
      .string()
      .regex(/^\d\d:\d\d$/)
      .optional(),
  }),
  z.object({
    kind: z.literal('number'),
    ...base,
    value: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.object({ kind: z.literal('checkbox'), ...base, value: z.boolean().optional() }),
  z.object({ kind: z.literal('file'), ...base, types: z.array(z.string()).min(1), instead: z.string().min(1) }),
])

/** `name` is `<feature>.<form>`. `context` is what the form is about (ids only, at most 2,000 characters); it comes back with the submission and is never trusted. `buttons` stand beside submit, and beside the button that leads here where no form can open: they need nothing of what is filled in ([Later invullen]). */
export const form = z.object({
  version: z.literal(1),
  name: z.string().regex(/^[a-zA-Z]+\.[a-zA-Z]+$/),
  title: z.string().min(1),
  submit: z.string().min(1),
  intro: z.string().optional(),
  context: z.string().max(2000),
  inputs: z.array(input),
  buttons: z.array(button).max(2).optional(),
  /** The button that leads here where no form can open: its label, and the value to open with. */
  reopen: z.object({ label: z.string().min(1), value: z.string() }),
})

export type Form = z.infer<typeof form>
export type Input = z.infer<typeof input>

/** A submitted form: everything as text, empty is `''`; a checkbox is `on` or `''`, several choices have commas between them, a file is its id on the platform. */
export type Fields = Readonly<Record<string, string>>

/** What was chosen of several. */
export const chosenIn = (field = ''): readonly string[] => field.split(',').filter(Boolean)
