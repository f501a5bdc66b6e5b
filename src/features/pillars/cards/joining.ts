// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { showPillar } from '#/features/pillars/cards/pillars.ts'
import type { Official } from '#/features/pillars/rules/official.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'

export interface NamedOfficial {
  readonly state: Official['state']
  /** A name, or what was typed. */
  readonly name: string
}

export const nameOfficialButton = (label: string, value: string): Button => ({
  does: 'open',
  name: 'pillar.official',
  label,
  value,
})

/** The text that an executive forwards to an official who does not know the bot yet. */
const forward = (pillar: Pillar, locale: Locale): string =>
  `> ${pillarTexts.in(locale)('asked.forward', { pillar: pillar.name })}`

export function joinForm(pillar: Pillar, municipality: string, locale: Locale): Form {
  const t = pillarTexts.in(locale)
  return {
    version: 1,
    name: 'pillar.join',
    title: t('join.title'),
    submit: t('join.submit'),
    intro: t('join.intro', { pillar: pillar.name }),
    context: pillar.id,
    inputs: [
      {
        kind: 'person',
        name: 'official',
        label: t('join.official', { municipality }),
        hint: t('join.officialHint'),
      },
    ],
    buttons: [{ does: 'press', name: 'pillar.joinLater', label: t('join.later'), value: pillar.id }],
    reopen: { label: t('join.open', { pillar: pillar.name }), value: pillar.id },
  }
}

export function officialForm(pillar: Pillar, subject: string, municipality: string, locale: Locale): Form {
  const t = pillarTexts.in(locale)
  return {
    version: 1,
    name: 'pillar.official',
    title: t('official.title'),
    submit: t('official.submit'),
    intro: t('official.intro', { pillar: pillar.name }),
    context: subject,
    inputs: [
      { kind: 'person', name: 'official', label: t('join.official', { municipality }), hint: t('join.officialHint') },
    ],
    reopen: { label: t('official.title'), value: subject },
  }
}

export function askedCard(
  request: { readonly id: string; readonly number: number },
  pillar: Pillar,
  official: NamedOfficial,
  asksOfficial: boolean,
  locale: Locale,
): Card {
  const t = pillarTexts.in(locale)
  const params = { official: official.name }
  const support: Record<Official['state'], string[]> = {
    none: asksOfficial ? [t('asked.officialLater')] : [],
    asked: [t('asked.official', params)],
    confirmed: [t('asked.officialKnown', params)],
    declined: [],
    unknown: [t('asked.officialUnknown', params), forward(pillar, locale)],
  }
  return {
    version: 1,
    title: t('asked.title', { number: request.number }),
    text: [t('asked.text', { pillar: pillar.name }), ...support[official.state]].join('\n'),
    buttons: [
      showPillar(t('asked.show'), pillar),
      ...(official.state === 'none' && asksOfficial ? [nameOfficialButton(t('asked.fill'), request.id)] : []),
      { does: 'press', name: 'request.withdraw', label: t('asked.withdraw'), value: request.id },
    ],
  }
}

export function officialNamedCard(pillar: Pillar, official: NamedOfficial, locale: Locale): Card {
  const t = pillarTexts.in(locale)
  const params = { pillar: pillar.name, official: official.name }
  return {
    version: 1,
    text:
      official.state === 'unknown'
        ? `${t('official.unknown', params)}\n${forward(pillar, locale)}`
        : t('official.done', params),
  }
}
