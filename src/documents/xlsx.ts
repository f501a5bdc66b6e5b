// SPDX-License-Identifier: EUPL-1.2
import writeExcelFile, { type Cell as ExcelCell } from 'write-excel-file/node'
import type { Cell, Sheet } from '#/documents/document.ts'
import { houseStyle } from '#/documents/house-style.ts'

/** What a cell holds at most. */
const mostInCell = 32_767

/** A text that a spreadsheet could take for a formula, also once it is saved as CSV, begins with an apostrophe [T51]. */
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const fitting = (text: string): string => (text.length > mostInCell ? `${text.slice(0, mostInCell - 1)}…` : text)

function drawn(cell: Cell): ExcelCell {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { value: cell, type: Number, alignVertical: 'top' }
  if (typeof cell === 'object')
    return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'd-m-yyyy', alignVertical: 'top' }
  return { value: fitting(inert(cell)), type: String, wrap: true, alignVertical: 'top' }
}

/** The table as a spreadsheet, its first row standing while one scrolls. */
export async function toXlsx({ name, columns, rows }: Sheet): Promise<Buffer> {
  const head = columns.map(({ label }): ExcelCell => ({ value: label, type: String, fontWeight: 'bold' }))
  const file = await writeExcelFile(
    [head, ...rows.map(row => row.map(drawn))],
    {
      sheet: name,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    },
    { fontFamily: houseStyle.font, fontSize: houseStyle.size.text },
  )
  return file.toBuffer()
}
