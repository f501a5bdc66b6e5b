// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Act, KeptAct, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { dropDraft, keepDraft, readDraft } from '#/network/drafts.ts'

/** The shape in which an act is kept. */
export const keptAct = z.union([
  z.object({ kind: z.literal('line'), text: z.string(), by: z.enum(['command', 'mention', 'direct']) }),
  z.object({ kind: z.literal('press'), name: z.string(), value: z.string() }),
])

const name = 'next'

/** Keeps what someone wanted until it is known who it is: a join is not lost. */
export async function keepAct(db: Db, turn: Turn, act: Act): Promise<void> {
  const kept = keptAct.safeParse(act)
  if (kept.success) await keepDraft(db, turn.actor.identity, 'line', name, kept.data, turn.now)
}

/** What was wanted before it was known who speaks. */
export async function keptLine(db: Db, turn: Turn): Promise<KeptAct | null> {
  const kept = keptAct.safeParse(await readDraft(db, turn.actor.identity, 'line', name))
  return kept.success ? kept.data : null
}

export const dropKept = (db: Db, turn: Turn): Promise<void> => dropDraft(db, turn.actor.identity, 'line', name)
