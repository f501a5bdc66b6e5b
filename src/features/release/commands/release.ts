// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { type Hold, readHold } from '#/database/hold.ts'
import { dropHeld, release } from '#/delivery/release.ts'
import { endOf, messageById } from '#/features/release/rules/waiting.ts'
import { releaseTexts } from '#/features/release/texts.ts'
import { audit } from '#/network/audit.ts'
import { asId, type DeliveryId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const done: Writes<string>['answer'] = async (_, turn, { code }) => {
  const t = releaseTexts.in(turn.locale)
  const text = t(`done.${code as 'all' | 'unsent' | 'dropped'}`)
  const next = code === 'dropped' ? lineButton(t('show'), 'vrijgeven') : lineButton(t('desk'), 'secretariaat')
  return { card: { version: 1, text, buttons: [next] }, to: 'me' }
}

type Ended = NonNullable<Awaited<ReturnType<typeof endOf>>>

/** [Alles vrijgeven], and [Vrijgeven wat nog niet verstuurd is]. The list that the button stood under is of one restore: it lets go nothing of a later one. */
export const releaseAs = (what: 'all' | 'unsent'): Writes<string, Pick<Hold, 'id'> | Ended> => ({
  does: 'writes',
  asks: 'delivery.release',
  async of(db, value) {
    const id = asId(value)
    const hold = id && (await readHold(db))
    const subject = id && (hold && hold.id === id ? hold : await endOf(db, id))
    return subject ? { subject } : null
  },
  async run(tx, turn, value, subject) {
    const ended = 'id' in subject ? ((await release(tx, subject, what)) ? null : await endOf(tx, value)) : subject
    if (ended) throw new Refusal('release.over', { by: { name: ended.name, principal: ended.principal }, at: ended.at })
    audit(tx, { action: 'restore.released', subject: { kind: 'restore', id: value }, by: turn.as, new: { what } })
    return { code: what, ids: {} }
  },
  answer: done,
})

/** [Niet versturen]. */
export const dropPress: Writes<string, { readonly id: string; readonly held: boolean }> = {
  does: 'writes',
  asks: 'delivery.release',
  async of(db, value) {
    const id = asId(value)
    const subject = id && (await messageById(db, id))
    return subject ? { subject } : null
  },
  async run(tx, turn, _, { id }) {
    if (!(await dropHeld(tx, id as DeliveryId))) throw new Refusal('release.gone')
    audit(tx, { action: 'delivery.dropped', subject: { kind: 'delivery', id }, by: turn.as })
    return { code: 'dropped', ids: { delivery: id } }
  },
  answer: done,
}
