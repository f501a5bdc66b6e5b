// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { joinButton, showPillar } from '#/features/pillars/cards/pillars.ts'
import type { Official } from '#/features/pillars/rules/official.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'

/** `name` is a person's, or what was typed; `network` is the network's, for the text to forward. */
export type NamedOfficial =
  | { readonly state: Exclude<Official['state'], 'unknown'>; readonly name: string }
  | { readonly state: 'unknown'; readonly name: string; readonly network: string }

export const nameOfficialButton = (label: string, value: string): Button => ({
  does: 'open',
  name: 'pillar.official',
  label,
  value,
})

/** The text that an executive forwards to an official who does not know the bot yet. */
export const forward = (pillar: Pillar, network: string, locale: Locale): string =>
  `> ${pillarTexts.in(locale)('asked.forward', { pillar: pillar.name, network })}`

/** What is said of the support in the answer to a request to join. */
function supportLines(pillar: Pillar, official: NamedOfficial, asksOfficial: boolean, locale: Locale): string[] {
  const t = pillarTexts.in(locale)
  const params = { official: official.name }
  switch (official.state) {
    case 'none':
      return asksOfficial ? [t('asked.officialLater')] : []
    case 'asked':
      return [t('asked.official', params)]
    case 'confirmed':
      return [t('asked.officialKnown', params)]
    case 'declined':
      return []
    case 'unknown':
      return [t('asked.officialUnknown', params), forward(pillar, official.network, locale)]
  }
}

export function chooseForm(pillars: readonly Pillar[], locale: Locale): Form {
  const t = pillarTexts.in(locale)
  return {
    version: 1,
    name: 'pillar.choose',
    title: t('join.title'),
    submit: t('join.go'),
    context: 'join',
    inputs: [
      {
        kind: 'choice',
        name: 'pillar',
        label: t('which.title'),
        options: pillars.map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    reopen: { label: t('join.title'), value: 'join' },
  }
}

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

/** `isStuck`: nobody but the one who asks could decide. */
export function askedCard(
  request: { readonly id: string; readonly number: number; readonly isStuck: boolean },
  pillar: Pillar,
  official: NamedOfficial,
  asksOfficial: boolean,
  { locale, typed }: { readonly locale: Locale; readonly typed: string },
): Card {
  const t = pillarTexts.in(locale)
  return {
    version: 1,
    title: t('asked.title', { number: request.number }),
    text: [
      request.isStuck
        ? t('asked.nobodyElse', { pillar: pillar.name, typed })
        : t('asked.text', { pillar: pillar.name }),
      ...supportLines(pillar, official, asksOfficial, locale),
    ].join('\n'),
    buttons: [
      showPillar(t('asked.show'), pillar),
      ...(official.state === 'none' && asksOfficial ? [nameOfficialButton(t('asked.fill'), request.id)] : []),
      withdrawButton(request.id, pillar, locale),
    ],
  }
}

function withdrawButton(request: string, pillar: Pillar, locale: Locale): Button {
  const t = pillarTexts.in(locale)
  return {
    does: 'press',
    name: 'request.withdraw',
    label: t('asked.withdraw'),
    value: request,
    confirm: { text: t('asked.withdrawSure', { pillar: pillar.name }), yes: t('asked.withdrawYes') },
  }
}

/** For who would leave a pillar without a seat in it: `asked` is their own request for one that waits. */
export function noMemberCard(
  pillar: Pillar,
  asked: { readonly id: string; readonly number: number } | null,
  locale: Locale,
): Card {
  const t = pillarTexts.in(locale)
  return {
    version: 1,
    text: asked
      ? t('noMember.waits', { pillar: pillar.name, number: asked.number })
      : t('noMember.text', { pillar: pillar.name }),
    buttons: [
      asked ? withdrawButton(asked.id, pillar, locale) : joinButton(t('one.join'), pillar),
      showPillar(t('asked.show'), pillar),
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
        ? `${t('official.unknown', params)}\n${forward(pillar, official.network, locale)}`
        : t('official.done', params),
  }
}
