// SPDX-License-Identifier: EUPL-1.2

import type { Submitted } from '#/chat/feature.ts'
import { tame } from '#/chat/markdown.ts'
import type { Turn } from '#/chat/turn.ts'
import { pastedFrom } from '#/features/importing/rules/file.ts'
import { Refusal } from '#/network/refusal.ts'

const mostMb = 2

/** What a file that was sent holds, as if its rows were pasted; the rest of an import does not know the difference. @throws Refusal, at the field that it came in */
export async function rowsInFile(turn: Turn, file: string, field?: string): Promise<string> {
  const at = field ? { field } : {}
  const sent = await turn.readFile(file, mostMb * 1_000_000)
  if (!sent.ok) throw new Refusal(`chat.file.${sent.reason}`, { most: mostMb }, at)
  const pasted = await pastedFrom(sent.bytes)
  if (typeof pasted === 'string') throw new Refusal(`importing.${pasted}`, {}, at)
  if (!pasted.text.trim()) throw new Refusal('importing.kind', {}, at)
  return tame(pasted.text)
}

/** What a line's file holds; nothing where none came with it. */
export const rowsOfLine = async (turn: Turn): Promise<string> =>
  turn.act.kind === 'line' && turn.act.file ? rowsInFile(turn, turn.act.file) : ''

/** What was submitted, with the rows of its file where it has one. @throws Refusal, at the field */
export async function rowsSubmitted(turn: Turn, { context, fields }: Submitted): Promise<Submitted> {
  const { file = '', rows = '' } = fields
  if (!file && !rows.trim()) throw new Refusal('importing.nothing', {}, { field: 'rows' })
  if (file && rows.trim()) throw new Refusal('importing.both', {}, { field: 'rows' })
  return { context, fields: { file, rows: file ? await rowsInFile(turn, file, 'file') : rows } }
}
