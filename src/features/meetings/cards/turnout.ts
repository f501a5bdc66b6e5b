// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import { listed } from '#/chat/words.ts'
import { turnoutButton, yearButton } from '#/features/meetings/cards/year-plan.ts'
import type { Turnout } from '#/features/meetings/rules/attendance.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

function timesLine(times: number, names: readonly string[], locale: Locale): string[] {
  if (names.length === 0) return []
  return [
    `- ${meetingTexts.in(locale)('turnout.times', { count: times, all: names.length, names: listed(names, locale) })}`,
  ]
}

/** How often each municipality was there in a year: which were at none stands first. */
export function turnoutCard(year: number, all: readonly Turnout[], locale: Locale): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: t('turnout.title', { year }),
    text: [
      ...(all.length === 0 ? [t('turnout.nothing')] : []),
      ...all.flatMap(({ name, perYear, held, municipalities }) => [
        perYear === null ? t('turnout.held', { name, held }) : t('turnout.heldOf', { name, held, most: perYear }),
        ...(held === 0
          ? []
          : Array.from({ length: held + 1 }, (_, times) =>
              timesLine(
                times,
                municipalities.filter(one => one.times === times).map(one => one.name),
                locale,
              ),
            ).flat()),
      ]),
    ].join('\n'),
    buttons: [turnoutButton(year - 1, locale), yearButton(year, locale)],
  }
}
