// SPDX-License-Identifier: EUPL-1.2
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly content: string | Buffer
  /** What the list at the end says that it unpacks to, where that is a lie. */
  readonly said?: number
}

function header(mark: number, { name, said }: ZipEntry, raw: Buffer, packed: Buffer, place: number | null): Buffer {
  const isListed = place !== null
  const at = isListed ? 2 : 0
  const bytes = Buffer.alloc(isListed ? 46 : 30)
  bytes.writeUInt32LE(mark, 0)
  if (isListed) bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(20, 4 + at)
  bytes.writeUInt16LE(8, 8 + at)
  bytes.writeUInt32LE(crc32(raw), 14 + at)
  bytes.writeUInt32LE(packed.length, 18 + at)
  bytes.writeUInt32LE(said ?? raw.length, 22 + at)
  bytes.writeUInt16LE(name.length, 26 + at)
  if (isListed) bytes.writeUInt32LE(place, 42)
  return Buffer.concat([bytes, Buffer.from(name)])
}

/** A ZIP of these files, as honest or not as a test wants it. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let length = 0
  for (const entry of entries) {
    const raw = Buffer.from(entry.content)
    const packed = deflateRawSync(raw)
    const part = Buffer.concat([header(0x04034b50, entry, raw, packed, null), packed])
    list.push(header(0x02014b50, entry, raw, packed, length))
    parts.push(part)
    length += part.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(length, 16)
  return Buffer.concat([...parts, ...list, end])
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of an .xlsx with one sheet, of which a test gives the rows as they stand in the file. */
export const xlsxParts = (rows: string, before = ''): ZipEntry[] => [
  {
    name: '[Content_Types].xml',
    content: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
  },
  {
    name: 'xl/workbook.xml',
    content: `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Leden" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  },
  {
    name: 'xl/worksheets/sheet1.xml',
    content: `${head}<worksheet xmlns="${main}">${before}<sheetData>${rows}</sheetData></worksheet>`,
  },
]

/** A cell with words in it. */
export const cell = (place: string, words: string): string =>
  `<c r="${place}" t="inlineStr"><is><t>${words}</t></is></c>`
