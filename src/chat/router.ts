// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { awaited, isConnectionLoss, type Progress } from '#/chat/away.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import { momentOf } from '#/chat/dates.ts'
import { closedDoor, denial } from '#/chat/deny.ts'
import type { Next, Outcome } from '#/chat/feature.ts'
import { dropKept, keepAct } from '#/chat/kept.ts'
import { answerOf, Denied, performRead, performWrite } from '#/chat/perform.ts'
import type { Profile } from '#/chat/platform.ts'
import type { TurnPoint } from '#/chat/points.ts'
import type { Registry } from '#/chat/registry.ts'
import { type Plan, resolve, type Say } from '#/chat/resolve.ts'
import { tamed } from '#/chat/tamed.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Account, Answer, Incoming, KeptAct, Take, Turn } from '#/chat/turn.ts'
import type { Database } from '#/database/database.ts'
import { type Mark, noMark, statement, type Tx } from '#/database/db.ts'
import { isConflict, isDuplicate, isLockTimeout } from '#/database/errors.ts'
import { dateIn } from '#/network/calendar.ts'
import { type Arrival, identify } from '#/network/identify.ts'
import type { DeliveryId, PersonId, SubjectRef } from '#/network/ids.ts'
import { claimTurn, type Known, loadActor } from '#/network/load-actor.ts'
import { mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

export interface RouterParts {
  readonly database: Database
  readonly registry: Registry
  readonly profile: (account: Account) => Promise<Profile | null>
  /** Writes what the turn collected, with its key's outcome, as the last statements; what it returns is called after the commit. */
  readonly flush: (
    tx: Tx,
    now: Date,
    kept: { readonly key: string; readonly outcome: Outcome } | null,
  ) => Promise<() => void>
  /** What the first sight of an account or a workspace brings about. */
  readonly arrived: (tx: Tx, arrival: Arrival, now: Date) => Promise<void>
  /** Tells someone later whether an act whose COMMIT went unanswered was saved. */
  readonly tellLater: (tx: Tx, person: PersonId, saved: boolean, at: Date) => void
  /** Draws a subject's posted cards anew: they show the past. */
  readonly redraw: (subjects: readonly SubjectRef[]) => void
  /** A message was pressed: it stands, also where its sending was unclear. */
  readonly sighted: (message: { delivery: DeliveryId; conversation: string; message: string; drawing: number }) => void
  readonly zone: string
  readonly defaultLocale: Locale
  readonly secretariat: readonly string[]
  readonly log: { info(line: object): void; error(line: object): void }
  readonly mark?: Mark
}

const dayMs = 24 * 60 * 60 * 1000
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
class Dropped extends Error {}
class Repeated extends Error {}

const outcomeOf = statement('turn_outcome', 'select outcome from turns where key = $1')
const touchActivity = statement(
  'identity_active',
  'update identities set active_at = $2::timestamptz where id = $1::uuid',
)
const storedOutcome = z.object({ code: z.string(), ids: z.record(z.string(), z.union([z.string(), z.number()])) })
const failureCode = (): string =>
  Array.from({ length: 4 }, () => '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'[Math.floor(Math.random() * 32)]).join('')

/** Takes whatever a platform hands over and always answers: finds the handler, knows who speaks, asks the policy once, opens the one transaction of a writing turn. */
export function createRouter(parts: RouterParts): Take {
  const { database, registry, zone, log } = parts
  const mark = (point: TurnPoint) => (parts.mark ?? noMark)(point)

  /** In which language each one who is being answered reads. */
  const reads = new WeakMap<Account, Locale>()

  function turnOf(incoming: Incoming, known: Known): Turn {
    const locale = known.actor.locale ?? parts.defaultLocale
    reads.set(incoming.account, locale)
    return {
      ...incoming,
      actor: known.actor,
      as: {
        personId: known.actor.person,
        role: 'member',
        municipalityId: known.actor.municipality?.id ?? null,
        app: incoming.account.platform,
      },
      locale,
      zone,
      today: dateIn(zone, incoming.now),
    }
  }

  const isFresh = (known: Known | null, now: Date): known is Known =>
    known?.checkedAt != null && now.getTime() - known.checkedAt.getTime() < dayMs

  async function learn(incoming: Incoming, isKnown: boolean): Promise<void> {
    await mark('turn.beforeProfile')
    const profile = await parts.profile(incoming.account).catch(() => null)
    await mark('turn.afterProfile')
    if (!profile) {
      if (isKnown) return
      throw new Refusal('chat.profile')
    }
    const settled = await database.turns.transaction(async tx => {
      const arrivals = await identify(tx, incoming.account, profile, {
        now: incoming.now,
        today: dateIn(zone, incoming.now),
        app: incoming.account.platform,
        secretariat: parts.secretariat,
      })
      await mark('turn.afterIdentify')
      for (const arrival of arrivals) await parts.arrived(tx, arrival, incoming.now)
      const flushed = await parts.flush(tx, incoming.now, null)
      await mark('turn.beforeLearned')
      return flushed
    })
    await mark('turn.afterLearned')
    settled()
  }

  /** Who speaks, for what only reads. */
  async function turnFor(incoming: Incoming): Promise<Turn> {
    const today = dateIn(zone, incoming.now)
    let known = await loadActor(database.turns, incoming.account, today)
    if (!isFresh(known, incoming.now)) {
      await learn(incoming, known !== null)
      known = await loadActor(database.turns, incoming.account, today)
    }
    if (!known) throw new Refusal('chat.profile')
    noteActivity(known, incoming.now)
    return turnOf(incoming, known)
  }

  /** Roughly where someone was last active: a person with two accounts is written to there. */
  function noteActivity(known: Known, now: Date): void {
    if (known.activeAt && now.getTime() - known.activeAt.getTime() < dayMs / 24) return
    database.background.query(touchActivity, [known.actor.identity, now.toISOString()]).catch(() => {})
  }

  async function write(incoming: Incoming, plan: Plan, progress: Progress): Promise<Answer | Next> {
    const { handler, input } = plan
    if (handler.does !== 'writes') throw new Error(`${plan.name} reads`)
    const key = incoming.key
    if (key === null) throw new Error(`${plan.name} came without a key`)
    if (handler.first) {
      const turn = await turnFor(incoming)
      // A trial is no right: whoever may not is refused before anything is posted.
      if (!mayEver(turn.actor, handler.asks)) throw new Denied(denial(turn.actor, handler.asks, null, turn.locale))
      await mark('turn.beforeTrial')
      const trial = await handler.first(turn, database.turns, input)
      await mark('turn.afterTrial')
      if (!trial.ok) throw new Refusal(`chat.trial.${trial.reason}`)
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
            if (!known || (!isChecked && !isFresh(known, incoming.now))) throw new Unidentified()
            turn = turnOf(incoming, known)
            noteActivity(known, incoming.now)
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
          await learn(incoming, (await loadActor(database.turns, incoming.account, today)) !== null)
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
    return answerOf(database.turns, await turnFor(incoming), plan.handler, storedOutcome.parse(row.outcome))
  }

  async function run(incoming: Incoming, step: Plan | Say, progress: Progress): Promise<Answer> {
    if ('say' in step) {
      const turn = await turnFor(incoming)
      const closed = closedDoor(turn.actor, turn.locale)
      if (closed) return plainCard(closed)
      const said = await step.say(database.turns, turn)
      return 'handler' in said ? run(incoming, said, progress) : said
    }
    try {
      const answer =
        step.handler.does === 'reads'
          ? await performRead(database.turns, await turnFor(incoming), step)
          : await write(incoming, step, progress)
      return 'next' in answer ? await goOn(incoming, answer.next, progress) : answer
    } catch (error) {
      if (error instanceof Denied) return denied(incoming, error)
      throw error
    }
  }

  async function goOn(incoming: Incoming, next: KeptAct, progress: Progress): Promise<Answer> {
    const act = { ...incoming, act: next, key: incoming.key && `${incoming.key}:next` }
    progress.phase = 'waiting'
    const answer = await run(act, resolve(next, registry), progress)
    const turn = await turnFor(incoming)
    await mark('turn.beforeDrop')
    await dropKept(database.turns, turn)
    await mark('turn.afterDrop')
    return answer
  }

  async function denied(incoming: Incoming, { denial }: Denied): Promise<Answer> {
    const turn = await turnFor(incoming)
    if (denial.kind === 'text' || !registry.introduce)
      return plainCard(denial.kind === 'text' ? denial.text : sentence(new Refusal('chat.guest'), turn.locale))
    await mark('turn.beforeKeep')
    await keepAct(database.turns, turn, incoming.act)
    await mark('turn.afterKeep')
    return { card: await registry.introduce(database.turns, turn), to: 'me' }
  }

  function sentence(refusal: Refusal, locale: Locale): string {
    const params = Object.fromEntries(
      Object.entries(refusal.params).map(([name, value]) => [
        name,
        value instanceof Date ? momentOf(value, locale, zone) : value,
      ]),
    )
    const [feature, ...name] = refusal.code.split('.')
    return feature === 'chat'
      ? chatTexts.find(locale, `refusal.${name.join('.')}`, params)
      : registry.sentence(refusal.code, locale, params)
  }

  const localeFor = async (incoming: Incoming): Promise<Locale> => {
    const read = reads.get(incoming.account)
    if (read) return read
    if (database.pulse.away()) return parts.defaultLocale
    const known = await loadActor(database.turns, incoming.account, dateIn(zone, incoming.now)).catch(() => null)
    return known?.actor.locale ?? parts.defaultLocale
  }

  async function failed(incoming: Incoming, error: unknown, progress: Progress, name: string): Promise<Answer> {
    if (error instanceof Refusal) {
      if (error.stale) parts.redraw([error.stale])
      const text = sentence(error, await localeFor(incoming))
      return error.field && incoming.act.kind === 'submit' ? { fieldErrors: { [error.field]: text } } : plainCard(text)
    }
    const code = failureCode()
    const isUnsure = progress.phase === 'committing'
    const isAway = error === awaited.away || error instanceof Dropped || isConnectionLoss(error)
    log.error({
      turn: name,
      code,
      outcome: isAway ? (isUnsure ? 'unsure' : 'away') : 'fault',
      ...(!isAway && { error: faultOf(error) }),
    })
    if (isAway && isUnsure) void lookUpLater(incoming)
    const key = isAway ? (isUnsure ? 'unsure' : 'away') : isLockTimeout(error) ? 'busy' : 'fault'
    const text = sentence(new Refusal(`chat.${key}`, { code }), await localeFor(incoming))
    // A form that could not be saved stays open with all that was typed.
    const [field] = incoming.act.kind === 'submit' && !isUnsure ? Object.keys(incoming.act.fields) : []
    return field === undefined ? plainCard(text) : { fieldErrors: { [field]: text } }
  }

  /** Once the database answers again, its key tells whether a turn was saved. */
  async function lookUpLater(incoming: Incoming): Promise<void> {
    for (let i = 0; i < 600; i++) {
      await new Promise(resolve => setTimeout(resolve, 1_000).unref())
      if (database.pulse.away()) continue
      try {
        await database.background.transaction(async tx => {
          const [row] = await tx.query(outcomeOf, [incoming.key])
          const known = await loadActor(tx, incoming.account, dateIn(zone, incoming.now))
          if (known?.actor.person) parts.tellLater(tx, known.actor.person, row !== undefined, incoming.now)
          return parts.flush(tx, new Date(), null)
        })
        return
      } catch {
        // Away again: the next round tries once more.
      }
    }
  }

  async function take(given: Incoming): Promise<Answer> {
    const began = performance.now()
    const progress: Progress = { phase: 'waiting', dropped: false }
    let name = given.act.kind as string
    let outcome = 'ok'
    try {
      const incoming = { ...given, act: tamed(given.act) }
      const step = resolve(incoming.act, registry)
      name = step.name
      const answer = await awaited(run(incoming, step, progress), database.pulse, progress)
      return 'form' in answer && !incoming.canOpenForm ? formButton(answer, await localeFor(incoming)) : answer
    } catch (error) {
      outcome = error instanceof Refusal ? error.code : 'failed'
      return failed(given, error, progress, name)
    } finally {
      log.info({ turn: name, outcome, ms: Math.round(performance.now() - began) })
    }
  }

  return async incoming => {
    const answer = await take(incoming)
    const { act, where } = incoming
    if (act.kind === 'press' && act.delivery && act.message !== undefined)
      parts.sighted({
        delivery: act.delivery,
        conversation: where.channel,
        message: act.message,
        drawing: act.drawing ?? 0,
      })
    const locale = reads.get(incoming.account)
    return locale ? { ...answer, locale } : answer
  }
}

const plainCard = (text: string): Answer => ({ card: { version: 1, text }, to: 'me' })

/** Where no form can open, one line with the button that opens it. */
function formButton({ form }: Extract<Answer, { form: unknown }>, locale: Locale): Answer {
  return {
    card: {
      version: 1,
      title: form.title,
      text: form.intro ?? chatTexts.in(locale)('openForm'),
      buttons: [
        { does: 'open', name: form.name, label: form.reopen.label, value: form.reopen.value, style: 'primary' },
      ],
    },
    to: 'me',
  }
}

/** An error without what people typed: its class and code, and where it was thrown. */
function faultOf(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error }
  const at = error.stack
    ?.split('\n')
    .filter(line => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .map(line => line.trim())
  return { kind: error.name, ...('code' in error && { code: error.code }), at }
}
