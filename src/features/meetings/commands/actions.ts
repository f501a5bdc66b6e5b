// SPDX-License-Identifier: EUPL-1.2
import type { HomeSection, Outcome, Reads, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { actionCard, actionsCard, actionTitle, dueLine, showAction } from '#/features/meetings/cards/action.ts'
import { numberIn, typedMeeting } from '#/features/meetings/commands/about.ts'
import {
  type Action,
  actionById,
  actionByNumber,
  actionsUntil,
  finishAction,
  lockedAction,
  openActions,
  ownActions,
} from '#/features/meetings/rules/actions.ts'
import { reopenAction } from '#/features/meetings/rules/reopen-action.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import { type ActionId, asId } from '#/network/ids.ts'
import { may, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

export type AboutAction = (Relation & { readonly subject: Action }) | null

const relation = ({ owner, municipality }: Action): Relation => ({ person: owner, municipality })
const about = (action: Action | null): AboutAction => action && { ...relation(action), subject: action }

export const shownAction = (turn: Turn, action: Action): Answer => ({
  card: actionCard(action, may(turn.actor, 'action.finish', relation(action)), turn),
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
      return { card: actionsCard(await actionsUntil(db, meeting.id), title, meeting, turn), to: 'me' }
    }
    const all = await openActions(db, person, municipality?.id ?? null)
    return { card: actionsCard(all, t('action.list'), null, turn), to: 'me' }
  },
}

/** `m50 actie [nr]`. */
export const action: Reads<string> = {
  does: 'reads',
  asks: 'action.note',
  async run(db, turn, typed) {
    return typed ? shownAction(turn, await typedAction(db, typed)) : actionList.run(db, turn, '', undefined)
  },
}

/** What came of an act on an action, and how it stands now. */
export async function actionAnswer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const found = await actionById(db, String(ids.action) as ActionId)
  if (!found) throw new Refusal('chat.absent')
  const done = meetingTexts.in(turn.locale)(
    `done.${code as 'noted' | 'actionAltered' | 'actionDone' | 'actionReopened'}`,
  )
  return saidFirst(done, shownAction(turn, found))
}

async function finished(tx: Tx, turn: Turn, found: Action): Promise<Outcome> {
  await finishAction(tx, found, turn.as, turn.now)
  return { code: 'actionDone', ids: { action: found.id } }
}

/** Loads the action of a press, a form or a line, locked where it is written. */
export async function ofAction(db: Db, value: string): Promise<AboutAction> {
  const id = asId<ActionId>(value)
  return about(id && (await lockedAction(db, id)))
}

/** The same as it is read. */
export async function ofActionRead(db: Db, value: string): Promise<AboutAction> {
  const id = asId<ActionId>(value)
  return about(id && (await actionById(db, id)))
}

/** [Klaar]. */
export const donePress: Writes<string, Action> = {
  does: 'writes',
  asks: 'action.finish',
  of: ofAction,
  run: (tx, turn, _, found) => finished(tx, turn, found),
  answer: actionAnswer,
}

/** [Toch niet klaar]. */
export const reopenPress: Writes<string, Action> = {
  does: 'writes',
  asks: 'action.finish',
  of: ofAction,
  async run(tx, turn, _, found) {
    await reopenAction(tx, found, turn.as, turn)
    return { code: 'actionReopened', ids: { action: found.id } }
  },
  answer: actionAnswer,
}

/** `m50 actie klaar <nr>`. */
export const doneLine: Writes<string, Action> = {
  does: 'writes',
  asks: 'action.finish',
  of: async (db, typed) => ofAction(db, (await typedAction(db, typed)).id),
  run: (tx, turn, _, found) => finished(tx, turn, found),
  answer: actionAnswer,
}

/** What someone still has to do. */
export async function actionHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  if (!turn.actor.person) return []
  const items = (await ownActions(db, turn.actor.person)).map(one => ({
    text: `${actionTitle(one, turn.locale)} · ${dueLine(one, turn)}`,
    accessory: showAction(one, turn.locale),
  }))
  return [{ place: 'waiting', items }]
}
