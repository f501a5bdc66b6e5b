// SPDX-License-Identifier: EUPL-1.2
import { awaited, isConnectionLoss, type Progress } from '#/chat/away.ts'
import type { Button } from '#/chat/card.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import { momentOf } from '#/chat/dates.ts'
import { helpButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import { plainCard, type RouterParts } from '#/chat/router-parts.ts'
import type { Speakers } from '#/chat/speakers.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Act, Answer, Incoming } from '#/chat/turn.ts'
import { byline, nothingBy } from '#/chat/words.ts'
import { Dropped } from '#/chat/writing.ts'
import { statement } from '#/database/db.ts'
import { isLockTimeout } from '#/database/errors.ts'
import { dateIn } from '#/network/calendar.ts'
import { loadActor } from '#/network/load-actor.ts'
import { Refusal, type RefusalParams } from '#/network/refusal.ts'

const tryKey = statement('turn_try_key', 'insert into turns (key) values ($1) on conflict do nothing returning key')
const freeKey = statement('turn_free_key', 'delete from turns where key = $1')

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** Said to the person and written in the log, so that the one finds the other. */
const failureCode = (): string =>
  Array.from({ length: 4 }, () => letters[Math.floor(Math.random() * letters.length)]).join('')

export interface Failing {
  /** A refusal as a sentence in the reader's language, with what they type before a command that it names, and that nothing changed by what they did. */
  sentence(refusal: Refusal, locale: Locale, asked: Pick<Incoming, 'typed' | 'typedInChannel' | 'act'>): string
  /** The answer to a turn that ended in an error: a refusal, the database away, or a fault of ours. */
  failed(incoming: Incoming, error: unknown, progress: Progress, name: string): Promise<Answer>
}

/** A command leaves nothing to read in the conversation, so an answer that it came to nothing gives back what was typed, so many characters of it. */
const givenBack = 2_500
/** So short a line is typed again at once. */
const retyped = 40

/** What was refused of a command is given back where it says more than one types again at once. */
export const refused = (text: string, act: Act, locale: Locale): string =>
  act.kind === 'line' && [...act.text.trim()].length > retyped ? withTyped(text, act, locale) : text

function withTyped(text: string, act: Act, locale: Locale): string {
  if (act.kind !== 'line' || act.by !== 'command' || !act.text.trim()) return text
  const typed = [...act.text]
  const shown = escapeMarkdown(typed.slice(0, givenBack).join('')) + (typed.length > givenBack ? '…' : '')
  return withQuoted(text, [shown], locale)
}

const withQuoted = (text: string, lines: readonly string[], locale: Locale): string =>
  [text, chatTexts.in(locale)('youTyped'), ...lines.map(line => `> ${line}`)].join('\n')

/** A form that can't be sent again closes, and gives back what was typed in it. */
function withGiven(text: string, given: string, locale: Locale): string {
  const typed = given.split('\n').filter(line => line.trim())
  return typed.length > 0 ? withQuoted(text, typed.map(escapeMarkdown), locale) : text
}

/** The sentence of an act that changed nothing. A form stays open with all that was typed, and has it at a field: the one it is about, else the first. */
export function unchanged(
  text: string,
  act: Act,
  { field, buttons }: { readonly field?: string | undefined; readonly buttons?: readonly Button[] } = {},
): Answer {
  const at = act.kind === 'submit' ? (field ?? Object.keys(act.fields)[0]) : undefined
  return at === undefined ? plainCard(text, buttons) : { fieldErrors: { [at]: text } }
}

/** No command is a dead end [E23]: a refusal that names none leads to all that there are. Under a button that was pressed its card still stands, if there was anything. */
function wayOn(code: string, text: string, incoming: Incoming, locale: Locale): readonly Button[] {
  const { act, typed, typedInChannel } = incoming
  const isCommand = act.kind === 'line' || (act.kind === 'press' && act.name === 'chat.line')
  const names = [typed, typedInChannel].some(own => own && text.includes(`${own} `))
  return (isCommand && !names) || code === 'chat.absent' ? [helpButton(locale)] : []
}

/** Says what can't be done, kindly, and without losing what was typed. */
export function createFailing(parts: RouterParts, speakers: Speakers): Failing {
  const { database, registry, zone, log } = parts

  const sentence: Failing['sentence'] = (refusal, locale, { typed, typedInChannel: inChannel = typed, act }) => {
    const told = Object.fromEntries(
      Object.entries<RefusalParams[string]>({ ...refusal.params, typed, inChannel }).map(([name, value]) => [
        name,
        value instanceof Date
          ? momentOf(value, locale, zone)
          : typeof value === 'object'
            ? { text: byline(value.name, value.principal, locale) }
            : value,
      ]),
    )
    const params = { ...told, nothing: { text: nothingBy(act, locale) } }
    const [feature, ...name] = refusal.code.split('.')
    return feature === 'chat'
      ? chatTexts.find(locale, `refusal.${name.join('.')}`, params)
      : registry.sentence(refusal.code, locale, params)
  }

  async function failed(incoming: Incoming, error: unknown, progress: Progress, name: string): Promise<Answer> {
    const isSaved = progress.phase === 'committed'
    // Once it was saved only its answer can be refused, and most refusals say that nothing changed.
    if (error instanceof Refusal && !isSaved) {
      if (error.stale) parts.redraw([error.stale])
      const locale = await speakers.localeFor(incoming)
      const text = sentence(error, locale, incoming)
      if (error.given !== undefined) return plainCard(withGiven(text, error.given, locale))
      return unchanged(refused(text, incoming.act, locale), incoming.act, {
        field: error.field,
        buttons: wayOn(error.code, text, incoming, locale),
      })
    }
    const code = failureCode()
    const isUnsure = progress.phase === 'committing'
    const isAway = error === awaited.away || error instanceof Dropped || isConnectionLoss(error)
    log.error({
      turn: name,
      code,
      outcome: isSaved ? 'saved' : isAway ? (isUnsure ? 'unsure' : 'away') : 'fault',
      ...(!isAway && { error }),
    })
    if (isAway && isUnsure) void lookUpLater(incoming)
    const lost = isUnsure ? 'unsure' : 'away'
    const key = isSaved ? 'saved' : isAway ? lost : isLockTimeout(error) ? 'busy' : 'fault'
    const locale = await speakers.localeFor(incoming)
    const text = sentence(new Refusal(`chat.${key}`, { code }), locale, incoming)
    return isUnsure || isSaved ? plainCard(text) : unchanged(withTyped(text, incoming.act, locale), incoming.act)
  }

  /** Once the database answers again, its key tells whether a turn was saved. */
  async function lookUpLater(incoming: Incoming): Promise<void> {
    for (let i = 0; i < 600; i++) {
      await new Promise(resolve => setTimeout(resolve, 1_000).unref())
      if (database.pulse.away()) continue
      try {
        await database.background.transaction(async tx => {
          // Waits for a COMMIT that is still under way, since its key is the same.
          const isFree = (await tx.query(tryKey, [incoming.key])).length > 0
          if (isFree) await tx.query(freeKey, [incoming.key])
          const known = await loadActor(tx, incoming.account, dateIn(zone, incoming.now))
          if (known?.actor.person) parts.tellLater(tx, known.actor.person, !isFree, incoming.now)
          return parts.flush(tx, parts.time.now(), null)
        })
        return
      } catch {
        // Away again: the next round tries once more.
      }
    }
  }

  return { sentence, failed }
}
