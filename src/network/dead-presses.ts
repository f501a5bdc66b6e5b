// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'

/** Counted for so long, and then anew. */
const countedDays = 30

const note = statement(
  'dead press note',
  `insert into settings (key, value, updated_at) values ('press.dead', jsonb_build_object('count', 1, 'name', $1::text, 'since', now()), now())
   on conflict (key) do update set updated_at = now(), value =
     case when (settings.value->>'since')::timestamptz < now() - interval '${countedDays} days' then excluded.value
       else settings.value || jsonb_build_object('count', (settings.value->>'count')::int + 1, 'name', $1::text) end`,
)
const read = statement(
  'dead press read',
  `select (value->>'count')::int as count, value->>'name' as name from settings where key = 'press.dead' and updated_at > now() - interval '${countedDays} days'`,
)

/** Presses that no feature answers any more, of the last weeks, and the name of the last one. */
export interface DeadPresses {
  readonly count: number
  readonly name: string
}

const isName = /^[a-zA-Z]{1,30}\.[a-zA-Z]{1,30}$/

/** Counts a press or a form that no feature answers any more [F79]: by its name alone, where it may be one of ours. */
export const noteDeadPress = async (db: Db, name: string): Promise<void> =>
  void (await db.query(note, [isName.test(name) ? name : 'other']))

export const deadPresses = async (db: Db): Promise<DeadPresses | null> => (await db.query<DeadPresses>(read))[0] ?? null
