// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed, roleWord } from '#/chat/words.ts'
import { withFunction } from '#/features/people/cards/nobody-known.ts'
import type { Colleague } from '#/features/people/rules/candidates.ts'
import type { SupporterMissing } from '#/features/people/rules/missing.ts'
import { peopleTexts } from '#/features/people/texts.ts'

export const supportButton = (role: string, locale: Locale): Button => ({
  does: 'open',
  name: 'role.support',
  label: peopleTexts.in(locale)('support.button'),
  value: role,
})

/** "pijlervoorzitter en pijlertrekker" */
export const heldWords = (held: SupporterMissing['held'], locale: Locale): string =>
  listed(
    held.map(kind => roleWord(kind, locale)),
    locale,
  )

const paramsOf = ({ person, held, pillar, municipality }: SupporterMissing, locale: Locale) => ({
  name: person.name,
  role: heldWords(held, locale),
  pillar: pillar.name,
  municipality: municipality.name,
})

export const supportLine = (one: SupporterMissing, locale: Locale): string =>
  peopleTexts.in(locale)('support.line', paramsOf(one, locale))

/** `known`: who can be named, at least one. */
export function supportForm(one: SupporterMissing, known: readonly Colleague[], locale: Locale): Form {
  const t = peopleTexts.in(locale)
  const names = listed(
    known.map(colleague => withFunction(colleague, locale)),
    locale,
  )
  const [only] = known
  return {
    version: 1,
    name: 'role.support',
    title: t('support.title'),
    submit: t('support.submit'),
    intro: [t('support.intro', paramsOf(one, locale)), t('support.known', { names })].join('\n'),
    context: one.role,
    inputs: [
      {
        kind: 'person',
        name: 'supporter',
        label: t('support.supporter', { municipality: one.municipality.name }),
        hint: t('support.hint'),
        ...(only && known.length === 1 && { value: only.name }),
      },
    ],
    reopen: { label: t('support.button'), value: one.role },
  }
}
