// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { dayOf } from '#/chat/dates.ts'
import type { Feature, Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import { askCard, askPillarCard, bundleCard, cancelledCard } from '#/features/vng/cards/ask.ts'
import { calledInText } from '#/features/vng/cards/called.ts'
import { inputButton, isOnOrAfter } from '#/features/vng/cards/input.ts'
import {
  correctedCard,
  publishedCard,
  stubCard,
  titleOf,
  toldCard,
  urgentCard,
  urgentOverCard,
} from '#/features/vng/cards/report.ts'
import { askKinds, waitingAsk } from '#/features/vng/rules/asks.ts'
import { committeeById, ours, sitting } from '#/features/vng/rules/committees.ts'
import { toldAs } from '#/features/vng/rules/correct-report.ts'
import { inputsOf } from '#/features/vng/rules/inputs.ts'
import { leadersOf, readersActing } from '#/features/vng/rules/leaders.ts'
import { committeeMeeting } from '#/features/vng/rules/meetings.ts'
import { askedReport, type Report, reportById } from '#/features/vng/rules/reports.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { dateIn } from '#/network/calendar.ts'
import type { CommitteeMeetingId, PillarId, ReportId } from '#/network/ids.ts'
import { networkName } from '#/network/setting.ts'

const reportId = z.uuid().transform(id => id as ReportId)
const meetingId = z.uuid().transform(id => id as CommitteeMeetingId)
const ofReport = z.object({ report: reportId })
/** `publishedAt`: what was said of a report that is taken back is not said again by itself once it is there anew. */
const ofPillar = z.object({
  report: reportId,
  pillar: z.string().transform(id => id as PillarId),
  publishedAt: z.iso.datetime(),
})
type OfPillar = z.infer<typeof ofPillar>
const ofCorrection = z.object({ report: reportId, to: z.enum(toldAs) })
const ofMeeting = z.object({ meeting: meetingId })
const asked = z.object({ meeting: meetingId, kind: z.enum(askKinds) })
const bundled = z.union([
  z.object({ about: z.literal('meeting'), id: meetingId }).transform(({ about: kind, id }) => ({ kind, id })),
  z.object({ about: z.literal('report'), id: reportId }).transform(({ about: kind, id }) => ({ kind, id })),
])

const record = { onUnclear: 'surely', recordClass: 'record' } as const
const inChannel = { onUnclear: 'once', recordClass: 'record' } as const

/** What stands in a channel is true for every reader: of a meeting, until when input is welcome; of one that is cancelled, that it is. */
async function drawMeeting(db: Db, id: CommitteeMeetingId, reader: Reader) {
  const meeting = await committeeMeeting(db, id)
  if (!meeting) return null
  const committee = await committeeById(db, meeting.committee, reader.today, { coming: true })
  const seats = sitting(ours(committee?.seats ?? []), dateIn(reader.zone, meeting.startsAt))
  const card = meeting.cancelledAt ? cancelledCard(meeting, reader) : askPillarCard(meeting, seats, reader)
  return { card, version: meeting.version, isCancelled: meeting.cancelledAt !== null }
}

const isPublished = (report: Report | null, { publishedAt }: OfPillar): report is Report =>
  report?.state === 'published' && report.publishedAt?.toISOString() === publishedAt

/** What is said in a pillar's channel of a report: nothing of its words once it is taken back. */
async function drawPosted(db: Db, facts: OfPillar, reader: Reader) {
  const report = await askedReport(db, facts.report)
  return isPublished(report, facts) && !report.isConfidential ? toldCard(report, null, reader) : null
}

/** What who leads a pillar is told of a report: with the button that posts it, until it is posted or taken back. */
async function drawForChair(db: Db, facts: OfPillar, reader: Reader) {
  const readers = await readersActing(db, reader.person, reader.today)
  const report = await reportById(db, facts.report, readers, reader.today)
  return isPublished(report, facts) ? toldCard(report, facts.pillar, reader) : null
}

/** What who leads a pillar is told of an urgent report, as long as it waits for its review. */
async function drawUrgent(db: Db, id: ReportId, reader: Reader) {
  const readers = await readersActing(db, reader.person, reader.today)
  const report = await reportById(db, id, readers, reader.today)
  return report?.state === 'proposed' && report.urgency === 'urgent' ? urgentCard(report, reader) : null
}

/** The question to who sits there, while they have not answered it. */
async function drawAsk(db: Db, { meeting, kind }: z.infer<typeof asked>, reader: Reader) {
  const readers = await readersActing(db, reader.person, reader.today)
  const found = await waitingAsk(db, meeting, kind, readers)
  return found ? askCard(found, await networkName(db), reader) : null
}

/** A bundle's title: of which meeting, or of which report. */
async function bundleOf(db: Db, { kind, id }: z.infer<typeof bundled>, reader: Reader) {
  const t = vngTexts.in(reader.locale)
  if (kind === 'meeting') {
    const meeting = await committeeMeeting(db, id)
    if (!meeting || meeting.cancelledAt) return null
    const at = dayOf(meeting.startsAt, reader.locale, reader.zone)
    return {
      title: t('bundle.meeting', { committee: calledInText(meeting.committeeName, reader.locale), at }),
      committee: meeting.committee,
    }
  }
  const report = await reportById(db, id, await readersActing(db, reader.person, reader.today), reader.today)
  return (
    report && {
      title: t('bundle.report', { title: { text: titleOf(report, reader.locale) } }),
      committee: report.committee,
    }
  )
}

export const vngNotices: NonNullable<Feature['notices']> = {
  'vng.published': {
    ...record,
    facts: ofReport,
    async draw(db, { report: id }: z.infer<typeof ofReport>, reader) {
      const report = await reportById(db, id, readersFor(reader.person), reader.today)
      if (report?.state !== 'published') return null
      const led = await Promise.all(report.pillars.map(one => leadersOf(db, one.id, reader.today)))
      const unled = report.pillars.filter((_, at) => !led[at]?.isLed)
      return publishedCard(report, unled, reader.locale)
    },
  },
  'vng.corrected': {
    ...record,
    facts: ofCorrection,
    async draw(db, { report: id, to }: z.infer<typeof ofCorrection>, reader) {
      // In the secretariat's channel nobody reads by themselves.
      const readers = await readersActing(db, reader.person, reader.today)
      const report = to === 'secretariat' ? await askedReport(db, id) : await reportById(db, id, readers, reader.today)
      if (report?.state !== 'published') return null
      const isOpen = to === 'input' && report.inputUntil !== null && isOnOrAfter(report.inputUntil, reader)
      const input = isOpen ? inputButton({ kind: 'report', id }, reader.locale) : null
      return correctedCard(report, to, input, reader.locale)
    },
  },
  'vng.urgent': {
    ...record,
    facts: ofReport,
    draw: (db, { report }: z.infer<typeof ofReport>, reader) => drawUrgent(db, report, reader),
  },
  'vng.forChair': { ...record, facts: ofPillar, draw: drawForChair },
  'vng.report': { ...inChannel, facts: ofPillar, draw: drawPosted },
  'vng.ask': { ...record, facts: asked, draw: drawAsk },
  'vng.askPillar': {
    ...inChannel,
    facts: ofMeeting,
    async draw(db, { meeting }: z.infer<typeof ofMeeting>, reader) {
      const drawn = await drawMeeting(db, meeting, reader)
      return drawn && !drawn.isCancelled ? drawn.card : null
    },
  },
  'vng.bundle': {
    ...record,
    facts: bundled,
    async draw(db, about: z.infer<typeof bundled>, reader) {
      const of = await bundleOf(db, about, reader)
      const readers = await readersActing(db, reader.person, reader.today)
      const all = of ? await inputsOf(db, about, readers, reader) : []
      return of && all.length > 0 ? bundleCard(of.title, all, about, of.committee, reader) : null
    },
  },
}

/** A posted card of a report, or of a meeting that a pillar was asked about, follows it. */
export const vngLive: NonNullable<Feature['live']> = {
  report: {
    table: 'reports',
    async draw(db, id, reader, { kind, facts }) {
      const report = await askedReport(db, id as ReportId)
      const of = ofPillar.safeParse(facts)
      if (!report) return null
      const same = { version: report.version, whole: `vng ${report.number}` }
      if (kind === 'vng.urgent')
        return { card: (await drawUrgent(db, report.id, reader)) ?? urgentOverCard(report, reader.locale), ...same }
      const draw = kind === 'vng.forChair' ? drawForChair : drawPosted
      const card = (of.success ? await draw(db, of.data, reader) : null) ?? stubCard(report, reader.locale)
      return { card, ...same }
    },
  },
  committeeMeeting: {
    table: 'committee_meetings',
    async draw(db, id, reader, { kind, facts }) {
      const drawn = await drawMeeting(db, id as CommitteeMeetingId, reader)
      const of = kind === 'vng.ask' ? asked.safeParse(facts).data : undefined
      if (!drawn || !of || drawn.isCancelled) return drawn && { card: drawn.card, version: drawn.version }
      // Answered, it stays as it was asked.
      const card = await drawAsk(db, of, reader)
      return card && { card, version: drawn.version }
    },
  },
}
