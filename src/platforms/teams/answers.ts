// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { unchanged } from '#/chat/failing.ts'
import type { Fields, Form } from '#/chat/form.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import { plainText } from '#/chat/plain-text.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Act, Answer } from '#/chat/turn.ts'
import { keepFields } from '#/platforms/adaptive-card/fields.ts'
import { type DialogAnswer, formDialog, sayInDialog } from '#/platforms/teams/dialog.ts'
import { answerMessage, firstWords } from '#/platforms/teams/message.ts'
import { teamsTexts } from '#/platforms/teams/teams-texts.ts'
import type { Asker, Ways } from '#/platforms/teams/ways.ts'

type Said = Extract<Answer, { card: unknown }>
type FieldErrors = Extract<Answer, { fieldErrors: unknown }>['fieldErrors']

/** What the response to a press holds: a few words that only the presser sees. */
export interface PressAnswer {
  readonly statusCode: 200
  readonly type: 'application/vnd.microsoft.activity.message'
  readonly value: string
}

/** What was sent from a dialog, for an answer to it. */
export interface SentForm {
  readonly form: Form | null
  readonly fields: Fields
}

/** What an invoke is answered with, and what goes another way besides. */
export interface Split<Response> {
  readonly response: Response
  readonly beside?: () => Promise<void>
}

/** Puts answers where they belong: what is for one person alone goes to their own conversation with the bot, also when it was asked in a channel. */
export interface Answers {
  /** To what was typed. */
  toMessage(asker: Asker, answer: Answer, act?: Act): Promise<void>
  toPress(asker: Asker, answer: Answer, act: Act, until: number): Promise<Split<PressAnswer>>
  /** To what asked for a dialog, or came from one. Both say themselves where the rest can't be had; they wait for that no longer than `until`, a moment of `performance.now()`. */
  toDialog(asker: Asker, answer: Answer, until: number, sent?: SentForm): Promise<Split<DialogAnswer>>
  /** The outcome of what took too long, with what was filled in where it was not saved. */
  afterwards(asker: Asker, answer: Answer, sent?: SentForm): Promise<void>
  /** For what is not ready in time. */
  readonly waiting: { readonly press: PressAnswer; readonly dialog: DialogAnswer }
  /** What is answered where the router could not: a form stays open with all that was typed. When we failed, when Teams did not say who speaks, and when the bot was asked where it is not, by someone who did not add it. */
  without(why: 'fault' | 'unknown' | 'notDelivered', act: Act): Answer
}

const longestToast = 200

const sentences = (errors: FieldErrors): string => Object.values(errors).join('\n')

/** The card that leads to a form where it can't be opened by itself. */
const reopening = (form: Form, text: string): Card => ({
  version: 1,
  text,
  buttons: [{ does: 'open', name: form.name, label: form.reopen.label, value: form.reopen.value, style: 'primary' }],
})

/** Errors at the form's own fields; those of others at the first one, since nothing else is shown. */
function atFields({ inputs }: Form, errors: FieldErrors): Record<string, string> {
  const [first] = inputs
  const shown: Record<string, string> = {}
  for (const [field, sentence] of Object.entries(errors)) {
    const at = inputs.some(({ name }) => name === field) ? field : (first?.name ?? field)
    shown[at] = [shown[at], sentence].filter(Boolean).join(' ')
  }
  return shown
}

const wordsOf = ({ buttons: _, more: __, link: ___, items, ...card }: Card): string =>
  plainText({ ...card, ...(items && { items: items.map(({ text }) => ({ text })) }) })

