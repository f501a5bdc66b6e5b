// SPDX-License-Identifier: EUPL-1.2
// What is urgent reaches who chairs a pillar at once, while it still waits for its review [A43]; what is confidential as well, all who lead that pillar.
import type { Db, Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import { leadersOf } from '#/features/vng/rules/leaders.ts'
import { type Report, reportRef } from '#/features/vng/rules/reports.ts'
import type { PersonId, PillarId, ReportId } from '#/network/ids.ts'

type Told = Pick<Report, 'urgency' | 'isConfidential'> & { readonly pillars: readonly PillarId[] }

/** Whom a report that waits reaches already. Where nobody leads a pillar the secretariat has it by the request alone. */
export async function urgentTo(
  db: Db,
  { urgency, isConfidential, pillars }: Told,
  today: string,
): Promise<ReadonlySet<PersonId>> {
  const people = new Set<PersonId>()
  if (urgency !== 'urgent') return people
  for (const pillar of pillars) {
    if (isConfidential) {
      const { people: led, isLed } = await leadersOf(db, pillar, today)
      for (const person of isLed ? led : []) people.add(person)
    } else for (const one of await leadsOf(db, pillar, today)) if (one.kind === 'person') people.add(one.person)
  }
  return people
}

/** Tells them, but for those who know: who wrote it, and whoever was told before. */
export function tellUrgent(
  tx: Tx,
  report: ReportId,
  to: ReadonlySet<PersonId>,
  but: ReadonlySet<PersonId | null>,
): void {
  const people = [...to].filter(person => !but.has(person))
  const audience = people.map(person => ({ kind: 'person', person }) as const)
  notify(tx, audience, 'vng.urgent', { report }, { subject: reportRef(report) })
}
