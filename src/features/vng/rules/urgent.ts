// SPDX-License-Identifier: EUPL-1.2
// What is urgent reaches who chairs a pillar at once, while it still waits for its review [A43]; what is confidential as well, all who lead that pillar.
import type { Db, Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { leadsOf } from '#/features/lobby/rules/leads.ts'
import { leadersOf } from '#/features/vng/rules/leaders.ts'
import { type Report, reportRef } from '#/features/vng/rules/reports.ts'
import type { PersonId, PillarId, ReportId } from '#/network/ids.ts'

type Told = Pick<Report, 'urgency' | 'isConfidential'> & { readonly pillars: readonly PillarId[] }

/** Who leads a pillar for such a report; nobody where the secretariat has it by the request alone. */
async function leading(
  db: Db,
  pillar: PillarId,
  { isConfidential }: Pick<Told, 'isConfidential'>,
  today: string,
): Promise<readonly PersonId[]> {
  if (!isConfidential)
    return (await leadsOf(db, pillar, today)).flatMap(one => (one.kind === 'person' ? [one.person] : []))
  const { people, isLed } = await leadersOf(db, pillar, today)
  return isLed ? people : []
}

/** Whom a report that waits reaches already. */
export async function urgentTo(db: Db, told: Told, today: string): Promise<ReadonlySet<PersonId>> {
  const people = new Set<PersonId>()
  if (told.urgency !== 'urgent') return people
  for (const pillar of told.pillars) for (const person of await leading(db, pillar, told, today)) people.add(person)
  return people
}

/** Of which pillars of an urgent report that waits someone else reads it already, and which nobody leads. */
export interface ReadAhead {
  readonly read: Report['pillars']
  readonly unled: Report['pillars']
}

/** Null for what waits as all that is not urgent does. `but` is who knows: whoever wrote it. */
export async function readAhead(
  db: Db,
  report: Pick<Report, 'urgency' | 'isConfidential' | 'pillars' | 'state'>,
  but: ReadonlySet<PersonId | null>,
  today: string,
): Promise<ReadAhead | null> {
  if (report.urgency !== 'urgent' || report.state !== 'proposed') return null
  const read = []
  const unled = []
  for (const pillar of report.pillars) {
    const people = await leading(db, pillar.id, report, today)
    if (people.length === 0) unled.push(pillar)
    else if (people.some(person => !but.has(person))) read.push(pillar)
  }
  return { read, unled }
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