export function createAnswers(ways: Ways, locale: Locale): Answers {
  const say = teamsTexts.in(locale)
  const note = (text: string): Card => ({ version: 1, text })
  const messageOf = (card: Card) => answerMessage(card, locale)
  const toast = (value: string): PressAnswer => ({
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value,
  })

  /** In their own conversation; where that can't be, it is said where they asked that it can't, and nothing of the answer. */
  async function personally(asker: Asker, card: Card): Promise<boolean> {
    const isThere = await ways.personally(asker, messageOf(card))
    const isSaidHere = asker.place.kind !== 'direct' && !asker.place.isAnywhere
    if (!isThere && isSaidHere) await ways.here(asker.place, messageOf(note(say('notDelivered'))))
    return isThere
  }

  const isForAll = ({ to, secret }: Said): boolean => to === 'here' && !secret

  /** There is no conversation in which the answer could stand. It is not said where all read along: many press on one card. */
  const isNowhere = async (asker: Asker, said: Said, until: number): Promise<boolean> =>
    !(isForAll(said) && !asker.place.isAnywhere) && !(await ways.reaches(asker, until))

  const withoutRest = ({ secret }: Said, words: string): string =>
    secret ? say('notDelivered') : `${words}\n${say('notDelivered')}`

  /** The answer in one's own conversation that was pressed on; what was delivered is drawn anew by itself. */
  const answerUnder = ({ place }: Asker, act: Act | undefined): string | undefined =>
    act?.kind === 'press' && !act.delivery && place.kind === 'direct' ? act.message : undefined

  async function deliver(asker: Asker, said: Said, act?: Act): Promise<void> {
    const under = said.anew && answerUnder(asker, act)
    if (under && (await ways.instead(asker.place, under, messageOf(said.card)))) return
    if (isForAll(said) && !asker.place.isAnywhere) await ways.here(asker.place, messageOf(said.card))
    else await personally(asker, said.card)
  }

  function filledIn({ form, fields }: SentForm, errors: FieldErrors): Card {
    return {
      version: 1,
      title: say('late.title'),
      text: `${sentences(errors)}\n${say('late.text')}`,
      facts: (form?.inputs ?? []).flatMap(({ name, label }) =>
        fields[name] ? [{ label: escapeMarkdown(label), value: escapeMarkdown(fields[name]) }] : [],
      ),
    }
  }

  /** An answer as a card, for where no form can be shown. */
  function cardOf(answer: Answer, sent: SentForm = { form: null, fields: {} }): Said | null {
    if ('card' in answer) return answer
    if ('suggestions' in answer) return null
    const card =
      'form' in answer
        ? reopening(answer.form, answer.form.intro ?? say('openLate'))
        : sent.form
          ? filledIn(sent, answer.fieldErrors)
          : note(sentences(answer.fieldErrors))
    return { card, to: 'me' }
  }

  return {
    async toMessage(asker, answer, act) {
      const said = cardOf(answer)
      if (!said) return
      if (isForAll(said) || asker.place.kind === 'direct') return deliver(asker, said, act)
      const isThere = await personally(asker, said.card)
      if (isThere && !asker.place.isUnseen) await ways.here(asker.place, messageOf(note(say('answeredDirectly'))))
    },

    async toPress(asker, answer, act, until) {
      const said = cardOf(answer)
      if (!said) return { response: toast(say('fault')) }
      if (await isNowhere(asker, said, until))
        return { response: toast(withoutRest(said, firstWords(said.card, longestToast))) }
      return {
        response: toast(said.secret ? say('answeredDirectly') : firstWords(said.card, longestToast)),
        beside: () => deliver(asker, said, act),
      }
    },

    async toDialog(asker, answer, until, sent) {
      if ('form' in answer) return { response: formDialog(answer.form, locale) }
      if ('suggestions' in answer) return { response: sayInDialog(say('fault')) }
      if ('fieldErrors' in answer) {
        const { form, fields } = sent ?? { form: null, fields: {} }
        if (!form || form.inputs.length === 0)
          return { response: sayInDialog(`${sentences(answer.fieldErrors)}\n${say('formGone')}`) }
        return { response: formDialog(keepFields(form, fields), locale, atFields(form, answer.fieldErrors)) }
      }
      if (await isNowhere(asker, answer, until))
        return { response: sayInDialog(withoutRest(answer, wordsOf(answer.card))) }
      // In their own conversation the answer stands right below.
      const isBelow = sent !== undefined && asker.place.kind === 'direct' && !asker.place.isAnywhere
      return {
        response: isBelow ? {} : sayInDialog(answer.secret ? say('answeredDirectly') : wordsOf(answer.card)),
        beside: () => deliver(asker, answer),
      }
    },

    async afterwards(asker, answer, sent) {
      const said = cardOf(answer, sent)
      if (said) await deliver(asker, said)
    },

    waiting: { press: toast(say('working')), dialog: sayInDialog(say('busy')) },
    without: (why, act) => unchanged(say(why), act),
  }
}
