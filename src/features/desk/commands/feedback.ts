// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { FormHandler } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import { notify } from '#/delivery/notify.ts'
import { longestText, required } from '#/features/desk/commands/decide.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { audit } from '#/network/audit.ts'

/** [Stuur een opmerking]: help ends with it [E01]. */
export const feedbackButton = (turn: Turn): Button => ({
  does: 'open',
  name: 'desk.feedback',
  label: deskTexts.in(turn.locale)(turn.actor.person ? 'feedback.button' : 'feedback.contact'),
  value: 'help',
})

export const feedbackForm: FormHandler = {
  open: {
    does: 'reads',
    asks: 'feedback.send',
    async run(_, turn) {
      const t = deskTexts.in(turn.locale)
      return {
        form: {
          version: 1,
          name: 'desk.feedback',
          title: t('feedback.title'),
          submit: t('feedback.submit'),
          intro: t('feedback.intro'),
          context: '',
          inputs: [{ kind: 'longText', name: 'remark', label: t('feedback.remark'), max: longestText }],
          reopen: { label: t('feedback.button'), value: 'help' },
        },
      }
    },
  },
  submit: {
    does: 'writes',
    asks: 'feedback.send',
    async run(tx, turn, { fields }) {
      const remark = required(turn, 'remark', fields.remark, 'feedback.empty')
      if (typeof remark !== 'string') return remark
      const { name, municipality, identity } = turn.actor
      audit(tx, { action: 'feedback.sent', subject: { kind: 'identity', id: identity }, by: turn.as })
      notify(tx, [{ kind: 'secretariat' }], 'desk.feedback', {
        name: municipality ? `${name} (${municipality.name})` : name,
        remark,
        account: identity,
      })
      return { code: 'sent', ids: {} }
    },
    answer: async (_, turn) => ({ card: { version: 1, text: deskTexts.in(turn.locale)('feedback.sent') }, to: 'me' }),
  },
}
