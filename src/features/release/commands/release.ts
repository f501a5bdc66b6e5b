// SPDX-License-Identifier: EUPL-1.2
import type { Feature, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { type Hold, readHold } from '#/database/hold.ts'
import { chooseHeld, dropHeld, release, type Waits } from '#/delivery/release.ts'
import { pageOf } from '#/features/release/commands/show.ts'
import { byId, endOf } from '#/features/release/rules/waiting.ts'
import { releaseTexts } from '#/features/release/texts.ts'
import { audit } from '#/network/audit.ts'
import { asId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const done: Writes<string>['answer'] = async (_, turn, { code }) => {
  const t = releaseTexts.in(turn.locale)
  const text = t(`done.${code as 'all' | 'unsent'}`)
  return { card: { version: 1, text, buttons: [lineButton(t('desk'), 'secretariaat')] }, to: 'me' }
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

/** A line's button names what it stands under, and the page. */
function lineIn(value: string): { readonly id: string; readonly page: number } {
  const [id = '', page] = value.split(' ')
  return { id, page: Number(page) || 1 }
}

const kinds = { message: 'delivery', planned: 'planned' }
const actions = {
  message: { chosen: 'delivery.chosen', dropped: 'delivery.dropped' },
  planned: { chosen: 'planned.chosen', dropped: 'planned.skipped' },
}

/** [Wel versturen], and [Niet versturen] or [Overslaan]: the list stays where it was. */
export const settleOne = (features: readonly Feature[], how: 'chosen' | 'dropped'): Writes<string, Waits> => ({
  does: 'writes',
  asks: 'delivery.release',
  async of(db, value) {
    const id = asId(lineIn(value).id)
    const subject = id && (await byId(db, id))
    return subject ? { subject } : null
  },
  async run(tx, turn, value, { id, sort }) {
    const isDone = await (how === 'chosen' ? chooseHeld : dropHeld)(tx, { id, sort })
    if (!isDone) throw new Refusal('release.gone')
    audit(tx, { action: actions[sort][how], subject: { kind: kinds[sort], id }, by: turn.as })
    return { code: how, ids: { page: lineIn(value).page } }
  },
  async answer(db, turn, { code, ids }) {
    const t = releaseTexts.in(turn.locale)
    const text = t(`done.${code as 'chosen' | 'dropped'}`)
    const hold = await readHold(db)
    if (!hold) return { card: { version: 1, text, buttons: [lineButton(t('desk'), 'secretariaat')] }, to: 'me' }
    const card = await pageOf(db, features, hold, turn, String(ids.page))
    return { card: { ...card, text: [text, card.text].join('\n') }, to: 'me', secret: true, anew: true }
  },
})
