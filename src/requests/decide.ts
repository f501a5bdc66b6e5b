// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { unplan } from '#/delivery/planned.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { WorkingHours } from '#/network/days-off.ts'
import { Refusal } from '#/network/refusal.ts'
import type { AnyRequestKind, Request } from '#/requests/kind.ts'
import { openRequest } from '#/requests/load.ts'
import { requestMoment, touchRequest } from '#/requests/refresh.ts'
import { replanReminders } from '#/requests/remind.ts'
import { isOpen, nextState, type RequestEvent, type RequestState } from '#/requests/states.ts'
import { threadOf } from '#/requests/thread.ts'

export interface At {
  readonly today: string
  readonly now: Date
  /** The version or the basis that was shown to who decides, where it is known. */
  readonly shown?: number
}

const change = statement(
  'request_change',
  `update requests set state = $2, version = version + 1, basis = case when $3::bool then version + 1 else basis end,
     claimed_by_id = coalesce($4::uuid, claimed_by_id), decided_by_id = $5::uuid, decided_as = $6, decided_at = $7::timestamptz, reason = $8
   where id = $1::uuid`,
)

const refOf = (request: Request) => ({ kind: 'request', id: request.id })

/** The state after an event. @throws Refusal that says what is so by now, and has the card redrawn [T08]. */
export function after(request: Request, event: RequestEvent, at: At): RequestState {
  const stale = refOf(request)
  const state = nextState(request.state, event)
  if (state === null) {
    const name = request.decidedBy?.name ?? request.requester?.name ?? request.requesterText ?? ''
    const by = { name, principal: request.decidedFor }
    const code = request.state === 'open' || request.state === 'asked' ? 'nothingAsked' : request.state
    throw new Refusal(
      `desk.${code}`,
      { number: request.number, by, at: request.decidedAt ?? request.createdAt },
      { stale },
    )
  }
  if (event !== 'answer' && event !== 'withdraw') demandSame(request, at.shown)
  return state
}

/** @throws Refusal where what there is to decide changed since it was shown, and has the card redrawn [T08]. */
export function demandSame(request: Request, shown: number | undefined): void {
  if (shown !== undefined && shown < request.basis)
    throw new Refusal('desk.changed', { number: request.number }, { stale: refOf(request) })
}

async function changed(
  tx: Tx,
  request: Request,
  event: RequestEvent,
  by: ActedAs,
  at: At,
  to: { readonly state: RequestState; readonly decided?: Date; readonly reason?: string; readonly newBasis?: boolean },
): Promise<void> {
  await tx.query(change, [
    request.id,
    to.state,
    to.newBasis ?? false,
    event === 'claim' ? by.personId : null,
    to.decided ? by.personId : null,
    to.decided ? by.role : null,
    to.decided?.toISOString() ?? null,
    to.reason ?? null,
  ])
  audit(tx, {
    action: `request.${event}`,
    subject: refOf(request),
    by,
    old: { state: request.state },
    new: { state: to.state },
  })
  if (!isOpen(to.state)) await unplan(tx, refOf(request), to.state, at.now)
  await touchRequest(tx, request.id)
}

/** @throws Refusal where the requester is nobody in the network any more: what is brought about would be for nobody [T43]. */
function demandRequester({ isRequesterGone, number }: Request): void {
  if (isRequesterGone) throw new Refusal('desk.requesterGone', { number })
}

function kindOf(kinds: readonly AnyRequestKind[], request: Request): AnyRequestKind {
  const kind = kinds.find(k => k.name === request.kind)
  if (!kind) throw new Error(`no request kind ${request.kind}`)
  return kind
}

/** Approves a locked request: its kind's effect, and everyone told, in this transaction. @throws Refusal */
export async function approve(
  tx: Tx,
  kinds: readonly AnyRequestKind[],
  request: Request,
  by: ActedAs,
  at: At,
): Promise<void> {
  const state = after(request, 'approve', at)
  demandRequester(request)
  const kind = kindOf(kinds, request)
  await changed(tx, request, 'approve', by, at, { state, decided: at.now })
  await kind.approve(tx, { ...request, subject: kind.subject.parse(request.subject) }, by, at)
}

/** What whoever is told of a refusal hears: of that decision, whatever became of the request since. */
export const declinedFacts = (request: Request, by: ActedAs) => ({
  request: request.id,
  round: request.round,
  by: by.personId,
  behalf: by.onBehalfOf ?? null,
  reason: request.reason,
})

