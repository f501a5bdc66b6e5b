// SPDX-License-Identifier: EUPL-1.2
// Who was there [F41], the list of a meeting as a file, and how often municipalities were there in a year [A19].
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { holdExport, mayExport, mostFiles } from '#/features/lobby/rules/bulk.ts'
import {
  attendanceCard,
  attendanceForm,
  attendanceSheet,
  fieldOf,
  hereCard,
  pageOf,
  sheetCard,
  sheetHeldCard,
} from '#/features/meetings/cards/attendance.ts'
import { turnoutCard } from '#/features/meetings/cards/turnout.ts'
import {
  meetingOf,
  numberIn,
  ofLocked,
  ofPressed,
  ofSubmitted,
  pressedLocked,
  pressedMeeting,
  typedMeeting,
} from '#/features/meetings/commands/about.ts'
import { yearIn } from '#/features/meetings/commands/year-plan.ts'
import {
  attendances,
  demandBegun,
  expectedAt,
  listOf,
  markAttendance,
  markHere,
  markOthersPresent,
  saysHere,
  turnoutOf,
} from '#/features/meetings/rules/attendance.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { audit } from '#/network/audit.ts'
import { keptDays, makeFile } from '#/network/files.ts'
import type { FileId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

const pageIn = (typed: string | undefined): number => Math.max(1, Math.trunc(Number(typed)) || 1)

async function listed(db: Db, turn: Turn, meeting: Meeting, page: number): Promise<Answer> {
  return { card: attendanceCard(meeting, await expectedAt(db, meeting.id), page, turn.locale, turn.zone), to: 'me' }
}

/** `m50 bijeenkomst aanwezig <nr> [blad]`. */
export const attendanceLine: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, typed) {
    const [first = '', second] = typed.split(/\s+/)
    if (numberIn(first) === null) throw new Refusal('meetings.whichAttendance')
    const meeting = await typedMeeting(db, turn, first)
    if (!may(turn.actor, 'meeting.attendance', { pillar: meeting.led }))
      throw new Refusal('meetings.attendanceNotYours', { number: meeting.number })
    demandBegun(meeting, turn.today, turn.zone)
    return listed(db, turn, meeting, pageIn(second))
  },
}

/** What was filled in of the people on a page; null where one of them has no such answer. */
function marksIn({ context, fields }: Submitted) {
  const [, page, ids = ''] = context.split('.')
  const given = ids
    .split('/')
    .filter(Boolean)
    .map((id, at) => ({ id, attendance: attendances.find(one => one === fields[fieldOf(at)]) }))
  return { page: pageIn(page), given: given.flatMap(({ id, attendance }) => (attendance ? [{ id, attendance }] : [])) }
}

/** [Invullen]: a page of people in one form, and then the next page. */
export const attendanceHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.attendance',
    of: (db, value, turn) => ofPressed(db, value.split('.')[0] ?? '', turn),
    async run(db, turn, value, meeting: Meeting) {
      demandBegun(meeting, turn.today, turn.zone)
      const page = pageOf(await expectedAt(db, meeting.id), pageIn(value.split('.')[1]))
      if (page.people.length === 0) return listed(db, turn, meeting, 1)
      return { form: attendanceForm(meeting, page, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.attendance',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, submitted: Submitted, meeting: Meeting) {
      demandBegun(meeting, turn.today, turn.zone)
      const { page, given } = marksIn(submitted)
      const count = await markAttendance(tx, meeting.id, given, turn.as)
      return { code: 'marked', ids: { meeting: meeting.id, page, count } }
    },
    async answer(db, turn, outcome) {
      const meeting = await meetingOf(db, turn, outcome)
      const all = await expectedAt(db, meeting.id)
      const { page, last } = pageOf(all, Number(outcome.ids.page))
      if (page < last) return { form: attendanceForm(meeting, pageOf(all, page + 1), turn.locale) }
      const done = meetingTexts.in(turn.locale)('attendance.done')
      return saidFirst(done, await listed(db, turn, meeting, page))
    },
  },
}

