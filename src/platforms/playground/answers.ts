// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Fields, Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Answer } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { drawForm } from '#/platforms/adaptive-card/draw-form.ts'
import { keepFields } from '#/platforms/adaptive-card/fields.ts'
import type { Place } from './acts.ts'
import { type Content, type ContentOf, postMessage } from './messages.ts'
import { bot, directOf, type PlaygroundPerson } from './people.ts'
import { playgroundTexts } from './texts.ts'

/** What the page does next: nothing (the answer stands in a conversation, or there is none), show a dialog, or show choices. */
export type Reply =
  | { readonly kind: 'done'; readonly in?: string }
  | { readonly kind: 'dialog'; readonly title: string; readonly form: Form; readonly card: object }
  | { readonly kind: 'answer'; readonly content: Content }
  | {
      readonly kind: 'suggestions'
      readonly suggestions: readonly { readonly value: string; readonly label: string }[]
    }

/** How an answer came about: what it needs to be shown in place. */
export interface Asked {
  readonly person: PlaygroundPerson
  readonly place: Place
  /** The form that was sent, as it stood in the dialog. */
  readonly sent?: { readonly form: Form; readonly fields: Fields; readonly labels: Fields }
  readonly at: Date
}

const dialog = (form: Form, locale: Locale, errors: Fields = {}): Reply => ({
  kind: 'dialog',
  title: form.title,
  form,
  card: drawForm(form, { locale, errors }),
})

/** Brings an answer to the one who asked: a dialog, a message for that person alone, or one for all who are there. What is secret goes to the direct conversation. */
export async function replyWith(
  db: Db,
  contentOf: ContentOf,
  answer: Answer,
  { person, place, at, sent }: Asked,
): Promise<Reply> {
  const { locale } = place
  if ('form' in answer) return dialog(answer.form, locale)
  if ('suggestions' in answer) return { kind: 'suggestions', suggestions: answer.suggestions }
  if ('fieldErrors' in answer) {
    if (!sent) throw new Error('field errors without a form')
    return dialog(keepFields(sent.form, sent.fields, sent.labels), locale, answer.fieldErrors)
  }
  const direct = directOf(person)
  const isElsewhere = answer.secret === true && place.conversation !== direct
  const post = async (card: Card, { conversation, thread }: Pick<Place, 'conversation' | 'thread'>) => {
    const content = contentOf(card, { locale })
    if (!content) throw new Error('an answer that is too large')
    const onlyFor = answer.to === 'me' && conversation !== direct ? person.id : undefined
    await postMessage(db, { conversation, thread: thread ?? undefined, author: bot, onlyFor, content, at })
  }
  await post(answer.card, answer.secret ? { conversation: direct, thread: null } : place)
  if (isElsewhere) await post({ version: 1, text: playgroundTexts.in(locale)('answeredDirectly') }, place)
  return { kind: 'done', in: isElsewhere ? direct : place.conversation }
}
