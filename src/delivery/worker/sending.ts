// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'

import type { Card } from '#/chat/card.ts'
import type { Message, Sent } from '#/chat/platform.ts'
import { orInShort } from '#/chat/short.ts'
import { statement } from '#/database/db.ts'
import { faultFacts } from '#/database/fault.ts'
import { answered } from '#/delivery/answered.ts'
import { scopeOf } from '#/delivery/limits.ts'
import { between } from '#/delivery/points.ts'
import { growingWait, idleWait } from '#/delivery/waits.ts'
import {
  claim,
  endAs,
  giveBack,
  giveBackLimited,
  type Held,
  noteFault,
  notePosted,
  renew,
} from '#/delivery/worker/claim.ts'
import { type Drawing, draw, liveOf } from '#/delivery/worker/drawing.ts'
import { endOrMove } from '#/delivery/worker/ending.ts'
import { again, done, lost, type Office, type Run } from '#/delivery/worker/office.ts'
import { placeOf } from '#/delivery/worker/place.ts'
import { keptFromStrangers } from '#/delivery/worker/reading-along.ts'
import type { Row } from '#/delivery/worker/row.ts'
import { type Ending, patienceTimes, unclearWait } from '#/delivery/worker/step.ts'
import { dateIn } from '#/network/calendar.ts'

/** So long after it was fenced, a worker may have been stopped and its job taken over: it asks once more whether the delivery is still its own [T28]. */
const freshMs = 2_000
const daySeconds = 86_400

/** Sends a delivery. `missing`: no copy of it stands anywhere, for sure. */
export async function send(office: Office, row: Row, missing: boolean): Promise<Run> {
  if (row.state !== 'open' && row.state !== 'sending') return done(row.state)
  const held: Held = { id: row.id, state: row.state, fence: row.fence }
  // A kind that this release does not know is left for the newer copy beside it [T37].
  if (!office.studio.notices.has(row.kind) && row.age_seconds < daySeconds) return again('unknown', idleWait)
  const place = await placeOf(office, row, held)
  if (typeof place !== 'string') return place
  const kept = await keptFromStrangers(office, row, held, { place, missing })
  if (kept) return kept
  const drawing = await drawn(office, row, held, missing)
  if ('verdict' in drawing) return drawing
  const claimedAt = performance.now()
  const mine = await between(office.mark, 'worker.claim', () => claim(office.db, held, drawing))
  if (mine) office.witness.saw(mine.id, mine.fence)
  return mine ? post(office, row, mine, { place, drawing, missing, claimedAt }) : lost
}

async function drawn(office: Office, row: Row, held: Held, missing: boolean): Promise<Drawing | Run> {
  const { db, studio, zone, time, typed } = office
  const end = async (ending: Ending) => ((await endAs(db, held, ending)) ? done(ending.state) : lost)
  const withoutCopy = missing ? 'void' : 'unclear'
  try {
    const { locale, person_id: person } = row
    const today = dateIn(zone, time.at(row.now))
    const reader = { locale, person, zone, today, typed: typed(row.identity !== null) }
    const drawing = await between(office.mark, 'worker.draw', () => draw(db, studio, row, reader))
    return drawing ?? (await end({ state: withoutCopy, reason: 'pointless' }))
  } catch (error) {
    office.log.error({ delivery: row.id, kind: row.kind, ...faultFacts(error) }, 'A notice could not be drawn')
    if (row.unclear + 1 >= patienceTimes) return end({ state: missing ? 'failed' : 'unclear', reason: 'fault' })
    return (await noteFault(db, held)) ? again('fault', growingWait(row.unclear + 1)) : lost
  }
}

interface Posting {
  readonly place: string
  readonly drawing: Drawing
  readonly missing: boolean
  readonly claimedAt: number
}

