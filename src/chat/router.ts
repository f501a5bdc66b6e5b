// SPDX-License-Identifier: EUPL-1.2
import { awaited, type Progress } from '#/chat/away.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import { closedDoor } from '#/chat/deny.ts'
import { createFailing, refused, unchanged } from '#/chat/failing.ts'
import type { Next } from '#/chat/feature.ts'
import { helpButton } from '#/chat/help.ts'
import { dropKept, keepAct } from '#/chat/kept.ts'
import { Denied, performRead, performStampede } from '#/chat/perform.ts'
import type { TurnPoint } from '#/chat/points.ts'
import { createReadings } from '#/chat/readings.ts'
import { type Plan, resolve, type Say } from '#/chat/resolve.ts'
import { plainCard, type RouterParts } from '#/chat/router-parts.ts'
import { createSpeakers } from '#/chat/speakers.ts'
import { tamed } from '#/chat/tamed.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Answer, Incoming, KeptAct, Take } from '#/chat/turn.ts'
import { createWriting } from '#/chat/writing.ts'
import { noMark } from '#/database/db.ts'
import { Refusal } from '#/network/refusal.ts'

/** Takes whatever a platform hands over and always answers: finds the handler, knows who speaks, asks the policy once, opens the one transaction of a writing turn. */
export function createRouter(parts: RouterParts): Take {
  const { database, registry, log } = parts
  const mark = (point: TurnPoint) => (parts.mark ?? noMark)(point)
  const speakers = createSpeakers(parts)
  const write = createWriting(parts, speakers)
  const readings = createReadings(parts)
  const { sentence, failed } = createFailing(parts, speakers)

  async function run(incoming: Incoming, step: Plan | Say, progress: Progress): Promise<Answer> {
    if ('say' in step) {
      const turn = await speakers.turnFor(incoming)
      const closed = closedDoor(turn.actor, turn.locale)
      if (closed) return plainCard(closed)
      const said = await step.say(database.turns, turn)
      return 'handler' in said ? run(incoming, said, progress) : said
    }
    if (step.handler.isForKnown && !(await speakers.isKnown(incoming))) throw new Refusal('chat.stranger')
    try {
      const answer = await perform(incoming, step, progress)
      return 'next' in answer ? await goOn(incoming, answer.next, progress) : answer
    } catch (error) {
      if (error instanceof Denied) return denied(incoming, error)
      throw error
    }
  }

  async function perform(incoming: Incoming, step: Plan, progress: Progress): Promise<Answer | Next> {
    const { handler } = step
    if (handler.does === 'writes') return write(incoming, step, progress)
    const turn = await speakers.turnFor(incoming)
    if (handler.does === 'reads') {
      await readings(turn, step)
      return performRead(database.turns, turn, step)
    }
    // Its one statement is its commit.
    progress.phase = 'committing'
    const { answer, touched } = await performStampede(database.turns, turn, handler, step.input)
    progress.phase = 'committed'
    if (touched.length > 0) parts.redraw(touched)
    return answer
  }

  async function goOn(incoming: Incoming, next: KeptAct, progress: Progress): Promise<Answer> {
    const act = { ...incoming, act: next, key: incoming.key && `${incoming.key}:next` }
    progress.phase = 'waiting'
    const answer = await run(act, resolve(next, registry, incoming.typed), progress)
    const turn = await speakers.turnFor(incoming)
    await mark('turn.beforeDrop')
    await dropKept(database.turns, turn)
    await mark('turn.afterDrop')
    return answer
  }

  async function denied(incoming: Incoming, { denial }: Denied): Promise<Answer> {
    const turn = await speakers.turnFor(incoming)
    if (denial.kind === 'closed') return unchanged(denial.text, incoming.act)
    const said = (text: string) => refused(text, incoming.act, turn.locale)
    if (denial.kind === 'absent')
      return unchanged(said(denial.text), incoming.act, { buttons: [helpButton(turn.locale)] })
    if (denial.kind === 'text' || !registry.introduce) {
      const text = denial.kind === 'text' ? denial.text : sentence(new Refusal('chat.guest'), turn.locale, turn)
      const ask = registry.features.flatMap(feature => feature.helpButtons?.(turn) ?? [])
      return unchanged(said(text), incoming.act, { buttons: [helpButton(turn.locale), ...ask] })
    }
    await mark('turn.beforeKeep')
    await keepAct(database.turns, turn, incoming.act)
    await mark('turn.afterKeep')
    return { card: await registry.introduce(database.turns, turn), to: 'me' }
  }

  async function take(given: Incoming): Promise<Answer> {
    const began = performance.now()
    const progress: Progress = { phase: 'waiting', dropped: false }
    let name = given.act.kind as string
    let outcome = 'ok'
    try {
      const incoming = { ...given, act: tamed(given.act) }
      const step = resolve(incoming.act, registry, incoming.typed)
      name = step.name
      const answer = await awaited(run(incoming, step, progress), database.pulse, progress)
      if (!database.pulse.away()) await speakers.isNoted(incoming.account)
      return 'form' in answer && !incoming.canOpenForm ? formButton(answer, await speakers.localeFor(incoming)) : answer
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
    const locale = speakers.localeRead(incoming.account)
    return locale ? { ...answer, locale } : answer
  }
}

/** Where no form can open, one line with the button that opens it, and what can be done without it. */
function formButton({ form, secret }: Extract<Answer, { form: unknown }>, locale: Locale): Answer {
  return {
    card: {
      version: 1,
      title: form.title,
      text: form.intro ?? chatTexts.in(locale)('openForm'),
      buttons: [
        { does: 'open', name: form.name, label: form.reopen.label, value: form.reopen.value, style: 'primary' },
        ...(form.buttons ?? []),
      ],
    },
    to: 'me',
    ...(secret && { secret }),
  }
}
