// SPDX-License-Identifier: EUPL-1.2
// Who walks past all that features draw.
import type { Guest } from '../../support/parlour.ts'

const guest = (user: string, name: string, email: string, more: Partial<Guest> = {}): Guest => ({
  user,
  name,
  email,
  ...more,
})
export const jansen = guest('U1', 'S. Jansen', 's.jansen@zeist.nl')
export const deputy = guest('U2', 'P. Plaats', 'p.plaats@tiel.nl', { locale: 'en' })
export const deVries = guest('U3', 'W. de Vries', 'w.devries@zeist.nl')
export const bakker = guest('U4', 'A. Bakker', 'a.bakker@zeist.nl')
export const smit = guest('U5', 'M. Smit', 'm.smit@waalwijk.nl', { locale: 'en' })
export const newcomer = guest('U6', 'N. Nieuw', 'n.nieuw@zeist.nl')
export const visitor = guest('U7', 'G. Gast', 'g.gast@bureau.example', { isGuest: true })
export const stranger = guest('U8', 'V. Vreemd', 'v.vreemd@zeist.nl', { workspace: 'T2' })
/** Another account of W. de Vries. */
export const second = guest('U9', 'W. de Vries', 'w.devries@thuis.example', { isGuest: true })
export const everyone = [jansen, deputy, deVries, bakker, smit, newcomer, visitor, stranger, second]
