// SPDX-License-Identifier: EUPL-1.2
// What comes to stand on a meeting's programme: put there by who plans the meeting, or proposed by a member.
import type { FormHandler, Outcome, Reads, Submitted } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { pointByNumber } from '#/features/lobby/rules/points.ts'
import { itemForm, proposeForm, typedWord } from '#/features/meetings/cards/item-form.ts'
import { programmeButton, titleOf } from '#/features/meetings/cards/meeting.ts'
import { meetingOf, pressedLocked, pressedMeeting, typedMeeting } from '#/features/meetings/commands/about.ts'
import { mayPlan, shownProgramme, takesFrom } from '#/features/meetings/commands/programme.ts'
import {
  comingMeetings,
  lockedMeeting,
  type Meeting,
  meetingById,
  readersOf,
} from '#/features/meetings/rules/meetings.ts'
import {
  type AgendaItem,
  addItem,
  agendaItem,
  changeItem,
  type GivenItem,
  longestItem,
  programmeOf,
  removeItem,
  takesItems,
} from '#/features/meetings/rules/programme.ts'
import { proposeItem } from '#/features/meetings/rules/propose-item.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { type AgendaItemId, asId } from '#/network/ids.ts'
import type { Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

const short = (text: string, most: number): string => [...text].slice(0, most).join('')

/** Those that someone can put something on the programme of, the soonest first. */
async function meetingsFor(db: Db, turn: Turn): Promise<readonly Meeting[]> {
  const coming = await comingMeetings(db, readersOf(turn.actor), turn, { from: 0, most: 40 })
  return coming.filter(meeting => takesFrom(turn, meeting))
}

/** The form for a matter: of a meeting, or of one that is chosen with it. @throws Refusal where there is none */
async function formFor(db: Db, turn: Turn, meeting: Meeting | null, title: string): Promise<Answer> {
  if (meeting && !takesFrom(turn, meeting)) throw new Refusal('meetings.programmeStands', { number: meeting.number })
  const [first, ...rest] = meeting ? [meeting] : await meetingsFor(db, turn)
  if (!first) throw new Refusal('meetings.noneComing')
  const kept = short(title, longestItem.title)
  const adds = meeting !== null && mayPlan(turn, meeting)
  return { form: proposeForm([first, ...rest], kept, adds, meeting !== null, turn.locale, turn.zone) }
}

/** `m50 agendapunt [nr] [titel]`. */
export const itemLine: Reads<string> = {
  does: 'reads',
  asks: 'agenda.propose',
  async run(db, turn, typed) {
    const [, number, title] = /^#?(\d{1,9})(?:\s+(.*))?$/s.exec(typed) ?? []
    return number
      ? formFor(db, turn, await typedMeeting(db, turn, number), title ?? '')
      : formFor(db, turn, null, typed)
  },
}

type Wrong = { readonly fieldErrors: Readonly<Record<string, string>> }

/** What someone filled in of a matter, or what is wrong with it. `old` is the point that it was about so far. */
async function itemIn(
  db: Db,
  turn: Turn,
  fields: Fields,
  mayHide: boolean,
  old: AgendaItem | null,
): Promise<GivenItem | Wrong> {
  const t = meetingTexts.in(turn.locale)
  const [title, about] = [fields.title?.trim() ?? '', fields.about?.trim() ?? '']
  const typed = fields.point?.trim() ?? ''
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : null
  const point = number === null ? null : await pointByNumber(db, number, readersOf(turn.actor), turn.today)
  const isOpen = point !== null && point.openedAt !== null && !point.isConfidential
  const long = (name: 'title' | 'about', text: string) => {
    const length = [...text].length
    const max = longestItem[name]
    return length > max ? { [name]: t('tooLong', { length, max }) } : {}
  }
  const errors = {
    ...(!title && { title: t('wrong.item') }),
    ...long('title', title),
    ...long('about', about),
    ...(typed && (!point || point.state === 'draft') && { point: t('wrong.point', { number: typed }) }),
    // What is asked of who plans the meeting lies before people who may not all know of it.
    ...(point &&
      point.state !== 'draft' &&
      !isOpen &&
      !mayHide &&
      point.id !== old?.point && {
        point: t('wrong.hiddenPoint', { number: point.number }),
      }),
  }
  if (Object.keys(errors).length > 0) return { fieldErrors: errors }
  return { title, about: about || null, point: point?.id ?? null }
}

const openedWith = (value: string): readonly [of: string, title: string] => {
  const at = value.indexOf(typedWord)
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + typedWord.length)]
}

