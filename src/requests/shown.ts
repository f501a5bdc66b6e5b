// SPDX-License-Identifier: EUPL-1.2
import { asId, type RequestId } from '#/network/ids.ts'
import type { Request } from '#/requests/kind.ts'

/** What a button or a form carries of a request that is not drawn anew when it changes: which it is, and what there was to decide [T08]. */
export const shownAs = ({ id, basis }: Pick<Request, 'id' | 'basis'>): string => `${id}.${basis}`

/** Which request such a value is about; an id alone is one too. */
export const requestIn = (value: string): RequestId | null => asId<RequestId>(value.split('.', 1)[0] ?? '')

/** What of it was shown; undefined where the value does not say. */
export function basisIn(value: string): number | undefined {
  const basis = value.split('.')[1]
  return basis !== undefined && /^\d{1,9}$/.test(basis) ? Number(basis) : undefined
}
