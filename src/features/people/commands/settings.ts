// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Reads } from '#/chat/feature.ts'
import { setLanguage } from '#/features/people/rules/language.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { Refusal } from '#/network/refusal.ts'

const languages = ['nl', 'en'] as const

/** `m50 instellingen`: one's language, as it is now and to choose. */
export const settingsLine: Reads<string> = {
  does: 'reads',
  asks: 'settings.change',
  async run(_, turn) {
    const t = peopleTexts.in(turn.locale)
    return {
      form: {
        version: 1,
        name: 'person.settings',
        title: t('settings.title'),
        submit: t('settings.submit'),
        intro: t('settings.now', { language: { text: t(`settings.${turn.locale}`) } }),
        context: 'settings',
        inputs: [
          {
            kind: 'choice',
            name: 'language',
            label: t('settings.language'),
            value: turn.locale,
            options: languages.map(value => ({ value, label: t(`settings.${value}`) })),
          },
        ],
        reopen: { label: t('settings.change'), value: 'settings' },
      },
    }
  },
}

export const settingsForm: FormHandler = {
  open: settingsLine,
  submit: {
    does: 'writes',
    asks: 'settings.change',
    async run(tx, turn, { fields }) {
      const { person } = turn.actor
      if (!person) throw new Refusal('people.unknown')
      const language = languages.find(one => one === fields.language) ?? turn.locale
      await setLanguage(tx, person, language, turn.as)
      return { code: language, ids: {} }
    },
    answer: async (_, __, { code }) => {
      const language = languages.find(one => one === code) ?? 'nl'
      return { card: { version: 1, text: peopleTexts.in(language)('settings.done') }, to: 'me' }
    },
  },
}
