// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { drawnOnce } from '#/chat/drawn.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { listed, storedRoleWord } from '#/chat/words.ts'
import type { Officer, Pillar, Seat } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { isFunction, needsConfirming } from '#/network/actor.ts'

export const joinButton = (label: string, pillar: Pillar, style?: 'primary'): Button => ({
  does: 'open',
  name: 'pillar.join',
  label,
  value: pillar.id,
  ...(style && { style }),
})

export const showPillar = (label: string, pillar: Pillar): Button => lineButton(label, `pijler ${pillar.id}`)
export const showMembers = (label: string, pillar: Pillar): Button => lineButton(label, `pijler leden ${pillar.id}`)
export const followPillar = (label: string, pillar: Pillar): Button => lineButton(label, `volg ${pillar.id}`)

const officers = (holders: readonly Officer[], locale: Locale): string =>
  listed(
    holders.map(({ name, municipality }) => (municipality ? `${name} (${municipality})` : name)),
    locale,
  )

const showPoints = (label: string, pillar: Pillar): Button => lineButton(label, `lobby ${pillar.id}`)

export const leadsOf = (pillar: Pillar, locale: Locale): string => officers(pillar.leads, locale)

export function countsOf(pillar: Pillar, locale: Locale): Text {
  const t = pillarTexts.in(locale)
  return t('one.counts', {
    members: { text: t('members', { count: pillar.members }) },
    from: { text: t('from', { count: pillar.municipalities }) },
  })
}

export const pillarsCard = drawnOnce((list: readonly Pillar[], locale): Card => {
  const t = pillarTexts.in(locale)
  if (list.length === 0) return { version: 1, title: t('list.title'), text: t('list.empty') }
  return {
    version: 1,
    title: t('list.title'),
    items: list.map(pillar => ({
      text: [
        t('list.item', {
          pillar: pillar.name,
          counts: { text: pillar.members > 0 ? countsOf(pillar, locale) : t('list.none') },
        }),
        pillar.leads.length > 0 ? t('list.lead', { leads: leadsOf(pillar, locale) }) : t('list.noLead'),
      ].join('\n'),
      accessory: showPillar(t('list.show'), pillar),
    })),
  }
})

/** A choice of pillars, each a button. */
export function choosePillar(list: readonly Pillar[], text: string, button: (pillar: Pillar) => Button): Card {
  return {
    version: 1,
    text,
    items: list.map(pillar => ({ text: `**${escapeMarkdown(pillar.name)}**`, accessory: button(pillar) })),
  }
}

export function pillarCard(pillar: Pillar, isMember: boolean, locale: Locale): Card {
  const t = pillarTexts.in(locale)
  const leave: Button = {
    does: 'press',
    name: 'pillar.leave',
    label: t('one.leave'),
    value: pillar.id,
    style: 'danger',
    confirm: { text: t('one.leaveConfirm', { pillar: pillar.name }), yes: t('one.leaveYes') },
  }
  return {
    version: 1,
    title: pillar.name,
    text: [
      pillar.members > 0 ? countsOf(pillar, locale) : t('one.none'),
      pillar.leads.length > 0 ? t('list.lead', { leads: leadsOf(pillar, locale) }) : t('list.noLead'),
      ...(pillar.chairs.length > 0 ? [t('one.chair', { names: officers(pillar.chairs, locale) })] : []),
      ...(pillar.viceChairs.length > 0 ? [t('one.viceChair', { names: officers(pillar.viceChairs, locale) })] : []),
      ...(pillar.followers > 0 ? [t('one.followers', { count: pillar.followers })] : []),
      isMember ? t('one.member') : t('one.notMember'),
    ].join('\n'),
    buttons: isMember
      ? [showPoints(t('one.points'), pillar), showMembers(t('one.people'), pillar)]
      : [joinButton(t('one.join'), pillar, 'primary'), showPoints(t('one.points'), pillar)],
    more: [
      ...(isMember ? [leave] : [showMembers(t('one.people'), pillar)]),
      followPillar(t('one.follow'), pillar),
      lineButton(t('one.all'), 'pijler'),
    ],
  }
}

/** A function that must be confirmed stands as stated until it is. */
function functionOf({ function: kind, isConfirmed }: Seat, locale: Locale): string {
  const word = storedRoleWord(kind, locale)
  const isStated = kind !== null && isFunction(kind) && needsConfirming(kind) && !isConfirmed
  return isStated ? pillarTexts.in(locale)('people.stated', { function: word }) : word
}

export function membersCard(pillar: Pillar, seats: readonly Seat[], locale: Locale): Card {
  const t = pillarTexts.in(locale)
  if (seats.length === 0)
    return {
      version: 1,
      title: t('people.title', { pillar: pillar.name }),
      text: t('people.none'),
      buttons: [joinButton(t('one.join'), pillar, 'primary')],
    }
  const line = (seat: Seat) => {
    const { name, municipality } = seat
    const word = functionOf(seat, locale)
    const who = word
      ? t('people.line', { name, municipality, function: word })
      : t('people.plain', { name, municipality })
    const isSupported = seat.official && seat.officialState !== 'declined'
    return isSupported ? `- ${who} · ${t('people.official', { official: seat.official ?? '' })}` : `- ${who}`
  }
  return {
    version: 1,
    title: t('people.title', { pillar: pillar.name }),
    text: [countsOf(pillar, locale), ...seats.map(line)].join('\n'),
    buttons: [showPillar(t('welcome.show'), pillar)],
  }
}
