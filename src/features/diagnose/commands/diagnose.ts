// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { type Db, statement } from '#/database/db.ts'
import { diagnosisCard } from '#/features/diagnose/cards/diagnosis.ts'
import { checks } from '#/features/diagnose/rules/checks.ts'
import type { Finding } from '#/features/diagnose/rules/finding.ts'
import { networkName } from '#/network/setting.ts'

const host = statement('diagnose host', 'select name from sources where is_host order by platform, name limit 1')

async function hostName(db: Db): Promise<string> {
  const [row] = await db.query<{ name: string }>(host)
  return row?.name ?? 'Slack'
}

/** `m50 diagnose`: what works, what does not, and whom the bot can't reach. */
export const diagnoseLine: Reads<string> = {
  does: 'reads',
  asks: 'desk.read',
  async run(db, turn) {
    const findings: Finding[] = []
    const at = { now: turn.now, today: turn.today, missingScopes: await turn.missingScopes() }
    for (const check of checks) findings.push(...(await check.run(db, at)))
    const around = { network: await networkName(db), workspace: await hostName(db) }
    return { card: diagnosisCard(findings, around, turn.locale), to: 'me' }
  },
}
