// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Reply, Writes } from '#/chat/feature.ts'
import { atOf, doneAnswer, relationOf, type TextForm, takeText, textForm } from '#/features/desk/commands/decide.ts'
import type { Views } from '#/features/desk/commands/views.ts'
import { openQuestions } from '#/features/desk/rules/questions.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { workingHours } from '#/network/days-off.ts'
import { asId, type RequestId } from '#/network/ids.ts'
import { answer } from '#/requests/decide.ts'
import type { AnyRequestKind, Request } from '#/requests/kind.ts'
import { lockRequest } from '#/requests/load.ts'

const asked = {
  name: 'request.answer',
  field: 'answer',
  asks: 'request.answer',
  words: {
    title: 'answer.title',
    submit: 'answer.submit',
    label: 'answer.answer',
    empty: 'answer.empty',
    button: 'button.answer',
  },
  done: 'answer',
  take: async (tx, turn, request, text) =>
    answer(tx, request, turn.as, text, { ...atOf(turn), hours: await workingHours(tx, turn.zone) }),
} satisfies TextForm

export const answerForm = (kinds: readonly AnyRequestKind[], views: Views): FormHandler => textForm(kinds, views, asked)

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
      run: (tx, turn, typed, request) => takeText(asked, tx, turn, request, typed),
      answer: doneAnswer,
    }) satisfies Writes<string, Request>,
})
