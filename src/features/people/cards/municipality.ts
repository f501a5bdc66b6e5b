// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { plainDayOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed, roleWord } from '#/chat/words.ts'
import { supportButton, supportLine } from '#/features/people/cards/support.ts'
import type { SupporterMissing } from '#/features/people/rules/missing.ts'
import type { MunicipalityFacts } from '#/features/people/rules/municipality.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import type { PersonId } from '#/network/ids.ts'
import type { Municipality } from '#/network/municipalities.ts'

export const showMunicipality = (label: string, m: Municipality): Button => lineButton(label, `gemeente ${m.name}`)

const grouped = (n: number, locale: Locale): string =>
  new Intl.NumberFormat(locale === 'nl' ? 'nl-NL' : 'en-GB').format(n)

const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString()

export function membersListCard(
  members: readonly Municipality[],
  own: Municipality | null,
  lead: { readonly leads: readonly string[]; readonly secretariat: string | null },
  typed: string,
  locale: Locale,
): Card {
  const t = peopleTexts.in(locale)
  if (members.length === 0) return { version: 1, text: t('list.none') }
  const regions = [...new Set(members.map(m => m.region))].toSorted()
  return {
    version: 1,
    title: t('list.title', { count: members.length }),
    text: [
      ...(lead.leads.length > 0 ? [t('list.leads', { names: listed(lead.leads, locale) })] : []),
      ...(lead.secretariat ? [t('list.secretariat', { name: lead.secretariat })] : []),
      ...regions.map(
        region =>
          `**${region}** ${listed(
            members.filter(m => m.region === region).map(m => m.name),
            locale,
          )}`,
      ),
    ].join('\n'),
    context: t('list.how', { typed }),
    ...(own && { buttons: [showMunicipality(own.name, own)] }),
  }
}

/** `lacking`: leading roles without a supporter of this municipality. `mayDo`: whoever knows the person may say [Klopt] here to a function that stands as stated, or name a supporter. */
export function municipalityCard(
  m: Municipality,
  facts: MunicipalityFacts,
  lacking: readonly SupporterMissing[],
  mayDo: (action: 'function.confirm' | 'role.support', person: PersonId) => boolean,
  source: string | null,
  locale: Locale,
): Card {
  const t = peopleTexts.in(locale)
  const place =
    m.inhabitants !== null && m.inhabitantsYear !== null
      ? t('municipality.place', {
          region: m.region,
          inhabitants: grouped(m.inhabitants, locale),
          year: m.inhabitantsYear,
        })
      : t('municipality.placeOnly', { region: m.region })
  const standing = m.memberSince
    ? [
        t('municipality.since', { date: plainDayOf(m.memberSince, locale) }),
        facts.officer ? t('municipality.officer', { name: facts.officer }) : t('municipality.noOfficer'),
        ...(facts.active.length > 0
          ? facts.active.map(({ pillar, names, officials }) =>
              [
                `- ${t('municipality.active', { pillar, names: listed(names, locale) })}`,
                ...(officials.length > 0 ? [t('municipality.support', { names: listed(officials, locale) })] : []),
              ].join(' · '),
            )
          : [t('municipality.nobody')]),
      ]
    : m.validTo
      ? [t('municipality.ended', { date: plainDayOf(dayAfter(m.validTo), locale), successor: m.successor ?? '' })]
      : [t('municipality.notMember')]
  const items = [
    ...facts.stated.map(({ id, person, name, kind }) => ({
      text: t('municipality.stated', { name, function: roleWord(kind, locale) }),
      ...(mayDo('function.confirm', person) && {
        accessory: { does: 'press', name: 'person.confirm', label: t('stated.yes'), value: id } satisfies Button,
      }),
    })),
    ...lacking.map(one => ({
      text: supportLine(one, locale),
      ...(mayDo('role.support', one.person.id) && { accessory: supportButton(one.role, locale) }),
    })),
  ]
  return {
    version: 1,
    title: m.name,
    text: [place, ...standing].join('\n'),
    ...(items.length > 0 && { items }),
    context: [
      t('municipality.code', { code: m.id }),
      ...(facts.domains.length > 0 ? [t('municipality.domains', { domains: facts.domains.join(', ') })] : []),
      ...(source && m.inhabitants !== null ? [t('municipality.source', { source })] : []),
    ].join(' · '),
    buttons: [lineButton(t('municipality.all'), 'gemeente')],
  }
}

/** A municipality's e-mail domains, each with the button that ends it. */
export function domainsCard(m: Municipality, domains: readonly string[], typed: string, locale: Locale): Card {
  const t = peopleTexts.in(locale)
  return {
    version: 1,
    title: t('domain.title', { municipality: m.name }),
    ...(domains.length === 0 && { text: t('domain.none') }),
    items: domains.map(domain => ({
      text: escapeMarkdown(domain),
      accessory: {
        ...lineButton(t('domain.end'), `gemeente ${m.name} domein ${domain} eindig`),
        style: 'danger',
        confirm: { text: t('domain.endConfirm', { domain }), yes: t('domain.endYes') },
      },
    })),
    context: t('domain.how', { typed, municipality: m.name }),
  }
}
