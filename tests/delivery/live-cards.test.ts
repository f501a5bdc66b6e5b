// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import type { Card } from '#/chat/card.ts'
import type { Feature } from '#/chat/feature.ts'
import { texts } from '#/chat/texts.ts'
import type { Db } from '#/database/db.ts'
import { readHold, setHold } from '#/database/hold.ts'
import { createRedraw } from '#/delivery/live-cards.ts'
import type { Audience } from '#/delivery/notify.ts'
import { release } from '#/delivery/release.ts'
import type { SubjectRef } from '#/network/ids.ts'
import { eventually } from '../support/eventually.ts'
import type { Call, Post } from '../support/fake-platform.ts'
import { aChannel } from '../support/people.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { recordingLog } from '../support/silent-log.ts'
import { stopwatch } from '../support/stopwatch.ts'

// A request is as good a subject as any: its reason is what the card says, and its button stands while it is open.
async function drawRequest(db: Db, id: string): Promise<{ card: Card; version: number } | null> {
  const request = await db.prisma.request.findFirst({ where: { id } })
  if (!request) return null
  const card: Card = { version: 1, text: request.reason ?? '' }
  const buttons: Card['buttons'] =
    request.state === 'open' ? [{ does: 'press', name: 'thing.approve', label: 'Goedkeuren', value: id }] : undefined
  return { card: buttons ? { ...card, buttons } : card, version: request.version }
}

const facts = z.object({ text: z.string() })
const thing: Feature = {
  name: 'thing',
  texts: texts('thing', {}, {}),
  notices: {
    'thing.card': { onUnclear: 'surely', recordClass: 'record', facts, draw: async () => ({ version: 1, text: '' }) },
    'thing.same': {
      onUnclear: 'surely',
      recordClass: 'record',
      isOfSubject: true,
      facts,
      draw: () => Promise.reject(new Error('drawn twice')),
    },
    'thing.reply': {
      onUnclear: 'surely',
      recordClass: 'record',
      facts,
      draw: async (_db, given) => ({ version: 1, text: given.text }),
    },
  },
  live: { request: { table: 'requests', draw: drawRequest } },
}

let office: PostOffice
let sweep: () => Promise<void>
let redraw: ReturnType<typeof createRedraw>
const secretariat: Audience = { kind: 'secretariat' }

beforeAll(async () => {
  office = await openPostOffice({ features: [thing] })
  office.startWorker()
  sweep = office.startLiveCards()
  redraw = createRedraw(office.database.background, office.queue, { info() {}, warn() {}, error() {} })
  const [{ id: source } = { id: '' }] = await office.test.query(`select id from sources`)
  await aChannel(office.test, { source, channel: 'CSEC' })
})
afterAll(() => office.close())
beforeEach(() => {
  office.platform.script = () => undefined
})

/** A subject that says `text`, with its card posted in the secretariat's channel. */
async function aCard(text: string, kind = 'thing.card'): Promise<{ id: string; post: Post }> {
  const id = randomUUID()
  await office.test.query(
    `insert into requests (id, kind, subject, subject_key, asked_of, reason) values ($1, 'thing', '{}', $3, 'secretariat', $2)`,
    [id, text, id],
  )
  await office.say(secretariat, [text], { kind, subject: { kind: 'request', id } })
  const [row] = await office.settled('sent', text)
  return { id, post: office.platform.posts.find(post => post.delivery === row!.id)! }
}

const change = (id: string, text: string, state = 'open') =>
  office.test.query(`update requests set reason = $2, state = $3, version = version + 1 where id = $1`, [
    id,
    text,
    state,
  ])
const updates = (post: Post) =>
  office.platform.calls.filter(
    (call): call is Extract<Call, { method: 'update' }> => call.method === 'update' && call.id === post.message,
  )
const asIfDrawnLongAgo = (post: Post) =>
  office.test.query(`update posted_messages set drawn_at = now() - interval '1 minute' where message_id = $1`, [
    post.message,
  ])

it('a live card shows the present when it is posted, and remembers which version that is', async () => {
  const { id, post } = await aCard('nieuw')
  expect(post).toMatchObject({ conversation: 'CSEC', drawing: 1, card: { text: 'nieuw', buttons: [{ value: id }] } })
  expect(await office.test.query('select * from posted_messages where message_id = $1', [post.message])).toMatchObject([
    { subject_kind: 'request', subject_id: id, drawn_version: 1 },
  ])
})

