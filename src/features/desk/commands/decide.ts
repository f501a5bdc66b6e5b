// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Handler, Outcome, Reads, Writes } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Text } from '#/chat/texts.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { asId, type RequestId } from '#/network/ids.ts'
import type { Action, Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'
import { type At, approve, ask, claim, decline, withdraw } from '#/requests/decide.ts'
import type { AnyRequestKind, Request } from '#/requests/kind.ts'
import { loadRequest, lockRequest } from '#/requests/load.ts'

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
    const id = asId<RequestId>(value)
    const request = id && (await load(db, id))
    return request ? relationOf(kinds, request) : null
  }

/** The turn's moment, and the drawing that was pressed; a message that is no live card has none. */
export const atOf = (turn: Turn): At => ({
  now: turn.now,
  today: turn.today,
  ...(turn.act.kind === 'press' && turn.act.drawing && { drawing: turn.act.drawing }),
})

type Done = 'approve' | 'decline' | 'claim' | 'ask' | 'withdraw' | 'answer'

export const doneOutcome = (code: Done, request: Request): Outcome => ({ code, ids: { number: request.number } })

export const doneAnswer = async (_: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> => ({
  card: { version: 1, text: deskTexts.in(turn.locale)(`done.${code as Done}`, { number: ids.number ?? '' }) },
  to: 'me',
})

/** A text that must be there and may not be too long, else the error at its field. */
export function required(
  turn: Turn,
  field: string,
  typed: string | undefined,
  empty: Parameters<ReturnType<typeof deskTexts.in>>[0],
): string | Answer {
  const text = typed?.trim() ?? ''
  const t = deskTexts.in(turn.locale)
  if (!text) return { fieldErrors: { [field]: t(empty) } }
  if (text.length > longestText)
    return { fieldErrors: { [field]: t('refusal.tooLong', { length: text.length, max: longestText }) } }
  return text
}

interface TextForm {
  readonly name: string
  readonly field: string
  readonly form: (turn: Turn, request: Request, what: Text) => Form
}

/** A form of one text about one request, opened from its card. */
export function textForm(
  kinds: readonly AnyRequestKind[],
  views: Views,
  asks: Action,
  spec: TextForm,
  submit: (
    tx: Parameters<Writes<string>['run']>[0],
    turn: Turn,
    request: Request,
    typed: string,
  ) => Promise<Outcome | Answer>,
): FormHandler {
  const open: Reads<string, Request> = {
    does: 'reads',
    asks,
    of: find(kinds, loadRequest),
    async run(db, turn, _, request) {
      const { what } = await requestFacts(db, views, request, readerOf(turn))
      return { form: spec.form(turn, request, what) }
    },
  }
  return {
    open,
    submit: {
      does: 'writes',
      asks,
      of: (db, { context }) => find(kinds, lockRequest)(db, context),
      run: (tx, turn, { fields }, request: Request) => submit(tx, turn, request, fields[spec.field] ?? ''),
      answer: doneAnswer,
    },
  }
}

const longText = (name: string, label: string, hint?: string) => ({
  kind: 'longText' as const,
  name,
  label,
  ...(hint && { hint }),
  max: longestText,
})

/** Approve, claim and withdraw by one press; decline and ask by a form with one text. */
export function decisions(
  kinds: readonly AnyRequestKind[],
  views: Views,
): { presses: Record<string, Handler<string>>; forms: Record<string, FormHandler> } {
  const act = (
    asks: Action,
    code: Done,
    run: (tx: Parameters<Writes<string>['run']>[0], request: Request, turn: Turn) => Promise<void>,
  ): Writes<string, Request> => ({
    does: 'writes',
    asks,
    of: find(kinds, lockRequest),
    async run(tx, turn, _, request) {
      await run(tx, request, turn)
      return doneOutcome(code, request)
    },
    answer: doneAnswer,
  })
  return {
    presses: {
      'request.approve': act('request.decide', 'approve', (tx, request, turn) =>
        approve(tx, kinds, request, turn.as, atOf(turn)),
      ),
      'request.claim': act('request.decide', 'claim', (tx, request, turn) => claim(tx, request, turn.as, atOf(turn))),
      'request.withdraw': act('request.withdraw', 'withdraw', (tx, request, turn) =>
        withdraw(tx, kinds, request, turn.as, atOf(turn)),
      ),
    },
    forms: {
      'request.decline': textForm(
        kinds,
        views,
        'request.decide',
        {
          name: 'request.decline',
          field: 'reason',
          form(turn, request, what) {
            const t = deskTexts.in(turn.locale)
            return {
              version: 1,
              name: 'request.decline',
              title: t('decline.title'),
              submit: t('decline.submit'),
              intro: t('decline.intro', { number: request.number, what: { text: what } }),
              context: request.id,
              inputs: [longText('reason', t('decline.reason'), t('decline.hint'))],
              reopen: { label: t('button.decline'), value: request.id },
            }
          },
        },
        async (tx, turn, request, typed) => {
          const reason = required(turn, 'reason', typed, 'decline.empty')
          if (typeof reason !== 'string') return reason
          await decline(tx, kinds, request, turn.as, reason, atOf(turn))
          return doneOutcome('decline', request)
        },
      ),
      'request.ask': textForm(
        kinds,
        views,
        'request.decide',
        {
          name: 'request.ask',
          field: 'question',
          form(turn, request, what) {
            const t = deskTexts.in(turn.locale)
            if (!request.requester) throw new Refusal('desk.nobodyToAsk', { number: request.number })
            return {
              version: 1,
              name: 'request.ask',
              title: t('ask.title'),
              submit: t('ask.submit'),
              intro: t('decline.intro', { number: request.number, what: { text: what } }),
              context: request.id,
              inputs: [longText('question', t('ask.question'), t('ask.hint'))],
              reopen: { label: t('button.ask'), value: request.id },
            }
          },
        },
        async (tx, turn, request, typed) => {
          const question = required(turn, 'question', typed, 'ask.empty')
          if (typeof question !== 'string') return question
          await ask(tx, request, turn.as, question, atOf(turn))
          return doneOutcome('ask', request)
        },
      ),
    },
  }
}
