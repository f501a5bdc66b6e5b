// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Substitution } from '#/features/directory/rules/substitute.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import type { PersonId } from '#/network/ids.ts'

const end = (label: string, id: string): Button => ({ does: 'press', name: 'substitute.end', label, value: id })

const daysOf = ({ from, until }: Substitution, locale: Locale) => ({
  from: plainDayOf(from, locale),
  until: plainDayOf(until, locale),
})

/** On the home of either of the two: who acts for whom, and the button that ends it. */
export function substitutionItem(one: Substitution, reader: PersonId, locale: Locale) {
  const t = directoryTexts.in(locale)
  const isTheirs = one.person === reader
  return {
    text: t(isTheirs ? 'substitute.now' : 'substitute.for', {
      name: isTheirs ? one.substituteName : one.name,
      ...daysOf(one, locale),
    }),
    accessory: end(t(isTheirs ? 'substitute.stop' : 'substitute.decline'), one.id),
  }
}

/** To the one who is acted for. */
export function substitutionCard(one: Substitution, key: 'substitute.done' | 'substitute.now', locale: Locale): Card {
  const t = directoryTexts.in(locale)
  return {
    version: 1,
    text: t(key, { name: one.substituteName, ...daysOf(one, locale) }),
    buttons: [end(t('substitute.stop'), one.id)],
  }
}

/** To the one who acts. */
export function substituteCard(one: Substitution, locale: Locale): Card {
  const t = directoryTexts.in(locale)
  if (one.isOver) return { version: 1, text: t('substitute.over') }
  return {
    version: 1,
    title: t('substitute.noticeTitle', { name: one.name }),
    text: t('substitute.notice', { name: one.name, ...daysOf(one, locale) }),
    buttons: [lineButton(t('substitute.waiting'), 'm50', 'primary'), end(t('substitute.decline'), one.id)],
  }
}
