// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { type Hold, longestReason } from '#/features/privacy/rules/hold.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'

/** Whose data are held, each with the button that ends it. */
export function holdsCard(held: readonly Hold[], locale: Locale): Card {
  const t = privacyTexts.in(locale)
  return {
    version: 1,
    title: t('hold.title'),
    text: t(held.length > 0 ? 'hold.text' : 'hold.none'),
    items: held.map(({ id, name, reason, until }) => ({
      text: t('hold.line', { name, reason, until: plainDayOf(until, locale) }),
      accessory: {
        does: 'press',
        name: 'hold.end',
        label: t('hold.end'),
        value: id,
        style: 'danger',
        confirm: { text: t('hold.endConfirm', { name }), yes: t('hold.end') },
      },
    })),
    buttons: [{ does: 'open', name: 'hold.set', label: t('hold.set'), value: 'form' }],
  }
}

export function holdForm(locale: Locale): Form {
  const t = privacyTexts.in(locale)
  return {
    version: 1,
    name: 'hold.set',
    title: t('hold.set'),
    submit: t('hold.submit'),
    intro: t('hold.intro'),
    context: '',
    inputs: [
      { kind: 'person', name: 'person', label: t('hold.person') },
      { kind: 'text', name: 'reason', label: t('hold.reason'), hint: t('hold.hint'), max: longestReason },
      { kind: 'date', name: 'until', label: t('hold.until') },
    ],
    reopen: { label: t('hold.set'), value: 'form' },
  }
}

/** For who wants to be forgotten and can't be yet. */
export const heldCard = ({ reason, until }: Hold, { locale, typed }: Pick<Reader, 'locale' | 'typed'>): Card => ({
  version: 1,
  title: privacyTexts.in(locale)('forget.title'),
  text: privacyTexts.in(locale)('hold.notYet', { reason, until: plainDayOf(until, locale), typed }),
})
