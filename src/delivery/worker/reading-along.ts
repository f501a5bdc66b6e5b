// SPDX-License-Identifier: EUPL-1.2
import type { Readers } from '#/chat/platform.ts'
import { answered } from '#/delivery/answered.ts'
import { lastingWait } from '#/delivery/waits.ts'
import { endAs, type Held } from '#/delivery/worker/claim.ts'
import { again, done, lost, type Office, type Run } from '#/delivery/worker/office.ts'
import type { Row } from '#/delivery/worker/row.ts'
import type { Reason } from '#/delivery/worker/step.ts'
import { dateIn } from '#/network/calendar.ts'
import { strangersAmong } from '#/network/reading-along.ts'

/**
 * What goes to a channel is internal, and goes nowhere that a stranger to the network reads along [T23]: a run's end where it may not be posted now, else null.
 * A platform that lets no bot ask who reads along leaves that to the secretariat.
 */
export async function keptFromStrangers(
  office: Office,
  row: Row,
  held: Held,
  { place: conversation, missing }: { readonly place: string; readonly missing: boolean },
): Promise<Run | null> {
  const { platform, db, log, zone, time } = office
  const ask = platform.readers
  if (!ask || row.identity !== null) return null
  const to = { workspace: row.workspace ?? '', conversation }
  const asked = await answered<Readers>(platform, log, () => ask(to), { outcome: 'unclear' })
  const end = async (reason: Reason) =>
    (await endAs(db, held, { state: missing ? 'failed' : 'unclear', reason })) ? done('refused') : lost
  switch (asked.outcome) {
    case 'known': {
      const strangers = await strangersAmong(db, asked.readers, dateIn(zone, time.at(row.now)))
      return strangers.length > 0 ? end('strangers') : null
    }
    case 'refused':
      return end(asked.reason)
    case 'limited':
      return again('limited', asked.retryAfterSeconds)
    case 'later':
    case 'unclear':
      return again('unanswered', lastingWait(row.age_seconds))
  }
}
