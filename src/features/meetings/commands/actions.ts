// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, HomeSection, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import {
  actionCard,
  actionForm,
  actionsCard,
  actionTitle,
  lineWord,
  showAction,
} from '#/features/meetings/cards/action.ts'
import { numberIn, typedMeeting } from '#/features/meetings/commands/about.ts'
import {
  type Action,
  actionById,
  actionByNumber,
  actionsOf,
  finishAction,
  lockedAction,
  longestAction,
  noteAction,
  openActions,
  ownActions,
  ownerNamed,
} from '#/features/meetings/rules/actions.ts'
import { type Meeting, meetingById, meetingByNumber, readersOf } from '#/features/meetings/rules/meetings.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { type ActionId, asId, type MeetingId } from '#/network/ids.ts'
import { may, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

type About = (Relation & { readonly subject: Action }) | null

const relation = ({ owner, municipality }: Action): Relation => ({ person: owner, municipality })
const about = (action: Action | null): About => action && { ...relation(action), subject: action }

const shown = (turn: Turn, action: Action): Answer => ({
  card: actionCard(action, may(turn.actor, 'action.finish', relation(action)), turn.locale),
  to: 'me',
})

/** @throws Refusal */
async function typedAction(db: Db, typed: string): Promise<Action> {
  const number = numberIn(typed)
  if (number === null) throw new Refusal('meetings.whichAction')
  const action = await actionByNumber(db, number)
  if (!action) throw new Refusal('meetings.noAction', { number })
  return action
}

/** `m50 actie lijst [nr]`: what is still to be done by oneself and the own municipality, or after one meeting. */
export const actionList: Reads<string> = {
  does: 'reads',
  asks: 'action.note',
  async run(db, turn, typed) {
    const t = meetingTexts.in(turn.locale)
    const { person, municipality } = turn.actor
    if (typed) {
      const meeting = await typedMeeting(db, turn, typed)
      const title = t('action.listOf', { title: meeting.title })
      return { card: actionsCard(await actionsOf(db, meeting.id), title, turn.locale), to: 'me' }
    }
    const all = person ? await openActions(db, person, municipality?.id ?? null) : []
    return { card: actionsCard(all, t('action.list'), turn.locale), to: 'me' }
  },
}

/** `m50 actie [nr]`. */
export const action: Reads<string> = {
  does: 'reads',
  asks: 'action.note',
  async run(db, turn, typed) {
    return typed ? shown(turn, await typedAction(db, typed)) : actionList.run(db, turn, '', undefined)
  },
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)

/** A typed day: `9-4-2027` or `2027-04-09`. */
function dayIn(text: string): string | null {
  const dutch = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text)
  const day = dutch ? `${dutch[3]}-${dutch[2]?.padStart(2, '0')}-${dutch[1]?.padStart(2, '0')}` : text
  try {
    return isDay(day) ? Temporal.PlainDate.from(day, { overflow: 'reject' }).toString() : null
  } catch {
    return null
  }
}

/** "7 Brief sturen, W. de Vries, 9-4-2027": the meeting, what, who, before when; whatever is missing is asked. */
async function readLine(db: Db, turn: Turn, typed: string) {
  const [, number, rest] = /^#?(\d{1,9})\s+(.*)$/s.exec(typed) ?? [null, null, typed]
  const meeting = number ? await meetingByNumber(db, Number(number), readersOf(turn.actor), turn.today) : null
  const parts = (meeting ? (rest ?? '') : typed).split(',').map(part => part.trim())
  const dueOn = parts.length > 1 ? dayIn(parts.at(-1) ?? '') : null
  if (dueOn) parts.pop()
  const { owner } = parts.length > 1 ? await ownerNamed(db, parts.at(-1) ?? '', turn.today) : { owner: null }
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

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const found = await actionById(db, String(ids.action) as ActionId)
  if (!found) throw new Refusal('chat.absent')
  const done = meetingTexts.in(turn.locale)(`done.${code as 'noted' | 'actionDone'}`)
  return saidFirst(done, shown(turn, found))
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
  answer,
}

/** The meeting at which it is noted; null for none. @throws Refusal */
async function meetingIn(db: Db, turn: Turn, value: string): Promise<Meeting | null> {
  if (value === '' || value === 'new') return null
  const id = asId<MeetingId>(value)
  const meeting = id && (await meetingById(db, id, readersOf(turn.actor), turn.today))
  if (!meeting) throw new Refusal('chat.absent')
  return meeting
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
      const t = meetingTexts.in(turn.locale)
      const meeting = await meetingIn(tx, turn, context)
      const text = fields.text?.trim() ?? ''
      const length = [...text].length
      const { owner, near } = await ownerNamed(tx, fields.person ?? '', turn.today)
      const dueOn = dayIn(fields.dueOn ?? '')
      const errors = {
        ...(length === 0 && { text: t('wrong.action') }),
        ...(length > longestAction && { text: t('tooLong', { length, max: longestAction }) }),
        ...(!owner && {
          person: near.length > 0 ? t('wrong.ownerNear', { names: near.join(', ') }) : t('wrong.owner'),
        }),
        ...((!dueOn || dueOn < turn.today) && { dueOn: t('wrong.until') }),
      }
      if (!owner || !dueOn || Object.keys(errors).length > 0) return { fieldErrors: errors }
      const id = await noteAction(tx, { text, owner, dueOn, meeting: meeting?.id ?? null }, turn.as, turn.now)
      return { code: 'noted', ids: { action: id } }
    },
    answer,
  },
}

async function finished(tx: Tx, turn: Turn, found: Action): Promise<Outcome> {
  await finishAction(tx, found, turn.as, turn.now)
  return { code: 'actionDone', ids: { action: found.id } }
}

async function ofPressed(db: Db, value: string): Promise<About> {
  const id = asId<ActionId>(value)
  return about(id && (await lockedAction(db, id)))
}

/** [Klaar]. */
export const donePress: Writes<string, Action> = {
  does: 'writes',
  asks: 'action.finish',
  of: ofPressed,
  run: (tx, turn, _, found) => finished(tx, turn, found),
  answer,
}

/** `m50 actie klaar <nr>`. */
export const doneLine: Writes<string, Action> = {
  does: 'writes',
  asks: 'action.finish',
  of: async (db, typed) => ofPressed(db, (await typedAction(db, typed)).id),
  run: (tx, turn, _, found) => finished(tx, turn, found),
  answer,
}

/** What someone still has to do. */
export async function actionHome(db: Db, { actor, locale }: Turn): Promise<readonly HomeSection[]> {
  if (!actor.person) return []
  const items = (await ownActions(db, actor.person)).map(one => ({
    text: actionTitle(one, locale),
    accessory: showAction(one, locale),
  }))
  return [{ place: 'waiting', items }]
}
