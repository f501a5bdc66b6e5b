// SPDX-License-Identifier: EUPL-1.2

import type { Button } from '#/chat/card.ts'
import { timeOf } from '#/chat/dates.ts'
import type { FormHandler, Handler, Outcome, Reads, Writes } from '#/chat/feature.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { shownAnew, standsNow } from '#/features/desk/commands/anew.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { withdrawnAnswer, withdrawnOutcome } from '#/features/desk/commands/withdrawn.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import type { Action, Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'
import {
  type At,
  after,
  approve,
  ask,
  claim,
  decline,
  demandDecided,
  demandSame,
  hush,
  reopen,
  undo,
  undoMs,
  withdraw,
} from '#/requests/decide.ts'
import { type AnyRequestKind, isFinal, type Request } from '#/requests/kind.ts'
import { loadRequest, lockRequest } from '#/requests/load.ts'
import { basisIn, requestIn, shownAs } from '#/requests/shown.ts'

export const longestText = 2_000

/** Whose a request is and of whom it was asked: what the policy needs to know. */
export function relationOf(
  kinds: readonly AnyRequestKind[],
  request: Request,
): Relation & { readonly subject: Request } {
  const kind = kinds.find(k => k.name === request.kind)
  const pillar = kind?.pillarOf?.(kind.subject.parse(request.subject)) ?? null
  return { subject: request, person: request.requester?.id ?? null, askedOf: request.askedOf, pillar }
}

const find =
  (kinds: readonly AnyRequestKind[], load: typeof loadRequest) =>
  async (db: Db, value: string): Promise<(Relation & { readonly subject: Request }) | null> => {
    const id = requestIn(value)
    const request = id && (await load(db, id))
    return request ? relationOf(kinds, request) : null
  }

/** What was shown to who presses or submits: the drawing of a live card, or what the button or the form itself carries. */
function shownTo({ act }: Turn): number | undefined {
  if (act.kind === 'press') return act.drawing || basisIn(act.value)
  return act.kind === 'submit' ? basisIn(act.context) : undefined
}

/** The turn's moment, and what was shown of the request that it is about. */
export function atOf(turn: Turn): At {
  const shown = shownTo(turn)
  return { now: turn.now, today: turn.today, ...(shown !== undefined && { shown }) }
}

type Key = Parameters<ReturnType<typeof deskTexts.in>>[0]

type Done = 'approve' | 'decline' | 'claim' | 'ask' | 'answer' | 'undo' | 'reopen' | 'hush'

export const doneOutcome = (code: Done, request: Request): Outcome => ({ code, ids: { number: request.number } })

/** A decision, with how long it can be taken back by whom it was made. */
const decidedOutcome = (code: 'approve' | 'decline', request: Request, turn: Turn): Outcome => ({
  code,
  ids: { number: request.number, request: request.id, until: turn.now.getTime() + undoMs },
})

export const undoButton = (request: string, locale: Turn['locale']): Button => ({
  does: 'press',
  name: 'request.undo',
  label: deskTexts.in(locale)('button.undo'),
  value: request,
})

