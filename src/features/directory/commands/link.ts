// SPDX-License-Identifier: EUPL-1.2
import type { Outcome, Writes } from '#/chat/feature.ts'
import type { Account, Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { accountParams } from '#/features/directory/cards/account.ts'
import { cardOf } from '#/features/directory/commands/person.ts'
import { accountOfCode, linkAccounts, newLinkCode } from '#/features/directory/rules/link.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import { asId, type PersonId } from '#/network/ids.ts'
import { personName } from '#/network/person-name.ts'
import { Refusal } from '#/network/refusal.ts'

/** The code on its way to who asked for it, and nowhere else: what is kept of a turn holds none. */
const shown = new WeakMap<Account, string>()

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const t = directoryTexts.in(turn.locale)
  if (code === 'linked') {
    const person = asId<PersonId>(String(ids.person))
    if (!person) throw new Refusal('chat.absent')
    return cardOf(db, turn, person, t('link.done', { name: await personName(db, person) }))
  }
  const fresh = shown.get(turn.account)
  const { typed } = turn
  return {
    card: {
      version: 1,
      title: t('link.title'),
      text: fresh ? t('link.text', { typed, code: fresh }) : t('link.again', { typed }),
    },
    to: 'me',
    secret: true,
  }
}

/** `m50 koppel`: a code for the other app. `m50 koppel <code>`, there: whose account it is, and the button. */
export const linkLine: Writes<string> = {
  does: 'writes',
  asks: 'account.link',
  async run(tx, turn, typed) {
    if (!typed) {
      shown.set(turn.account, await newLinkCode(tx, turn.actor, turn.now))
      return { code: 'shown', ids: {} }
    }
    const t = directoryTexts.in(turn.locale)
    const other = await accountOfCode(tx, turn.actor, typed, turn.now)
    return {
      card: {
        version: 1,
        title: t('link.title'),
        text: t('link.ask', accountParams(other)),
        context: t('link.no'),
        buttons: [{ does: 'press', name: 'account.link', label: t('link.yes'), value: typed, style: 'primary' }],
      },
      to: 'me',
      secret: true,
    }
  },
  answer,
}

/** [Ja, dat ben ik]. */
export const linkPress: Writes<string> = {
  does: 'writes',
  asks: 'account.link',
  async run(tx, turn, code) {
    const person = await linkAccounts(tx, turn.actor, code, turn.as, turn)
    return { code: 'linked', ids: { person } }
  },
  answer,
}