/** The same for a decision that was taken back, `request` as it was decided. */
export const undoneFacts = (request: Request, by: ActedAs, why: string | null) => ({
  request: request.id,
  round: request.round + 1,
  was: request.state,
  by: by.personId,
  behalf: by.onBehalfOf ?? null,
  why,
})

/** Declines a locked request; the requester is told, with the reason. @throws Refusal */
export async function decline(
  tx: Tx,
  kinds: readonly AnyRequestKind[],
  request: Request,
  by: ActedAs,
  reason: string,
  at: At,
): Promise<void> {
  const state = after(request, 'decline', at)
  const kind = kindOf(kinds, request)
  await changed(tx, request, 'decline', by, at, { state, decided: at.now, reason })
  const refused = { ...request, reason }
  if (request.requester)
    notify(tx, [{ kind: 'person', person: request.requester.id }], 'request.declined', declinedFacts(refused, by), {
      subject: requestMoment(request.id),
    })
  await kind.decline?.(tx, { ...refused, subject: kind.subject.parse(request.subject) }, by, at)
}

/** Shows who takes a locked request up. Taking over from someone else is claiming again. @throws Refusal */
export async function claim(tx: Tx, request: Request, by: ActedAs, at: At): Promise<void> {
  const state = after(request, 'claim', at)
  await changed(tx, request, 'claim', by, at, { state })
}

/** The requester takes a locked request back. @throws Refusal */
export async function withdraw(
  tx: Tx,
  kinds: readonly AnyRequestKind[],
  request: Request,
  by: ActedAs,
  at: At,
): Promise<void> {
  const state = after(request, 'withdraw', at)
  const kind = kindOf(kinds, request)
  await changed(tx, request, 'withdraw', by, at, { state })
  await kind.withdraw?.(tx, { ...request, subject: kind.subject.parse(request.subject) }, by, at)
}

/** Puts a question to the requester of a locked request. @throws Refusal */
export async function ask(tx: Tx, request: Request, by: ActedAs, question: string, at: At): Promise<void> {
  const state = after(request, 'ask', at)
  const { requester } = request
  if (!requester || !by.personId) throw new Refusal('desk.nobodyToAsk', { number: request.number })
  const asked = await tx.prisma.requestQuestion.create({
    data: { requestId: request.id, question, askedById: by.personId, askedAt: at.now },
    select: { id: true },
  })
  await changed(tx, request, 'ask', by, at, { state })
  notify(tx, [{ kind: 'person', person: requester.id }], 'request.question', {
    request: request.id,
    question: asked.id,
  })
}

/** The requester's answer, put in the request's thread; from now on it waits for who decides. @throws Refusal when nothing was asked. */
export async function answer(
  tx: Tx,
  request: Request,
  by: ActedAs,
  text: string,
  at: At & { readonly hours: WorkingHours },
): Promise<void> {
  const state = after(request, 'answer', at)
  // What was asked before the request was reopened is over.
  const asked = { requestId: request.id, answeredAt: null, askedAt: { gte: request.openedAt } }
  const open = await tx.prisma.requestQuestion.findFirst({
    where: asked,
    orderBy: { askedAt: 'desc' },
    select: { id: true },
  })
  if (!open) throw new Refusal('desk.nothingAsked', { number: request.number })
  await tx.prisma.requestQuestion.updateMany({
    where: asked,
    data: { answer: text, answeredAt: at.now },
  })
  await changed(tx, request, 'answer', by, at, { state, newBasis: true })
  await replanReminders(tx, at.hours, request.id)
  notify(
    tx,
    [threadOf(request)],
    'request.answered',
    { request: request.id, question: open.id },
    { subject: { kind: 'requestAnswer', id: open.id } },
  )
}

/** So long the one who decided may take it back with one press [F73]. */
export const undoMs = 10 * 60 * 1000

const reopening = statement(
  'request_reopen',
  `with undone as (
     insert into undone_decisions (request_id, round, state, decided_by_id, decided_as, decided_at, reason, undone_by_id, undone_at, undone_why)
     select id, round, state, decided_by_id, decided_as, decided_at, reason, $4::uuid, $3::timestamptz, $5 from requests where id = $1::uuid
   )
   update requests set state = 'open', subject = $2::jsonb, round = round + 1, opened_at = $3::timestamptz, claimed_by_id = null, requester_id = coalesce($6::uuid, requester_id),
     decided_by_id = null, decided_as = null, decided_at = null, reason = null, version = version + 1, basis = version + 1
   where id = $1::uuid`,
)

