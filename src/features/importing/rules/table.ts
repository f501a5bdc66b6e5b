// SPDX-License-Identifier: EUPL-1.2

/** A table as it was pasted: a first line with the columns' names, then rows. `number` is the row's number in the spreadsheet, the heading being 1. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[]
}

const separators = ['\t', ';', ','] as const

/** Reads rows copied from a spreadsheet (tabs) or a CSV (semicolons or commas, with quotes). Empty rows are skipped and counted. Pure. */
export function readTable(text: string): Table {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const heading = source.slice(0, source.search(/\n|$/))
  const separator = separators.find(one => heading.includes(one)) ?? '\t'
  const lines = linesOf(source, separator)
  const [columns = [], ...rest] = lines
  return {
    columns: columns.map(cell => cell.trim()),
    rows: rest.flatMap((cells, i) =>
      cells.some(cell => cell.trim()) ? [{ number: i + 2, cells: cells.map(cell => cell.trim()) }] : [],
    ),
  }
}

function linesOf(source: string, separator: string): string[][] {
  const lines: string[][] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < source.length; i++) {
    const char = source[i] ?? ''
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (source[i + 1] === '"') {
        cell += '"'
        i++
      } else isQuoted = false
    } else if (char === '"' && cell === '') isQuoted = true
    else if (char === separator || char === '\n') {
      cells.push(cell)
      cell = ''
      if (char === '\n') {
        lines.push(cells)
        cells = []
      }
    } else cell += char
  }
  return [...lines, [...cells, cell]]
}
