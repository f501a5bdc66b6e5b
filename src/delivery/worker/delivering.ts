// SPDX-License-Identifier: EUPL-1.2
import type { Verdict } from '#/delivery/fetching.ts'
import { between } from '#/delivery/points.ts'
import { type Held, holdBack } from '#/delivery/worker/claim.ts'
import { endOrMove } from '#/delivery/worker/ending.ts'
import { lookUp } from '#/delivery/worker/looking.ts'
import { again, done, lost, type Office, type Run } from '#/delivery/worker/office.ts'
import { placeOf } from '#/delivery/worker/place.ts'
import { type Row, readRow } from '#/delivery/worker/row.ts'
import { arrived, send } from '#/delivery/worker/sending.ts'
import { afterLookUp, type Step, stepFor } from '#/delivery/worker/step.ts'
import { dateIn } from '#/network/calendar.ts'
import type { DeliveryId } from '#/network/ids.ts'

/** Goes on with a delivery as far as it can be brought now, and says whether its job is done. @throws when the database cannot be asked: nothing is lost, the job comes again. */
export async function deliver(office: Office, id: DeliveryId): Promise<Verdict> {
  const began = performance.now()
  const today = dateIn(office.zone, new Date())
  const row = await between(office.mark, 'worker.read', () =>
    readRow(office.db, id, office.platform.methods, today, office.witness.seen()),
  )
  // The job of before, of what goes elsewhere by now, was left unsettled by a crash.
  if (!row || row.platform !== office.platform.name) return 'done'
  const run = row.is_behind
    ? await tellBehind(office)
    : await take(office, row, stepFor(row, office.platform.timeoutMs))
  const { kind, platform } = row
  const ms = Math.round(performance.now() - began)
  office.log.info({ delivery: id, kind, platform, outcome: run.outcome, attempt: row.attempt + 1, ms }, 'Delivery')
  return run.verdict
}

/** Before anything of an older database leaves, HOLD is on. */
async function tellBehind(office: Office): Promise<Run> {
  await office.check()
  return again('behind', 1)
}

async function take(office: Office, row: Row, step: Step): Promise<Run> {
  if (row.state !== 'open' && row.state !== 'sending') return done(row.state)
  const held: Held = { id: row.id, state: row.state, fence: row.fence }
  switch (step.kind) {
    case 'done':
      return done(row.state)
    case 'hold':
      return row.held || (await holdBack(office.db, held)) ? done('held') : lost
    case 'wait':
      return again(step.why, step.seconds)
    case 'end':
      return endOrMove(office, row, held, step.ending)
    case 'send':
      return send(office, row, step.missing)
    case 'find': {
      // Of one that left before the database was put back, the conversation may not be known any more.
      const place = await placeOf(office, row, held)
      if (typeof place !== 'string') return place
      const found = await lookUp(office, { ...row, place })
      if (found.found !== 'yes') return take(office, row, afterLookUp(row, found))
      const posted = { place, message: found.message, version: row.card_version ?? 0 }
      return between(office.mark, 'worker.settle', () => arrived(office, row, held, posted))
    }
  }
}
