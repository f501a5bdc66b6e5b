// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import type { LeadingRole } from '#/network/actor.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import type { Occurrence, Planned } from '#/network/planned-kind.ts'
import { afterWorkingDays } from '#/network/working-days.ts'

/** After so many working days whoever is silent is asked again, and then no more. */
const reminderDays = [5, 10] as const

const waves = statement(
  'role_check_waves',
  `select distinct c.id, a.asked_at as "askedAt" from role_checks c join role_check_asks a on a.check_id = c.id where c.closed_at is null and a.answer is null`,
)

/** The reminders of each round that runs: for everyone who was asked at the same moment, since who came later is asked later. */
export async function checkReminders(db: Db, { zone, quiet, off }: WorkingHours): Promise<readonly Occurrence[]> {
  return (await db.query<{ id: string; askedAt: Date }>(waves)).flatMap(({ id, askedAt }) =>
    reminderDays.map((days, at) => ({
      subject: { kind: 'roleCheck', id },
      occurrence: `${askedAt.toISOString()} ${at + 1}`,
      dueAt: afterWorkingDays(askedAt, days, { zone, quiet, off }),
    })),
  )
}

/** When those were asked whom a planned reminder is for. */
export const waveOf = ({ occurrence }: Planned): string => occurrence.split(' ')[0] ?? ''

const silent = statement(
  'role_check_silent',
  `select c.kind, count(*)::int as count from role_checks c join role_check_asks a on a.check_id = c.id join roles r on r.id = a.role_id
   where c.id::text = $1 and c.closed_at is null and a.asked_at = $2::timestamptz and a.answer is null and (r.ends_on is null or r.ends_on > $3::date) group by c.kind`,
)

/** How many a planned reminder would go to by now, and of which role; null where nobody is silent any more. */
export async function silentIn(
  db: Db,
  planned: Planned,
  today: string,
): Promise<{ readonly kind: LeadingRole; readonly count: number } | null> {
  const rows = await db.query<{ kind: LeadingRole; count: number }>(silent, [
    planned.subject.id,
    waveOf(planned),
    today,
  ])
  return rows[0] ?? null
}