it('a notice that is its live card and nothing else is drawn once, by its subject', async () => {
  const { post } = await aCard('eenmaal', 'thing.same')
  expect(post).toMatchObject({ drawing: 1, card: { text: 'eenmaal' } })
})

it('follows its subject after a change, and its replies stay what they said', async () => {
  const { id, post } = await aCard('was')
  await office.say({ kind: 'thread', subject: { kind: 'request', id } }, ['antwoord'], { kind: 'thing.reply' })
  await office.settled('sent', 'antwoord')
  const reply = office.platform.posts.find(one => one.card.text === 'antwoord')
  expect(reply).toMatchObject({ conversation: 'CSEC', thread: post.message })
  await asIfDrawnLongAgo(post)
  await change(id, 'is')
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => post.card.text,
    text => text === 'is',
  )
  expect(post).toMatchObject({ drawing: 2, updates: 1 })
  expect(reply?.updates).toBe(0)
  const [message] = await eventually(
    () => office.test.query('select * from posted_messages where message_id = $1', [post.message]),
    ([row]) => row?.drawn_version === 2,
  )
  expect(message).toMatchObject({ subject_id: id })
})

it('one whose redraw cannot be asked keeps no other from it, and what changes meanwhile is asked after', async () => {
  const cards = await Promise.all([aCard('eerste'), aCard('tweede'), aCard('derde')])
  const refs = cards.map(({ id }) => ({ kind: 'request', id }))
  const asked: string[] = []
  const failing = async ({ id }: SubjectRef) => {
    if (id === refs[0]?.id) throw new Error('refused')
    asked.push(id)
  }
  const { log, lines } = recordingLog()
  const ask = createRedraw(office.database.background, { redraw: failing }, log)
  await ask(refs.slice(0, 2))
  await ask(refs.slice(2))
  await ask([{ kind: 'request', id: randomUUID() }])
  await eventually(
    () => asked,
    ids => ids.length === 2,
  )
  expect(asked).toEqual([refs[1]?.id, refs[2]?.id])
  expect(lines).toMatchObject([{ level: 'warn', facts: { kind: 'request', id: refs[0]?.id } }])
})

it('is drawn at most once in five seconds, however often its subject changes', async () => {
  const { id, post } = await aCard('druk')
  await asIfDrawnLongAgo(post)
  for (let i = 1; i <= 20; i++) {
    await change(id, `druk ${i}`)
    await redraw([
      { kind: 'request', id },
      { kind: 'request', id },
    ])
  }
  await eventually(
    () => post.card.text,
    text => text === 'druk 20',
  )
  const times = updates(post).map(call => call.at)
  expect(times.length).toBeLessThanOrEqual(2)
  if (times.length === 2) expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(4_900)
})

it('loses its buttons at once when they must go', async () => {
  const { id, post } = await aCard('besluit')
  await asIfDrawnLongAgo(post)
  await change(id, 'nog open')
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => post.card.text,
    text => text === 'nog open',
  )
  await change(id, 'weer anders')
  await redraw([{ kind: 'request', id }])
  await change(id, 'besloten', 'withdrawn')
  const took = stopwatch()
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => post.card.text,
    text => text === 'besloten',
  )
  expect(took()).toBeLessThan(3_000)
  expect(post.card.buttons).toBeUndefined()
})

it('that a crash left behind is found by the sweep, and no other', async () => {
  const { id, post } = await aCard('vergeten')
  const { post: other } = await aCard('bij de tijd')
  await asIfDrawnLongAgo(post)
  await change(id, 'gevonden')
  await sweep()
  await eventually(
    () => post.card.text,
    text => text === 'gevonden',
  )
  expect(updates(other)).toEqual([])
})

it('that was changed while it was being posted is drawn again', async () => {
  let changing: Promise<unknown> | undefined
  office.platform.script = call => {
    if (call.method !== 'post' || call.message.card.text !== 'onderweg') return
    changing = change(call.message.card.buttons![0]!.value, 'ingehaald', 'withdrawn')
    return { accepts: true, wait: changing }
  }
  const { post } = await aCard('onderweg')
  await eventually(
    () => post.card.text,
    text => text === 'ingehaald',
  )
})

