// SPDX-License-Identifier: EUPL-1.2
import type { SubjectRef } from '#/network/ids.ts'

/** Who acted, and for whom, where someone had the other act for them [F05]. */
export interface Acted {
  readonly name: string
  readonly principal: string | null
}

export type RefusalParams = Readonly<Record<string, string | number | Date | Acted>>

/**
 * What can't be done, as data: `code` is `<feature>.<name>` and is found in that feature's texts under `refusal.<name>`; `params` fill its sentence, moments in the reader's own way.
 * `field` puts the sentence at that input of the form; `stale` is a subject whose posted cards show the past and are drawn anew; `given` is what was typed in a form that can't be sent again, which closes and gives it back.
 */
export class Refusal extends Error {
  readonly code: string
  readonly params: RefusalParams
  readonly field: string | undefined
  readonly stale: SubjectRef | undefined
  readonly given: string | undefined

  constructor(
    code: string,
    params: RefusalParams = {},
    more: { field?: string; stale?: SubjectRef; given?: string } = {},
  ) {
    super(code)
    this.code = code
    this.params = params
    this.field = more.field
    this.stale = more.stale
    this.given = more.given
  }
}

export function assertNever(value: never): never {
  throw new Error(`unexpected: ${JSON.stringify(value)}`)
}
