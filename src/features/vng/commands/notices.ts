// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { dayOf } from '#/chat/dates.ts'
import type { Feature, Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import { askCard, askPillarCard, bundleCard, cancelledCard } from '#/features/vng/cards/ask.ts'
import { calledInText } from '#/features/vng/cards/called.ts'
import { publishedCard, stubCard, titleOf, toldCard } from '#/features/vng/cards/report.ts'
import { askKinds, waitingAsk } from '#/features/vng/rules/asks.ts'
import { committeeById, ours, sitting } from '#/features/vng/rules/committees.ts'
import { inputsOf } from '#/features/vng/rules/inputs.ts'
import { committeeMeeting } from '#/features/vng/rules/meetings.ts'
import { askedReport, reportById } from '#/features/vng/rules/reports.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import type { CommitteeMeetingId, PillarId, ReportId } from '#/network/ids.ts'
import { networkName } from '#/network/setting.ts'

const reportId = z.uuid().transform(id => id as ReportId)
const meetingId = z.uuid().transform(id => id as CommitteeMeetingId)
const ofReport = z.object({ report: reportId })
const forChair = z.object({ report: reportId, pillar: z.string().transform(id => id as PillarId) })
const ofMeeting = z.object({ meeting: meetingId })
const asked = z.object({ meeting: meetingId, kind: z.enum(askKinds) })
const bundled = z.union([
  z.object({ about: z.literal('meeting'), id: meetingId }),
  z.object({ about: z.literal('report'), id: reportId }),
])

const record = { onUnclear: 'surely', recordClass: 'record' } as const
const inChannel = { onUnclear: 'once', recordClass: 'record' } as const

/** What stands in a channel is true for every reader: of a meeting, until when input is welcome; of one that is cancelled, that it is. */
async function drawMeeting(db: Db, id: CommitteeMeetingId, reader: Reader) {
  const meeting = await committeeMeeting(db, id)
  if (!meeting) return null
  const committee = await committeeById(db, meeting.committee, reader.today)
  const seats = sitting(ours(committee?.seats ?? []), reader.today)
  const card = meeting.cancelledAt ? cancelledCard(meeting, reader) : askPillarCard(meeting, seats, reader)
  return { card, version: meeting.version, isCancelled: meeting.cancelledAt !== null }
}

/** What is said in a channel of a report: nothing of its words once it is taken back. */
async function drawReport(db: Db, id: ReportId, reader: Reader) {
  const report = await askedReport(db, id)
  if (!report) return null
  const isOpen = report.state === 'published' && !report.isConfidential
  return {
    card: isOpen ? toldCard(report, null, reader) : stubCard(report, reader.locale),
    version: report.version,
    isOpen,
  }
}

/** A bundle's title: of which meeting, or of which report. */
async function bundleOf(db: Db, { about, id }: z.infer<typeof bundled>, reader: Reader) {
  const t = vngTexts.in(reader.locale)
  if (about === 'meeting') {
    const meeting = await committeeMeeting(db, id)
    if (!meeting || meeting.cancelledAt) return null
    const at = dayOf(meeting.startsAt, reader.locale, reader.zone)
    return {
      title: t('bundle.meeting', { committee: calledInText(meeting.committeeName, reader.locale), at }),
      committee: meeting.committee,
    }
  }
  const report = await reportById(db, id, readersFor(reader.person), reader.today)
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
      return report?.state === 'published' ? publishedCard(report, reader.locale) : null
    },
  },
  'vng.forChair': {
    ...record,
    facts: forChair,
    async draw(db, { report: id, pillar }: z.infer<typeof forChair>, reader) {
      const report = await reportById(db, id, readersFor(reader.person), reader.today)
      return report?.state === 'published' ? toldCard(report, pillar, reader) : null
    },
  },
  'vng.report': {
    ...inChannel,
    facts: ofReport,
    async draw(db, { report }: z.infer<typeof ofReport>, reader) {
      const drawn = await drawReport(db, report, reader)
      return drawn?.isOpen ? drawn.card : null
    },
  },
  'vng.ask': {
    ...record,
    facts: asked,
    async draw(db, { meeting, kind }: z.infer<typeof asked>, reader) {
      const found = reader.person && (await waitingAsk(db, meeting, kind, reader.person))
      return found ? askCard(found, await networkName(db), reader) : null
    },
  },
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
    async draw(db, facts: z.infer<typeof bundled>, reader) {
      const of = await bundleOf(db, facts, reader)
      const about =
        facts.about === 'meeting' ? { kind: facts.about, id: facts.id } : { kind: facts.about, id: facts.id }
      const all = of ? await inputsOf(db, about, readersFor(reader.person), reader.today) : []
      return of && all.length > 0 ? bundleCard(of.title, all, about, of.committee, reader) : null
    },
  },
}

/** A posted card of a report, or of a meeting that a pillar was asked about, follows it. */
export const vngLive: NonNullable<Feature['live']> = {
  report: {
    table: 'reports',
    async draw(db, id, reader) {
      const report = await askedReport(db, id as ReportId)
      const drawn = report && (await drawReport(db, report.id, reader))
      return drawn && { card: drawn.card, version: drawn.version, whole: `vng ${report.number}` }
    },
  },
  committeeMeeting: {
    table: 'committee_meetings',
    async draw(db, id, reader) {
      const drawn = await drawMeeting(db, id as CommitteeMeetingId, reader)
      return drawn && { card: drawn.card, version: drawn.version }
    },
  },
}
