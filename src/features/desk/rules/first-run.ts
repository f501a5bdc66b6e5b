// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { contactOfficers } from '#/features/people/rules/contact-officer.ts'
import { holds } from '#/network/holding.ts'

/** What a secretariat does in its first days, and how far it is [E47]. */
export interface FirstRun {
  readonly channel: boolean
  readonly pillars: boolean
  readonly colleague: boolean
  /** Member municipalities with a contact officer, of all. */
  readonly officers: { readonly known: number; readonly all: number }
}

const look = statement(
  'first_run',
  `select exists (select from channels where purpose = 'secretariat' and ended_at is null) as channel,
     exists (select from settings where key = 'firstRun.pillars') as pillars,
     (select count(distinct r.person_id) from roles r where r.kind in ('secretariat', 'deputySecretariat')
       and ${holds('r', '$1::date')}) > 1 as colleague,
     (select count(*)::int from memberships m where ${holds('m', '$1::date')} and exists (select from ${contactOfficers('m.municipality_id', '$1::date')})) as known,
     (select count(*)::int from memberships m where ${holds('m', '$1::date')}) as all`,
)

export async function firstRun(db: Db, today: string): Promise<FirstRun> {
  const [row] = await db.query<{ channel: boolean; pillars: boolean; colleague: boolean; known: number; all: number }>(
    look,
    [today],
  )
  if (!row) throw new Error('one row of counts')
  const { known, all, ...steps } = row
  return { ...steps, officers: { known, all } }
}

const seen = statement(
  'first_run_pillars',
  `insert into settings (key, value, updated_at) values ('firstRun.pillars', 'true'::jsonb, $1::timestamptz) on conflict (key) do nothing`,
)

/** The secretariat has looked whether the pillars are right. */
export const notePillarsSeen = async (tx: Tx, now: Date): Promise<void> =>
  void (await tx.query(seen, [now.toISOString()]))
