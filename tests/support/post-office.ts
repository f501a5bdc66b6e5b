// SPDX-License-Identifier: EUPL-1.2
// Outbox, queue and worker on a database of their own, with a fake platform: what a test of delivery says, and what came of it.
import type { Feature } from '#/chat/feature.ts'
import { type Database, openDatabase } from '#/database/database.ts'
import { type Mark, noMark, type Tx } from '#/database/db.ts'
import type { Continuity } from '#/delivery/continuity.ts'
import { createFlush } from '#/delivery/flush.ts'
import { startLiveCards } from '#/delivery/live-cards.ts'
import { type Audience, type Notice, notify } from '#/delivery/notify.ts'
import { openQueue, type Queue } from '#/delivery/queue.ts'
import { startWorker } from '#/delivery/worker.ts'
import { freshDatabase, type TestDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { type FakePlatform, fakePlatform } from './fake-platform.ts'
import { noteFeature } from './note-feature.ts'
import { anAccount, aPerson, aSource } from './people.ts'
import { type Line, recordingLog } from './silent-log.ts'

export interface DeliveryRow {
  readonly id: string
  readonly conversation: string
  readonly kind: string
  readonly facts: { readonly text: string }
  readonly state: string
  readonly reason: string | null
  readonly fence: number
  readonly attempt: number
  readonly unclear: number
  readonly message_id: string | null
  readonly locale: string
  readonly sending_at: Date | null
  readonly settled_at: Date | null
}

export interface PostOffice {
  readonly test: TestDatabase
  readonly database: Database
  readonly queue: Queue
  readonly platform: FakePlatform
  readonly lines: Line[]
  flush(tx: Tx): Promise<void>
  /** Someone with a direct conversation of their own; `D-<user>` is what the platform calls it. */
  reader(user: string, on?: FakePlatform): Promise<Audience>
  /** One committed turn that says these texts to someone, in this order. */
  say(to: Audience, texts: readonly string[], more?: Partial<Notice> & { readonly facts?: object }): Promise<void>
  rows(text?: string): Promise<DeliveryRow[]>
  /** Waits until the deliveries with these texts are in a state, and gives them. */
  settled(state: string, ...texts: readonly string[]): Promise<DeliveryRow[]>
  startWorker(mark?: Mark, on?: FakePlatform, continuity?: Continuity): void
  /** One more copy that delivers, with connections of its own. */
  addCopy(): Promise<{ readonly queue: Queue; readonly database: Database }>
  copies(): number
  /** Begins to redraw live cards; gives the sweep. */
  startLiveCards(): () => Promise<void>
  close(): Promise<void>
}

export async function openPostOffice(
  given: {
    readonly features?: readonly Feature[]
    readonly platform?: FakePlatform
    readonly also?: readonly FakePlatform[]
  } = {},
): Promise<PostOffice> {
  const { features = [noteFeature], platform = fakePlatform(), also = [] } = given
  const platforms = [platform, ...also].map(one => one.name)
  const test = await freshDatabase()
  const database = openDatabase({ url: test.url, turns: 6, background: 6 })
  const { log, lines } = recordingLog()
  const queue = await openQueue({ connectionString: test.url, platforms, log })
  for (const one of platforms) await aSource(test, { platform: one })
  const kinds = new Map(features.flatMap(feature => Object.entries(feature.notices ?? {})))
  const flush = createFlush({ kindOf: name => kinds.get(name)!, queue, defaultLocale: 'nl', zone: 'Europe/Amsterdam' })
  const copies: { readonly queue: Queue; readonly database: Database }[] = []
  const working = {
    features,
    flush: async (tx: Tx, now: Date) => {
      const told = await flush(tx, now)
      return () => queue.announce(told)
    },
    log,
    zone: 'Europe/Amsterdam',
    typed: () => '/m50',
  }
  const office: PostOffice = {
    test,
    database,
    queue,
    platform,
    lines,
    flush: async tx => void (await flush(tx, new Date())),
    async reader(user, on = platform) {
      const person = await aPerson(test)
      const [{ id: source } = { id: '' }] = await test.query('select id from sources where platform = $1', [on.name])
      await anAccount(test, { source, person, user })
      return { kind: 'person', person }
    },
    async say(to, said, more = {}) {
      const { kind = 'note.surely', facts = {}, ...rest } = more
      const told = await database.turns.transaction(async tx => {
        for (const text of said) notify(tx, [to], kind, { ...facts, text }, rest)
        return flush(tx, new Date())
      })
      queue.announce(told)
    },
    rows: text =>
      test.query<DeliveryRow>(`select * from deliveries where $1::text is null or facts->>'text' = $1 order by id`, [
        text ?? null,
      ]),
    async settled(state, ...texts) {
      const look = async () => (await office.rows()).filter(row => texts.includes(row.facts.text))
      return eventually(look, rows => rows.length === texts.length && rows.every(row => row.state === state), 25_000)
    },
    startWorker: (mark = noMark, on = platform, continuity = undefined) =>
      startWorker({ ...working, database, queue, mark, continuity, platforms: new Map([[on.name, on]]) }),
    startLiveCards() {
      const { sweep } = startLiveCards({ ...working, database, queue, platforms: new Map([[platform.name, platform]]) })
      return sweep
    },
    copies: () => copies.length + 1,
    async addCopy() {
      const copy = {
        database: openDatabase({ url: test.url, turns: 1, background: 4 }),
        queue: await openQueue({ connectionString: test.url, platforms, log }),
      }
      copies.push(copy)
      startWorker({ ...working, ...copy, platforms: new Map([[platform.name, platform]]) })
      return copy
    },
    async close() {
      await Promise.all(
        [{ queue, database }, ...copies].map(async copy => {
          await copy.queue.stop()
          await copy.database.close()
        }),
      )
      await test.drop()
    },
  }
  return office
}
