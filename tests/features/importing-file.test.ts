// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { pastedFrom } from '#/features/importing/rules/file.ts'
import { readTable } from '#/features/importing/rules/table.ts'
import { unpackedSize } from '#/features/importing/rules/unpacked-size.ts'
import { cell, xlsxParts, zipOf } from '../support/zip.ts'

async function tableIn(bytes: Uint8Array) {
  const pasted = await pastedFrom(bytes)
  if (typeof pasted === 'string') throw new Error(`not read: ${pasted}`)
  return readTable(pasted.text)
}

const heading = ['gemeente', 'naam']
const seen = (table: ReturnType<typeof readTable>) => [
  table.columns,
  ...table.rows.map(({ number, cells }) => [number, ...cells]),
]

describe('[F94] a file as its rows would be pasted', () => {
  it('reads what a spreadsheet program wrote: words, numbers, days, quotes, lines in a cell, gaps', async () => {
    const file = await writeXlsx([
      ['gemeente', 'naam', 'sinds', 'nummer', 'ja'].map(value => ({ value })),
      [
        { value: 'Zeist' },
        { value: '"W." de Vries\ten meer' },
        { value: new Date('2027-02-03T00:00:00Z'), format: 'dd-mm-yyyy' },
        { value: 12.5 },
        { value: true },
      ],
      [],
      [{ value: 'Súdwest-Fryslân' }, null, { value: new Date('2027-02-03T09:30:00Z'), format: 'dd-mm-yyyy hh:mm' }],
    ] as never).toBuffer()
    expect(seen(await tableIn(file))).toEqual([
      ['gemeente', 'naam', 'sinds', 'nummer', 'ja'],
      [2, 'Zeist', '"W." de Vries\ten meer', '2027-02-03', '12.5', 'true'],
      [4, 'Súdwest-Fryslân', '', '2027-02-03T09:30', '', ''],
    ])
  })

  it('takes the value that was saved with a formula, and evaluates none', async () => {
    const rows = `<row r="1">${cell('A1', 'gemeente')}${cell('B1', 'naam')}</row><row r="2"><c r="A2" t="str"><f>HYPERLINK("http://example.org","x")</f><v>Zeist</v></c>${cell('B2', '=1+1')}</row>`
    expect(seen(await tableIn(zipOf(xlsxParts(rows))))).toEqual([heading, [2, 'Zeist', '=1+1']])
  })

  it('counts days from 1904 where the file says so', async () => {
    const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`
    const rows = `<row r="1">${cell('A1', 'dag')}</row><row r="2"><c r="A2" s="0"><v>44959</v></c></row>`
    const parts = (is1904: boolean) => [
      ...xlsxParts(rows).map(part =>
        is1904 && part.name === 'xl/workbook.xml'
          ? { ...part, content: String(part.content).replace('<sheets>', '<workbookPr date1904="1"/><sheets>') }
          : part.name === 'xl/_rels/workbook.xml.rels'
            ? {
                ...part,
                content: String(part.content).replace(
                  '</Relationships>',
                  '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
                ),
              }
            : part,
      ),
      { name: 'xl/styles.xml', content: styles },
    ]
    expect((await tableIn(zipOf(parts(false)))).rows[0]?.cells).toEqual(['2023-02-02'])
    expect((await tableIn(zipOf(parts(true)))).rows[0]?.cells).toEqual(['2027-02-03'])
  })

  it.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFgemeente;naam\r\nSúdwest-Fryslân;Å. Ëé\r\n')],
    ['UTF-8', Buffer.from('gemeente;naam\nSúdwest-Fryslân;Å. Ëé\n')],
    ['Windows-1252, as Excel writes it', Buffer.from('gemeente;naam\r\nSúdwest-Fryslân;Å. Ëé\r\n', 'latin1')],
    ['UTF-16, "Unicode-tekst"', Buffer.from('\uFEFFgemeente\tnaam\r\nSúdwest-Fryslân\tÅ. Ëé\r\n', 'utf16le')],
    ['commas', Buffer.from('gemeente,naam\nSúdwest-Fryslân,"Å. Ëé"\n')],
    ['an old Macintosh', Buffer.from('gemeente;naam\rSúdwest-Fryslân;Å. Ëé\r')],
  ])('reads a CSV in %s', async (_, bytes) => {
    expect(seen(await tableIn(bytes))).toEqual([heading, [2, 'Súdwest-Fryslân', 'Å. Ëé']])
  })

  it('gives back any cells that a spreadsheet program can write', async () => {
    // What XML itself can't hold no spreadsheet has; and the writer takes a word that every object has for one that it has written already.
    const words = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map(text => text.replace(/\p{Cc}|_x/gu, '').trim())
      .filter(text => !(text in {}))
    const table = fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(table, async rows => {
        const file = await writeXlsx(
          [heading, ...rows].map(row => row.map(value => ({ value: value || null }))) as never,
        ).toBuffer()
        const expected = rows.flatMap((row, i) => (row.some(Boolean) ? [[i + 2, ...row]] : []))
        const read = (await tableIn(file)).rows.map(({ number, cells }) => [number, cells[0] ?? '', cells[1] ?? ''])
        expect(read).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  })
})

describe('[T51] a file that means harm', () => {
  const row = `<row r="1">${cell('A1', 'gemeente')}</row>`
  const sheet = (entries: ReturnType<typeof xlsxParts>) => entries.at(-1) ?? expect.fail('no sheet')

  it.each([
    ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1000000000000000000000000', 'hex')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a ZIP of something else', zipOf([{ name: 'word/document.xml', content: '<w/>' }])],
    ['a ZIP cut off', zipOf(xlsxParts(row)).subarray(0, 300)],
    ['nothing after the first letters', Buffer.from('PK\u0003\u0004')],
    ['a spreadsheet without its sheet', zipOf(xlsxParts(row).slice(0, -1))],
    ['a spreadsheet without its list of sheets', zipOf(xlsxParts(row).filter(part => part.name !== 'xl/workbook.xml'))],
    ['XML that ends too soon', zipOf(xlsxParts('<row r="1"><c r="A1"'))],
  ])('is not read: %s', async (_, bytes) => {
    expect(await pastedFrom(bytes)).toBe('kind')
  })

  const limited = async (bytes: Uint8Array) => {
    const before = process.memoryUsage().rss
    const began = performance.now()
    expect(await pastedFrom(bytes)).toBe('kind')
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000)
  }

  it('unpacks to no more than it may: one part of a thousand times its size', async () => {
    const bomb = zipOf(xlsxParts(row, `<!--${' '.repeat(150_000_000)}-->`))
    expect(bomb.length).toBeLessThan(2_000_000)
    await limited(bomb)
  })

  it('unpacks to no more than its list says, where that lies', async () => {
    const parts = xlsxParts(row, `<!--${' '.repeat(150_000_000)}-->`)
    await limited(zipOf(parts.map(part => (part === sheet(parts) ? { ...part, said: 1_000 } : part))))
  })

  it('counts what many entries share', () => {
    const parts = Array.from({ length: 501 }, (_, i) => ({ name: `${i}.xml`, content: 'x' }))
    expect(unpackedSize(zipOf(parts))).toBe(Number.POSITIVE_INFINITY)
    expect(unpackedSize(zipOf(parts.slice(0, 3)))).toBeLessThan(100)
  })

  it.each([
    ['a row far down', `<row r="999999999">${cell('A999999999', 'x')}</row>`],
    ['a column far to the right', `<row r="1">${cell('ZZZZZZ1', 'x')}</row>`],
    ['an area larger than any', row],
    [
      'rows without end',
      Array.from({ length: 30_000 }, (_, i) => `<row r="${i + 1}">${cell(`A${i + 1}`, 'x')}</row>`).join(''),
    ],
  ])(
    'takes no more time or room than it may: %s',
    async (name, rows) => {
      const bytes = zipOf(xlsxParts(rows, '<dimension ref="A1:XFD1048576"/>'))
      if (name === 'an area larger than any') expect((await tableIn(bytes)).columns).toEqual(['gemeente'])
      else await limited(bytes)
    },
    60_000,
  )

  it('does not blow up what XML repeats by its own entities', async () => {
    const entities = [
      '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">',
      ...'bcdefgh'.split('').map((name, i) => `<!ENTITY ${name} "${`&${'abcdefgh'[i]};`.repeat(10)}">`),
      ']>',
    ].join('')
    const parts = xlsxParts(`<row r="1">${cell('A1', '&h;')}</row>`)
    const laughs = parts.map(part =>
      part === sheet(parts) ? { ...part, content: String(part.content).replace('?>', `?>${entities}`) } : part,
    )
    const pasted = await pastedFrom(zipOf(laughs))
    expect(typeof pasted === 'string' ? '' : pasted.text).not.toContain('aaaaaaaaaa')
  })

  it('reads anything at all without falling over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (noise, isZip) => {
        const whole = zipOf(xlsxParts(row))
        const at = Math.floor(whole.length / 2)
        const bytes = isZip ? Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at)]) : noise
        const pasted = await pastedFrom(bytes)
        expect(typeof pasted === 'string' ? pasted : typeof pasted.text).toMatch(/^(kind|long|string)$/)
      }),
      { numRuns: 30 },
    )
  })
})
