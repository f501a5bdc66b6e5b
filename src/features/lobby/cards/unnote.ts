// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import { dayOf, plainDayOf } from '#/chat/dates.ts'
import type { Form } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import { briefly } from '#/chat/words.ts'
import { titleOf } from '#/features/lobby/cards/point.ts'
import type { Life } from '#/features/lobby/rules/life.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { Noted } from '#/features/lobby/rules/unnote.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** To whoever has just noted it. Of an agenda others have heard: that is asked first. */
export function unnoteButton({ id, is }: Pick<Noted, 'id' | 'is'>, locale: Locale): Button {
  const t = lobbyTexts.in(locale)
  const label = t('unnote.button')
  return {
    does: 'press',
    name: 'lobby.unnote',
    label,
    value: id,
    ...(is === 'placement' && { confirm: { text: t('unnote.sure'), yes: label } }),
  }
}

export const takeBackButton = ({ id }: Pick<Point, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'lobby.takeBack',
  label: lobbyTexts.in(locale)('unnote.choose'),
  value: id,
})

/** So much of a line stands in a choice. */
const longestChoice = 70

/** What of a point was noted wrongly: one of what someone may take back. */
export function takeBackForm(
  point: Point,
  { placements, contacts }: Pick<Life, 'placements' | 'contacts'>,
  locale: Locale,
  zone: string,
): Form {
  const t = lobbyTexts.in(locale)
  const options = [
    ...placements.map(({ id, targetName, occasion, placedOn }) => ({
      value: id,
      label: t('unnote.placement', { target: targetName, occasion, day: plainDayOf(placedOn, locale) }),
    })),
    ...contacts.map(({ id, text, at }) => ({
      value: id,
      label: t('unnote.contact', { at: dayOf(at, locale, zone), text }),
    })),
  ]
  return {
    version: 1,
    name: 'lobby.takeBack',
    title: t('unnote.choose'),
    submit: t('unnote.button'),
    intro: t('unnote.intro', { point: { text: titleOf(point, locale) } }),
    context: point.id,
    inputs: [
      {
        kind: 'choice',
        name: 'noted',
        label: t('unnote.which'),
        options: options.map(({ value, label }) => ({ value, label: briefly(label, longestChoice) })),
      },
    ],
    reopen: { label: t('unnote.choose'), value: point.id },
  }
}
