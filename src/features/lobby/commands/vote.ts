// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Reads, Submitted, Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { voteForm } from '#/features/lobby/cards/round-forms.ts'
import { numberIn, typedPoint } from '#/features/lobby/commands/about.ts'
import { numberedFields, ofRound, roundAnswer, showRound, typedRound } from '#/features/lobby/commands/rounds.ts'
import { municipalityOf } from '#/features/lobby/commands/support.ts'
import { isVoting, lastRound, type Round } from '#/features/lobby/rules/rounds.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { lockedVotesOf, type Vote, vote, votesDigest, votesOf } from '#/features/lobby/rules/votes.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { municipalityName } from '#/network/actor.ts'
import { Refusal } from '#/network/refusal.ts'

const opens: Reads<string, Round> = {
  does: 'reads',
  asks: 'lobby.vote',
  of: ofRound,
  async run(db, turn, _, round) {
    if (!isVoting(round, turn.now) || round.points.length === 0)
      return showRound(db, turn, { id: round.pillar, name: round.pillarName })
    const municipality = municipalityOf(turn)
    const name = municipalityName(turn.actor, municipality)
    return { form: voteForm(round, await votesOf(db, round.id, municipality), name, turn.locale) }
  },
}

/** [Stem]: the ballot of a municipality; given again it takes the place of what was given before [F22]. */
export const voteHandler: FormHandler = {
  open: opens,
  submit: {
    does: 'writes',
    asks: 'lobby.vote',
    of: (db: Db, { context }: Submitted, turn: Turn) => ofRound(db, context, turn),
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted, round: Round) {
      const shown = numberedFields(context)
      const scored = shown.flatMap(({ number, field }) => {
        const score = Number(fields[field])
        return [1, 2, 3, 4, 5].includes(score) ? [{ number, score }] : []
      })
      const pointOf = (number: number) => round.points.find(one => one.number === number)
      const votes = scored.flatMap(({ number, score }): Vote[] => {
        const point = pointOf(number)
        return point ? [{ point: point.id, score }] : []
      })
      const first = shown[0]?.field ?? ''
      if (votes.length === 0) return { fieldErrors: { [first]: lobbyTexts.in(turn.locale)('voteForm.empty') } }
      const municipality = municipalityOf(turn)
      const now = await lockedVotesOf(tx, round.id, municipality)
      const isOther = now.some(({ point, score }) => votes.some(one => one.point === point && one.score !== score))
      // What a colleague gave since this form began is not gone unseen.
      if (isOther && context.split(':')[2] !== votesDigest(now)) {
        const name = municipalityName(turn.actor, municipality)
        return { form: voteForm(round, now, name, turn.locale, votes) }
      }
      await vote(tx, round.id, municipality, votes, turn.as, turn.now)
      const gone = scored.filter(({ number }) => !pointOf(number)).map(({ number }) => number)
      return { code: 'voted', ids: { pillar: round.pillar, gone: gone.join(' ') } }
    },
    answer: roundAnswer,
  },
}

/** `m50 lobby prioriteit <nr> <1-5>`; without a score, the round or the ranking of that point's pillar, of a pillar, or of one's own. */
export const priorityLine: Writes<string> = {
  does: 'writes',
  asks: 'lobby.vote',
  async run(tx, turn, typed) {
    const [, words = '', given = ''] = /^(.*?)(?:\s+(\d+))?$/s.exec(typed.replace(/^lp\s+/i, 'lp')) ?? []
    const number = numberIn(words)
    if (number === null) return typedRound(tx, turn, typed)
    const point = await typedPoint(tx, turn, number)
    if (!given) return showRound(tx, turn, { id: point.pillar, name: point.pillarName })
    const score = Number(given)
    if (![1, 2, 3, 4, 5].includes(score)) throw new Refusal('lobby.whichScore', { number })
    const round = await lastRound(tx, point.pillar, readersOf(turn.actor), turn.today)
    if (!round?.points.some(({ id }) => id === point.id)) throw new Refusal('lobby.notInRound', { number })
    await vote(tx, round.id, municipalityOf(turn), [{ point: point.id, score }], turn.as, turn.now)
    return { code: 'voted', ids: { pillar: point.pillar } }
  },
  answer: roundAnswer,
}
