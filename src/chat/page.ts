// SPDX-License-Identifier: EUPL-1.2

/** So many lines with a button are drawn whole on every platform: Teams is the narrowest. Even, so that what has two lines stands on one page. */
export const pageSize = 12

export interface Page {
  readonly page: number
  readonly last: number
  /** The first line on it, from 0. */
  readonly from: number
  /** Which sheet of it, where what stands on it takes more than one: "2.3" is the third of the second page. */
  readonly sheet: number
}

/** No list is longer; how far one begins is a number that the database takes. */
const mostLines = 1_000_000

/** The page that was typed, of so many lines: the nearest that there is, the first where none was typed. */
export function pageIn(typed: string, lines: number): Page {
  const last = Math.max(1, Math.ceil(Math.min(lines, mostLines) / pageSize))
  const page = Math.min(Math.max(Math.trunc(Number(typed)) || 1, 1), last)
  const sheet = Math.max(1, Number(/^\d+\.(\d{1,4})$/.exec(typed)?.[1] ?? 1))
  return { page, last, from: (page - 1) * pageSize, sheet }
}
