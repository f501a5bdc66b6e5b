// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed, roleWord } from '#/chat/words.ts'
import type { Colleague } from '#/features/people/rules/candidates.ts'
import { peopleTexts } from '#/features/people/texts.ts'

/** One with their function, as a text names them. */
export const withFunction = ({ name, kind }: Colleague, locale: Locale): string => `${name} (${roleWord(kind, locale)})`

/** In the place of a form in which nobody could be named yet: what to send to whom it becomes, and whom to ask who that is. */
export function nobodyKnownCard(
  municipality: string,
  role: 'contactOfficer' | 'supporter',
  others: readonly Colleague[],
  locale: Locale,
): Card {
  const t = peopleTexts.in(locale)
  const names = listed(
    others.map(one => withFunction(one, locale)),
    locale,
  )
  return {
    version: 1,
    title: t('nobodyKnown.title', { municipality }),
    text: [
      t('nobodyKnown.text'),
      `> ${t('nobodyKnown.forward', { municipality, role: roleWord(role, locale) })}`,
      ...(others.length > 0 ? ['', t('nobodyKnown.ask', { names })] : []),
    ].join('\n'),
    buttons: [lineButton(t('nobodyKnown.show', { municipality }), `gemeente ${municipality}`)],
  }
}
