// SPDX-License-Identifier: EUPL-1.2
// What stands in a made document, read by others than those who write it.
import { strFromU8, unzipSync } from 'fflate'
import { getDocumentProxy } from 'unpdf'

export interface Line {
  /** `Heading2`, `ListParagraph`, empty for a plain one. */
  readonly style: string
  readonly text: string
}

const unescaped = (xml: string): string =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')

/** The paragraphs of a Word file in reading order, where its links lead, the language of its text, and which styles stand in its outline. */
export function readDocx(bytes: Uint8Array) {
  const files = unzipSync(bytes)
  const read = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  const paragraphs = read('word/document.xml').match(/<w:p[ >].*?<\/w:p>/gs) ?? []
  const lines = paragraphs.map(
    (xml): Line => ({
      style: /<w:pStyle w:val="([^"]+)"/.exec(xml)?.[1] ?? '',
      text: unescaped([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')),
    }),
  )
  return {
    lines,
    headings: lines.filter(({ style }) => style.startsWith('Heading')).map(({ text }) => text),
    text: lines.map(({ text }) => text).join('\n'),
    links: [...read('word/_rels/document.xml.rels').matchAll(/Target="(https?:[^"]+)"/g)].map(([, url]) => url),
    language: /<w:lang w:val="([^"]+)"/.exec(read('word/styles.xml'))?.[1],
    outline: [
      ...read('word/styles.xml').matchAll(/w:styleId="([^"]+)"(?:(?!<\/w:style>).)*?<w:outlineLvl w:val="(\d)"/gs),
    ].map(([, style, level]) => ({ style, level: Number(level) + 1 })),
    title: unescaped(/<dc:title>([^<]*)/.exec(read('docProps/core.xml'))?.[1] ?? ''),
  }
}

interface Marked {
  readonly id?: string
  readonly role?: string
  readonly children?: readonly Marked[]
}

/** The text of a PDF, what its language and title are, the roles of its parts in reading order, and where its links lead. */
export async function readPdf(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const texts: string[] = []
  const roles: string[] = []
  const links: string[] = []
  const walk = ({ role, children }: Marked): void => {
    if (role) roles.push(role)
    children?.forEach(walk)
  }
  for (let at = 1; at <= pdf.numPages; at++) {
    const page = await pdf.getPage(at)
    const { items } = await page.getTextContent()
    texts.push(items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
    const tree: Marked | null = await page.getStructTree()
    if (tree) walk(tree)
    for (const { url } of await page.getAnnotations()) if (url) links.push(url)
  }
  const { info } = await pdf.getMetadata()
  return {
    text: texts.join('\n'),
    pages: pdf.numPages,
    info: info as { Title?: string; Language?: string },
    roles,
    links,
  }
}
