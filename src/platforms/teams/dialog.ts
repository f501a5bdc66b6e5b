// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { type Form, form as formShape } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { drawForm } from '#/platforms/adaptive-card/draw-form.ts'
import { bare } from '#/platforms/adaptive-card/text.ts'
import { cardType } from '#/platforms/teams/message.ts'
import type { ActionData } from '#/platforms/teams/payloads.ts'

/** What a dialog is told to do: show a form, say something in its place, or (without a task) close. */
export interface DialogAnswer {
  readonly task?:
    | {
        readonly type: 'continue'
        readonly value: {
          readonly title: string
          readonly width: 'medium'
          readonly card: { readonly contentType: typeof cardType; readonly content: object }
        }
      }
    | { readonly type: 'message'; readonly value: string }
}

const longestTitle = 80
const longestWords = 1_000

function emptied(input: Form['inputs'][number]) {
  if (input.kind === 'file') return input
  const { value: _, ...empty } = input
  return empty
}

/**
 * A form in a dialog. Its submission brings back the dialog's own id, so that it counts once however often it is sent, and the form as it was shown: where something is wrong
 * with what was filled in, the same form is shown again by whichever copy hears it.
 */
export function formDialog(form: Form, locale: Locale, errors: Readonly<Record<string, string>> = {}): DialogAnswer {
  const { inputs, ...rest } = form
  const again = JSON.stringify({ ...rest, inputs: inputs.map(emptied) })
  const content = drawForm(form, { locale, errors, brings: { nonce: randomUUID(), again } })
  return {
    task: {
      type: 'continue',
      value: { title: bare(form.title, longestTitle), width: 'medium', card: { contentType: cardType, content } },
    },
  }
}

/** The form that a submission came from; null where it doesn't say. Nothing hangs on it but what its own sender sees. */
export function formOf({ again = '' }: ActionData): Form | null {
  try {
    return formShape.safeParse(JSON.parse(again)).data ?? null
  } catch {
    return null
  }
}

export const sayInDialog = (words: string): DialogAnswer => ({
  task: {
    type: 'message',
    value: words.length <= longestWords ? words : `${words.slice(0, longestWords).toWellFormed()}…`,
  },
})
