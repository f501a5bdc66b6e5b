// SPDX-License-Identifier: EUPL-1.2
// Reports as they are read, posted in a channel, and what colleagues bring in with them.
import type { Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { reportCard } from '#/features/vng/cards/report.ts'
import { announceReport } from '#/features/vng/rules/announce-report.ts'
import { inputsOf } from '#/features/vng/rules/inputs.ts'
import { lockedReport, type Report, reportById, reportByNumber } from '#/features/vng/rules/reports.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { asId, type PillarId, type ReportId } from '#/network/ids.ts'
import { may, mayEver, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** "4", "#4" and "VB 4" are a report's number. */
export const reportNumberIn = (typed: string): number | null => {
  const found = /^(?:vb\s*|#)?(\d{1,9})$/i.exec(typed.trim())
  return found ? Number(found[1]) : null
}

/** @throws Refusal */
export async function typedReport(db: Db, turn: Turn, number: number): Promise<Report> {
  const report = await reportByNumber(db, number, readersOf(turn.actor), turn.today)
  if (!report) throw new Refusal('vng.absent', { number })
  return report
}

/** The report of a press or a form. @throws Refusal */
export async function pressedReport(db: Db, turn: Turn, value: string): Promise<Report> {
  const id = asId<ReportId>(value)
  const report = id && (await reportById(db, id, readersOf(turn.actor), turn.today))
  if (!report) throw new Refusal('chat.absent')
  return report
}

export async function shownReport(db: Db, turn: Turn, report: Report): Promise<Answer> {
  const { actor } = turn
  const readers = readersOf(actor)
  const isOwn = report.author !== null && readers.includes(report.author)
  const readsInputs = (await inputsOf(db, { kind: 'report', id: report.id }, readers, turn)).length > 0
  const sight = {
    mayEdit: isOwn && may(actor, 'report.edit', { person: report.author }),
    mayCorrect: may(actor, 'report.correct', { person: report.author }),
    mayInput: mayEver(actor, 'report.input') && actor.municipality !== null,
    readsInputs,
    mayAnnounce: report.pillars.map(({ id }) => id).filter(pillar => may(actor, 'report.announce', { pillar })),
  }
  return { card: reportCard(report, sight, turn), to: 'me', ...(report.isConfidential && { secret: true }) }
}

interface Announced {
  readonly report: Report
  readonly pillar: PillarId
}

/** [Zet in het kanaal van Financiën]: the chair has an urgent one posted [A43]. */
export const announcePress: Writes<string, Announced> = {
  does: 'writes',
  asks: 'report.announce',
  async of(db, value, turn): Promise<(Relation & { readonly subject: Announced }) | null> {
    const [first, pillar] = value.split('.')
    const id = asId<ReportId>(first)
    const report = id && (await lockedReport(db, id, readersOf(turn.actor), turn.today))
    const of = report?.pillars.find(one => one.id === pillar)
    return report && of ? { subject: { report, pillar: of.id }, pillar: of.id } : null
  },
  async run(tx, turn, _, { report, pillar }) {
    await announceReport(tx, report, pillar, turn.as, turn)
    return { code: 'announced', ids: { report: report.id, pillar } }
  },
  async answer(db, turn, { ids }) {
    const report = await pressedReport(db, turn, String(ids.report))
    const pillar = report.pillars.find(({ id }) => id === ids.pillar)?.name ?? ''
    return saidFirst(vngTexts.in(turn.locale)('done.announced', { pillar }), await shownReport(db, turn, report))
  },
}
