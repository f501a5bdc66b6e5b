// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkit'
import Pdf from 'pdfkit'
import { type Block, type Document, linesIn, piecesOf } from '#/documents/document.ts'
import { houseStyle, letters } from '#/documents/house-style.ts'

const { colour, size } = houseStyle
/** Opened once for all documents: reading its tables is most of what a short one costs. */
const opened = (file: string) => create(readFileSync(new URL(file)))
const fonts = { plain: opened(letters.plain), bold: opened(letters.bold) }
/** Under its own name a document finds what it has; under another pdfkit makes a font anew whenever it is asked for. */
const font = { plain: fonts.plain.postscriptName, bold: fonts.bold.postscriptName }
/** What pdfkit takes beside names of files, though its types do not say so. */
const source = (from: Font) => from as unknown as string
const hex = (rgb: string): string => `#${rgb}`
const points = (millimetres: number): number => (millimetres / 25.4) * 72

interface Look {
  readonly size: number
  readonly colour: string
  readonly isBold?: boolean
  readonly indent?: number
  readonly gap?: number
}

const plain: Look = { size: size.text, colour: colour.text }

/** What stands on a page is also told to a screen reader: as heading, paragraph or list, in reading order. */
function writer(pdf: PDFKit.PDFDocument) {
  const left = pdf.page.margins.left
  const root = pdf.struct('Document')
  pdf.addStructure(root)

  function put(text: string, look: Look, isContinued: boolean, url?: string): void {
    const { size: letter, indent = 0 } = look
    pdf
      .font(look.isBold ? font.bold : font.plain)
      .fontSize(letter)
      .fillColor(hex(url ? colour.link : look.colour))
      .text(text, {
        lineGap: letter * (houseStyle.leading - 1),
        continued: isContinued,
        underline: Boolean(url),
        link: url ?? null,
        width: pdf.page.width - 2 * left - indent,
      })
  }

  /** One paragraph, its links apart; `label` stands before it in bold. */
  function paragraph(text: string, look: Look, label?: string): void {
    const pieces = piecesOf(text)
    // On a page that it begins by itself pdfkit goes on in its first font, which is no bold one.
    const line = pdf.font(font.plain).fontSize(look.size).currentLineHeight(true)
    if (pdf.y + line > pdf.page.height - pdf.page.margins.bottom) pdf.addPage()
    pdf.x = left + (look.indent ?? 0)
    if (label) put(label, { ...look, isBold: true }, pieces.length > 0)
    for (const [i, { text: said, url }] of pieces.entries()) put(said, look, i < pieces.length - 1, url)
    pdf.y += look.gap ?? 5
    pdf.x = left
  }

  const tagged = (type: string, draw: () => void, within = root) => within.add(pdf.struct(type, {}, draw))

  function block(one: Block): void {
    switch (one.kind) {
      case 'heading': {
        const letter = size.heading[one.level]
        // No heading is left alone at the foot of a page.
        if (pdf.y > pdf.page.height - pdf.page.margins.bottom - letter * 4) pdf.addPage()
        pdf.y += letter * 0.6
        return void tagged(`H${one.level}`, () =>
          paragraph(one.text, { size: letter, colour: colour.heading, isBold: true }),
        )
      }
      case 'text':
        for (const line of linesIn(one.text)) tagged('P', () => paragraph(line, plain))
        return
      case 'field': {
        const [first = '', ...rest] = linesIn(one.text)
        tagged('P', () => paragraph(first, { ...plain, gap: rest.length ? 2 : 5 }, `${one.label}: `))
        for (const [i, line] of rest.entries())
          tagged('P', () => paragraph(line, { ...plain, indent: 14, gap: i < rest.length - 1 ? 2 : 5 }))
        return
      }
      case 'list': {
        const list = pdf.struct('L')
        root.add(list)
        for (const item of one.items) {
          const line = pdf.struct('LI')
          list.add(line)
          tagged(
            'LBody',
            () => paragraph(`• ${item.replace(/\s*\n\s*/g, ' ')}`, { ...plain, indent: 14, gap: 2 }),
            line,
          )
          line.end()
        }
        list.end()
        pdf.y += 4
      }
    }
  }

  return { tagged, paragraph, block, end: () => root.end() }
}

/** A number at the foot of each page, which a screen reader passes over. */
function numberPages(pdf: PDFKit.PDFDocument): void {
  const { count } = pdf.bufferedPageRange()
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(at)
    const { width, height, margins } = pdf.page
    // Below the margin, where a text would begin a page of its own.
    pdf.page.margins = { ...margins, bottom: 0 }
    pdf.markContent('Artifact', { type: 'Pagination' })
    pdf
      .font(font.plain)
      .fontSize(size.small)
      .fillColor(hex(colour.quiet))
      .text(String(at + 1), margins.left, height - margins.bottom / 2, {
        width: width - margins.left - margins.right,
        align: 'right',
        lineBreak: false,
      })
    pdf.endMarkedContent()
    pdf.page.margins = margins
  }
}

/** The document as a PDF with its language, title and structure in it. */
export async function toPdf({ title, language, about, blocks }: Document): Promise<Buffer> {
  const pdf = new Pdf({
    size: 'A4',
    margin: points(houseStyle.margin),
    lang: language === 'nl' ? 'nl-NL' : 'en-GB',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title },
    font: source(fonts.plain),
    // Page numbers are put when all pages are there.
    bufferPages: true,
  })
  pdf.font(source(fonts.bold)).font(font.plain)
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(parts)))
    pdf.on('error', reject)
  })
  const { tagged, paragraph, block, end } = writer(pdf)
  tagged('H1', () => paragraph(title, { size: size.title, colour: colour.heading, isBold: true }))
  tagged('P', () => paragraph(about, { size: size.small, colour: colour.quiet }))
  for (const one of blocks) block(one)
  end()
  numberPages(pdf)
  pdf.end()
  return done
}
