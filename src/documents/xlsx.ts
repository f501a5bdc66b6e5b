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
  // On the left, or a number stands against the text of the next column.
  const at = { align: 'left', alignVertical: 'top' } as const
  if (typeof cell === 'number') return { value: cell, type: Number, ...at }
  if (typeof cell === 'object')
    return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'd-m-yyyy', ...at }
  return { value: fitting(inert(cell)), type: String, wrap: true, ...at }
}

/** Points: what a line takes, and what a row is high at most. */
const lineHeight = houseStyle.size.text * 1.3
const highest = 409

/** So high that each of a row's texts is seen whole: LibreOffice makes none higher by itself. */
function heightOf(row: readonly Cell[], columns: Sheet['columns']): number {
  const lines = row.map((cell, i) => {
    const fits = Math.max(1, (columns[i]?.width ?? 0) - 2)
    return typeof cell === 'string'
      ? cell.split('\n').reduce((sum, one) => sum + Math.max(1, Math.ceil(one.length / fits)), 0)
      : 1
  })
  return Math.min(highest, Math.max(1, ...lines) * lineHeight)
}

/** The first cell of a row carries its height. */
const drawnRow = (row: readonly Cell[], columns: Sheet['columns']): ExcelCell[] =>
  row.map(drawn).map((cell, i) => (i === 0 && cell !== null ? { ...cell, height: heightOf(row, columns) } : cell))

/** The table as a spreadsheet, its first row standing while one scrolls. */
export async function toXlsx({ name, columns, rows }: Sheet): Promise<Buffer> {
  const head = columns.map(({ label }): ExcelCell => ({ value: label, type: String, fontWeight: 'bold' }))
  const file = await writeExcelFile(
    [head, ...rows.map(row => drawnRow(row, columns))],
    {
      sheet: name,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      orientation: 'landscape',
    },
    { fontFamily: houseStyle.font, fontSize: houseStyle.size.text },
  )
  return file.toBuffer()
}
