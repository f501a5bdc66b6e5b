// SPDX-License-Identifier: EUPL-1.2
// The secretariat gives, changes and ends seats [A43].
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { findPerson } from '#/features/people/rules/find-person.ts'
import { committeeButton } from '#/features/vng/cards/committee.ts'
import { longestHolder, seatChangeForm, seatForm } from '#/features/vng/cards/seat-forms.ts'
import { endedSeatsCard, seatsCard } from '#/features/vng/cards/seats.ts'
import { metBy, pressedCommittee, sightOf, typedCommittee } from '#/features/vng/commands/about.ts'
import { shownCommittee } from '#/features/vng/commands/read.ts'
import { committeeById, committees, seatFunctions } from '#/features/vng/rules/committees.ts'
import { keptCommittee } from '#/features/vng/rules/keep-committees.ts'
import {
  changeSeat,
  countEndedSeats,
  endedSeats,
  giveSeat,
  type Holder,
  lockedSeat,
  type SeatOf,
  seatById,
  type Term,
  takeSeat,
} from '#/features/vng/rules/seats.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { momentIn } from '#/network/clock-time.ts'
import { asId, type CommitteeSeatId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

type Wrong = { readonly fieldErrors: Readonly<Record<string, string>> }

const formOf = async (db: Db, turn: Turn, committee: string | null): Promise<Answer> => ({
  form: seatForm(await committees(db, turn.today, metBy(turn)), committee, turn),
})

/** `m50 vng zetel [commissie]`. */
export const seatLine: Reads<string> = {
  does: 'reads',
  asks: 'committee.manage',
  async run(db, turn, typed) {
    const found = typed ? await typedCommittee(db, turn, typed, 'zetel ') : null
    return found && !('name' in found) ? found : formOf(db, turn, found?.id ?? null)
  },
}

export const isDay = (day: string, zone: string): boolean => momentIn(day, '12:00', zone) !== null

function termIn(turn: Turn, fields: Fields): Term | Wrong {
  const t = vngTexts.in(turn.locale)
  const of = seatFunctions.find(one => one === fields.function)
  const [startsOn, endsOn] = [fields.startsOn ?? '', fields.endsOn ?? '']
  const errors = {
    ...(!of && { function: t('wrong.function') }),
    ...(!isDay(startsOn, turn.zone) && { startsOn: t('wrong.day') }),
    ...(endsOn && !isDay(endsOn, turn.zone) && { endsOn: t('wrong.day') }),
    ...(endsOn && isDay(endsOn, turn.zone) && endsOn <= startsOn && { endsOn: t('wrong.endsOn') }),
  }
  if (!of || Object.keys(errors).length > 0) return { fieldErrors: errors }
  return { function: of, startsOn, endsOn: endsOn || null }
}

/** Who gets it: someone who is known, or another by name. What is wrong with that stands at its field. */
async function holderIn(db: Db, turn: Turn, { person = '', holder = '' }: Fields): Promise<Holder | Wrong> {
  const t = vngTexts.in(turn.locale)
  const [known, other] = [person.trim(), holder.trim()]
  if (!known && !other) return { fieldErrors: { person: t('wrong.nobody') } }
  if (known && other) return { fieldErrors: { holder: t('wrong.both') } }
  const { length } = [...other]
  if (other && (length < 2 || length > longestHolder))
    return { fieldErrors: { holder: t('tooLong', { length, max: longestHolder }) } }
  if (other) return { holder: other }
  try {
    return { person: (await findPerson(db, known)).id }
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.params, { field: 'person' }) : error
  }
}

