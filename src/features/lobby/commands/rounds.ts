// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import { longestQuestion, outcomeForm, pointField, roundForm } from '#/features/lobby/cards/round-forms.ts'
import { chooseRound, roundCard } from '#/features/lobby/cards/rounds.ts'
import { isDay } from '#/features/lobby/rules/day.ts'
import { closeLate, longestOutcome, noteOutcome, outcomeDigest } from '#/features/lobby/rules/round-end.ts'
import {
  candidatesIn,
  heldIn,
  isVoting,
  lastRound,
  openRound,
  type Round,
  roundById,
} from '#/features/lobby/rules/rounds.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { ballotOf } from '#/features/lobby/rules/votes.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { findPillar, type Pillar, pillarById, pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { workingHours } from '#/network/days-off.ts'
import { asId, type LobbyRoundId } from '#/network/ids.ts'
import { may, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'
import { addWorkingDays, atHour, isWorkingDay } from '#/network/working-days.ts'

type About<Subject> = (Relation & { readonly subject: Subject }) | null

/** A pillar's round, or the last one that it had. */
export async function showRound(db: Db, turn: Turn, pillar: Pick<Pillar, 'id' | 'name'>): Promise<Answer> {
  const { actor, today, now, locale, zone } = turn
  const round = await lastRound(db, pillar.id, readersOf(actor), today)
  const sight = {
    ballot: round && actor.person ? await ballotOf(db, round.id, actor.person) : null,
    mayVote: may(actor, 'lobby.vote', {}),
    mayLead: may(actor, 'lobby.round', { pillar: pillar.id }),
    isVoting: round !== null && isVoting(round, now),
  }
  const isSecret = round?.points.some(({ isConfidential }) => isConfidential) ?? false
  return { card: roundCard(round, pillar, sight, locale, zone), to: 'me', ...(isSecret && { secret: true }) }
}

/** The round of the pillar that was typed; of one's own where none was, when there is one. @throws Refusal */
export async function typedRound(db: Db, turn: Turn, typed: string): Promise<Answer> {
  const all = await pillars(db, turn.today)
  if (typed) {
    const match = await findPillar(db, turn.today, typed)
    if (match.found === 'exact' || match.found === 'near') return showRound(db, turn, match.item)
    throw new Refusal('lobby.unknownPillar', { words: typed })
  }
  const led = turn.actor.roles.flatMap(role => (role.kind === 'chair' && role.pillar ? [role.pillar] : []))
  const own = led.length > 0 || !turn.actor.person ? led : await pillarsOf(db, turn.actor.person)
  const only = own.length === 1 ? all.find(({ id }) => id === own[0]) : undefined
  return only ? showRound(db, turn, only) : { card: chooseRound(all, turn.locale), to: 'me' }
}

/** `m50 lobby volgorde [pijler]`. */
export const rankingLine: Reads<string> = { does: 'reads', asks: 'lobby.read', run: typedRound }

async function ofPillar(db: Db, value: string, turn: Turn): Promise<About<Pillar>> {
  const pillar = await pillarById(db, turn.today, value.split(':', 1)[0] ?? '')
  return pillar && { subject: pillar, pillar: pillar.id }
}

const usualDays = 10
const closingHour = 17

const opens: Reads<string, Pillar> = {
  does: 'reads',
  asks: 'lobby.round',
  of: ofPillar,
  async run(db, turn, _, pillar) {
    const points = await candidatesIn(db, pillar.id)
    if (points.length === 0) throw new Refusal('lobby.nothingToRank', { pillar: pillar.name })
    const { off } = await workingHours(db, turn.zone)
    return { form: roundForm(pillar, points, addWorkingDays(turn.today, usualDays, off), turn.locale) }
  },
}

/** When a round closes that is open until a day: at the end of its working day; or why that is no day to close on. */
async function closingAt(
  db: Db,
  turn: Turn,
  day: string,
): Promise<Date | 'roundUntil.none' | 'noSuchDay' | 'roundUntil.off' | 'roundUntil.over'> {
  if (!day) return 'roundUntil.none'
  if (!isDay(day)) return 'noSuchDay'
  const hours = await workingHours(db, turn.zone)
  const at = atHour(day, closingHour, hours)
  if (at <= turn.now) return 'roundUntil.over'
  return isWorkingDay(day, hours.off) ? at : 'roundUntil.off'
}

/** The numbers that stand in a form's context, each with its field. */
export const numberedFields = (context: string): readonly { readonly number: number; readonly field: string }[] =>
  (context.split(':')[1] ?? '').split('.').map((number, at) => ({ number: Number(number), field: pointField(at) }))

/** [Ronde openen]. */
export const roundHandler: FormHandler = {
  open: opens,
  submit: {
    does: 'writes',
    asks: 'lobby.round',
    of: (db: Db, { context }: Submitted, turn: Turn) => ofPillar(db, context, turn),
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, pillar: Pillar) {
      const t = lobbyTexts.in(turn.locale)
      const question = fields.question?.trim() ?? ''
      const length = [...question].length
      const until = fields.until?.trim() ?? ''
      const closesAt = await closingAt(tx, turn, until)
      const shown = numberedFields(context)
      const chosen = shown.filter(({ field }) => fields[field] === 'on').map(({ number }) => number)
      const points = await heldIn(tx, pillar.id, chosen)
      const errors = {
        ...(length === 0 && { question: t('roundForm.noQuestion') }),
        ...(length > longestQuestion && { question: t('tooLong', { length, max: longestQuestion }) }),
        ...(typeof closesAt === 'string' && { until: t(closesAt) }),
        ...(points.length === 0 && { [shown[0]?.field ?? 'question']: t('roundForm.noPoints') }),
      }
      if (typeof closesAt === 'string' || Object.keys(errors).length > 0) return { fieldErrors: errors }
      const given = { pillar: pillar.id, question, closesAt, points: points.map(({ id }) => id) }
      await openRound(tx, given, turn.as, turn)
      const gone = chosen.filter(number => !points.some(point => point.number === number))
      return { code: 'opened', ids: { pillar: pillar.id, gone: gone.join(' ') } }
    },
    answer: roundAnswer,
  },
}

