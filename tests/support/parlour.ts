// SPDX-License-Identifier: EUPL-1.2
// The bot between its doors: the router with features on a database of its own. What people do goes in, and all that is drawn for them comes out, as data.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Card } from '#/chat/card.ts'
import type { Feature } from '#/chat/feature.ts'
import { createRegistry } from '#/chat/registry.ts'
import { createRouter } from '#/chat/router.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Act, Answered } from '#/chat/turn.ts'
import { openDatabase } from '#/database/database.ts'
import { noMark } from '#/database/db.ts'
import { lookAtPlanned } from '#/delivery/clock/due.ts'
import { createFlush } from '#/delivery/flush.ts'
import { notify } from '#/delivery/notify.ts'
import { draw, studioOf } from '#/delivery/worker/drawing.ts'
import { readRow } from '#/delivery/worker/row.ts'
import { holdReading } from '#/features/desk/rules/read-much.ts'
import { arrived } from '#/features/desk/rules/sources.ts'
import { dateIn } from '#/network/calendar.ts'
import { createLinks } from '#/network/files.ts'
import { registerHost } from '#/network/identify.ts'
import type { DeliveryId, PersonId } from '#/network/ids.ts'
import { movableTime } from '#/network/time.ts'
import { createVault } from '#/network/vault.ts'
import { freshDatabase } from './database.ts'
import { recordingLog } from './silent-log.ts'

const zone = 'Europe/Amsterdam'
const methods = { post: 'post', direct: 'direct', find: 'find' }

/** Someone who speaks, on a workspace. */
export interface Guest {
  readonly user: string
  readonly name: string
  readonly email: string | null
  readonly workspace?: string
  readonly isGuest?: boolean
  readonly locale?: Locale
}

/** What was drawn for someone who did not ask, or (null) for a channel. */
export interface Told {
  readonly to: string | null
  readonly kind: string
  readonly card: Card
  readonly locale: Locale
}

export async function openParlour(
  features: readonly Feature[],
  guests: readonly Guest[],
  secretariat: readonly string[],
) {
  const test = await freshDatabase({ seeded: true })
  const database = openDatabase({ url: test.url, turns: 4, background: 2 })
  const { log, lines } = recordingLog()
  const time = movableTime()
  const registry = createRegistry(features)
  const studio = studioOf(features)
  const flush = createFlush({
    kindOf(kind) {
      const notice = registry.notices.get(kind)
      if (!notice) throw new Error(`no notice kind ${kind}`)
      return notice
    },
    queue: { platforms: ['slack'], add: async () => {} },
    defaultLocale: 'nl',
    zone,
  })
  const settle: Parameters<typeof createRouter>[0]['flush'] = async (tx, now, kept = null) => {
    await flush(tx, now, kept)
    return () => {}
  }
  const today = () => dateIn(zone, time.now())
  await database.background.transaction(tx =>
    registerHost(tx, 'slack', { workspace: 'T1', name: 'M50', missingScopes: [] }, time.now()),
  )
  const take = createRouter({
    database,
    registry,
    profile: async ({ user }) => {
      const guest = guests.find(one => one.user === user)
      if (!guest) return null
      const { name, email, isGuest = false, locale = 'nl' } = guest
      return {
        name,
        email,
        isGuest,
        isBot: false,
        isDeactivated: false,
        locale,
        workspaceName: guest.workspace ?? 'M50',
      }
    },
    flush: settle,
    arrived: (tx, arrival, now) => arrived(tx, arrival, { now, today: today() }),
    tellLater: (tx, person, saved, at) =>
      notify(tx, [{ kind: 'person', person }], 'people.later', { saved, at: at.toISOString() }),
    // Whoever walks through all that there is, reads more than a person does.
    mostRead: Number.POSITIVE_INFINITY,
    readMuch: holdReading,
    redraw: () => {},
    sighted: () => {},
    links: createLinks(randomBytes(32), 'http://localhost:3000'),
    vault: createVault({ current: randomBytes(32) }),
    zone,
    time,
    defaultLocale: 'nl',
    secretariat,
    log: { info: line => log.info(line, 'turn'), error: line => log.error(line, 'turn') },
  })

  const drawn = new Set<string>()
  return {
    test,
    time,
    registry,
    lines,
    /** What someone does in a channel (by a command, where it is a line), and what they are answered. */
    does: ({ user, workspace = 'T1' }: Guest, act: Act, channel = 'C1'): Promise<Answered> =>
      take({
        account: { platform: 'slack', workspace, user },
        act,
        where: { kind: 'channel', channel, channelName: 'kanaal' },
        key: randomUUID(),
        now: time.now(),
        canOpenForm: true,
        typed: '/m50',
        tryHere: async () => ({ ok: true }),
        missingScopes: async () => null,
        readFile: async () => ({ ok: false, reason: 'gone' }),
      }),
    /** Has the clock look at what is due. */
    tick: () =>
      lookAtPlanned({
        database: database.background,
        kinds: registry.planned,
        time,
        zone,
        log,
        mark: noMark,
        flush: (tx, now) => settle(tx, now, null),
      }),
    /** What was written to people and channels since the last time. */
    async told(): Promise<Told[]> {
      const rows = await test.query<{ id: string; user_id: string | null }>(
        'select d.id, i.user_id from deliveries d left join identities i on i.id = d.identity_id order by d.id',
      )
      const all: Told[] = []
      for (const { id, user_id: to } of rows.filter(row => !drawn.has(row.id))) {
        drawn.add(id)
        const row = await readRow(database.background, id as DeliveryId, methods, today(), {
          count: 0,
          delivery: null,
          at: null,
        })
        if (!row) continue
        const { locale, person_id: person, kind } = row
        const drawing = await draw(database.background, studio, row, {
          locale,
          person,
          zone,
          today: today(),
          typed: '/m50',
        })
        if (drawing) all.push({ to, kind, card: drawing.card, locale })
      }
      return all
    },
    /** A notice as a reader would get it now; null where it is pointless. */
    async notice(
      kind: string,
      facts: object,
      who: { readonly locale: Locale; readonly person: string | null },
    ): Promise<Card | null> {
      const notice = registry.notices.get(kind)
      const reader = { ...who, person: who.person as PersonId | null, zone, today: today(), typed: '/m50' }
      return notice ? notice.draw(database.background, notice.facts.parse(facts), reader) : null
    },
    async close() {
      await database.close()
      await test.drop()
    },
  }
}

export type Parlour = Awaited<ReturnType<typeof openParlour>>
