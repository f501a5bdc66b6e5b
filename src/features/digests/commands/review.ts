// SPDX-License-Identifier: EUPL-1.2
// Whoever leads a pillar reviews its digest before it goes out.
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { draftCard } from '#/features/digests/cards/draft.ts'
import { chooseCard, introductionForm, leaveOutForm, orderForm } from '#/features/digests/cards/forms.ts'
import type { Reading } from '#/features/digests/cards/lines.ts'
import { atOf, namedIn, readersOf, readingFor, relationOf } from '#/features/digests/commands/about.ts'
import { reachOf } from '#/features/digests/rules/reach.ts'
import {
  type At,
  demandOpen,
  hold,
  introduceWith,
  leaveOutOf,
  lockedReviewed,
  putInPlace,
  type Reviewed,
  release,
  reviewed,
} from '#/features/digests/rules/review.ts'
import { heldScheduleOf, type Of } from '#/features/digests/rules/schedules.ts'
import { sentByName } from '#/features/digests/rules/send.ts'
import { sendNew, sendNow } from '#/features/digests/rules/send-by-hand.ts'
import { goesOutAt } from '#/features/digests/rules/sending-moment.ts'
import { dueOf } from '#/features/digests/rules/times.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

type About = (Relation & { readonly subject: Reviewed }) | null

const about = (found: Reviewed | null): About => found && { subject: found, pillar: found.schedule.pillar }

/** The draft as it is by now. */
async function shown(db: Db, turn: Turn, value: string): Promise<Answer> {
  const found = await reviewed(db, value, turn)
  if (!found) throw new Refusal('chat.absent')
  const { digest, schedule } = found
  const { now, hours } = await atOf(db, turn)
  const standing = {
    of: dueOf(schedule, digest.occurrence, hours),
    sendAt: await goesOutAt(db, schedule, digest.occurrence),
    reach: await reachOf(db, schedule, turn.today),
    sentBy: await sentByName(db, digest.id),
  }
  const reading = await readingFor(db, turn, null, digest.items, now)
  return { card: draftCard(digest, schedule, standing, reading), to: 'me' }
}

type Code = 'sent' | 'held' | 'released' | 'leftOut' | 'arranged' | 'introduced'

const answer = async (db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> =>
  saidFirst(digestTexts.in(turn.locale)(`done.${code as Code}`), await shown(db, turn, String(ids.digest)))

const press = (
  code: Code,
  act: (tx: Tx, found: Reviewed, by: ActedAs, at: At) => Promise<void>,
): Writes<string, Reviewed> => ({
  does: 'writes',
  asks: 'digest.review',
  of: async (db, value, turn) => about(await lockedReviewed(db, value, turn)),
  async run(tx, turn, _, found: Reviewed) {
    await act(tx, found, turn.as, await atOf(tx, turn))
    return { code, ids: { digest: found.digest.id } }
  },
  answer,
})

export const sendPress = press('sent', sendNow)
export const holdPress = press('held', hold)
export const releasePress = press('released', release)

const opening = (form: (found: Reviewed, reading: Reading) => Form): Reads<string, Reviewed> => ({
  does: 'reads',
  asks: 'digest.review',
  of: async (db, value, turn) => about(await reviewed(db, value, turn)),
  async run(db, turn, _, found) {
    demandOpen(found)
    return { form: form(found, await readingFor(db, turn, null, found.digest.items, turn.now)) }
  },
})

const submitting = (
  code: Code,
  act: (tx: Tx, found: Reviewed, fields: Submitted['fields'], by: ActedAs) => Promise<void>,
): Writes<Submitted, Reviewed> => ({
  does: 'writes',
  asks: 'digest.review',
  of: async (db, { context }, turn) => about(await lockedReviewed(db, context, turn)),
  async run(tx, turn, { fields }, found) {
    await act(tx, found, fields, turn.as)
    return { code, ids: { digest: found.digest.id } }
  },
  answer,
})

/** [Onderdeel weglaten]. */
export const leaveOutHandler: FormHandler = {
  open: opening(({ digest }, reading) => {
    if (digest.items.length === 0) throw new Refusal('digests.isEmpty')
    return leaveOutForm(digest, reading)
  }),
  submit: submitting('leftOut', (tx, found, fields, by) => leaveOutOf(tx, found, fields.item ?? '', by)),
}

/** [Volgorde]. */
export const orderHandler: FormHandler = {
  open: opening(({ digest }, reading) => {
    if (digest.items.length === 0) throw new Refusal('digests.isEmpty')
    return orderForm(digest, reading)
  }),
  submit: submitting('arranged', (tx, found, fields, by) =>
    putInPlace(tx, found, fields.item ?? '', Number(fields.place || Number.NaN), by),
  ),
}

/** [Inleiding]. */
export const introductionHandler: FormHandler = {
  open: opening(({ digest }, { locale }) => introductionForm(digest, locale)),
  submit: submitting('introduced', (tx, found, fields, by) =>
    introduceWith(tx, found, fields.introduction?.trim() ?? '', by),
  ),
}

/** Behind a preview's button: which lines it showed. */
const asShown = / (#[0-9a-f]+)$/

/** `m50 digest verstuur <pijler>`. */
export const sendLine: Writes<string, Of | null> = {
  does: 'writes',
  asks: 'digest.review',
  of: async (db, typed, turn) => relationOf(await namedIn(db, turn.today, typed.replace(asShown, ''))),
  async run(tx, turn, typed, of) {
    if (!of && typed) throw new Refusal('digests.unknown', { words: typed })
    if (!of) return { card: chooseCard(await readersOf(tx, turn.today), 'digest verstuur', turn.locale), to: 'me' }
    const schedule = await heldScheduleOf(tx, of, turn.today)
    const shown = asShown.exec(typed)?.[1] ?? null
    return { code: 'sent', ids: { digest: await sendNew(tx, schedule, shown, turn.as, await atOf(tx, turn)) } }
  },
  answer,
}
