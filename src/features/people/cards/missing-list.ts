// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import type { Locale } from '#/chat/texts.ts'
import { showPerson } from '#/features/people/cards/missing.ts'
import { giveButton } from '#/features/people/cards/role-wish.ts'
import { supportButton, supportLine } from '#/features/people/cards/support.ts'
import type { Missing } from '#/features/people/rules/missing.ts'
import { peopleTexts } from '#/features/people/texts.ts'

function textOf(one: Missing, locale: Locale): string {
  const t = peopleTexts.in(locale)
  switch (one.kind) {
    case 'supporter':
      return supportLine(one, locale)
    case 'official':
      return t('missing.officialLine', {
        name: one.person.name,
        pillar: one.pillar.name,
        municipality: one.municipality.name,
      })
    case 'officer':
      return t('missing.officerLine', { municipality: one.municipality.name })
    default:
      return t(`missing.${one.kind}`, { pillar: one.pillar.name })
  }
}

function actionFor(one: Missing, locale: Locale): Button {
  const label = peopleTexts.in(locale)('missing.appoint')
  switch (one.kind) {
    case 'supporter':
      return supportButton(one.role, locale)
    case 'official':
      return showPerson(one, locale)
    case 'officer':
      return giveButton({ kind: 'contactOfficer', about: one.municipality.id }, label)
    case 'lead':
      return giveButton({ kind: 'pillarLead', about: one.pillar.id }, label)
    case 'chair':
      return giveButton({ kind: 'chair', about: one.pillar.id }, label)
  }
}

/** All that is missing, a page at a time (`typed` is its number, from 1), each with what this reader may do about it. */
export function missingListCard(
  list: readonly Missing[],
  typed: string,
  mayDo: (one: Missing) => boolean,
  locale: Locale,
): Card {
  const t = peopleTexts.in(locale)
  const title = t('missing.all')
  if (list.length === 0) return { version: 1, title, text: t('missing.none') }
  const { page, last, from } = pageIn(typed, list.length)
  return {
    version: 1,
    title,
    text: last > 1 ? t('missing.page', { count: list.length, page, last }) : t('missing.count', { count: list.length }),
    items: list.slice(from, from + pageSize).map(one => ({
      text: textOf(one, locale),
      ...(mayDo(one) && { accessory: actionFor(one, locale) }),
    })),
    ...(page < last && { buttons: [lineButton(t('missing.next'), `rol ontbreekt ${page + 1}`)] }),
  }
}
