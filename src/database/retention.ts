// SPDX-License-Identifier: EUPL-1.2
import type { Pool } from '#/database/database.ts'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'
import type { Term } from '#/database/terms.ts'

/** A term with what deletes what is due; it gives how much that was. */
export interface Rule {
  readonly name: string
  readonly days: number
  run(tx: Tx, days: number, now: Date): Promise<number>
}

export const ruleOf = ({ name, days, steps }: Term): Rule => ({
  name,
  days,
  async run(tx, most, now) {
    let deleted = 0
    for (const step of steps) {
      const [row] = await tx.query<{ rows: number }>(step, [most, now.toISOString()])
      deleted = row?.rows ?? 0
    }
    return deleted
  },
})

const ran = statement('retention_ran', 'select rule from retentions where ran_on = $1::date')
const settings = statement(
  'retention_settings',
  `select substr(key, 11) as rule, value::int as days from settings where key like 'retention.%' and jsonb_typeof(value) = 'number'`,
)
const begin = statement(
  'retention_begin',
  'insert into retentions (ran_on, rule, ran_at) values ($1::date, $2, $3::timestamptz) on conflict do nothing returning rule',
)
const failingRules = statement(
  'retention_failing',
  `select r as rule from unnest($1::text[]) with ordinality rules(r, place)
   where not exists (select from retentions t where t.rule = r and t.ran_on = $2::date)
     and (exists (select from retentions o where o.ran_on = $2::date and o.ran_at < $3::timestamptz - interval '5 minutes')
       or (select max(ran_on) from retentions) < $2::date - 1) order by place`,
)

/** The rules that did not run on the day of `today` though others did, or all of them where none has since the day before: each is tried again at every tick. */
export const failing = async (
  db: Db,
  rules: readonly string[],
  { now, today }: { readonly now: Date; readonly today: string },
): Promise<readonly string[]> =>
  (await db.query<{ rule: string }>(failingRules, [rules, today, now.toISOString()])).map(({ rule }) => rule)

const end = statement('retention_end', 'update retentions set rows = $3::int where ran_on = $1::date and rule = $2')

/**
 * Deletes what is due, each rule once a day, by whichever copy comes first; counted in `retentions` and in the log. A rule that fails keeps no other from its
 * work, and is tried again at the next call [T44]. `flush` writes what a rule collected.
 */
export async function retain(
  pool: Pool,
  rules: readonly Rule[],
  at: { readonly now: Date; readonly today: string },
  log: Log,
  flush: (tx: Tx, now: Date) => Promise<unknown>,
): Promise<void> {
  const { now, today } = at
  const done = new Set((await pool.query<{ rule: string }>(ran, [today])).map(({ rule }) => rule))
  const due = rules.filter(({ name }) => !done.has(name))
  if (due.length === 0) return
  const chosen = new Map(
    (await pool.query<{ rule: string; days: number }>(settings)).map(({ rule, days }) => [rule, days]),
  )
  for (const rule of due) {
    try {
      const rows = await pool.transaction(async tx => {
        if ((await tx.query(begin, [today, rule.name, now.toISOString()])).length === 0) return null
        const deleted = await rule.run(tx, chosen.get(rule.name) ?? rule.days, now)
        await tx.query(end, [today, rule.name, deleted])
        await flush(tx, now)
        return deleted
      })
      if (rows !== null) log.info({ rule: rule.name, rows }, 'Retention')
    } catch (error) {
      log.error({ rule: rule.name, ...faultFacts(error) }, 'A retention rule failed')
    }
  }
}
