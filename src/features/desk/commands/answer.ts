// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Reply, Writes } from '#/chat/feature.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Tx } from '#/database/db.ts'
import {
  atOf,
  doneAnswer,
  doneOutcome,
  longestText,
  relationOf,
  required,
  textForm,
} from '#/features/desk/commands/decide.ts'
import type { Views } from '#/features/desk/commands/views.ts'
import { openQuestions } from '#/features/desk/rules/questions.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { asId, type RequestId } from '#/network/ids.ts'
import { answer } from '#/requests/decide.ts'
import type { AnyRequestKind, Request } from '#/requests/kind.ts'
import { lockRequest } from '#/requests/load.ts'

async function take(tx: Tx, turn: Turn, request: Request, typed: string): Promise<Outcome | Answer> {
  const text = required(turn, 'answer', typed, 'answer.empty')
  if (typeof text !== 'string') return text
  await answer(tx, request, turn.as, text, atOf(turn))
  return doneOutcome('answer', request)
}

export const answerForm = (kinds: readonly AnyRequestKind[], views: Views): FormHandler =>
  textForm(
    kinds,
    views,
    'request.answer',
    {
      name: 'request.answer',
      field: 'answer',
      form(turn, request, what) {
        const t = deskTexts.in(turn.locale)
        return {
          version: 1,
          name: 'request.answer',
          title: t('answer.title'),
          submit: t('answer.submit'),
          intro: t('decline.intro', { number: request.number, what: { text: what } }),
          context: request.id,
          inputs: [{ kind: 'longText', name: 'answer', label: t('answer.answer'), max: longestText }],
          reopen: { label: t('button.answer'), value: request.id },
        }
      },
    },
    take,
  )

/** A plain direct message is the answer to the one question that waits for this person. */
export const replyToQuestion = (kinds: readonly AnyRequestKind[]): Reply => ({
  async open(db, turn) {
    const t = deskTexts.in(turn.locale)
    const questions = turn.actor.person ? await openQuestions(db, turn.actor.person) : []
    return questions.map(q => ({
      subject: { kind: 'request', id: q.request },
      button: {
        does: 'open',
        name: 'request.answer',
        label: t('answer.which', { number: q.number }),
        value: q.request,
      },
    }))
  },
  take: subject =>
    ({
      does: 'writes',
      asks: 'request.answer',
      async of(db) {
        const id = asId<RequestId>(subject.id)
        const request = id && (await lockRequest(db, id))
        return request ? relationOf(kinds, request) : null
      },
      run: (tx, turn, typed, request) => take(tx, turn, request, typed),
      answer: doneAnswer,
    }) satisfies Writes<string, Request>,
})
