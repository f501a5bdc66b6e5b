// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Progress } from '#/chat/away.ts'
import { denial } from '#/chat/deny.ts'
import type { Next } from '#/chat/feature.ts'
import { answerOf, Denied, performWrite } from '#/chat/perform.ts'
import type { TurnPoint } from '#/chat/points.ts'
import type { Plan } from '#/chat/resolve.ts'
import type { RouterParts } from '#/chat/router-parts.ts'
import type { Speakers } from '#/chat/speakers.ts'
import type { Answer, Incoming, Turn } from '#/chat/turn.ts'
import { noMark, statement } from '#/database/db.ts'
import { isConflict, isDuplicate } from '#/database/errors.ts'
import { dateIn } from '#/network/calendar.ts'
import { claimTurn } from '#/network/load-actor.ts'
import { mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

const tries = 3

/** The account is new, or its profile is older than a day: ask the platform, outside any transaction, and begin again. */
class Unidentified extends Error {}
/** The turn has nothing to write: its transaction is rolled back and this is the answer. */
class Unwritten extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super('unwritten')
    this.answer = answer
  }
}
/** The person was told that nothing was saved while this turn still waited for a connection. */
export class Dropped extends Error {}
class Repeated extends Error {}

const outcomeOf = statement('turn_outcome', 'select outcome from turns where key = $1')
const storedOutcome = z.object({ code: z.string(), ids: z.record(z.string(), z.union([z.string(), z.number()])) })

/** Runs a writing handler in its one transaction: claims the key, asks the policy, runs, flushes. Gives its answer, or that of the same intent before. */
export function createWriting(parts: RouterParts, speakers: Speakers) {
  const { database, zone } = parts
  const mark = (point: TurnPoint) => (parts.mark ?? noMark)(point)

  async function write(incoming: Incoming, plan: Plan, progress: Progress): Promise<Answer | Next> {
    const { handler } = plan
    let { input } = plan
    if (handler.does !== 'writes') throw new Error(`${plan.name} reads`)
    const key = incoming.key
    if (key === null) throw new Error(`${plan.name} came without a key`)
    if (handler.first) {
      const turn = await speakers.turnFor(incoming)
      // Asking is no right: whoever may not is refused before anything is posted or fetched.
      if (!mayEver(turn.actor, handler.asks)) throw new Denied(denial(turn, handler.asks, null))
      await mark('turn.beforeTrial')
      input = await handler.first(turn, database.turns, input)
      await mark('turn.afterTrial')
    }
    const today = dateIn(zone, incoming.now)
    let turn: Turn | null = null
    let settled = () => {}
    let isChecked = false
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await database.turns.transaction(
          async tx => {
            if (progress.dropped) throw new Dropped()
            progress.phase = 'begun'
            await mark('turn.beforeClaim')
            const known = await claimTurn(tx, incoming.account, today, key).catch(error => {
              throw isDuplicate(error) ? new Repeated() : error
            })
            await mark('turn.afterClaim')
            if (!known && handler.isForKnown) throw new Refusal('chat.stranger')
            if (!known || (!isChecked && !speakers.isFresh(known, incoming.now))) throw new Unidentified()
            turn = speakers.turnOf(incoming, known)
            const result = await performWrite(tx, turn, handler, input)
            await mark('turn.afterRun')
            if (!('code' in result)) throw new Unwritten(result)
            settled = await parts.flush(tx, incoming.now, { key, outcome: result })
            await mark('turn.beforeCommit')
            if (progress.dropped) throw new Dropped()
            return result
          },
          () => {
            progress.phase = 'committing'
          },
        )
        progress.phase = 'committed'
        await mark('turn.afterCommit')
        settled()
        if (!turn) throw new Error('a turn without an actor')
        const answer = await answerOf(database.turns, turn, handler, outcome)
        await mark('turn.afterAnswer')
        return answer
      } catch (error) {
        if (error instanceof Unwritten) return error.answer
        if (error instanceof Repeated) return repeat(incoming, plan, key)
        if (error instanceof Unidentified && !isChecked) {
          progress.phase = 'waiting'
          isChecked = true
          await speakers.learn(incoming)
          continue
        }
        // Someone did the same at the same moment: the second time it shows what is so by now.
        if ((isConflict(error) || isDuplicate(error)) && attempt < tries) {
          progress.phase = 'waiting'
          continue
        }
        throw error
      }
    }
  }

  /** The same intent again: the first answer, drawn from what was kept [T03]. */
  async function repeat(incoming: Incoming, plan: Plan, key: string): Promise<Answer | Next> {
    const [row] = await database.turns.query<{ outcome: unknown }>(outcomeOf, [key])
    if (!row || plan.handler.does !== 'writes') throw new Error('a repeated turn left no outcome')
    return answerOf(database.turns, await speakers.turnFor(incoming), plan.handler, storedOutcome.parse(row.outcome))
  }

  return write
}
