// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { markArrived, sendAgain } from '#/delivery/settle.ts'
import { deliveryById } from '#/features/desk/rules/undelivered.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { audit } from '#/network/audit.ts'
import { asId, type DeliveryId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** [Opnieuw versturen] and [Is aangekomen], under what was not surely delivered. */
export const settleAs = (how: 'again' | 'arrived'): Writes<string, DeliveryId> => ({
  does: 'writes',
  asks: 'delivery.settle',
  async of(db, value) {
    const id = asId<DeliveryId>(value)
    const subject = id && (await deliveryById(db, id))
    return subject && { subject }
  },
  async run(tx, turn, _, delivery) {
    let code: 'again' | 'arrived' | 'held' = how
    if (how === 'again') {
      const sent = await sendAgain(tx, delivery, turn.today)
      if (sent === 'held') code = 'held'
      else if (sent !== 'again') throw new Refusal(sent === 'unbound' ? 'desk.cantSendUnbound' : 'desk.cantSend')
    } else if (!(await markArrived(tx, delivery))) throw new Refusal('desk.cantSettle')
    audit(tx, { action: `delivery.${how}`, subject: { kind: 'delivery', id: delivery }, by: turn.as })
    return { code, ids: { delivery } }
  },
  async answer(_, turn, { code }) {
    const t = deskTexts.in(turn.locale)
    return {
      card: {
        version: 1,
        text: t(`settled.${code as 'again' | 'arrived' | 'held'}`),
        buttons: [
          code === 'held' ? lineButton(t('held.show'), 'vrijgeven') : lineButton(t('button.queue'), 'secretariaat'),
        ],
      },
      to: 'me',
    }
  },
})