async function post(office: Office, row: Row, claimed: Held, posting: Posting): Promise<Run> {
  const { db, platform, limits, mark } = office
  const { place, drawing } = posting
  const workspace = row.workspace ?? ''
  const scope = scopeOf(platform.name, workspace, platform.methods.post)
  const { card, version, whole } = drawing
  const message: Message = { card, locale: row.locale, delivery: row.id, drawing: version, whole }
  const to = { workspace, conversation: place, ...(row.root === null ? {} : { thread: row.root }) }
  let held = claimed
  let fencedAt = posting.claimedAt
  await mark('worker.post.before')
  while (performance.now() - fencedAt > freshMs) {
    fencedAt = performance.now()
    const mine: Held | null = await between(mark, 'worker.renew', () => renew(db, held))
    if (!mine) return lost
    held = mine
    office.witness.saw(mine.id, mine.fence)
  }
  const wait = limits.wait(scope, `${scope}:${place}`)
  if (wait > 0) return (await giveBack(db, held, 'limited')) ? again('limited', wait) : lost
  const sent = await answered<Sent>(platform, office.log, () => orInShort(message, one => platform.post(to, one)), {
    outcome: 'unclear',
  })
  await mark('worker.post.after')
  if (sent.outcome === 'limited') limits.heard(limitScope(scope, place, sent), sent.retryAfterSeconds)
  return between(mark, 'worker.settle', () => settle(office, row, held, sent, { ...posting, claimedAt: fencedAt }))
}

const limitScope = (scope: string, place: string, sent: Extract<Sent, { outcome: 'limited' }>): string =>
  sent.scope === 'conversation' ? `${scope}:${place}` : scope

async function settle(office: Office, row: Row, held: Held, sent: Sent, posting: Posting): Promise<Run> {
  const { db, platform } = office
  switch (sent.outcome) {
    case 'sent':
      return insisted(() =>
        arrived(office, row, held, {
          place: posting.place,
          message: sent.message,
          version: posting.drawing.version,
          short: sent.short,
        }),
      )
    case 'limited': {
      const scope = limitScope(scopeOf(platform.name, row.workspace ?? '', platform.methods.post), posting.place, sent)
      await giveBackLimited(db, held, scope, sent.retryAfterSeconds)
      return again('limited', sent.retryAfterSeconds)
    }
    case 'later':
      return (await giveBack(db, held, 'unreachable')) ? again('later', growingWait(row.attempt + 1)) : lost
    case 'refused': {
      // An earlier attempt may have arrived, for all anybody knows.
      const state = posting.missing ? 'failed' : 'unclear'
      return endOrMove(office, row, held, { state, reason: sent.reason }, 'refused')
    }
    case 'unclear': {
      const unclear = row.unclear + (row.state === 'sending' ? 1 : 0)
      return again('unclear', unclearWait(unclear, platform.timeoutMs) - (performance.now() - posting.claimedAt) / 1000)
    }
  }
}

const againMs = 500
const mostTimes = 120

/** What the platform has answered must not be forgotten because the database is away for a while: the message would be sent again. The fence holds meanwhile. */
async function insisted<T>(note: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times++) {
    try {
      return await note()
    } catch (error) {
      if (times === mostTimes) throw error
      await pause(againMs)
    }
  }
}

/** Notes a message that stands. A live card that shows the past already, or a copy that nobody waits for any more, is drawn anew. */
export async function arrived(
  office: Office,
  row: Row,
  held: Held,
  posted: {
    readonly place: string
    readonly message: string
    readonly version: number
    readonly short?: Card | undefined
  },
): Promise<Run> {
  const live = liveOf(office.studio, row)
  const subject = live && row.subject_kind ? { kind: row.subject_kind, id: live.id } : null
  if (posted.short) office.log.warn({ delivery: row.id, kind: row.kind }, 'A card was too large, and went in short')
  const isMine = await notePosted(office.db, held, { ...posted, subject })
  if (isMine) office.witness.saw(held.id, held.fence + 1)
  if (live && subject) {
    const [now] = await office.db.query<{ version: number }>(versionOf(live.subject.table), [live.id])
    if (now && (!isMine || now.version > posted.version)) await office.redraw(subject)
  }
  return isMine ? done('sent') : again('copy', 1)
}

const versionOf = (table: string) => statement(`version of ${table}`, `select version from "${table}" where id = $1`)
