// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import { momentOf } from '#/chat/dates.ts'
import { lineButton } from '#/chat/help.ts'
import type { Page } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Hold } from '#/database/hold.ts'
import type { HowMuch, Waiting } from '#/features/release/rules/waiting.ts'
import { releaseTexts } from '#/features/release/texts.ts'

/** Something that waits, with what it says: of a message its first words, where they are known; of what was planned what and to whom, null where it is pointless by now. */
export type Shown = Waiting &
  (
    | { readonly sort: 'message'; readonly what: string | null }
    | { readonly sort: 'planned'; readonly view: { readonly what: Text; readonly to: Text } | null }
  )

type For = Pick<Turn, 'locale' | 'zone'>

/** All that waits, a page of it, and how it is let go. */
export function waitingCard(
  hold: Hold,
  { probable, unsent, chosen }: HowMuch,
  shown: readonly Shown[],
  { page, last }: Page,
  { locale, zone }: For,
): Card {
  const t = releaseTexts.in(locale)
  return {
    version: 1,
    title: t('title'),
    text: [
      t('onHold', { backTo: momentOf(hold.backTo, locale, zone), since: momentOf(hold.since, locale, zone) }),
      ...(probable > 0 ? [t('guessed')] : []),
      ...(probable + chosen + unsent === 0 ? [t('empty')] : []),
      ...(last > 1 ? [t('page', { page, last })] : []),
    ].join('\n'),
    facts: [
      { label: t('probable'), value: String(probable) },
      { label: t('unsent'), value: String(unsent) },
      ...(chosen > 0 ? [{ label: t('chosen'), value: String(chosen) }] : []),
    ],
    items: shown.map(one => itemOf(one, page, { locale, zone })),
    buttons: [
      ...releaseButtons(hold, probable, locale),
      ...(page < last ? [lineButton(t('next'), `vrijgeven ${page + 1}`)] : []),
    ],
  }
}

function itemOf(one: Shown, page: number, { locale, zone }: For): NonNullable<Card['items']>[number] {
  const t = releaseTexts.in(locale)
  const guess = { text: t(one.guess) }
  const at = momentOf(one.at, locale, zone)
  const press = (name: string, label: string): Button => ({ does: 'press', name, label, value: `${one.id} ${page}` })
  // What is left out anyway can be let go, and what goes out be left out.
  const choice = (dropped: string) =>
    one.guess === 'probable' ? press('release.send', t('send')) : press('release.drop', dropped)
  if (one.sort === 'message')
    return {
      text: t('message', {
        guess,
        at,
        to: one.to ?? { text: t('somewhere') },
        what: one.what ?? { text: t('unknown') },
      }),
      accessory: choice(t('drop')),
    }
  if (!one.view) return { text: t('pointless', { guess, at }) }
  const { what, to } = one.view
  return {
    text: t('planned', { guess, at, what: { text: what }, to: { text: to } }),
    accessory: choice(t('skip')),
  }
}

/** Where nothing may go twice there is nothing to choose. */
function releaseButtons({ id }: Hold, probable: number, locale: Locale): readonly Button[] {
  const t = releaseTexts.in(locale)
  const all = { does: 'press' as const, name: 'release.all', value: id }
  if (probable === 0) return [{ ...all, label: t('release'), style: 'primary' }]
  return [
    {
      does: 'press',
      name: 'release.unsent',
      label: t('releaseUnsent'),
      value: id,
      style: 'primary',
      confirm: { text: t('confirmUnsent', { count: probable }), yes: t('release') },
    },
    { ...all, label: t('releaseAll'), confirm: { text: t('confirmAll', { count: probable }), yes: t('releaseAll') } },
  ]
}