/** What was done, above the round as it is now. */
export async function roundAnswer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const pillar = await pillarById(db, turn.today, String(ids.pillar))
  if (!pillar) throw new Refusal('chat.absent')
  const t = lobbyTexts.in(turn.locale)
  const done = t(`round.done.${code as 'opened' | 'voted' | 'closed' | 'noted'}`)
  const gone = String(ids.gone ?? '')
    .split(' ')
    .filter(Boolean)
    .map(number => `LP ${number}`)
  const shown = saidFirst(done, await showRound(db, turn, pillar))
  if (gone.length === 0) return shown
  const points = listed(gone, turn.locale)
  return saidFirst(t(`roundGone.${code as 'opened' | 'voted'}`, { points }), shown)
}

/** The round of a press or a form, as the one who acts may see it. */
export async function ofRound(db: Db, value: string, turn: Turn): Promise<About<Round>> {
  const id = asId<LobbyRoundId>(value.split(':', 1)[0])
  const round = id && (await roundById(db, id, readersOf(turn.actor), turn.today))
  return round && { subject: round, pillar: round.pillar }
}

/** [Ronde sluiten], where the clock did not. */
export const closePress: Writes<string, Round> = {
  does: 'writes',
  asks: 'lobby.round',
  of: ofRound,
  async run(tx, turn, _, round) {
    await closeLate(tx, round, turn.as, turn)
    return { code: 'closed', ids: { pillar: round.pillar } }
  },
  answer: roundAnswer,
}

/** [Uitkomst vastleggen], and once it is noted [Uitkomst wijzigen]; of two at once the later one sees what the other wrote. */
export const outcomeHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'lobby.round',
    of: ofRound,
    async run(db, turn, _, round: Round) {
      if (round.state === 'closed') return { form: outcomeForm(round, null, turn.locale) }
      return showRound(db, turn, { id: round.pillar, name: round.pillarName })
    },
  },
  submit: {
    does: 'writes',
    asks: 'lobby.round',
    of: (db: Db, { context }: Submitted, turn: Turn) => ofRound(db, context, turn),
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, round: Round) {
      const t = lobbyTexts.in(turn.locale)
      const outcome = fields.outcome?.trim() ?? ''
      const length = [...outcome].length
      if (length === 0) return { fieldErrors: { outcome: t('outcomeForm.empty') } }
      if (length > longestOutcome) return { fieldErrors: { outcome: t('tooLong', { length, max: longestOutcome }) } }
      const isLate = context.split(':')[1] !== outcomeDigest(round) && round.outcome !== outcome
      if (isLate) return { form: outcomeForm(round, outcome, turn.locale) }
      await noteOutcome(tx, round, outcome, turn.as, turn.now)
      return { code: 'noted', ids: { pillar: round.pillar } }
    },
    answer: roundAnswer,
  },
}