async function shownEnded(db: Db, turn: Turn, typed: string): Promise<Answer> {
  const page = pageIn(typed, await countEndedSeats(db, turn.today))
  const seats = await endedSeats(db, turn.today, pageSize, page.from)
  return { card: endedSeatsCard(seats, page, turn.locale), to: 'me' }
}

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const done = vngTexts.in(turn.locale)(`done.${code as 'seatGiven' | 'seatChanged' | 'seatTaken'}`)
  const committee = await committeeById(db, String(ids.committee), turn.today, metBy(turn))
  // Of a seat that has ended its committee says nothing, and one that has ended itself has no card.
  const isShown = committee !== null && ids.ended === undefined
  return saidFirst(done, await (isShown ? shownCommittee(db, turn, committee) : shownEnded(db, turn, '')))
}

export const seatHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'committee.manage',
    run: async (db, turn, value) =>
      formOf(db, turn, (await pressedCommittee(db, turn, value, metBy(turn)))?.id ?? null),
  },
  submit: {
    does: 'writes',
    asks: 'committee.manage',
    async run(tx: Tx, turn: Turn, { fields }: Submitted) {
      const committee = await committeeById(tx, fields.committee ?? '', turn.today, metBy(turn))
      const term = termIn(turn, fields)
      const who = await holderIn(tx, turn, fields)
      const errors = {
        ...(!committee && { committee: vngTexts.in(turn.locale)('wrong.committee') }),
        ...('fieldErrors' in term && term.fieldErrors),
        ...('fieldErrors' in who && who.fieldErrors),
      }
      if (!committee || 'fieldErrors' in term || 'fieldErrors' in who) return { fieldErrors: errors }
      await giveSeat(tx, committee.id, who, term, turn.as, turn.now)
      return { code: 'seatGiven', ids: { committee: committee.id } }
    },
    answer,
  },
}

const ofSeat = (read: typeof seatById) => async (db: Db, value: string) => {
  const id = asId<CommitteeSeatId>(value)
  const seat = id && (await read(db, id))
  return seat ? { subject: seat } : null
}

/** [Wijzigen], of a seat. */
export const seatChangeHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'committee.manage',
    of: ofSeat(seatById),
    async run(db: Db, turn: Turn, _: string, seat: SeatOf) {
      const committee = await keptCommittee(db, seat.committee)
      return { form: seatChangeForm(seat, committee?.name ?? '', turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'committee.manage',
    of: (db: Db, { context }: Submitted) => ofSeat(lockedSeat)(db, context),
    async run(tx: Tx, turn: Turn, { fields }: Submitted, seat: SeatOf) {
      const term = termIn(turn, fields)
      if ('fieldErrors' in term) return term
      await changeSeat(tx, seat, term, turn.as, turn.now)
      return { code: 'seatChanged', ids: { committee: seat.committee } }
    },
    answer,
  },
}

/** [Zetel terugnemen], of one that was noted by mistake. */
export const seatTakePress: Writes<string, SeatOf> = {
  does: 'writes',
  asks: 'committee.manage',
  of: ofSeat(lockedSeat),
  async run(tx, turn, _, seat) {
    await takeSeat(tx, seat, turn.as)
    const isOver = seat.endsOn !== null && seat.endsOn <= turn.today
    return { code: 'seatTaken', ids: { committee: seat.committee, ...(isOver && { ended: seat.endsOn }) } }
  },
  answer,
}

/** [Alle zetels], a page of them. */
export const seatsPress: Reads<string> = {
  does: 'reads',
  asks: 'committee.read',
  async run(db, turn, value) {
    const [id = '', page = ''] = value.split('.')
    const committee = await committeeById(db, id, turn.today, metBy(turn))
    if (!committee) throw new Refusal('chat.absent')
    const back = committeeButton(committee.id, vngTexts.in(turn.locale)('button.committee'))
    const card = seatsCard(committee, pageIn(page, committee.seats.length), sightOf(turn).mayManage, back, turn)
    return { card, to: 'me' }
  },
}

/** [Beëindigde zetels], a page of those of all committees. */
export const seatsEndedPress: Reads<string> = {
  does: 'reads',
  asks: 'committee.manage',
  run: shownEnded,
}
