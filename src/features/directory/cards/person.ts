// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import { platformName } from '#/chat/platform-name.ts'
import type { Locale } from '#/chat/texts.ts'
import { capital, listed, roleWord } from '#/chat/words.ts'
import type { PersonFacts, RoleLine } from '#/features/directory/rules/person.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import { type LeadingRole, needsConfirming } from '#/network/actor.ts'

function functionLine({ function: held, municipality }: PersonFacts, locale: Locale): string {
  const t = directoryTexts.in(locale)
  if (!held)
    return municipality ? t('person.noFunctionAt', { municipality: municipality.name }) : t('person.noFunction')
  const word = capital(roleWord(held.kind, locale))
  const from = plainDayOf(held.from, locale)
  if (!municipality) return t('person.functionOnly', { function: word, from })
  const params = { function: word, municipality: municipality.name, from }
  return t(needsConfirming(held.kind) && !held.isConfirmed ? 'person.stated' : 'person.function', params)
}

export function roleLine(role: RoleLine<LeadingRole>, today: string, locale: Locale): string {
  const t = directoryTexts.in(locale)
  const params = {
    role: roleWord(role.kind, locale),
    pillar: role.pillar ?? '',
    from: plainDayOf(role.from, locale),
  }
  const isLater = role.from > today
  const said = role.pillar
    ? t(isLater ? 'person.rolePillarLater' : 'person.rolePillar', params)
    : t(isLater ? 'person.roleLater' : 'person.role', params)
  return role.until ? `${said}, ${t('person.until', { until: plainDayOf(role.until, locale) })}` : said
}

/** What of someone their reader may see, and may do. */
export interface Sight {
  readonly email: boolean
  readonly accounts: boolean
  readonly confirm: boolean
  readonly correct: boolean
  readonly merge: boolean
  readonly end: boolean
  readonly isOwn: boolean
}

const nothing: Sight = {
  email: false,
  accounts: false,
  confirm: false,
  correct: false,
  merge: false,
  end: false,
  isOwn: false,
}

const open = (name: string, label: string, value: string): Button => ({ does: 'open', name, label, value })

/** Function, roles and pillars; below it what this reader may do. `intro` stands above it in a message. */
export function personCard(person: PersonFacts, sight: Sight, today: string, locale: Locale, intro?: string): Card {
  const t = directoryTexts.in(locale)
  const accounts = person.accounts.map(({ platform, source, isClosed }) => {
    const name = platformName(platform)
    // The playground is called as its platform is.
    if (source === name && !isClosed) return name
    return t(isClosed ? 'person.closed' : 'person.account', { platform: name, source })
  })
  const pillars = listed(
    person.seats.map(seat => seat.name),
    locale,
  )
  const { municipality } = person
  const place = municipality
    ? [lineButton(t('button.municipality', { municipality: municipality.name }), `gemeente ${municipality.name}`)]
    : []
  const confirm: Button[] =
    sight.confirm && person.function
      ? [
          {
            does: 'press',
            name: 'person.confirm',
            label: t('button.confirm'),
            value: person.function.id,
            style: 'primary',
          },
        ]
      : []
  const changes = [
    ...(sight.correct ? [open('person.correct', t('button.correct'), person.id)] : []),
    ...(sight.merge ? [open('person.merge', t('button.merge'), person.id)] : []),
    ...(sight.end ? [open('person.end', t('button.end'), person.id)] : []),
  ]
  const own = sight.isOwn ? [lineButton(t('button.register'), 'aanmelden')] : []
  return {
    version: 1,
    title: escapeMarkdown(person.name),
    text: [
      ...(intro ? [intro] : []),
      functionLine(person, locale),
      ...person.roles.map(role => `- ${capital(roleLine(role, today, locale))}`),
      ...person.substitutes.map(({ name, until, isFor }) =>
        t(isFor ? 'person.actsFor' : 'person.actedFor', { name, until: plainDayOf(until, locale) }),
      ),
      person.seats.length > 0 ? t('person.seats', { pillars }) : t('person.noSeats'),
      ...(sight.email ? [person.email ? t('person.email', { email: person.email }) : t('person.noEmail')] : []),
      ...(sight.accounts
        ? accounts.length > 0
          ? [t('person.accounts'), ...accounts.map(account => `- ${account}`)]
          : [t('person.noAccounts')]
        : []),
    ].join('\n'),
    buttons: [...confirm, ...own, ...place],
    ...(changes.length > 0 && { more: changes }),
  }
}

/** The same as part of a message: nothing to press but what leads on. */
export const personNotice = (person: PersonFacts, today: string, locale: Locale, intro: string): Card =>
  personCard(person, nothing, today, locale, intro)
