// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import { nameOfficialButton } from '#/features/pillars/cards/joining.ts'
import { countsOf, followPillar, leadsOf, showMembers, showPillar } from '#/features/pillars/cards/pillars.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import type { SeatFacts } from '#/features/pillars/rules/seat-facts.ts'
import type { SupportFacts } from '#/features/pillars/rules/support-facts.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'

export function welcomeCard(seat: SeatFacts, pillar: Pillar, asksOfficial: boolean, locale: Locale): Card {
  const t = pillarTexts.in(locale)
  const isSupported = seat.official !== null && seat.officialState !== 'declined'
  const isMissing = asksOfficial && !isSupported
  return {
    version: 1,
    title: t('welcome.title', { pillar: pillar.name }),
    text: [
      isSupported ? t('welcome.with', { official: seat.official ?? '' }) : t('welcome.without'),
      ...(isMissing ? [t('welcome.missing')] : []),
      ...(pillar.leads.length > 0 ? [t('welcome.lead', { leads: leadsOf(pillar, locale) })] : []),
      countsOf(pillar, locale),
      t('welcome.receives'),
    ].join('\n'),
    buttons: [
      ...(isMissing ? [{ ...nameOfficialButton(t('welcome.fill'), seat.id), style: 'primary' as const }] : []),
      showPillar(t('welcome.show'), pillar),
      showMembers(t('welcome.people'), pillar),
      followPillar(t('one.follow'), pillar),
    ],
  }
}

function yesOrNo(value: string, locale: Locale): Button[] {
  const t = pillarTexts.in(locale)
  return [
    { does: 'press', name: 'official.confirm', label: t('officialAsked.yes'), value, style: 'primary' },
    { does: 'press', name: 'official.refuse', label: t('officialAsked.no'), value },
  ]
}

/** What stands for an official who is needed no more; null while they are. `isTheirs`: nobody else was named meanwhile. */
function overCard(ask: SupportFacts, pillar: Pillar, isTheirs: boolean, locale: Locale): Card | null {
  if (!ask.isOver && isTheirs) return null
  const t = pillarTexts.in(locale)
  const names = { executive: ask.executive, pillar: pillar.name }
  return {
    version: 1,
    title: t('officialOver.title', names),
    text: ask.hasLeft && isTheirs ? t('officialOver.left', names) : t('officialOver.text'),
  }
}

/** What an official was asked, and what came of it: the buttons go with the answer. */
export function officialCard(ask: SupportFacts, pillar: Pillar, isTheirs: boolean, locale: Locale): Card {
  const over = overCard(ask, pillar, isTheirs, locale)
  if (over) return over
  const t = pillarTexts.in(locale)
  const { executive, municipality } = ask
  const names = { executive, pillar: pillar.name }
  const title = t('officialAsked.title', names)
  if (ask.state === 'declined') return { version: 1, title, text: t('officialSaid.no', names) }
  if (ask.state === 'asked')
    return {
      version: 1,
      title,
      text: t(ask.isMember ? 'officialAsked.joined' : 'officialAsked.text', { executive, municipality }),
      buttons: yesOrNo(ask.request, locale),
    }
  return {
    version: 1,
    title,
    text: t('officialSaid.yes', names),
    buttons: [showPillar(t('welcome.show'), pillar)],
  }
}

/** Tells the official that the executive is in, and asks once more where they have not answered. */
export function officialJoinedCard(ask: SupportFacts, pillar: Pillar, isTheirs: boolean, locale: Locale): Card {
  const over = overCard(ask, pillar, isTheirs, locale)
  if (over) return over
  const t = pillarTexts.in(locale)
  const names = { executive: ask.executive, pillar: pillar.name }
  const title = t('officialJoined.title', names)
  if (ask.state === 'declined') return { version: 1, title, text: t('officialSaid.no', names) }
  return {
    version: 1,
    title,
    text: t(ask.state === 'asked' ? 'officialJoined.asked' : 'officialJoined.text'),
    buttons: ask.state === 'asked' ? yesOrNo(ask.request, locale) : [showPillar(t('welcome.show'), pillar)],
  }
}

export function officialDeclinedCard(official: string, pillar: Pillar, subject: string, locale: Locale): Card {
  const t = pillarTexts.in(locale)
  return {
    version: 1,
    title: t('officialDeclined.title', { official, pillar: pillar.name }),
    text: t('officialDeclined.text'),
    buttons: [{ ...nameOfficialButton(t('officialDeclined.fill'), subject), style: 'primary' }],
  }
}
