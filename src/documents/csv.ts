// SPDX-License-Identifier: EUPL-1.2
import { stringify } from 'csv-stringify/sync'
import type { Cell, Sheet } from '#/documents/document.ts'

const plain = (cell: Cell): string | number => (cell === null ? '' : typeof cell === 'object' ? cell.day : cell)

/** The table as CSV: UTF-8 that a spreadsheet knows as such, cells apart by semicolons, as one set to Dutch reads them; what it could take for a formula begins with an apostrophe [T51]. Days are as `2027-02-03`. */
export const toCsv = ({ columns, rows }: Sheet): Buffer =>
  Buffer.from(
    stringify([columns.map(({ label }) => label), ...rows.map(row => row.map(plain))], {
      bom: true,
      delimiter: ';',
      record_delimiter: 'windows',
      escape_formulas: true,
    }),
  )
