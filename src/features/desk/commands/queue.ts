// SPDX-License-Identifier: EUPL-1.2

import type { Card } from '#/chat/card.ts'
import type { FormHandler, Reads, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { ownRequestCard, requestCard, stateLine, withdrawButton } from '#/features/desk/cards/request.ts'
import { atOf, doneAnswer, doneOutcome, relationOf } from '#/features/desk/commands/decide.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { withdrawnAnswer, withdrawnOutcome } from '#/features/desk/commands/withdrawn.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { roleFor } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'
import { undo, withdraw } from '#/requests/decide.ts'
import type { AnyRequestKind, Request } from '#/requests/kind.ts'
import { lockRequest, requestByNumber, requestsOf } from '#/requests/load.ts'
import { shownAs } from '#/requests/shown.ts'
import { isOpen } from '#/requests/states.ts'

const shown = 20

const numberIn = (typed: string): number | null => {
  const number = Number(typed.trim().replace(/^#/, ''))
  return Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 ? number : null
}

/** The request of a typed number, with what of it matters for rights. */
const byNumber = (kinds: readonly AnyRequestKind[]) => async (db: Db, typed: string) => {
  const number = numberIn(typed)
  const request = number === null ? null : await requestByNumber(db, number)
  return request ? relationOf(kinds, request) : null
}

/** @throws Refusal when no number was typed at all. */
function demandNumber(typed: string): void {
  if (!typed.trim()) throw new Refusal('desk.numberFirst')
}

/** The request of a number that must be there. */
export const byTypedNumber = (kinds: readonly AnyRequestKind[]) => async (db: Db, typed: string) => {
  demandNumber(typed)
  return byNumber(kinds)(db, typed)
}

const lockedByNumber = (kinds: readonly AnyRequestKind[]) => async (db: Db, typed: string) => {
  demandNumber(typed)
  const found = await byNumber(kinds)(db, typed)
  const request = found && (await lockRequest(db, found.subject.id))
  return request ? relationOf(kinds, request) : null
}

/** `m50 verzoek <nr>`: one request, as the one who decides or as the one who asked. */
const showOne = (kinds: readonly AnyRequestKind[], views: Views): Reads<string, Request> => ({
  does: 'reads',
  asks: 'request.read',
  of: byNumber(kinds),
  async run(db, turn, _, request) {
    const reader = readerOf(turn)
    const facts = await requestFacts(db, views, request, reader)
    const decides = roleFor(turn.actor, 'request.decide', relationOf(kinds, request)) !== null
    return { card: decides ? requestCard(facts, reader, shownAs(request)) : ownRequestCard(facts, reader), to: 'me' }
  },
})

/** `m50 verzoek [nr]`: without a number one's own requests. */
export const showRequests = (kinds: readonly AnyRequestKind[], views: Views): Reads<string, Request | null> => {
  const one = showOne(kinds, views)
  return {
    does: 'reads',
    asks: 'request.read',
    of: async (db, typed, turn) =>
      typed ? ((await one.of?.(db, typed, turn)) ?? null) : { subject: null, person: turn.actor.person },
    async run(db, turn, typed, request) {
      if (request) return one.run(db, turn, typed, request)
      return { card: await ownRequests(db, turn, views), to: 'me' }
    },
  }
}

async function ownRequests(db: Db, turn: Turn, views: Views, { isWithdrawing = false } = {}): Promise<Card> {
  const t = deskTexts.in(turn.locale)
  const reader = readerOf(turn)
  const all = turn.actor.person ? await requestsOf(db, turn.actor.person, shown) : []
  const requests = isWithdrawing ? all.filter(request => isOpen(request.state)) : all
  if (requests.length === 0)
    return {
      version: 1,
      text: t(isWithdrawing ? 'mine.emptyOpen' : 'mine.empty'),
      buttons: [lineButton(t('button.pillars'), 'pijler')],
    }
  const facts = await Promise.all(requests.map(request => requestFacts(db, views, request, reader)))
  return {
    version: 1,
    title: t(isWithdrawing ? 'mine.which' : 'mine.title'),
    items: facts.map(f => ({
      text: t('mine.item', { number: f.request.number, what: { text: f.what }, state: { text: stateLine(f, reader) } }),
      accessory: isWithdrawing
        ? withdrawButton(f.request, turn.locale)
        : lineButton(t('button.show'), `verzoek ${f.request.number}`),
    })),
  }
}

/** `m50 verzoek intrekken <nr>` and `m50 verzoek <nr> intrekken`; without a number, a choice of one's own that are open. */
export const withdrawLine = (kinds: readonly AnyRequestKind[], views: Views): Writes<string, Request | null> => ({
  does: 'writes',
  asks: 'request.withdraw',
  of: async (db, typed, turn) =>
    typed ? lockedByNumber(kinds)(db, typed) : { subject: null, person: turn.actor.person },
  async run(tx, turn, _, request) {
    if (!request) return { card: await ownRequests(tx, turn, views, { isWithdrawing: true }), to: 'me' }
    await withdraw(tx, kinds, request, turn.as, atOf(turn))
    return withdrawnOutcome(request)
  },
  answer: withdrawnAnswer(views),
})

/** `m50 verzoek <nr> terugdraaien`, by whoever decided, within ten minutes. */
export const undoLine = (kinds: readonly AnyRequestKind[]): Writes<string, Request> => ({
  does: 'writes',
  asks: 'request.decide',
  of: lockedByNumber(kinds),
  async run(tx, turn, _, request) {
    await undo(tx, kinds, request, turn.as, atOf(turn))
    return doneOutcome('undo', request)
  },
  answer: doneAnswer,
})

/** `m50 verzoek <nr> heropenen`: the form that asks why. */
export const reopenLine = (kinds: readonly AnyRequestKind[], form: FormHandler): Reads<string, Request> => ({
  does: 'reads',
  asks: 'request.decide',
  of: byTypedNumber(kinds),
  async run(db, turn, _, request) {
    if (form.open?.does !== 'reads') throw new Error('the form to reopen a request writes')
    return form.open.run(db, turn, request.id, request)
  },
})
