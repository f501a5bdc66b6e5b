// SPDX-License-Identifier: EUPL-1.2
// An action that is noted, in one line or by form, and one that is changed.

import type { FormHandler, Submitted, Writes } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { actionForm, alterActionForm, lineWord } from '#/features/meetings/cards/action-form.ts'
import { actionAnswer, ofAction, ofActionRead, shownAction } from '#/features/meetings/commands/actions.ts'
import { type Action, alterAction, longestAction, type Noted, noteAction } from '#/features/meetings/rules/actions.ts'
import { type Meeting, meetingById, meetingByNumber, readersOf } from '#/features/meetings/rules/meetings.ts'
import { personNamed } from '#/features/meetings/rules/named.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { asId, type MeetingId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { typedDay } from '#/network/typed-day.ts'

/** "7 Brief sturen, W. de Vries, 9-4-2027": the meeting, what, who, before when; whatever is missing is asked. */
async function readLine(db: Db, turn: Turn, typed: string) {
  const [, number, rest] = /^#?(\d{1,9})\s+(.*)$/s.exec(typed) ?? [null, null, typed]
  const meeting = number ? await meetingByNumber(db, Number(number), readersOf(turn.actor), turn.today) : null
  const parts = (meeting ? (rest ?? '') : typed).split(',').map(part => part.trim())
  const dueOn = parts.length > 1 ? typedDay(parts.at(-1) ?? '', turn.today) : null
  if (dueOn) parts.pop()
  const { person: owner } = parts.length > 1 ? await personNamed(db, parts.at(-1) ?? '', turn.today) : { person: null }
  if (owner) parts.pop()
  return { meeting, text: parts.join(', '), owner, dueOn }
}

const begun = (meeting: Meeting | null) => meeting && { id: meeting.id, title: meeting.title }

/** No line is longer where it is kept to be asked on. */
const longestLine = 500
const short = (text: string, length: number): string => [...text].slice(0, length).join('')

const formOf = (turn: Turn, typed: string, read: Awaited<ReturnType<typeof readLine>>): Answer => {
  const { meeting, text, owner, dueOn } = read
  const kept = { text: short(text, longestAction), owner: owner?.name ?? '', dueOn, line: short(typed, longestLine) }
  return { form: actionForm({ ...kept, meeting: begun(meeting) }, turn.locale) }
}

/** `m50 actie nieuw [nr] <wat>, <wie>, <datum>`: noted at once where all of it is there, else the form for what is missing [A21]. */
export const noteLine: Writes<string> = {
  does: 'writes',
  asks: 'action.note',
  async run(tx, turn, typed) {
    const { meeting, text, owner, dueOn } = await readLine(tx, turn, typed)
    if (!text || [...text].length > longestAction || !owner || !dueOn || dueOn < turn.today) {
      return formOf(turn, typed, { meeting, text, owner, dueOn })
    }
    const id = await noteAction(tx, { text, owner, dueOn, meeting: meeting?.id ?? null }, turn.as, turn.now)
    return { code: 'noted', ids: { action: id } }
  },
  answer: actionAnswer,
}

/** The meeting at which it is noted; null for none. @throws Refusal */
async function meetingIn(db: Db, turn: Turn, value: string): Promise<Meeting | null> {
  if (value === '' || value === 'new') return null
  const id = asId<MeetingId>(value)
  const meeting = id && (await meetingById(db, id, readersOf(turn.actor), turn.today))
  if (!meeting) throw new Refusal('chat.absent')
  return meeting
}

/** What someone filled in of an action, or what is wrong with it. `old` is the day that it has so far: that may be past. */
async function givenIn(
  db: Db,
  turn: Turn,
  fields: Fields,
  old: string | null,
): Promise<Omit<Noted, 'meeting'> | { readonly fieldErrors: Readonly<Record<string, string>> }> {
  const t = meetingTexts.in(turn.locale)
  const text = fields.text?.trim() ?? ''
  const length = [...text].length
  const { person: owner, near } = await personNamed(db, fields.person ?? '', turn.today)
  const dueOn = typedDay(fields.dueOn ?? '', turn.today)
  const errors = {
    ...(length === 0 && { text: t('wrong.action') }),
    ...(length > longestAction && { text: t('tooLong', { length, max: longestAction }) }),
    ...(!owner && {
      person: near.length > 0 ? t('wrong.ownerNear', { names: near.join(', ') }) : t('wrong.owner'),
    }),
    ...((!dueOn || (dueOn < turn.today && dueOn !== old)) && { dueOn: t('wrong.until') }),
  }
  if (!owner || !dueOn || Object.keys(errors).length > 0) return { fieldErrors: errors }
  return { text, owner, dueOn }
}

export const noteHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'action.note',
    async run(db, turn, value) {
      if (value === '') throw new Refusal('chat.absent')
      const line = value.startsWith(lineWord) ? value.slice(lineWord.length) : ''
      if (line) return formOf(turn, line, await readLine(db, turn, line))
      const meeting = begun(await meetingIn(db, turn, value))
      return { form: actionForm({ text: '', owner: '', dueOn: null, meeting, line }, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'action.note',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const meeting = await meetingIn(tx, turn, context)
      const given = await givenIn(tx, turn, fields, null)
      if ('fieldErrors' in given) return given
      const id = await noteAction(tx, { ...given, meeting: meeting?.id ?? null }, turn.as, turn.now)
      return { code: 'noted', ids: { action: id } }
    },
    answer: actionAnswer,
  },
}

/** [Wijzigen]. */
export const alterActionHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'action.finish',
    of: ofActionRead,
    run: async (_, turn, __, found: Action) =>
      found.state === 'open' ? { form: alterActionForm(found, turn.locale) } : shownAction(turn, found),
  },
  submit: {
    does: 'writes',
    asks: 'action.finish',
    of: (db: Db, { context }: Submitted) => ofAction(db, context),
    async run(tx: Tx, turn: Turn, { fields }: Submitted, found: Action) {
      const given = await givenIn(tx, turn, fields, found.dueOn)
      if ('fieldErrors' in given) return given
      await alterAction(tx, found, given, turn.as)
      return { code: 'actionAltered', ids: { action: found.id } }
    },
    answer: actionAnswer,
  },
}
