// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Answer } from '#/chat/turn.ts'
import type { Block } from '#/platforms/slack/blocks.ts'
import { type Asked, typedOf } from '#/platforms/slack/incoming.ts'
import { most } from '#/platforms/slack/limits.ts'
import { answerMessage } from '#/platforms/slack/message.ts'
import { cardModal, formModal, homeView, type Modal } from '#/platforms/slack/modal.ts'
import type { View } from '#/platforms/slack/payloads.ts'
import { noPreviews } from '#/platforms/slack/port.ts'
import { slackTexts } from '#/platforms/slack/slack-texts.ts'
import { label } from '#/platforms/slack/text-object.ts'
import type { Origin } from '#/platforms/slack/view-memory.ts'
import { contentOf, type Ways } from '#/platforms/slack/ways.ts'

type Said = Extract<Answer, { card: unknown }>
type FieldErrors = Extract<Answer, { fieldErrors: unknown }>['fieldErrors']

/** What the response to a command holds: a message for the one who asked, or for all. */
export interface CommandAnswer {
  readonly response_type: 'ephemeral' | 'in_channel'
  readonly unfurl_links: boolean
  readonly unfurl_media: boolean
  readonly text: string
  readonly blocks?: Block[]
}

/** What the response to a submission tells Slack to do with the modal. */
export type Action =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: Modal }

/** Puts answers where they belong: in the response while it is open, and on other ways after. */
export interface Answers {
  /** What the HTTP response to a command may hold; null where the answer goes another way. */
  inResponse(answer: Answer): CommandAnswer | null
  /** By every way but the response: a form opens, a secret goes by direct message. */
  later(asked: Asked, answer: Answer): Promise<void>
  /** As someone's home. */
  atHome(asked: Asked, answer: Answer): Promise<void>
  /** In the place of a modal, from which Slack lets no press leave; what a form or a wait brought is said where it was asked as well, since a modal that is closed is gone. */
  inView(viewId: string, asked: Asked, answer: Answer): Promise<void>
  /** What a submission brings: errors and a next form stay in the modal, as its `response_action`. Any other outcome closes it (null) and is said where the form was opened, as `beside`. */
  toSubmission(asked: Asked, view: View, answer: Answer): { action: Action | null; beside?: () => Promise<void> }
  /** The outcome of a submission that took too long, by direct message, with what was filled in where it was not saved. */
  afterSubmission(asked: Asked, view: View, answer: Answer): Promise<void>
  saving(asked: Asked): Action
  /** A modal that waits for its form; its id, or null where it could not be opened. */
  openWaiting(asked: Asked): Promise<string | null>
  /** When we failed. */
  readonly faulty: Answer
}

/** Where a modal goes back to when nothing is known of where it was opened. */
const nowhere: Origin = { kind: 'direct', channel: '' }

const placeOf = ({ origin, responseUrl }: Asked): Origin => ({
  ...(origin ?? nowhere),
  ...(responseUrl && { url: responseUrl }),
})

/** The card that leads to a form where it can't be opened by itself. */
const reopening = (form: Form, text: string): Card => ({
  version: 1,
  text,
  buttons: [{ does: 'open', name: form.name, label: form.reopen.label, value: form.reopen.value, style: 'primary' }],
})

const sentences = (errors: FieldErrors): string => Object.values(errors).join('\n')

/** Errors at the form's own fields; those of others at the first one, since Slack refuses errors of fields that it doesn't show. */
function atFields(view: View, errors: FieldErrors): Record<string, string> | null {
  const inputs = view.blocks.filter(block => block.type === 'input').map(block => block.block_id)
  const [first] = inputs
  if (first === undefined) return null
  const shown = new Map<string, string>()
  for (const [field, sentence] of Object.entries(errors)) {
    const at = inputs.includes(field) ? field : first
    shown.set(at, [shown.get(at), label(sentence, most('input.hint'))].filter(Boolean).join(' '))
  }
  return Object.fromEntries(shown)
}