/** Lays a decided, locked request before its deciders again: what was decided is kept, its effect is taken back, and everyone who was told is told so. @throws Refusal */
async function layAgain(
  tx: Tx,
  kinds: readonly AnyRequestKind[],
  request: Request,
  by: ActedAs,
  at: At,
  how: { readonly action: 'request.undo' | 'request.reopen'; readonly why: string | null },
): Promise<void> {
  after(request, 'reopen', at)
  const kind = kindOf(kinds, request)
  const again = await openRequest(tx, request.subjectKey)
  if (again) throw new Refusal('desk.askedAgain', { number: request.number, again: again.number })
  const parsed = { ...request, subject: kind.subject.parse(request.subject) }
  const subject = await kind.undo(tx, parsed, by, { ...at, why: how.why })
  const theirs = kind.heir ? await kind.heir(tx, kind.subject.parse(subject)) : (request.requester?.id ?? null)
  await tx.query(reopening, [request.id, JSON.stringify(subject), at.now.toISOString(), by.personId, how.why, theirs])
  audit(tx, {
    action: how.action,
    subject: refOf(request),
    by,
    old: { state: request.state },
    new: { state: 'open' },
  })
  notify(
    tx,
    [...(theirs ? [{ kind: 'person', person: theirs } as const] : []), threadOf(request)],
    'request.undone',
    undoneFacts(request, by, how.why),
    { subject: requestMoment(request.id) },
  )
  await touchRequest(tx, request.id)
}

/** @throws Refusal where nothing was decided (it waits, which `open` says, or was withdrawn), or its requester is gone. */
export function demandDecided(request: Request, open: 'desk.undecided' | 'desk.stillOpen'): void {
  const { state, number } = request
  const stale = refOf(request)
  if (state === 'withdrawn') throw new Refusal('desk.withdrawn', { number }, { stale })
  if (isOpen(state)) throw new Refusal(open, { number }, { stale })
  demandRequester(request)
}

/** Takes a decision back at once: by the one who decided, within ten minutes [F73]. @throws Refusal */
export async function undo(
  tx: Tx,
  kinds: readonly AnyRequestKind[],
  request: Request,
  by: ActedAs,
  at: At,
): Promise<void> {
  const { decidedAt, decidedBy, number } = request
  demandDecided(request, 'desk.undecided')
  if (!decidedAt || !decidedBy) throw new Refusal('desk.undecided', { number })
  if (decidedBy.id !== by.personId)
    throw new Refusal('desk.undoOther', { number, by: { name: decidedBy.name, principal: request.decidedFor } })
  if (at.now.getTime() - decidedAt.getTime() > undoMs) throw new Refusal('desk.undoLate', { number, at: decidedAt })
  await layAgain(tx, kinds, request, by, at, { action: 'request.undo', why: null })
}

/** Lays a decided request before its deciders again, with a reason: a new act, by whoever may decide [F73]. @throws Refusal */
export async function reopen(
  tx: Tx,
  kinds: readonly AnyRequestKind[],
  request: Request,
  by: ActedAs,
  why: string,
  at: At,
): Promise<void> {
  demandDecided(request, 'desk.stillOpen')
  await layAgain(tx, kinds, request, by, at, { action: 'request.reopen', why })
}

/** No more reminders of a locked request: whoever decides knows it waits. */
export async function hush(tx: Tx, request: Request, by: ActedAs, at: At): Promise<void> {
  await unplan(tx, refOf(request), 'hushed', at.now)
  audit(tx, { action: 'request.hush', subject: refOf(request), by })
}

/** What there is to decide changed (an official confirmed): the card is drawn anew, and a decision on the old drawing is asked again. */
export async function amend(tx: Tx, request: Request, by: ActedAs, subject: unknown, action: string): Promise<void> {
  await tx.query(amendment, [request.id, JSON.stringify(subject)])
  audit(tx, { action, subject: refOf(request), by })
  await touchRequest(tx, request.id)
}

const amendment = statement(
  'request_amend',
  'update requests set subject = $2::jsonb, version = version + 1, basis = version + 1 where id = $1::uuid',
)