/** [Agendapunt voorstellen]: whoever plans the meeting puts it on the programme, of others it is a request [F43]. */
export const proposeHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'agenda.propose',
    async run(db, turn, value) {
      const [of, title] = openedWith(value)
      return formFor(db, turn, of === 'new' ? null : await pressedMeeting(db, turn, of), title)
    },
  },
  submit: {
    does: 'writes',
    asks: 'agenda.propose',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const of = context === 'new' ? (fields.meeting ?? '') : context
      if (!of) return { fieldErrors: { meeting: meetingTexts.in(turn.locale)('wrong.meeting') } }
      const meeting = await pressedLocked(tx, turn, of)
      if (!takesFrom(turn, meeting)) throw new Refusal('meetings.programmeStands', { number: meeting.number })
      const plans = mayPlan(turn, meeting)
      const given = await itemIn(tx, turn, fields, plans, null)
      if ('fieldErrors' in given) return given
      if (!plans) {
        const number = await proposeItem(tx, turn.actor, meeting, given, turn.as, turn)
        return { code: 'itemAsked', ids: { meeting: meeting.id, number } }
      }
      await addItem(tx, meeting, given, null, turn.as, turn.now)
      return { code: 'itemAdded', ids: { meeting: meeting.id } }
    },
    answer: itemAnswer,
  },
}

async function itemAnswer(db: Db, turn: Turn, outcome: Outcome): Promise<Answer> {
  const t = meetingTexts.in(turn.locale)
  const meeting = await meetingOf(db, turn, outcome)
  if (outcome.code !== 'itemAsked') {
    const code = outcome.code as 'itemAdded' | 'itemChanged' | 'itemRemoved'
    return saidFirst(t(`done.${code}`), await shownProgramme(db, turn, meeting))
  }
  const number = Number(outcome.ids.number)
  return {
    card: {
      version: 1,
      text: t('programme.asked', { number, title: { text: titleOf(meeting, turn.locale, turn.zone) } }),
      buttons: [lineButton(t('button.request'), `verzoek ${number}`), programmeButton(meeting.number, turn.locale)],
    },
    to: 'me',
  }
}

interface Placed {
  readonly meeting: Meeting
  readonly item: AgendaItem
  /** The programme as its reader may know it. */
  readonly all: readonly AgendaItem[]
}

/** Loads a matter with its meeting, for the policy. */
const ofItem =
  (read: typeof meetingById) =>
  async (db: Db, value: string, turn: Turn): Promise<(Relation & { readonly subject: Placed }) | null> => {
    const readers = readersOf(turn.actor)
    const id = asId<AgendaItemId>(value)
    const found = id && (await agendaItem(db, id, readers, turn.today))
    const meeting = found && (await read(db, found.meeting, readers, turn.today))
    if (!found || !meeting) return null
    const all = await programmeOf(db, meeting.id, readers, turn.today)
    const item = all.find(one => one.id === found.id)
    return item ? { subject: { meeting, item, all }, pillar: meeting.led } : null
  }

/** [Wijzigen], of what stands on the programme. */
export const itemHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofItem(meetingById),
    run: async (db: Db, turn: Turn, _: string, { meeting, item, all }: Placed) =>
      takesItems(meeting)
        ? { form: itemForm(item, all.indexOf(item) + 1, all.length, turn.locale) }
        : shownProgramme(db, turn, meeting),
  },
  submit: {
    does: 'writes',
    asks: 'meeting.plan',
    of: (db: Db, { context }: Submitted, turn: Turn) => ofItem(lockedMeeting)(db, context, turn),
    async run(tx: Tx, turn: Turn, { fields }: Submitted, { meeting, item, all }: Placed) {
      const ids = { meeting: meeting.id }
      if (fields.remove === 'on') {
        await removeItem(tx, meeting, item.id, turn.as)
        return { code: 'itemRemoved', ids }
      }
      const given = await itemIn(tx, turn, fields, true, item)
      const to = all[Number(fields.position) - 1]
      const wrong = { ...('fieldErrors' in given && given.fieldErrors) }
      if (!to)
        return {
          fieldErrors: { ...wrong, position: meetingTexts.in(turn.locale)('wrong.position', { last: all.length }) },
        }
      if ('fieldErrors' in given) return given
      await changeItem(tx, meeting, item, given, to.position, turn.as)
      return { code: 'itemChanged', ids }
    },
    answer: itemAnswer,
  },
}
