// SPDX-License-Identifier: EUPL-1.2
// When a committee meets, typed in by the secretariat.
import type { FormHandler, Outcome, Submitted } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { meetingForm } from '#/features/vng/cards/seat-forms.ts'
import { metBy, pressedCommittee } from '#/features/vng/commands/about.ts'
import { meetingsLine } from '#/features/vng/commands/read.ts'
import { type Committee, committeeById, committees, isComing } from '#/features/vng/rules/committees.ts'
import {
  addMeeting,
  type CommitteeMeeting,
  cancelMeeting,
  changeMeeting,
  committeeMeeting,
  type GivenMeeting,
  inputTime,
  lockedCommitteeMeeting,
  longestMeeting,
  usualInputUntil,
} from '#/features/vng/rules/meetings.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { clockOf, momentIn } from '#/network/clock-time.ts'
import { workingHours } from '#/network/days-off.ts'
import { asId, type CommitteeMeetingId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

type Wrong = { readonly fieldErrors: Readonly<Record<string, string>> }

export const isLink = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:'

/** What was filled in of a meeting, or what is wrong with it. A day that is left as it was may be past. */
async function givenIn(
  db: Db,
  turn: Turn,
  fields: Fields,
  committee: Committee | null,
  old: CommitteeMeeting | null,
): Promise<GivenMeeting | Wrong> {
  const t = vngTexts.in(turn.locale)
  const startsAt = momentIn(fields.date, fields.startsAt, turn.zone)
  const endsAt = momentIn(fields.date, fields.endsAt, turn.zone)
  const hasDay = momentIn(fields.date, '12:00', turn.zone) !== null
  const text = (name: keyof typeof longestMeeting) => fields[name]?.trim() ?? ''
  const long = (name: keyof typeof longestMeeting) => {
    const { length } = [...text(name)]
    return length > longestMeeting[name] ? { [name]: t('tooLong', { length, max: longestMeeting[name] }) } : {}
  }
  const day = fields.inputUntil ?? ''
  const isMoved = old !== null && startsAt !== null && startsAt.getTime() !== old.startsAt.getTime()
  const isKept = old !== null && day === clockOf(old.inputUntil, turn.zone).day
  const chosen =
    day && !(isKept && isMoved) ? (isKept ? (old?.inputUntil ?? null) : momentIn(day, inputTime, turn.zone)) : null
  const errors = {
    ...(!hasDay && { date: t('wrong.day') }),
    ...(hasDay && !startsAt && { startsAt: t('wrong.time') }),
    ...(hasDay && !endsAt && { endsAt: t('wrong.time') }),
    ...(hasDay && committee && isComing(committee, fields.date ?? '') && { date: t('wrong.committeeStarts') }),
    ...(hasDay && committee?.endsOn && (fields.date ?? '') >= committee.endsOn && { date: t('wrong.committeeEnds') }),
    ...(startsAt && startsAt <= turn.now && (old === null || isMoved) && { date: t('wrong.past') }),
    ...(startsAt && endsAt && endsAt <= startsAt && { endsAt: t('wrong.ends') }),
    ...long('about'),
    ...long('place'),
    ...long('link'),
    ...(text('link') && !isLink(text('link')) && { link: t('wrong.link') }),
    ...(day && !momentIn(day, inputTime, turn.zone) && { inputUntil: t('wrong.day') }),
    ...(chosen && startsAt && chosen > startsAt && { inputUntil: t('wrong.inputUntil') }),
  }
  if (!startsAt || !endsAt || Object.keys(errors).length > 0) return { fieldErrors: errors }
  return {
    about: text('about') || null,
    place: text('place') || null,
    link: text('link') || null,
    startsAt,
    endsAt,
    inputUntil: chosen ?? usualInputUntil(startsAt, await workingHours(db, turn.zone)),
  }
}

async function meetingOf(db: Db, value: string, read: typeof committeeMeeting): Promise<CommitteeMeeting | null> {
  const id = asId<CommitteeMeetingId>(value)
  return id && read(db, id)
}

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const committee = await committeeById(db, String(ids.committee), turn.today, metBy(turn))
  if (!committee) throw new Refusal('chat.absent')
  const done = vngTexts.in(turn.locale)(`done.${code as 'meetingAdded' | 'meetingChanged' | 'meetingCancelled'}`)
  return saidFirst(done, await meetingsLine.run(db, turn, committee.id, undefined))
}

/** [Vergadering toevoegen], and [Wijzigen] of one that is known. */
export const meetingHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'committee.manage',
    async run(db, turn, value) {
      const meeting = await meetingOf(db, value, committeeMeeting)
      const committee = meeting ? null : await pressedCommittee(db, turn, value, metBy(turn))
      return {
        form: meetingForm(
          await committees(db, turn.today, metBy(turn)),
          { meeting, committee: committee?.id ?? null },
          turn,
        ),
      }
    },
  },
  submit: {
    does: 'writes',
    asks: 'committee.manage',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const [value = '', version] = context.split('.')
      const meeting = value ? await meetingOf(tx, value, lockedCommitteeMeeting) : null
      if (value && !meeting) throw new Refusal('chat.absent')
      // Another changed or cancelled it meanwhile: what was filled in would undo that unseen.
      if (meeting && String(meeting.version) !== version) throw new Refusal('vng.meetingChanged', {}, { field: 'date' })
      const committee = await committeeById(tx, meeting?.committee ?? fields.committee ?? '', turn.today, metBy(turn))
      if (meeting && fields.cancelled === 'on') {
        await cancelMeeting(tx, meeting, turn.as, turn.now)
        return { code: 'meetingCancelled', ids: { committee: meeting.committee } }
      }
      const given = await givenIn(tx, turn, fields, committee, meeting)
      const wrong = 'fieldErrors' in given ? given.fieldErrors : {}
      if (!committee) return { fieldErrors: { ...wrong, committee: vngTexts.in(turn.locale)('wrong.committee') } }
      if ('fieldErrors' in given) return given
      if (meeting) await changeMeeting(tx, meeting, given, turn.as)
      else await addMeeting(tx, committee.id, given, null, turn.as, turn.now)
      return { code: meeting ? 'meetingChanged' : 'meetingAdded', ids: { committee: committee.id } }
    },
    answer,
  },
}
