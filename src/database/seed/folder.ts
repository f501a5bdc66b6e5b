// SPDX-License-Identifier: EUPL-1.2
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { SeedMistakes } from '#/database/seed/mistakes.ts'
import { type Network, type NetworkFile, readNetwork } from '#/database/seed/network.ts'
import {
  aliasShape,
  committeeShape,
  domainShape,
  holidayShape,
  municipalityShape,
  type Row,
  readTable,
  targetShape,
} from '#/database/seed/tables.ts'

export const files = {
  network: 'network.yaml',
  municipalities: 'municipalities.csv',
  domains: 'domains.csv',
  aliases: 'aliases.csv',
  committees: 'committees.csv',
  targets: 'targets.csv',
  holidays: 'holidays.csv',
} as const

/** The folder of a network as it was read: each row fits by itself, what rows say of each other is still unchecked. */
export interface Folder {
  readonly network: Network
  readonly rowOf: NetworkFile['rowOf']
  readonly municipalities: readonly Row<z.infer<typeof municipalityShape>>[]
  readonly domains: readonly Row<z.infer<typeof domainShape>>[]
  readonly aliases: readonly Row<z.infer<typeof aliasShape>>[]
  readonly committees: readonly Row<z.infer<typeof committeeShape>>[]
  readonly targets: readonly Row<z.infer<typeof targetShape>>[]
  readonly holidays: readonly Row<z.infer<typeof holidayShape>>[]
}

/** Reads the files of a network's folder; only `network.yaml` and `municipalities.csv` must be there. @throws SeedMistakes */
export async function readFolder(directory: string): Promise<Folder> {
  const mistakes: string[] = []
  const [network, municipalities, domains, aliases, committees, targets, holidays] = await Promise.all([
    textOf(directory, files.network),
    textOf(directory, files.municipalities),
    textOf(directory, files.domains),
    textOf(directory, files.aliases),
    textOf(directory, files.committees),
    textOf(directory, files.targets),
    textOf(directory, files.holidays),
  ])
  const table = <Shape extends z.ZodObject>(file: string, text: string | null, shape: Shape) =>
    text === null ? [] : readTable(file, text, shape, mistakes)
  if (network === null) mistakes.push(`${files.network}: there is no such file in ${directory}.`)
  if (municipalities === null) mistakes.push(`${files.municipalities}: there is no such file in ${directory}.`)
  const read = network === null ? null : readNetwork(files.network, network, mistakes)
  const tables = {
    municipalities: table(files.municipalities, municipalities, municipalityShape),
    domains: table(files.domains, domains, domainShape),
    aliases: table(files.aliases, aliases, aliasShape),
    committees: table(files.committees, committees, committeeShape),
    targets: table(files.targets, targets, targetShape),
    holidays: table(files.holidays, holidays, holidayShape),
  }
  if (read === null || mistakes.length > 0) throw new SeedMistakes(mistakes)
  return { ...read, ...tables }
}

async function textOf(directory: string, file: string): Promise<string | null> {
  try {
    return await readFile(join(directory, file), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
