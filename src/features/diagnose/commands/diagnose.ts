// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { type Db, statement } from '#/database/db.ts'
import { type Around, diagnosisCard } from '#/features/diagnose/cards/diagnosis.ts'
import { checks } from '#/features/diagnose/rules/checks.ts'
import type { Finding } from '#/features/diagnose/rules/finding.ts'
import { networkName } from '#/network/setting.ts'

const host = statement(
  'diagnose host',
  'select platform, name from sources where is_host order by platform, name limit 1',
)

async function aroundOf(db: Db): Promise<Around> {
  const [row] = await db.query<{ platform: string; name: string }>(host)
  return {
    network: await networkName(db),
    workspace: row?.name ?? 'Slack',
    isOnTeams: row?.platform === 'teams',
  }
}

/** `m50 diagnose`: what works, what does not, and whom the bot can't reach. */
export const diagnoseLine: Reads<string> = {
  does: 'reads',
  asks: 'desk.read',
  async run(db, turn) {
    const findings: Finding[] = []
    const at = { now: turn.now, today: turn.today, missingScopes: await turn.missingScopes() }
    for (const check of checks) findings.push(...(await check.run(db, at)))
    return { card: diagnosisCard(findings, await aroundOf(db), turn), to: 'me' }
  },
}
