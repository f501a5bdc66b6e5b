// SPDX-License-Identifier: EUPL-1.2
// What people eat and need at a meeting: given by themselves, read by who arranges it, as counts by who may plan it.
import type { FormHandler, Outcome, Reads, Submitted } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { hasNeedsToSay } from '#/features/meetings/cards/meeting.ts'
import {
  cateringCard,
  longestNeed,
  needsForm,
  needsKeptCard,
  needsPages,
  needsReadForm,
} from '#/features/meetings/cards/needs.ts'
import {
  meetingOf,
  ofPressed,
  pressedIn,
  pressedLocked,
  pressedMeeting,
  typedMeeting,
} from '#/features/meetings/commands/about.ts'
import { shown } from '#/features/meetings/commands/read.ts'
import { type Meeting, meetingRef } from '#/features/meetings/rules/meetings.ts'
import {
  diets,
  keepNeeds,
  type Needs,
  type NeedsAbout,
  needsAbout,
  needsOf,
  needTexts,
  ownNeeds,
  type Whose,
} from '#/features/meetings/rules/needs.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** Whose wishes are asked, or kept. @throws Refusal where nobody asks them and nothing is kept, or they have no place there */
function whoseOf(meeting: Meeting): Whose {
  const { id, number, own } = meeting
  if (!own || !hasNeedsToSay(meeting)) throw new Refusal('meetings.noNeeds', { number }, { stale: meetingRef(id) })
  return { meeting: id, registration: own.id }
}

async function formFor(db: Db, turn: Turn, meeting: Meeting): Promise<Answer> {
  const whose = whoseOf(meeting)
  const [given, about] = await Promise.all([ownNeeds(db, turn.vault, whose), needsAbout(db, meeting.id, turn.today)])
  return { form: needsForm(meeting, given, about, turn.locale, turn.zone) }
}

/** What was filled in; null where that is nothing. */
function needsIn(fields: Fields): Needs | null {
  const diet = diets.find(one => one === fields.diet) ?? null
  const [food = '', access = '', remark = ''] = needTexts.map(name => fields[name]?.trim() ?? '')
  return diet || food || access || remark ? { diet, food, access, remark } : null
}

function wrongIn(needs: Needs, fields: Fields, turn: Turn): Readonly<Record<string, string>> {
  const t = meetingTexts.in(turn.locale)
  return Object.fromEntries([
    ...needTexts.flatMap(name => {
      const { length } = [...needs[name]]
      return length > longestNeed ? [[name, t('tooLong', { length, max: longestNeed })]] : []
    }),
    ...(fields.consent === 'on' ? [] : [['consent', t('wrong.consent')]]),
  ])
}

/** [Dieet en toegang] [F37]. */
export const needsHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.register',
    run: async (db, turn, value) => formFor(db, turn, await pressedMeeting(db, turn, value)),
  },
  submit: {
    does: 'writes',
    asks: 'meeting.register',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const meeting = await pressedLocked(tx, turn, context)
      const given = needsIn(fields)
      const wrong = given ? wrongIn(given, fields, turn) : {}
      if (Object.keys(wrong).length > 0) return { fieldErrors: wrong }
      if (!(await keepNeeds(tx, turn.vault, whoseOf(meeting), given, turn.as, turn.now)))
        throw new Refusal('meetings.noNeeds', { number: meeting.number }, { stale: meetingRef(meeting.id) })
      return { code: given ? 'needsKept' : 'needsNone', ids: { meeting: meeting.id } }
    },
    async answer(db: Db, turn: Turn, outcome: Outcome) {
      const meeting = await meetingOf(db, turn, outcome)
      const about = await needsAbout(db, meeting.id, turn.today)
      const code = outcome.code as 'needsKept' | 'needsNone'
      return { card: needsKeptCard(meeting, code, about, turn.locale, turn.zone), to: 'me' }
    },
  },
}

/** Whether the one who asks reads single wishes: who arranges the meeting, or where they left, who may plan it. */
const arranges = (turn: Turn, { arranger }: NeedsAbout): boolean =>
  arranger === null || arranger.id === turn.actor.person

/** `m50 bijeenkomst wensen <nr>`: one's own, or for who may plan it what is for the caterer. */
export const needsLine: Reads<string> = {
  does: 'reads',
  asks: 'meeting.read',
  async run(db, turn, typed) {
    if (!typed) throw new Refusal('meetings.whichNeeds')
    const meeting = await typedMeeting(db, turn, typed)
    if (!may(turn.actor, 'meeting.plan', { pillar: meeting.led })) return formFor(db, turn, meeting)
    const [found, about] = await Promise.all([
      needsOf(db, turn.vault, meeting.id),
      needsAbout(db, meeting.id, turn.today),
    ])
    const sight = { arranges: arranges(turn, about), hasToSay: hasNeedsToSay(meeting) }
    return { card: cateringCard(meeting, found, about, sight, turn.locale, turn.zone), to: 'me' }
  },
}

const ofPage = (db: Db, value: string, turn: Turn) => ofPressed(db, value.split('.')[0] ?? '', turn)

async function page(db: Db, turn: Turn, meeting: Meeting, at: number): Promise<Answer> {
  const about = await needsAbout(db, meeting.id, turn.today)
  if (about.arranger && !arranges(turn, about))
    throw new Refusal('meetings.needsNotYours', { name: about.arranger.name })
  const pages = needsPages((await needsOf(db, turn.vault, meeting.id)).all, turn.locale)
  return at < pages.length ? { form: needsReadForm(meeting, pages, at, turn.locale) } : shown(turn, meeting)
}

/** [Losse wensen lezen]: in a form, page after page, so that no conversation keeps them. */
export const needsReadHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'meeting.plan',
    of: ofPage,
    run: (db, turn, _, meeting: Meeting) => page(db, turn, meeting, 0),
  },
  submit: {
    does: 'reads',
    asks: 'meeting.plan',
    of: (db: Db, { context }: Submitted, turn: Turn) => ofPage(db, context, turn),
    run: (db: Db, turn: Turn, { context }: Submitted, meeting: Meeting) =>
      page(db, turn, meeting, Number(pressedIn(context).rest[0] ?? 0) + 1),
  },
}
