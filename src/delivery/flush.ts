// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { flushStatement, type Part } from '#/delivery/flush-statement.ts'
import { growingPrefix } from '#/delivery/growing-id.ts'
import { type Notice, noticesOf } from '#/delivery/notify.ts'
import type { DeliveryJob, Queue } from '#/delivery/queue.ts'
import { resentOf } from '#/delivery/settle.ts'
import { auditRowsOf } from '#/network/audit.ts'
import { dateIn } from '#/network/calendar.ts'
import type { DeliveryId } from '#/network/ids.ts'

/** What the outbox needs to know of a notice kind. */
export interface KindRules {
  readonly onUnclear: 'surely' | 'once'
  readonly recordClass: 'record' | 'message'
}

/** For a platform that the bot no longer serves. */
const strand = statement(
  'flush strand',
  `update deliveries set state = 'failed', reason = 'noAccount', settled_at = now(), fence = fence + 1 where id = any($1::uuid[])`,
)

const made = z.object({
  id: z.string().transform(id => id as DeliveryId),
  platform: z.string(),
  conversation: z.string(),
})

/** A turn's key and what a repeat of it is answered from. */
export interface Kept {
  readonly key: string
  readonly outcome: object
}

/** The last statements of a writing turn: one for the outcome under its key, audit rows and deliveries, one a platform for their jobs; none at all when nothing was collected. Gives the platforms that have jobs to be told of after the commit. */
export function createFlush(options: {
  readonly kindOf: (kind: string) => KindRules
  readonly queue: Pick<Queue, 'platforms' | 'add'>
  readonly defaultLocale: string
  /** In whose days it is decided which account is whose. */
  readonly zone: string
}): (tx: Tx, now: Date, kept?: Kept | null) => Promise<ReadonlySet<string>> {
  const { kindOf, queue, defaultLocale, zone } = options
  return async (tx, now, kept = null) => {
    const acts = auditRowsOf(tx)
    const notices = noticesOf(tx)
    const jobs: DeliveryJob[] = resentOf(tx).filter(({ platform }) => queue.platforms.includes(platform))
    const stranded = resentOf(tx).filter(job => !jobs.includes(job))
    if (stranded.length > 0) await tx.query(strand, [stranded.map(({ delivery }) => delivery)])
    if (acts.length > 0 || notices.length > 0 || kept) {
      const given = {
        now,
        today: dateIn(zone, now),
        kept,
        locale: defaultLocale,
        platforms: queue.platforms,
        audit: acts.map(act => ({
          action: act.action,
          subject_kind: act.subject.kind,
          subject_id: act.subject.id,
          person: act.by.personId,
          role: act.by.role,
          behalf: act.by.onBehalfOf,
          municipality: act.by.municipalityId,
          app: act.by.app,
          old: act.old,
          new: act.new,
        })),
        notices: notices.map(notice => ({ ...noticeRow(notice), ...kindRow(kindOf(notice.kind)) })),
      }
      const parts = new Set<Part>(notices.map(notice => notice.audience.kind))
      if (acts.length > 0) parts.add('audit')
      if (kept) parts.add('kept')
      const rows = z.array(made).parse(await tx.query(flushStatement(parts), [JSON.stringify(given)]))
      jobs.push(...rows.map(row => ({ ...row, delivery: row.id })))
    }
    if (jobs.length > 0) await queue.add(tx, jobs)
    return new Set(jobs.map(job => job.platform))
  }
}

const kindRow = (rules: KindRules) => ({ on_unclear: rules.onUnclear, record_class: rules.recordClass })

function noticeRow({ audience, kind, facts, subject, notAfter }: Notice) {
  return {
    grows: growingPrefix(),
    audience: audience.kind,
    person: audience.kind === 'person' ? audience.person : undefined,
    account: audience.kind === 'account' ? audience.account : undefined,
    pillar: audience.kind === 'pillar' ? audience.pillar : undefined,
    channel: audience.kind === 'channel' ? audience.channel : undefined,
    or_else: audience.kind === 'thread' ? audience.orElse : undefined,
    about_kind: audience.kind === 'thread' ? audience.subject.kind : undefined,
    about_id: audience.kind === 'thread' ? audience.subject.id : undefined,
    kind,
    facts,
    subject_kind: subject?.kind,
    subject_id: subject?.id,
    not_after: notAfter,
  }
}
