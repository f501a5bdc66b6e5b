// SPDX-License-Identifier: EUPL-1.2
import type { Reads, Writes } from '#/chat/feature.ts'
import { demandAnotherSecretary } from '#/features/people/rules/last-secretary.ts'
import { called } from '#/features/privacy/cards/called.ts'
import { forgetCard } from '#/features/privacy/cards/forget.ts'
import { leaverOf } from '#/features/privacy/commands/my-data.ts'
import { forget } from '#/features/privacy/rules/forget.ts'
import { myData } from '#/features/privacy/rules/my-data.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'
import { Refusal } from '#/network/refusal.ts'
import { networkLanguage } from '#/network/setting.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'

/** `m50 vergeet-mij`: shows what would go and what would stay. */
export const showForget: Reads<string> = {
  does: 'reads',
  asks: 'data.own',
  isForKnown: true,
  async run(db, turn) {
    const { identity, function: held, roles, municipality } = turn.actor
    const left = called(held?.kind ?? roles[0]?.kind ?? null, municipality?.name ?? null, await networkLanguage(db))
    const data = await myData(db, leaverOf(turn), turn.now)
    return {
      card: forgetCard(data, { value: identity, left, today: turn.today }, turn.locale),
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
    if (leaver.person) await demandAnotherSecretary(tx, leaver.person, turn.today)
    if (!(await forget(tx, { kinds, called }, leaver, turn.as, turn))) throw new Refusal('chat.stranger')
    return { code: 'forgotten', ids: {} }
  },
  async answer(_, turn) {
    const t = privacyTexts.in(turn.locale)
    return { card: { version: 1, title: t('forgotten.title'), text: t('forgotten.text') }, to: 'me' }
  },
})
