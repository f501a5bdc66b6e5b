// SPDX-License-Identifier: EUPL-1.2
// Outbox, queue and worker on a database of their own, with a fake platform: what a test of delivery says, and what came of it.
import { z } from 'zod'
import type { Feature, NoticeKind } from '#/chat/feature.ts'
import { texts } from '#/chat/texts.ts'
import { type Database, openDatabase } from '#/database/database.ts'
import type { Mark, Tx } from '#/database/db.ts'
import { createFlush } from '#/delivery/flush.ts'
import { type Audience, type Notice, notify } from '#/delivery/notify.ts'
import { openQueue, type Queue } from '#/delivery/queue.ts'
import { startWorker } from '#/delivery/worker.ts'
import type { SourceId } from '#/network/ids.ts'
import { freshDatabase, type TestDatabase } from './database.ts'
import { eventually } from './eventually.ts'
import { type FakePlatform, fakePlatform } from './fake-platform.ts'
import { anAccount, aPerson, aSource } from './people.ts'
import { type Line, recordingLog } from './silent-log.ts'

const facts = z.object({ text: z.string(), fault: z.boolean().optional(), pointless: z.boolean().optional() })

const kind = (onUnclear: 'surely' | 'once'): NoticeKind<z.infer<typeof facts>> => ({
  onUnclear,
  recordClass: 'message',
  facts,
  async draw(_db, given) {
    if (given.fault) throw new Error('no pen')
    return given.pointless ? null : { version: 1, text: given.text }
  },
})

/** Two kinds of notice, whose facts are the text they say. */
export const noteFeature: Feature = {
  name: 'note',
  texts: texts('note', {}, {}),
  notices: { 'note.surely': kind('surely'), 'note.once': kind('once') },
}

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
  readonly source: SourceId
  readonly lines: Line[]
  flush(tx: Tx): Promise<void>
  /** Someone with a direct conversation of their own; `D-<user>` is what the platform calls it. */
  reader(user: string): Promise<Audience>
  /** One committed turn that says these texts to someone, in this order. */
  say(to: Audience, texts: readonly string[], more?: Partial<Notice> & { readonly facts?: object }): Promise<void>
  rows(text?: string): Promise<DeliveryRow[]>
  /** Waits until the deliveries with these texts are in a state, and gives them. */
  settled(state: string, ...texts: readonly string[]): Promise<DeliveryRow[]>
  startWorker(mark?: Mark): void
  /** One more copy that delivers, with connections of its own. */
  addCopy(): Promise<{ readonly queue: Queue; readonly database: Database }>
  copies(): number
  close(): Promise<void>
}

export async function openPostOffice(
  given: { readonly features?: readonly Feature[]; readonly platform?: FakePlatform } = {},
): Promise<PostOffice> {
  const { features = [noteFeature], platform = fakePlatform() } = given
  const test = await freshDatabase()
  const database = openDatabase({ url: test.url, turns: 6, background: 6 })
  const { log, lines } = recordingLog()
  const queue = await openQueue({ connectionString: test.url, platforms: ['slack'], log })
  const source = await aSource(test)
  const kinds = new Map(features.flatMap(feature => Object.entries(feature.notices ?? {})))
  const flush = createFlush({ kindOf: name => kinds.get(name)!, queue, defaultLocale: 'nl' })
  const copies: { readonly queue: Queue; readonly database: Database }[] = []
  const working = {
    platforms: new Map([[platform.name, platform]]),
    features,
    log,
    zone: 'Europe/Amsterdam',
    typed: () => '/m50',
  }
  const office: PostOffice = {
    test,
    database,
    queue,
    platform,
    source,
    lines,
    flush: tx => flush(tx, new Date()),
    async reader(user) {
      const person = await aPerson(test)
      await anAccount(test, { source, person, user })
      return { kind: 'person', person }
    },
    async say(to, said, more = {}) {
      const { kind = 'note.surely', facts = {}, ...rest } = more
      await database.turns.transaction(async tx => {
        for (const text of said) notify(tx, [to], kind, { ...facts, text }, rest)
        await flush(tx, new Date())
      })
    },
    rows: text =>
      test.query<DeliveryRow>(`select * from deliveries where $1::text is null or facts->>'text' = $1 order by id`, [
        text ?? null,
      ]),
    async settled(state, ...texts) {
      const look = async () => (await office.rows()).filter(row => texts.includes(row.facts.text))
      return eventually(look, rows => rows.length === texts.length && rows.every(row => row.state === state), 25_000)
    },
    startWorker: mark => startWorker({ ...working, database, queue, ...(mark ? { mark } : {}) }),
    copies: () => copies.length + 1,
    async addCopy() {
      const copy = {
        database: openDatabase({ url: test.url, turns: 1, background: 4 }),
        queue: await openQueue({ connectionString: test.url, platforms: ['slack'], log }),
      }
      copies.push(copy)
      startWorker({ ...working, ...copy })
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
