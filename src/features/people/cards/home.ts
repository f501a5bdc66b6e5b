// SPDX-License-Identifier: EUPL-1.2
import { plainDayOf } from '#/chat/dates.ts'
import type { HomeSection } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { roleWord } from '#/chat/words.ts'
import { rightOrNot } from '#/features/people/cards/register.ts'
import { roleOf, stillOrOver } from '#/features/people/cards/role-check.ts'
import { heldWords, supportButton, supportLine } from '#/features/people/cards/support.ts'
import type { SupporterMissing } from '#/features/people/rules/missing.ts'
import type { RoleAsk } from '#/features/people/rules/role-check.ts'
import type { RoleTurning } from '#/features/people/rules/roles.ts'
import type { StatedHere } from '#/features/people/rules/waiting.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import type { PersonId } from '#/network/ids.ts'

type Items = HomeSection['items']

/** The secretariat of a new network may have a hundred of them; on Teams a home is cut short after a dozen lines. */
const most = 3

/** Stated functions, each with its two answers. */
export function statedItems(all: readonly StatedHere[], locale: Locale): Items {
  const t = peopleTexts.in(locale)
  const [next] = all.slice(most)
  return [
    ...all.slice(0, most).flatMap(one => {
      const { name, municipalityName: municipality } = one
      const [right, wrong] = rightOrNot(one, locale)
      return [
        { text: t('home.stated', { name, function: roleWord(one.kind, locale), municipality }), accessory: right },
        { text: t('home.statedNo', { name }), accessory: wrong },
      ]
    }),
    ...(next
      ? [
          {
            text: t('home.statedMore', { count: all.length - most }),
            accessory: lineButton(t('home.statedShow'), `gemeente ${next.municipalityName}`),
          },
        ]
      : []),
  ]
}

export const roleAskItems = (asks: readonly RoleAsk[], locale: Locale): Items =>
  asks.flatMap(asked => {
    const t = peopleTexts.in(locale)
    const [still, over] = stillOrOver(asked, locale)
    return [
      { text: t('home.still', { role: roleOf(asked, locale) }), accessory: still },
      { text: t('home.over'), accessory: over },
    ]
  })

export const supportItems = (all: readonly SupporterMissing[], reader: PersonId | null, locale: Locale): Items =>
  all.map(one => ({
    text:
      one.person.id === reader
        ? peopleTexts.in(locale)('home.support', {
            role: heldWords(one.held, locale),
            pillar: one.pillar.name,
            municipality: one.municipality.name,
          })
        : supportLine(one, locale),
    accessory: supportButton(one.role, locale),
  }))

/** The roles that begin or end soon. */
export const turningItems = (roles: readonly RoleTurning[], today: string, locale: Locale): Items =>
  roles.map(role => ({
    text: peopleTexts.in(locale)(role.from > today ? 'home.begins' : 'home.ends', {
      role: roleOf(role, locale),
      day: plainDayOf(role.from > today ? role.from : (role.until ?? role.from), locale),
    }),
  }))
