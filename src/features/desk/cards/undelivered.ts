// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Undelivered } from '#/features/desk/rules/undelivered.ts'
import { deskTexts } from '#/features/desk/texts.ts'

/** [Opnieuw versturen], and [Is aangekomen] where nobody knows. */
export function deliveryButtons(one: Undelivered, locale: Locale): Button[] {
  const t = deskTexts.in(locale)
  const again: Button = { does: 'press', name: 'delivery.again', label: t('desk.again'), value: one.id }
  const arrived: Button = { does: 'press', name: 'delivery.arrived', label: t('desk.arrived'), value: one.id }
  return one.state === 'unclear' ? [again, arrived] : [again]
}
