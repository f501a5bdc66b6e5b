// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Undelivered } from '#/features/desk/rules/undelivered.ts'
import { deskTexts } from '#/features/desk/texts.ts'

/** [Opnieuw versturen], and [Is aangekomen]: it stands there after all, or was told on another way. */
export function deliveryButtons({ id }: Undelivered, locale: Locale): readonly [Button, Button] {
  const t = deskTexts.in(locale)
  return [
    { does: 'press', name: 'delivery.again', label: t('desk.again'), value: id },
    { does: 'press', name: 'delivery.arrived', label: t('desk.arrived'), value: id },
  ]
}
