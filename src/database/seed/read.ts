// SPDX-License-Identifier: EUPL-1.2
import { crossCheck } from '#/database/seed/check.ts'
import { readFolder } from '#/database/seed/folder.ts'
import { SeedMistakes } from '#/database/seed/mistakes.ts'
import { rowsOf, type TableRows } from '#/database/seed/rows.ts'

/** What the folder of a network says: its name, and its rows table by table. @throws SeedMistakes with one sentence per mistake, naming file and row. */
export async function readSeed(
  directory: string,
): Promise<{ readonly network: string; readonly tables: readonly TableRows[] }> {
  const folder = await readFolder(directory)
  const mistakes = crossCheck(folder)
  if (mistakes.length > 0) throw new SeedMistakes(mistakes)
  return { network: folder.network.network.name, tables: rowsOf(folder) }
}
