// SPDX-License-Identifier: EUPL-1.2
import {
  AlignmentType,
  convertMillimetersToTwip,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  Document as WordDocument,
} from 'docx'
import { type Block, type Document, linesIn, piecesOf } from '#/documents/document.ts'
import { houseStyle } from '#/documents/house-style.ts'

const { colour, size, font, leading } = houseStyle
/** Word counts sizes in half points, and lines in 240ths of what a letter needs. */
const half = (points: number): number => points * 2
const spacing = { line: Math.round(leading * 240), lineRule: LineRuleType.AUTO }

const runs = (text: string) =>
  piecesOf(text).map(piece =>
    piece.url
      ? new ExternalHyperlink({
          link: piece.url,
          children: [new TextRun({ text: piece.text, style: 'Hyperlink' })],
        })
      : new TextRun(piece.text),
  )

const paragraphs = (text: string): Paragraph[] =>
  linesIn(text).map(one => new Paragraph({ children: runs(one), spacing: { after: 120 } }))

function drawn(block: Block): Paragraph[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          text: block.text,
          heading: block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3,
          keepNext: true,
        }),
      ]
    case 'text':
      return paragraphs(block.text)
    case 'field': {
      const [first = '', ...rest] = linesIn(block.text)
      const label = new TextRun({ text: `${block.label}: `, bold: true })
      return [
        new Paragraph({ children: [label, ...runs(first)], spacing: { after: rest.length ? 40 : 120 } }),
        ...rest.map(
          (one, i) =>
            new Paragraph({
              children: runs(one),
              indent: { left: 284 },
              spacing: { after: i < rest.length - 1 ? 40 : 120 },
            }),
        ),
      ]
    }
    case 'list':
      return block.items.map(
        item => new Paragraph({ children: runs(item.replace(/\s*\n\s*/g, ' ')), bullet: { level: 0 } }),
      )
  }
}

/** With its level in the outline: where a style does not say it, LibreOffice and screen readers take it for text. */
const heading = (points: number, level: 1 | 2 | 3) => ({
  run: { size: half(points), bold: true, color: colour.heading },
  paragraph: { spacing: { ...spacing, before: 240, after: 80 }, outlineLevel: level - 1 },
})

/** The document as a Word file, whose headings, language and links a screen reader finds. */
export async function toDocx({ title, language, about, blocks }: Document): Promise<Buffer> {
  const margin = convertMillimetersToTwip(houseStyle.margin)
  const page = new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [new TextRun({ size: half(size.small), color: colour.quiet, children: [PageNumber.CURRENT] })],
  })
  const word = new WordDocument({
    title,
    creator: '',
    styles: {
      default: {
        document: {
          run: {
            font,
            size: half(size.text),
            color: colour.text,
            language: { value: language === 'nl' ? 'nl-NL' : 'en-GB' },
          },
          paragraph: { spacing },
        },
        heading1: heading(size.title, 1),
        heading2: heading(size.heading[2], 2),
        heading3: heading(size.heading[3], 3),
        hyperlink: { run: { color: colour.link, underline: {} } },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: margin, bottom: margin, left: margin, right: margin } } },
        footers: { default: new Footer({ children: [page] }) },
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [new TextRun({ text: about, color: colour.quiet, size: half(size.small) })],
            spacing: { after: 120 },
          }),
          ...blocks.flatMap(drawn),
        ],
      },
    ],
  })
  return Packer.toBuffer(word)
}
