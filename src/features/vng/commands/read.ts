// SPDX-License-Identifier: EUPL-1.2
import type { Reads } from '#/chat/feature.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { committeeCard, committeesCard, meetingsCard } from '#/features/vng/cards/committee.ts'
import { sightOf, typedCommittee } from '#/features/vng/commands/about.ts'
import { reportNumberIn, shownReport, typedReport } from '#/features/vng/commands/report.ts'
import { type Committee, committees } from '#/features/vng/rules/committees.ts'
import { meetingsComing, nextMeetings } from '#/features/vng/rules/meetings.ts'
import { lastReports } from '#/features/vng/rules/reports.ts'

/** So many of what was reported last stand on a committee's card. */
const mostReports = 3

export async function shownCommittee(db: Db, turn: Turn, committee: Committee): Promise<Answer> {
  const [[next], reports] = await Promise.all([
    meetingsComing(db, turn.now, { committee: committee.id, most: 1 }),
    lastReports(db, committee.id, readersOf(turn.actor), turn.today, mostReports),
  ])
  const card = committeeCard(committee, next ?? null, reports, sightOf(turn), turn)
  return { card, to: 'me', ...(reports.some(({ isConfidential }) => isConfidential) && { secret: true }) }
}

/** `m50 vng lijst [blad]`. */
export const list: Reads<string> = {
  does: 'reads',
  asks: 'committee.read',
  async run(db, turn, typed) {
    const [all, next] = await Promise.all([committees(db, turn.today), nextMeetings(db, turn.now)])
    const page = pageIn(typed, all.length)
    const lines = all.slice(page.from, page.from + pageSize)
    return { card: committeesCard(lines, next, page, sightOf(turn), turn), to: 'me' }
  },
}

/** `m50 vng [commissie]`, and `m50 vng <nr>` for what was reported. */
export const committee: Reads<string> = {
  does: 'reads',
  asks: 'committee.read',
  async run(db, turn, typed) {
    if (typed === '') return list.run(db, turn, '', undefined)
    const number = reportNumberIn(typed)
    if (number !== null) return shownReport(db, turn, await typedReport(db, turn, number))
    const found = await typedCommittee(db, turn, typed)
    return 'name' in found ? shownCommittee(db, turn, found) : found
  },
}

/** No more than this is ever to come. */
const mostMeetings = 5_000

/** `m50 vng vergadering [commissie] [blad]`: what is still to come. */
export const meetingsLine: Reads<string> = {
  does: 'reads',
  asks: 'committee.read',
  async run(db, turn, typed) {
    const [, name = '', asked = ''] = /^(.*?)\s*(\d{1,4})?$/.exec(typed) ?? []
    const found = name ? await typedCommittee(db, turn, name, 'vergadering ') : null
    if (found && !('name' in found)) return found
    const all = await meetingsComing(db, turn.now, { committee: found?.id ?? null, most: mostMeetings })
    const page = pageIn(asked, all.length)
    const lines = all.slice(page.from, page.from + pageSize)
    return { card: meetingsCard(lines, found, page, sightOf(turn).mayManage, turn), to: 'me' }
  },
}