it('waits as long as it is told, and calls no sooner [T30]', async () => {
  const { id, post } = await aCard('beperkt')
  await asIfDrawnLongAgo(post)
  let refusedAt = 0
  office.platform.script = call => {
    if (call.method !== 'update' || refusedAt > 0) return
    refusedAt = performance.now()
    return { sent: { outcome: 'limited', retryAfterSeconds: 2, scope: 'conversation' } }
  }
  await change(id, 'na de wacht')
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => refusedAt,
    at => at > 0,
  )
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => post.card.text,
    text => text === 'na de wacht',
  )
  expect(updates(post)[1]!.at - refusedAt).toBeGreaterThanOrEqual(2_000)
})

it('whose update got no clear answer is updated again', async () => {
  const { id, post } = await aCard('stil')
  await asIfDrawnLongAgo(post)
  let count = 0
  office.platform.script = call =>
    call.method === 'update' && count++ === 0 ? { sent: { outcome: 'unclear' } } : undefined
  await change(id, 'toch')
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => post.card.text,
    text => text === 'toch',
  )
  expect(updates(post)).toHaveLength(2)
})

it('that stands nowhere any more is never tried again', async () => {
  const { id, post } = await aCard('weg')
  await asIfDrawnLongAgo(post)
  office.platform.posts.splice(office.platform.posts.indexOf(post), 1)
  await change(id, 'anders')
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => office.test.query('select 1 from posted_messages where message_id = $1', [post.message]),
    rows => rows.length === 0,
  )
  await change(id, 'nog anders')
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => office.test.query(`select 1 from pgboss.job where name = 'redraw' and state < 'completed'`),
    rows => rows.length === 0,
  )
  expect(updates(post)).toHaveLength(1)
})

it('that waits for its next drawing is left its time by the sweep', async () => {
  const { id, post } = await aCard('rust')
  await office.test.query(`update posted_messages set drawn_at = now() + interval '40 seconds' where message_id = $1`, [
    post.message,
  ])
  await change(id, 'daarna')
  await redraw([{ kind: 'request', id }])
  const waiting = () =>
    office.test.query(
      `select start_after, retry_count from pgboss.job where name = 'redraw' and singleton_key = $1 and state < 'active' and start_after > now() + interval '10 seconds'`,
      [`request ${id}`],
    )
  const [job] = await eventually(waiting, jobs => jobs.length === 1)
  for (let i = 0; i < 3; i++) await sweep()
  expect(await waiting()).toEqual([job])
  await asIfDrawnLongAgo(post)
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => post.card.text,
    text => text === 'daarna',
  )
})

it('[T31] that grew too large is redrawn in short, with its buttons', async () => {
  const { id, post } = await aCard('klein')
  await asIfDrawnLongAgo(post)
  const long = 'en nog meer '.repeat(200)
  office.platform.script = call =>
    call.method === 'update' && (call.message.card.text?.length ?? 0) > 1_000
      ? { sent: { outcome: 'refused', reason: 'tooLarge' } }
      : undefined
  await change(id, long)
  await redraw([{ kind: 'request', id }])
  await eventually(
    () => post.card.text,
    text => text?.includes('te lang om hier helemaal te laten zien') === true,
  )
  expect(post.card.buttons).toMatchObject([{ name: 'thing.approve', value: id }])
  expect(updates(post)).toHaveLength(2)
  await eventually(
    () =>
      office.test.query('select 1 from posted_messages where message_id = $1 and drawn_version = 2', [post.message]),
    rows => rows.length === 1,
  )
})

it('[T38] is not redrawn while all is held, and shows the present after it, also where the version that it shows was lost and came again', async () => {
  const { id, post } = await aCard('teruggezet')
  await asIfDrawnLongAgo(post)
  await office.test.query(setHold(`'restored'`, 'null::timestamptz'))
  await change(id, 'sindsdien')
  await redraw([{ kind: 'request', id }])
  await sweep()
  await eventually(
    () => office.test.query(`select 1 from pgboss.job where name = 'redraw' and state < 'completed'`),
    rows => rows.length === 0,
  )
  expect(updates(post)).toEqual([])
  // What stands on the screen may be a later version that was lost: by its number it seems to be the present one.
  await office.test.query(`update posted_messages set drawn_version = 2 where message_id = $1`, [post.message])
  const hold = await readHold(office.database.background)
  await office.database.turns.transaction(tx => release(tx, { id: hold?.id ?? '' }, 'unsent'))
  await sweep()
  await eventually(
    () => post.card.text,
    text => text === 'sindsdien',
  )
})
