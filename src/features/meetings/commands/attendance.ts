// SPDX-License-Identifier: EUPL-1.2
// Who was there [F41].
import type { FormHandler, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import {
  attendanceCard,
  attendanceForm,
  fieldOf,
  hereCard,
  pageOf,
  walkInForm,
} from '#/features/meetings/cards/attendance.ts'
import {
  meetingOf,
  numberIn,
  ofLocked,
  ofPressed,
  ofSubmitted,
  pressedLocked,
  typedMeeting,
} from '#/features/meetings/commands/about.ts'
import {
  attendances,
  demandBegun,
  expectedAt,
  markAttendance,
  markHere,
  markOthersPresent,
  markWalkIn,
  saysHere,
} from '#/features/meetings/rules/attendance.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { personNamed } from '#/features/meetings/rules/named.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { asId, type PersonId } from '#/network/ids.ts'
import { personName } from '#/network/person-name.ts'
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

/** What was filled in of the people on a page. */
function marksIn({ context, fields }: Submitted) {
  const [, page, ids = ''] = context.split('.')
  const given = ids
    .split('/')
    .filter(Boolean)
    .flatMap((id, at) => {
      const attendance = attendances.find(one => one === fields[fieldOf(at)])
      return asId(id) && attendance ? [{ id, attendance }] : []
    })
  return { page: pageIn(page), given }
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

/** [Iemand toevoegen]: who was there without having registered. */
export const walkInHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.attendance',
    of: ofPressed,
    async run(_, turn, __, meeting: Meeting) {
      demandBegun(meeting, turn.today, turn.zone)
      return { form: walkInForm(meeting, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.attendance',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, meeting: Meeting) {
      demandBegun(meeting, turn.today, turn.zone)
      const t = meetingTexts.in(turn.locale)
      const { person, near } = await personNamed(tx, fields.person ?? '', turn.today)
      if (!person?.municipality) {
        const wrong = near.length > 0 ? t('wrong.ownerNear', { names: near.join(', ') }) : t('wrong.walkIn')
        return { fieldErrors: { person: wrong } }
      }
      const who = { person: person.id, municipality: person.municipality }
      await markWalkIn(tx, meeting.id, who, turn.as, turn.now)
      return { code: 'walkedIn', ids: { meeting: meeting.id, person: person.id } }
    },
    async answer(db, turn, outcome) {
      const name = await personName(db, String(outcome.ids.person) as PersonId)
      const done = meetingTexts.in(turn.locale)('attendance.walkedIn', { name })
      return saidFirst(done, await listed(db, turn, await meetingOf(db, turn, outcome), 1))
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
