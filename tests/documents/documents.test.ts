// SPDX-License-Identifier: EUPL-1.2
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { expect, it } from 'vitest'
import { toCsv } from '#/documents/csv.ts'
import type { Document } from '#/documents/document.ts'
import { toDocx } from '#/documents/docx.ts'
import { toPdf } from '#/documents/pdf.ts'
import { toXlsx } from '#/documents/xlsx.ts'
import { readDocx, readPdf } from '../support/read-documents.ts'

const document: Document = {
  title: 'De lobbyagenda van Fryslân & co',
  language: 'nl',
  about: 'Gemaakt op 3 feb 2027',
  blocks: [
    { kind: 'heading', level: 2, text: 'LP 12 · Leid meer <jeugdartsen> op' },
    { kind: 'field', label: 'Wij vragen', text: 'Zestig plaatsen.\nVerdeeld buiten de steden.' },
    { kind: 'text', text: 'Zie https://example.org/raming?a=1&b=2, en niet javascript:alert(1).' },
    { kind: 'heading', level: 3, text: 'Steun' },
    { kind: 'list', items: ['Zeist: “€ 5 méér – łąş”', 'Tiel'] },
  ],
}

it('[F91] a Word file has its headings in order, its language, title and links', async () => {
  const read = readDocx(await toDocx(document))
  expect(read.lines.filter(({ style }) => style)).toEqual([
    { style: 'Heading1', text: document.title },
    { style: 'Heading2', text: 'LP 12 · Leid meer <jeugdartsen> op' },
    { style: 'Heading3', text: 'Steun' },
    { style: 'ListParagraph', text: 'Zeist: “€ 5 méér – łąş”' },
    { style: 'ListParagraph', text: 'Tiel' },
  ])
  expect(read.outline.filter(({ style }) => style?.startsWith('Heading'))).toEqual(
    [1, 2, 3].map(level => ({ style: `Heading${level}`, level })),
  )
  expect(read.text).toContain('Wij vragen: Zestig plaatsen.\nVerdeeld buiten de steden.')
  expect(read.links).toEqual(['https://example.org/raming?a=1&amp;b=2'])
  expect(read.language).toBe('nl-NL')
  expect(read.title).toBe(document.title)
})

it('[F91] a PDF has its text, its language and title, and what is a heading, a list and a link', async () => {
  const read = await readPdf(await toPdf(document))
  expect(read.text).toContain('Leid meer <jeugdartsen> op')
  expect(read.text).toContain('“€ 5 méér – łąş”')
  expect(read.info).toMatchObject({ Title: document.title, Language: 'nl-NL' })
  expect(read.roles.filter(role => /^(H\d|L|LI)$/.test(role))).toEqual(['H1', 'H2', 'H3', 'L', 'LI', 'LI'])
  expect(read.links).toEqual(['https://example.org/raming?a=1&b=2'])
})

it('[F91] a long PDF goes on over its pages, and loses nothing', async () => {
  const blocks = Array.from(
    { length: 120 },
    (_, i) => ({ kind: 'text', text: `Regel ${i}. ${'woord '.repeat(30)}` }) as const,
  )
  const read = await readPdf(await toPdf({ ...document, blocks }))
  expect(read.pages).toBeGreaterThan(4)
  for (const i of [0, 60, 119]) expect(read.text).toContain(`Regel ${i}.`)
})

it('[T51] cells that a spreadsheet could take for a formula are text, beginning with an apostrophe; numbers and days stay what they are', async () => {
  const nasty = ['=1+1', '+31', '-2', '@SUM(A1)', '\tx', '\rx']
  const sheet = {
    name: 'Lobbyagenda',
    columns: [
      { label: 'Nr', width: 6 },
      { label: 'Dag', width: 12 },
      { label: 'Tekst', width: 40 },
    ],
    rows: nasty.map((text, i) => [i + 1, { day: '2027-02-03' }, text]),
  }
  const lines = parse(toCsv(sheet), { bom: true, delimiter: ';' })
  expect(lines[0]).toEqual(['Nr', 'Dag', 'Tekst'])
  expect(lines.slice(1)).toEqual(nasty.map((text, i) => [String(i + 1), '2027-02-03', `'${text}`]))
  const rows = await readSheet(await toXlsx(sheet))
  expect(rows[0]).toEqual(['Nr', 'Dag', 'Tekst'])
  expect(rows.slice(1).map(row => row[0])).toEqual([1, 2, 3, 4, 5, 6])
  expect(rows[1]?.[1]).toEqual(new Date('2027-02-03T00:00:00Z'))
  for (const [i, text] of nasty.entries()) expect(String(rows[i + 1]?.[2]).trim()).toBe(`'${text}`.trim())
})