export const doneAnswer = async (_: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> => {
  const t = deskTexts.in(turn.locale)
  const done = t(`done.${code as Done}`, { number: ids.number ?? '' })
  if (ids.until === undefined) return { card: { version: 1, text: done }, to: 'me' }
  const until = timeOf(new Date(ids.until), turn.locale, turn.zone)
  return {
    card: {
      version: 1,
      text: [done, t('done.undoUntil', { until, typed: turn.typed })].join('\n'),
      buttons: [undoButton(String(ids.request), turn.locale)],
    },
    to: 'me',
  }
}

/** A text that must be there and may not be too long, else the error at its field. */
export function required(turn: Turn, field: string, typed: string | undefined, empty: Key): string | Answer {
  const text = typed?.trim() ?? ''
  const t = deskTexts.in(turn.locale)
  if (!text) return { fieldErrors: { [field]: t(empty) } }
  if (text.length > longestText)
    return { fieldErrors: { [field]: t('refusal.tooLong', { length: text.length, max: longestText }) } }
  return text
}

export interface TextForm {
  readonly name: string
  readonly field: string
  readonly asks: Action
  /** The keys of its words. */
  readonly words: { readonly [Word in 'title' | 'submit' | 'label' | 'empty' | 'button']: Key } & {
    readonly hint?: Key
  }
  /** What must be so before it opens. @throws Refusal */
  readonly demand?: (request: Request) => void
  readonly done: Extract<Done, 'decline' | 'ask' | 'answer' | 'reopen'>
  readonly take: (tx: Tx, turn: Turn, request: Request, text: string) => Promise<void>
}

/** A form of one text about one request, opened from its card. */
export function textForm(kinds: readonly AnyRequestKind[], views: Views, spec: TextForm): FormHandler {
  const { name, field, asks, words } = spec
  const open: Reads<string, Request> = {
    does: 'reads',
    asks,
    of: find(kinds, loadRequest),
    async run(db, turn, _, request) {
      if (asks === 'request.decide') {
        const anew = await shownAnew(db, views, request, turn)
        if (anew) return anew
        if (spec.done === 'reopen') demandSame(request, shownTo(turn))
        else after(request, spec.done, atOf(turn))
      }
      spec.demand?.(request)
      const t = deskTexts.in(turn.locale)
      const { what } = await requestFacts(db, views, request, readerOf(turn))
      return {
        form: {
          version: 1,
          name,
          title: t(words.title),
          submit: t(words.submit),
          intro: t('decline.intro', { number: request.number, what: { text: what } }),
          context: shownAs(request),
          inputs: [
            {
              kind: 'longText',
              name: field,
              label: t(words.label),
              ...(words.hint && { hint: t(words.hint) }),
              max: longestText,
            },
          ],
          reopen: { label: t(words.button), value: request.id },
        },
      }
    },
  }
  return {
    open,
    submit: {
      does: 'writes',
      asks,
      of: (db, { context }) => find(kinds, lockRequest)(db, context),
      run: (tx, turn, { fields }, request: Request) =>
        takeText(spec, tx, turn, request, fields[field] ?? '').catch(error => {
          throw closing(error, request, fields[field] ?? '')
        }),
      answer: doneAnswer,
    },
  }
}

/** What is refused of a form whose request changed or was closed meanwhile: it can't be sent again. */
export function closing(error: unknown, { number }: Request, given: string): unknown {
  if (!(error instanceof Refusal && error.stale)) return error
  const [code, params] = error.code === 'desk.changed' ? ['desk.formChanged', { number }] : [error.code, error.params]
  return new Refusal(code, params, { stale: error.stale, given })
}

/** What a form's one text, or a message typed in its place, brings about. */
export async function takeText(
  { field, words, done, take }: TextForm,
  tx: Tx,
  turn: Turn,
  request: Request,
  typed: string,
): Promise<Outcome | Answer> {
  const text = required(turn, field, typed, words.empty)
  if (typeof text !== 'string') return text
  await take(tx, turn, request, text)
  return done === 'decline' ? decidedOutcome(done, request, turn) : doneOutcome(done, request)
}

/** Approve, claim, withdraw and undo by one press; decline, ask and reopen by a form with one text. */
export function decisions(
  kinds: readonly AnyRequestKind[],
  views: Views,
): { presses: Record<string, Handler<string>>; forms: Record<string, FormHandler> } {
  const act = (code: Done, run: (tx: Tx, request: Request, turn: Turn) => Promise<void>): Writes<string, Request> => ({
    does: 'writes',
    asks: 'request.decide',
    of: find(kinds, lockRequest),
    async run(tx, turn, _, request) {
      const anew = await shownAnew(tx, views, request, turn)
      if (anew) return anew
      await run(tx, request, turn)
      return code === 'approve' && !isFinal(kinds, request)
        ? decidedOutcome(code, request, turn)
        : doneOutcome(code, request)
    },
    answer: doneAnswer,
  })
  return {
    presses: {
      'request.approve': act('approve', (tx, request, turn) => approve(tx, kinds, request, turn.as, atOf(turn))),
      'request.claim': act('claim', (tx, request, turn) => claim(tx, request, turn.as, atOf(turn))),
      'request.hush': act('hush', (tx, request, turn) => hush(tx, request, turn.as, atOf(turn))),
      'request.undo': act('undo', (tx, request, turn) => undo(tx, kinds, request, turn.as, atOf(turn))),
      'request.withdraw': {
        does: 'writes',
        asks: 'request.withdraw',
        of: find(kinds, lockRequest),
        async run(tx, turn, _, request) {
          const stands = await standsNow(tx, views, request, turn)
          if (stands) return stands
          await withdraw(tx, kinds, request, turn.as, atOf(turn))
          return withdrawnOutcome(request)
        },
        answer: withdrawnAnswer(views),
      } satisfies Writes<string, Request>,
    },
    forms: {
      'request.decline': textForm(kinds, views, {
        name: 'request.decline',
        field: 'reason',
        asks: 'request.decide',
        words: {
          title: 'decline.title',
          submit: 'decline.submit',
          label: 'decline.reason',
          hint: 'decline.hint',
          empty: 'decline.empty',
          button: 'button.decline',
        },
        done: 'decline',
        take: (tx, turn, request, reason) => decline(tx, kinds, request, turn.as, reason, atOf(turn)),
      }),
      'request.ask': textForm(kinds, views, {
        name: 'request.ask',
        field: 'question',
        asks: 'request.decide',
        words: {
          title: 'ask.title',
          submit: 'ask.submit',
          label: 'ask.question',
          hint: 'ask.hint',
          empty: 'ask.empty',
          button: 'button.ask',
        },
        demand(request) {
          if (!request.requester) throw new Refusal('desk.nobodyToAsk', { number: request.number })
        },
        done: 'ask',
        take: (tx, turn, request, question) => ask(tx, request, turn.as, question, atOf(turn)),
      }),
      'request.reopen': textForm(kinds, views, {
        name: 'request.reopen',
        field: 'reason',
        asks: 'request.decide',
        words: {
          title: 'reopen.title',
          submit: 'reopen.submit',
          label: 'reopen.reason',
          hint: 'reopen.hint',
          empty: 'reopen.empty',
          button: 'button.reopen',
        },
        demand(request) {
          demandDecided(request, 'desk.stillOpen')
        },
        done: 'reopen',
        take: (tx, turn, request, why) => reopen(tx, kinds, request, turn.as, why, atOf(turn)),
      }),
    },
  }
}
