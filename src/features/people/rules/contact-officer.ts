// SPDX-License-Identifier: EUPL-1.2
import { holds } from '#/network/holding.ts'

/** SQL, to stand behind `from`: who is a municipality's contact officer `o` on a day. The role alone does not say so: its holder `h` must still be of that municipality [A09]. */
export const contactOfficers = (municipality: string, day: string): string =>
  `(select * from roles where kind = 'contactOfficer' and municipality_id = ${municipality}) o
   join people h on h.id = o.person_id and h.municipality_id = o.municipality_id and ${holds('o', day)}`
