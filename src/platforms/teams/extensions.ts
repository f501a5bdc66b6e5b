// SPDX-License-Identifier: EUPL-1.2

/** A form that opens at once from beside the field where one types, or by its name after a slash: what is typed opens none in Teams [E21]. `value` is what its button would open it with. */
export interface Extension {
  readonly id: string
  readonly form: string
  readonly value: string
}

/** The forms that are opened most, in that order. */
export const extensions = [
  { id: 'join', form: 'pillar.choose', value: 'join' },
  { id: 'register', form: 'person.register', value: 'other' },
  { id: 'substitute', form: 'substitute.give', value: 'form' },
  { id: 'remark', form: 'desk.feedback', value: 'help' },
  { id: 'settings', form: 'person.settings', value: 'settings' },
] as const satisfies readonly Extension[]

/** What begins from a message is called so, and by its form. */
export const fromMessage = 'fromMessage.'
