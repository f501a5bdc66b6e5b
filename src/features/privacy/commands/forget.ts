// SPDX-License-Identifier: EUPL-1.2
import type { Reads, Writes } from '#/chat/feature.ts'
import { demandAnotherSecretary, isLastSecretary } from '#/features/people/rules/last-secretary.ts'
import { called } from '#/features/privacy/cards/called.ts'
import { forgetCard, lastSecretaryCard } from '#/features/privacy/cards/forget.ts'
import { heldCard } from '#/features/privacy/cards/hold.ts'
import { leaverOf } from '#/features/privacy/commands/my-data.ts'
import { calledOnceGone, forget } from '#/features/privacy/rules/forget.ts'
import { demandNoHold, holdOf } from '#/features/privacy/rules/hold.ts'
import { myData } from '#/features/privacy/rules/my-data.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'
import { Refusal } from '#/network/refusal.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'

/** `m50 vergeet-mij`: shows what would go and what would stay. */
export const showForget: Reads<string> = {
  does: 'reads',
  asks: 'data.own',
  isForKnown: true,
  async run(db, turn) {
    const leaver = leaverOf(turn)
    const held = leaver.person && (await holdOf(db, leaver.person, turn.today))
    if (held) return { card: heldCard(held, turn), to: 'me', secret: true }
    if (leaver.person && (await isLastSecretary(db, leaver.person, turn.today)))
      return { card: lastSecretaryCard(turn.locale), to: 'me', secret: true }
    const left = await calledOnceGone(db, called, leaver)
    const data = await myData(db, leaver, turn.now)
    return {
      card: forgetCard(data, { value: turn.actor.identity, left, today: turn.today }, turn.locale),
      to: 'me',
      secret: true,
    }
  },
}

/** [Vergeet mij], once it was confirmed. Only from the account that asked. */
export const forgetPress = (kinds: readonly AnyRequestKind[]): Writes<string, null> => ({
  does: 'writes',
  asks: 'data.own',
  isForKnown: true,
  async of(_, value, { actor }) {
    if (value !== actor.identity) return null
    return { subject: null, ...(actor.person && { person: actor.person }) }
  },
  async run(tx, turn) {
    const leaver = leaverOf(turn)
    if (leaver.person) {
      await demandNoHold(tx, leaver.person, turn.today)
      await demandAnotherSecretary(tx, leaver.person, turn.today)
    }
    if (!(await forget(tx, { kinds, called }, leaver, turn.as, turn))) throw new Refusal('chat.stranger')
    return { code: 'forgotten', ids: {} }
  },
  async answer(_, turn) {
    const t = privacyTexts.in(turn.locale)
    return { card: { version: 1, title: t('forgotten.title'), text: t('forgotten.text') }, to: 'me' }
  },
})
