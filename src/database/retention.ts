// SPDX-License-Identifier: EUPL-1.2
import type { Pool } from '#/database/database.ts'
import { statement, type Tx } from '#/database/db.ts'
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
