// SPDX-License-Identifier: EUPL-1.2
import { collected, type Tx } from '#/database/db.ts'
import type { MunicipalityId, PersonId, SubjectRef } from '#/network/ids.ts'

/** In which role someone acted, for which municipality, from which app [F74]. */
export interface ActedAs {
  readonly personId: PersonId | null
  readonly role: string
  /** For whom: the role is theirs, who had someone act for them [F05]. */
  readonly onBehalfOf?: PersonId
  readonly municipalityId: MunicipalityId | null
  readonly app: string
}

/** What the clock does, and nobody asked for at that moment. */
export const byBot: ActedAs = { personId: null, role: 'bot', municipalityId: null, app: 'bot' }

export interface AuditRow {
  readonly action: string
  readonly subject: SubjectRef
  readonly by: ActedAs
  readonly old?: Readonly<Record<string, string | number | null>>
  readonly new?: Readonly<Record<string, string | number | null>>
}

const rows = collected<AuditRow>()

/** Notes an act; written with the turn's other rows by flush. `old` and `new` hold ids, states and dates, never a name, an address or anything typed. */
export const audit = (tx: Tx, row: AuditRow): void => rows.add(tx, row)

export const auditRowsOf = (tx: Tx): readonly AuditRow[] => rows.of(tx)