/** [De anderen waren er]. */
export const othersPresentPress: Writes<string, Meeting> = {
  does: 'writes',
  asks: 'meeting.attendance',
  of: ofLocked,
  async run(tx, turn, _, meeting) {
    demandBegun(meeting, turn.today, turn.zone)
    const count = await markOthersPresent(tx, meeting.id, turn.as)
    return { code: 'marked', ids: { meeting: meeting.id, count } }
  },
  async answer(db, turn, outcome) {
    const done = meetingTexts.in(turn.locale)('attendance.others', { count: Number(outcome.ids.count) })
    return saidFirst(done, await listed(db, turn, await meetingOf(db, turn, outcome), 1))
  },
}

/** [Ik ben er], on the day itself. */
export const herePress: Writes<string> = {
  does: 'writes',
  asks: 'meeting.register',
  async run(tx, turn, value) {
    const meeting = await pressedLocked(tx, turn, value)
    const { own, number, startsAt } = meeting
    if (own?.state !== 'registered') throw new Refusal('meetings.notHere')
    if (!saysHere(meeting, turn.today, turn.zone)) throw new Refusal('meetings.hereNotNow', { number, at: startsAt })
    const marked = await markHere(tx, meeting.id, own.id, turn.as)
    if (marked > 0) return { code: 'here', ids: { meeting: meeting.id } }
    const stands = (await expectedAt(tx, meeting.id)).find(({ id }) => id === own.id)?.attendance
    return { code: stands === 'present' ? 'already' : 'otherwise', ids: { meeting: meeting.id } }
  },
  async answer(db, turn, outcome) {
    const code = outcome.code as Parameters<typeof hereCard>[1]
    return { card: hereCard(await meetingOf(db, turn, outcome), code, turn.locale, turn.zone), to: 'me' }
  },
}

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The list as a spreadsheet, made before anything is locked; null where it is not for this one, or they had too many files made by now. */
async function madeSheet(db: Db, turn: Turn, value: string): Promise<Buffer | null> {
  const meeting = await pressedMeeting(db, turn, value)
  const isTheirs = may(turn.actor, 'meeting.attendance', { pillar: meeting.led })
  if (!isTheirs || !(await mayExport(db, turn.actor.person, turn.now))) return null
  // What writes it is loaded only once someone asks for one.
  const { toXlsx } = await import('#/documents/xlsx.ts')
  return toXlsx(attendanceSheet(await listOf(db, meeting.id), turn.locale))
}

/** [Lijst in Excel]: behind a link for the one who asks alone, counted [T24] [T26]. */
export const sheetPress: Writes<string, Meeting, { readonly value: string; readonly made: Buffer | null }> = {
  does: 'writes',
  asks: 'meeting.attendance',
  of: (db, { value }, turn) => ofPressed(db, value, turn),
  first: async (turn, db, value) => ({ value, made: await madeSheet(db, turn, value) }),
  async run(tx, turn, { made }, meeting) {
    if (made === null || !(await mayExport(tx, turn.actor.person, turn.now))) {
      await holdExport(tx, turn.as, turn.now)
      return { code: 'held', ids: { meeting: meeting.id } }
    }
    const name = meetingTexts.in(turn.locale)('sheet.file', { number: meeting.number })
    const file = await makeFile(
      tx,
      turn.links,
      {
        reader: turn.actor.identity,
        kind: `meeting.list.${meeting.id}`,
        locale: turn.locale,
        parts: [{ name: `${name}.xlsx`, mediaType: spreadsheet, content: made }],
      },
      turn.now,
    )
    audit(tx, {
      action: 'meeting.exported',
      subject: { kind: 'file', id: file },
      by: turn.as,
      new: { meeting: meeting.id },
    })
    return { code: 'sheet', ids: { meeting: meeting.id, file } }
  },
  async answer(db: Db, turn: Turn, outcome: Outcome) {
    const meeting = await meetingOf(db, turn, outcome)
    if (outcome.code === 'held') return { card: sheetHeldCard(meeting, mostFiles, turn.locale), to: 'me' }
    const url = turn.links.urlOf(String(outcome.ids.file) as FileId)
    return { card: sheetCard(meeting, url, keptDays, turn.locale, turn.zone), to: 'me', secret: true }
  },
}

/** `m50 bijeenkomst opkomst [jaar]`: at how many contact officers' meetings each municipality was. */
export const turnoutLine: Reads<string> = {
  does: 'reads',
  asks: 'desk.read',
  async run(db, turn, typed) {
    const year = yearIn(typed, turn.today)
    return { card: turnoutCard(year, await turnoutOf(db, year, turn.today, turn.zone), turn.locale), to: 'me' }
  },
}
