// SPDX-License-Identifier: EUPL-1.2

import type { Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import type { FormHandler, Reads, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { plain } from '#/chat/markdown.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Text } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import {
  decidedLine,
  ownRequestCard,
  requestCard,
  stateLine,
  whoAsks,
  withdrawButton,
} from '#/features/desk/cards/request.ts'
import { deliveryButtons } from '#/features/desk/cards/undelivered.ts'
import { atOf, doneAnswer, doneOutcome, relationOf, undoButton } from '#/features/desk/commands/decide.ts'
import { lacking } from '#/features/desk/commands/lacking.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { hasChannel } from '#/features/desk/rules/channel.ts'
import { type Undelivered, undelivered } from '#/features/desk/rules/undelivered.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { dateIn } from '#/network/calendar.ts'
import { workingHours } from '#/network/days-off.ts'
import { roleFor } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'
import { networkName } from '#/network/setting.ts'
import { undoMs as justMs, undo, withdraw } from '#/requests/decide.ts'
import { type AnyRequestKind, isFinal, type Request } from '#/requests/kind.ts'
import { decidedSince, lockRequest, openRequests, requestByNumber, requestsOf } from '#/requests/load.ts'
import { isOverdue } from '#/requests/remind.ts'
import { shownAs } from '#/requests/shown.ts'
import { isOpen } from '#/requests/states.ts'

const shown = 20
const dayMs = 24 * 60 * 60 * 1000

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
    return doneOutcome('withdraw', request)
  },
  answer: doneAnswer,
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

/** How long something waits, in the words of a list. */
export function age(createdAt: Date, turn: Turn): Text {
  const t = deskTexts.in(turn.locale)
  const days = Math.floor((turn.now.getTime() - createdAt.getTime()) / dayMs)
  return days < 1 ? t('desk.today') : t('desk.age', { count: days })
}

function missed(one: Undelivered, turn: Turn, network: string): string {
  const t = deskTexts.in(turn.locale)
  const at = momentOf(one.at, turn.locale, turn.zone)
  const what = one.title ? [t('desk.about', { title: plain(one.title) })] : []
  if (one.state === 'unclear') return [t('desk.unclear', { to: one.to, at }), ...what].join('\n')
  const known = reasons.find(reason => reason === one.reason) ?? 'other'
  const forward = one.isPersonal && !isOurs(known) ? [t('desk.forward', { network })] : []
  return [t('desk.missed', { to: one.to, at, reason: { text: t(`reason.${known}`) } }), ...what, ...forward].join('\n')
}

const reasons = [
  'noAccount',
  'unbound',
  'channelGone',
  'notInChannel',
  'personGone',
  'botRemoved',
  'tooLarge',
  'notAllowed',
  'messageGone',
  'fault',
  'unanswered',
  'other',
] as const

/** What nobody but us can mend: there is nothing to ask of the reader. */
const isOurs = (reason: (typeof reasons)[number]) => reason === 'tooLarge' || reason === 'fault'

/** What was decided a moment ago: whoever did so can take it back here, anybody else can reopen it with a reason. */
async function justDecided(db: Db, kinds: readonly AnyRequestKind[], views: Views, request: Request, turn: Turn) {
  const t = deskTexts.in(turn.locale)
  const reader = readerOf(turn)
  const facts = await requestFacts(db, views, request, reader)
  const stays = request.state === 'approved' && isFinal(kinds, request)
  const isTheirs = request.decidedBy?.id === turn.actor.person
  return {
    text: t('desk.decided', {
      number: request.number,
      what: { text: facts.what },
      state: { text: decidedLine(facts, reader) },
    }),
    accessory: stays
      ? lineButton(t('button.show'), `verzoek ${request.number}`)
      : isTheirs
        ? undoButton(request.id, turn.locale)
        : { does: 'open' as const, name: 'request.reopen', label: t('button.reopen'), value: request.id },
  }
}

/** `m50 secretariaat`: what waits, oldest first, what is missing, and what was not delivered, with its reason and a text to forward. */
export const showDesk = (kinds: readonly AnyRequestKind[], views: Views): Reads<string> => ({
  does: 'reads',
  asks: 'desk.read',
  async run(db, turn) {
    const t = deskTexts.in(turn.locale)
    const reader = readerOf(turn)
    const requests = await openRequests(db, shown)
    const decided = await decidedSince(db, new Date(turn.now.getTime() - justMs), shown)
    const { off } = await workingHours(db, turn.zone)
    const isLate = (request: Request) =>
      request.state === 'open' && isOverdue(dateIn(turn.zone, request.waitsSince), turn.today, off)
    const facts = await Promise.all(requests.map(request => requestFacts(db, views, request, reader)))
    const lost = await undelivered(db, shown)
    const network = await networkName(db)
    const line = (f: (typeof facts)[number]) =>
      [
        t('desk.item', {
          number: f.request.number,
          what: { text: f.what },
          by: { text: whoAsks(f, turn.locale) },
          age: { text: age(f.request.openedAt, turn) },
        }),
        ...(isLate(f.request) ? [`**${t('desk.overdue')}**`] : []),
        ...(f.request.state === 'asked' ? [t('desk.asked')] : []),
        ...(f.request.claimedBy ? [t('desk.claimed', { name: f.request.claimedBy.name })] : []),
      ].join(' · ')
    return {
      card: {
        version: 1,
        title: t('desk.title'),
        text: [
          ...((await hasChannel(db)) ? [] : [t('desk.noChannel')]),
          facts.length > 0 ? t('desk.open', { count: facts.length }) : t('desk.empty'),
          ...(lost.length > 0 ? [t('desk.undelivered', { count: lost.length })] : []),
        ].join('\n'),
        items: [
          ...facts.map(f => ({
            text: line(f),
            accessory: lineButton(t('button.show'), `verzoek ${f.request.number}`),
          })),
          ...(await Promise.all(decided.map(request => justDecided(db, kinds, views, request, turn)))),
          ...(await lacking(db, turn)),
          ...lost.flatMap(one => {
            const [again, arrived] = deliveryButtons(one, turn.locale)
            return [
              { text: missed(one, turn, network), accessory: again },
              { text: t('desk.orElse'), accessory: arrived },
            ]
          }),
        ],
      },
      to: 'me',
    }
  },
})