export function createAnswers(ways: Ways, locale: Locale): Answers {
  const say = slackTexts.in(locale)
  const note = (text: string): Card => ({ version: 1, text })
  const messageOf = (card: Card) => answerMessage(card, locale)
  const modalOf = (card: Card, asked: Asked) => cardModal(card, placeOf(asked), locale)
  const formOf = (form: Form, asked: Asked) => formModal(form, placeOf(asked), locale)

  /** One's home takes no answer: it opens over it. */
  const overHome = async (asked: Asked, card: Card): Promise<boolean> =>
    Boolean(asked.isHome && asked.trigger && (await ways.open(asked.trigger, modalOf(card, asked))))

  async function secretly(asked: Asked, card: Card): Promise<void> {
    const isThere = await ways.directly(asked, messageOf(card))
    const isHere = !asked.isHome && (asked.origin ?? nowhere).kind === 'direct' && !asked.responseUrl
    if (isThere && isHere) return
    const told = note(say(isThere ? 'answeredDirectly' : 'notDelivered'))
    if (!(await overHome(asked, told))) await ways.privately(asked, messageOf(told))
  }

  async function toAll(asked: Asked, { card, to, secret, anew }: Said): Promise<void> {
    // What was delivered is drawn anew where it stands, for all who read it.
    const isAnswer = asked.act.kind === 'press' && !asked.act.delivery
    const mayStandThere = !secret || (asked.origin ?? nowhere).kind === 'direct'
    if (anew && isAnswer && mayStandThere && (await ways.instead(asked, messageOf(card)))) return
    if (secret) return secretly(asked, card)
    await (to === 'here' ? ways.here(asked, messageOf(card)) : ways.privately(asked, messageOf(card)))
  }

  /** What of an answer stands in a modal, and what goes another way. */
  function besideModal(asked: Asked, { card, to, secret }: Said): { shown: Card; beside?: () => Promise<void> } {
    if (secret) {
      const beside = async () => {
        if (!(await ways.directly(asked, messageOf(card))))
          await ways.privately(asked, messageOf(note(say('notDelivered'))))
      }
      return { shown: note(say('answeredDirectly')), beside }
    }
    return to === 'here' ? { shown: card, beside: () => ways.here(asked, messageOf(card)) } : { shown: card }
  }

  function filledIn(view: View, errors: FieldErrors): Card {
    const written = typedOf(view)
    return {
      version: 1,
      title: say('late.title'),
      text: `${sentences(errors)}\n${say('late.text')}`,
      facts: view.blocks.flatMap(({ block_id: name, label: shown }) =>
        shown && written[name] ? [{ label: escapeMarkdown(shown.text), value: escapeMarkdown(written[name]) }] : [],
      ),
    }
  }

  return {
    inResponse(answer) {
      if (!('card' in answer) || answer.secret) return null
      const responseType = answer.to === 'here' ? 'in_channel' : 'ephemeral'
      return { response_type: responseType, ...noPreviews, ...contentOf(messageOf(answer.card)) }
    },

    async atHome({ account }, answer) {
      if ('card' in answer) await ways.publish(account.user, homeView(answer.card, locale))
    },

    async later(asked, answer) {
      if ('card' in answer) {
        const isForHome = !answer.secret && answer.to === 'me'
        return isForHome && (await overHome(asked, answer.card)) ? undefined : toAll(asked, answer)
      }
      if ('fieldErrors' in answer) return ways.privately(asked, messageOf(note(sentences(answer.fieldErrors))))
      if ('suggestions' in answer) return
      const { form } = answer
      const opened = asked.trigger ? await ways.open(asked.trigger, formOf(form, asked)) : null
      if (!opened) await ways.privately(asked, messageOf(reopening(form, say('openLate'))))
    },

    async inView(viewId, asked, answer) {
      if ('suggestions' in answer) return
      if ('fieldErrors' in answer) return ways.privately(asked, messageOf(note(sentences(answer.fieldErrors))))
      if ('form' in answer) {
        if (!(await ways.redraw(viewId, formOf(answer.form, asked))))
          await ways.privately(asked, messageOf(reopening(answer.form, say('openLate'))))
        return
      }
      const { shown, beside } = besideModal(asked, answer)
      const isShown = await ways.redraw(viewId, modalOf(shown, asked))
      const isPassing = asked.viewId !== viewId || (asked.act.kind === 'press' && asked.act.inForm !== undefined)
      if (beside) await beside()
      else if (!isShown || isPassing) await ways.privately(asked, messageOf(shown))
    },

    toSubmission(asked, view, answer) {
      if ('fieldErrors' in answer) {
        const errors = atFields(view, answer.fieldErrors)
        if (errors) return { action: { response_action: 'errors', errors } }
        return { action: { response_action: 'update', view: modalOf(note(sentences(answer.fieldErrors)), asked) } }
      }
      if ('form' in answer) return { action: { response_action: 'update', view: formOf(answer.form, asked) } }
      if ('suggestions' in answer)
        return { action: { response_action: 'update', view: modalOf(note(say('fault')), asked) } }
      return { action: null, beside: () => toAll(asked, answer) }
    },

    async afterSubmission(asked, view, answer) {
      if ('suggestions' in answer) return
      if ('card' in answer && answer.to === 'here' && !answer.secret) return ways.here(asked, messageOf(answer.card))
      const card =
        'card' in answer
          ? answer.card
          : 'form' in answer
            ? reopening(answer.form, answer.form.intro ?? say('openLate'))
            : filledIn(view, answer.fieldErrors)
      await ways.directly(asked, messageOf(card))
    },

    saving: asked => ({
      response_action: 'update',
      view: modalOf({ version: 1, title: say('saving.title'), text: say('saving.text') }, asked),
    }),
    async openWaiting(asked) {
      const waiting = modalOf({ version: 1, title: say('opening.title'), text: say('opening.text') }, asked)
      return asked.trigger ? ways.open(asked.trigger, waiting) : null
    },
    faulty: { card: note(say('fault')), to: 'me' },
  }
}
