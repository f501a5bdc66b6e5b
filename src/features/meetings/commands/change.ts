// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, RequestView, Submitted } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Tx } from '#/database/db.ts'
import { changeForm, wishValue } from '#/features/meetings/cards/forms.ts'
import { roomLines, showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import { pressedLocked, pressedMeeting } from '#/features/meetings/commands/about.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { registrant } from '#/features/meetings/commands/register.ts'
import { namedColleague } from '#/features/meetings/rules/colleagues.ts'
import { askChange, changeKind, takesRequests, type Wish, wishesOf } from '#/features/meetings/rules/late-changes.ts'
import { type Meeting, meetingById } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { personName } from '#/network/person-name.ts'

const wishesNow = (meeting: Meeting, now: Date): readonly Wish[] =>
  takesRequests(meeting, now) ? wishesOf(meeting) : []

/** [Wijziging aanvragen]: after the deadline a change is a request [F40]. */
export const changeHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.register',
    async run(db, turn, value) {
      const meeting = await pressedMeeting(db, turn, value)
      const wishes = wishesNow(meeting, turn.now)
      if (wishes.length === 0) return shown(turn, meeting)
      return { form: changeForm(meeting, wishes, registrant(turn).municipality.name, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'meeting.register',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const meeting = await pressedLocked(tx, turn, context)
      const wish = wishesNow(meeting, turn.now).find(one => wishValue(one) === fields.wish)
      if (!wish) return { fieldErrors: { wish: meetingTexts.in(turn.locale)('wrong.wish') } }
      const person = fields.person?.trim() ?? ''
      if (wish.wish === 'substitute' && !person)
        return { fieldErrors: { person: meetingTexts.in(turn.locale)('wrong.substitute') } }
      const substitute =
        wish.wish === 'substitute' &&
        (await namedColleague(tx, meeting.id, registrant(turn), person, true, turn.today)).id
      const number = await askChange(
        tx,
        turn.actor,
        meeting,
        { ...wish, ...(substitute && { substitute }) },
        turn.as,
        turn,
      )
      return { code: 'asked', ids: { meeting: meeting.id, number } }
    },
    async answer(db, turn, { ids }) {
      const meeting = await pressedMeeting(db, turn, String(ids.meeting))
      const t = meetingTexts.in(turn.locale)
      const number = Number(ids.number)
      return {
        card: {
          version: 1,
          text: t('changeAsked', { number, title: { text: titleOf(meeting, turn.locale, turn.zone) } }),
          buttons: [lineButton(t('button.request'), `verzoek ${number}`), showMeeting(meeting.number, turn.locale)],
        },
        to: 'me',
      }
    },
  },
}

/** How it stands on the secretariat's card. */
export const changeView: RequestView = async (db, request, reader) => {
  const t = meetingTexts.in(reader.locale)
  const { meeting: id, person, wish, way, substitute } = changeKind.subject.parse(request.subject)
  const meeting = await meetingById(db, id, [person], reader.today)
  return {
    what: t('request.what', { wish: { text: t(`wish.${wish}.${way}`) } }),
    lines: [
      ...(substitute ? [t('request.substitute', { name: await personName(db, substitute) })] : []),
      ...(meeting ? [titleOf(meeting, reader.locale, reader.zone), ...roomLines(meeting, reader.locale)] : []),
    ],
    ...(meeting && { granted: showMeeting(meeting.number, reader.locale) }),
  }
}
