// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { readInThread } from '#/features/importing/rules/in-thread.ts'
import { unpackedSize } from '#/features/importing/rules/unpacked-size.ts'

/** A list of some hundreds of people is well below one megabyte. */
const mostUnpacked = 16_000_000
const mostRows = 20_000

const sheet = z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()]))).max(mostRows)
type Cell = z.infer<typeof sheet>[number][number]

/** The cells of a spreadsheet's first sheet, or null where it can't be read, or not within bounds. */
async function cellsOf(bytes: Uint8Array): Promise<z.infer<typeof sheet> | null> {
  if (unpackedSize(bytes) > mostUnpacked) return null
  const workerData = new Uint8Array(bytes).buffer
  const read = sheet.safeParse(
    await readInThread(new URL('./xlsx-worker.ts', import.meta.url), workerData, [workerData]),
  )
  return read.success ? read.data : null
}

/** A day as `2027-02-03`; with its time where it has one. A spreadsheet's moments have no time zone, and are fractions of a day: to the nearest second. */
const momentOf = (at: Date): string =>
  new Date(Math.round(at.getTime() / 1000) * 1000).toISOString().replace(/(?:T00:00:00|:00)?\.000Z$/, '')

const textOf = (cell: Cell): string => (cell instanceof Date ? momentOf(cell) : String(cell ?? ''))

const quoted = (text: string): string => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The first sheet of an .xlsx as it would be pasted: a line a row, tabs between cells. Null where it can't be read. */
export async function pastedFromXlsx(bytes: Uint8Array): Promise<string | null> {
  const rows = await cellsOf(bytes)
  return rows?.map(row => row.map(cell => quoted(textOf(cell))).join('\t')).join('\n') ?? null
}
