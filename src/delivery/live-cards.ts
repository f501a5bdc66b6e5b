// SPDX-License-Identifier: EUPL-1.2
import { type Card, card as cardShape } from '#/chat/card.ts'
import type { Feature, LiveSubject } from '#/chat/feature.ts'
import type { Platform, Readers, Typed } from '#/chat/platform.ts'
import type { PlatformName } from '#/chat/turn.ts'
import type { Database } from '#/database/database.ts'
import { type Db, type Mark, noMark } from '#/database/db.ts'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'
import type { Verdict } from '#/delivery/fetching.ts'
import { createLimits } from '#/delivery/limits.ts'
import { type Behind, noteShown, postedOf, readBehind, subjectsBehind } from '#/delivery/live-cards/behind.ts'
import { letBe, type Updating, updateMessage } from '#/delivery/live-cards/updating.ts'
import { readAlong, veil } from '#/delivery/live-cards/veil.ts'
import { between } from '#/delivery/points.ts'
import type { Queue } from '#/delivery/queue.ts'
import { growingWait } from '#/delivery/waits.ts'
import { dateIn } from '#/network/calendar.ts'
import type { SubjectRef } from '#/network/ids.ts'
import { realTime, type Time } from '#/network/time.ts'

/** A message is drawn anew at most once in so long, unless its buttons must go. */
const restSeconds = 5
/** A drawing that is older may show the past: a process that was stopped and wakes draws again. */
const freshMs = 2_000

export const hasButtons = (card: Card): boolean =>
  Boolean(card.buttons?.length || card.more?.length || card.items?.some(item => item.accessory))

/** So soon after the last it is not asked again: hundreds may press in a second. */
const askedMs = 250

/** Asks, after a commit, for the cards of what it changed to be drawn anew: at once, and again for all that changed meanwhile. Never rejects: the sweep finds what is missed. */
export function createRedraw(db: Db, queue: Pick<Queue, 'redraw'>, log: Log) {
  let changed = new Map<string, SubjectRef>()
  let isResting = false

  async function ask(subject: SubjectRef): Promise<void> {
    try {
      await queue.redraw(subject)
    } catch (error) {
      log.warn({ ...subject, ...faultFacts(error) }, 'Redraw not asked')
    }
  }

  async function askAll(): Promise<void> {
    isResting = true
    setTimeout(() => {
      isResting = false
      if (changed.size > 0) void askAll()
    }, askedMs).unref()
    const subjects = [...changed.values()]
    changed = new Map()
    try {
      await Promise.all((await postedOf(db, subjects)).map(ask))
    } catch (error) {
      log.warn(faultFacts(error), 'Redraw not asked')
    }
  }

  return async (subjects: readonly SubjectRef[]): Promise<void> => {
    for (const subject of subjects) changed.set(`${subject.kind} ${subject.id}`, subject)
    if (changed.size > 0 && !isResting) await askAll()
  }
}

interface Options {
  readonly database: Database
  readonly platforms: ReadonlyMap<PlatformName, Platform>
  readonly features: readonly Feature[]
  readonly queue: Queue
  readonly log: Log
  readonly zone: string
  readonly time?: Time
  readonly typed: Typed
  readonly mark?: Mark
}

/** Begins to redraw posted cards whose subject changed, until the queue is stopped. `sweep` asks for those that a crash swallowed; the clock calls it. */
export function startLiveCards(options: Options): { sweep(): Promise<void> } {
  const { database, features, queue, log, mark = noMark } = options
  const live = new Map(features.flatMap(feature => Object.entries(feature.live ?? {})))
  const updating: Updating = { db: database.background, limits: createLimits(), log, mark }
  queue.redrawing(async (ref, times) => {
    const subject = live.get(ref.kind)
    return subject ? redraw(options, updating, ref, subject, times) : 'done'
  })
  return {
    async sweep() {
      for (const [kind, { table }] of live) {
        const behind = await subjectsBehind(database.background, kind, table)
        await queue.redrawUnasked(behind.map(id => ({ kind, id })))
      }
    },
  }
}

async function redraw(
  options: Options,
  updating: Updating,
  ref: SubjectRef,
  subject: LiveSubject,
  times: number,
): Promise<Verdict> {
  const { platforms, log } = options
  const waits: number[] = []
  for (const platform of platforms.values()) {
    const messages = await between(updating.mark, 'redraw.read', () =>
      readBehind(updating.db, { ...ref, table: subject.table }, platform),
    )
    const tried = messages.map(message => bringUpToDate(options, updating, platform, ref, subject, message, times))
    waits.push(...(await Promise.all(tried)).filter(wait => wait !== null))
  }
  if (waits.length === 0) return 'done'
  log.info({ ...ref, messages: waits.length }, 'Redraw to be continued')
  return { againAfterSeconds: Math.max(0.1, Math.min(...waits)) }
}

/** The seconds until a message must be looked at again, null when it shows the present. */
async function bringUpToDate(
  options: Options,
  updating: Updating,
  platform: Platform,
  ref: SubjectRef,
  subject: LiveSubject,
  message: Behind,
  times: number,
): Promise<number | null> {
  const { db, mark, log } = updating
  const { zone, time = realTime, typed } = options
  const { locale, person_id: person, now } = message
  const began = performance.now()
  try {
    const reader = {
      locale,
      person,
      zone,
      today: dateIn(zone, time.at(now)),
      typed: typed(platform.name, message.is_direct),
    }
    const { kind, facts } = message
    const begun = { kind, facts, card: cardShape.safeParse(message.card).data ?? null }
    const drawing = await between(mark, 'redraw.draw', () => subject.draw(db, ref.id, reader, begun))
    if (!drawing) {
      await noteShown(db, message.id, message.version)
      return null
    }
    const buttonsMustGo = !hasButtons(drawing.card) && showedButtons(message.card)
    const rest = buttonsMustGo ? 0 : restSeconds - message.drawn_seconds
    if (Math.max(rest, message.wait) > 0) return Math.max(rest, message.wait)
    const along = await readAlong(updating, platform, message, reader.today)
    if (typeof along !== 'string') return await unknown(updating, message, along, times)
    if (performance.now() - began > freshMs) return 0.1
    const { delivery } = message
    const { card, version, whole } = drawing
    if (along === 'ours')
      return await updateMessage(
        updating,
        platform,
        message,
        { card, locale, delivery, drawing: version, whole },
        times,
      )
    if (message.is_veiled) return null
    return await updateMessage(
      updating,
      platform,
      message,
      { card: veil(locale), locale, delivery, drawing: 0 },
      times,
      'veil',
    )
  } catch (error) {
    log.error({ ...ref, ...faultFacts(error) }, 'A card could not be drawn anew')
    return null
  }
}

/** Nobody says who reads along: nothing is shown before that is known. */
async function unknown(
  { db }: Updating,
  message: Behind,
  asked: Exclude<Readers, { outcome: 'known' }>,
  times: number,
): Promise<number | null> {
  if (asked.outcome === 'limited') return asked.retryAfterSeconds
  if (asked.outcome !== 'refused') return growingWait(times)
  await letBe(db, message, asked.reason)
  return null
}

const showedButtons = (stored: unknown): boolean => {
  const read = cardShape.safeParse(stored)
  return !read.success || hasButtons(read.data)
}
