// SPDX-License-Identifier: EUPL-1.2
// The list of a meeting as a file.
import type { Outcome, Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { holdExport, mayExport, mostFiles } from '#/features/lobby/rules/bulk.ts'
import { attendanceSheet, sheetCard, sheetHeldCard } from '#/features/meetings/cards/attendance.ts'
import { meetingOf, ofPressed, pressedMeeting } from '#/features/meetings/commands/about.ts'
import { listOf } from '#/features/meetings/rules/attendance.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { audit } from '#/network/audit.ts'
import { keptDays, makeFile } from '#/network/files.ts'
import type { FileId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'

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
