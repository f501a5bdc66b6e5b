// SPDX-License-Identifier: EUPL-1.2
// npm run check:documents [-- --pictures]: makes each kind of document, has LibreOffice read it, and draws every page to be looked at;
// with --pictures those that stand in docs/images are made anew.
import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { toDocx } from '#/documents/docx.ts'
import { toPdf } from '#/documents/pdf.ts'
import { toXlsx } from '#/documents/xlsx.ts'
import { sampleDocuments, sampleSheet } from './sample-documents.ts'

const run = promisify(execFile)
const images = join(import.meta.dirname, '../docs/images')
/** Which pages stand in docs/images. */
const pictures: readonly (readonly [page: string, picture: string])[] = [
  ['docx-dossier-1.png', 'document-dossier.png'],
  ['pdf-verklaring-1.png', 'document-statement.png'],
]

const isThere = (program: string): Promise<boolean> =>
  run(program, ['-v']).then(
    () => true,
    error => error.code !== 'ENOENT',
  )

/** Draws the pages of a PDF, `name-1.png` and on; gives how many there are. */
async function draw(folder: string, pdf: string, name: string): Promise<number> {
  await run('pdftoppm', ['-png', '-r', '70', join(folder, pdf), join(folder, name)])
  return (await readdir(folder)).filter(file => file.startsWith(`${name}-`) && file.endsWith('.png')).length
}

async function check(): Promise<void> {
  const missing: string[] = []
  for (const program of ['soffice', 'pdftoppm']) if (!(await isThere(program))) missing.push(program)
  if (missing.length > 0) {
    console.log(`Skipped: ${missing.join(' and ')} not found. Install LibreOffice Writer and Calc, and poppler-utils.`)
    return
  }
  const folder = await mkdtemp(join(tmpdir(), 'm50-documents-'))
  for (const [name, document] of Object.entries(sampleDocuments)) {
    await writeFile(join(folder, `docx-${name}.docx`), await toDocx(document))
    await writeFile(join(folder, `pdf-${name}.pdf`), await toPdf(document))
  }
  await writeFile(join(folder, 'xlsx-lobbyagenda.xlsx'), await toXlsx(sampleSheet))
  const made = (await readdir(folder)).filter(file => /\.(docx|xlsx)$/.test(file))
  // A profile of its own: LibreOffice may be open already.
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`
  await run('soffice', [
    profile,
    '--headless',
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    ...made.map(file => join(folder, file)),
  ])
  const pdfs = await readdir(folder)
  for (const file of [...made, ...Object.keys(sampleDocuments).map(name => `pdf-${name}.pdf`)]) {
    const name = file.replace(/\.\w+$/, '')
    const pages = pdfs.includes(`${name}.pdf`) ? await draw(folder, `${name}.pdf`, name) : 0
    console.log(`${file}: ${pages === 0 ? 'LibreOffice could not read it' : `${pages} pages`}`)
    if (pages === 0) process.exitCode = 1
  }
  if (process.argv.includes('--pictures'))
    for (const [page, picture] of pictures) await copyFile(join(folder, page), join(images, picture))
  console.log(`Look at every page in ${folder}`)
}

await check()
