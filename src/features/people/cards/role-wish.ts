// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import { isLeadingRole, type LeadingRole } from '#/network/actor.ts'

/** For which role the form is opened, and of which pillar or municipality. */
export interface RoleWish {
  readonly kind: LeadingRole
  readonly about: string
}

/** Opens the form to give a role with the role chosen already, and the pillar where it has one. */
export const giveButton = ({ kind, about }: RoleWish, label: string): Button => ({
  does: 'open',
  name: 'role.give',
  label,
  value: `${kind} ${about}`,
})

/** What such a button asked; null for the form with nothing chosen. */
export function wishIn(value: string): RoleWish | null {
  const [kind = '', about = ''] = value.split(' ')
  return isLeadingRole(kind) ? { kind, about } : null
}
