// SPDX-License-Identifier: EUPL-1.2
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { PlatformName } from '#/chat/turn.ts'
import { deliveryPoints } from '#/delivery/points.ts'
import type { Orders } from '../support/delivery-copy.ts'
import { eventually } from '../support/eventually.ts'
import { type FakePlatform, fakePlatform } from '../support/fake-platform.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { servePlatforms } from '../support/remote-platform.ts'
import { NODE_COMPILE_CACHE, swift } from '../support/running-bot.ts'
import { stopwatch } from '../support/stopwatch.ts'
import { isThorough } from '../support/thorough.ts'
import { twoAtATime } from '../support/two-at-a-time.ts'

const timeoutMs = 1_000
/** After a step hardly anything else is so than before the next: a run that takes a part kills after each. */
const isTaken = (point: string) => isThorough || point.endsWith('after')
const points = deliveryPoints.filter(point => point.startsWith('worker.') && isTaken(point))
const aroundTheCall = [
  'worker.claim.after',
  'worker.post.before',
  'worker.post.after',
  'worker.settle.before',
  'worker.settle.after',
].filter(isTaken)

interface Case {
  readonly fake: FakePlatform
  readonly point: string
  readonly kind: 'note.surely' | 'note.once'
}

// A platform, so a queue, for each case: the cases run beside each other, and no copy takes another's work.
const cases = (name: string, at: readonly string[], kind: Case['kind'], findable: boolean): Case[] =>
  at.map(point => {
    const fake = fakePlatform(`${name}-${point}` as PlatformName, timeoutMs)
    fake.findable = findable
    return { fake, point, kind }
  })

const asked = [...cases('asked', points, 'note.surely', true), ...cases('askedOnce', aroundTheCall, 'note.once', true)]
const whereItMatters = ['worker.claim.after', 'worker.post.after', 'worker.settle.after']
const surely = cases('surely', whereItMatters, 'note.surely', false)
const onceOnly = cases('once', whereItMatters, 'note.once', false)
const asleep = cases(
  'asleep',
  ['worker.read.after', 'worker.draw.after', 'worker.claim.after', 'worker.post.before', 'worker.post.after'].filter(
    isTaken,
  ),
  'note.surely',
  true,
)
const orphan = cases('orphan', ['worker.post.after'], 'note.surely', false)
const napping = cases('napping', ['worker.post.before'], 'note.surely', true)
const all = [...asked, ...surely, ...onceOnly, ...asleep, ...orphan, ...napping]

let office: PostOffice
let server: Awaited<ReturnType<typeof servePlatforms>>
const children: ChildProcess[] = []

beforeAll(async () => {
  const [first, ...also] = all.map(one => one.fake)
  office = await openPostOffice({ platform: first!, also })
  server = await servePlatforms([first!, ...also])
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await office.close()
  await server.close()
})

interface Copy {
  readonly child: ChildProcess
  readonly lines: { readonly outcome?: string; readonly at?: string }[]
}

function startCopy(one: Case, more: Partial<Orders>): Copy {
  const orders: Orders = {
    databaseUrl: office.test.url,
    platformUrl: server.url,
    platform: one.fake.name,
    timeoutMs,
    at: one.point,
    ...more,
  }
  const entry = new URL('../support/delivery-copy.ts', import.meta.url).pathname
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...swift, entry, JSON.stringify(orders)],
    { env: { ...process.env, NODE_COMPILE_CACHE }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  children.push(child)
  const lines: Copy['lines'] = []
  createInterface({ input: child.stdout }).on('line', line => void lines.push(JSON.parse(line)))
  return { child, lines }
}

const textsOf = (one: Case) => [1, 2, 3].map(i => `${one.fake.name} ${i}`)

/** Three messages to one reader; a copy dies at the case's point with the first; its work is left lying. */
async function sayAndDie(one: Case): Promise<void> {
  const reader = await office.reader(one.fake.name, one.fake)
  if (one.point.startsWith('worker.find')) {
    let count = 0
    one.fake.script = call =>
      call.method === 'post' && count++ === 0 ? { accepts: true, sent: { outcome: 'unclear' } } : undefined
  }
  await office.say(reader, textsOf(one), { kind: one.kind })
  const lingers = one.point.startsWith('worker.renew') ? { lingerMs: 2_200 } : {}
  const { child } = startCopy(one, { signal: 'SIGKILL', ...lingers })
  await once(child, 'exit')
  if (child.signalCode !== 'SIGKILL') throw new Error(`the copy ended by itself: ${child.exitCode}`)
}

/** A copy that stops itself at the case's point, and waits to be continued. */
async function startAndStop(one: Case): Promise<Copy> {
  const copy = startCopy(one, { signal: 'SIGSTOP' })
  await eventually(
    () => copy.lines,
    seen => seen.some(line => line.at === one.point),
  )
  return copy
}

/** Another copy goes on; gives the milliseconds until its reader had the last message. */
async function takeOver(one: Case, isDone: (states: readonly string[]) => boolean): Promise<number> {
  const took = stopwatch()
  office.startWorker(undefined, one.fake)
  const look = async () =>
    (await office.rows()).filter(row => textsOf(one).includes(row.facts.text)).map(row => row.state)
  // All rows are read at each look, by many cases at once.
  await eventually(look, states => states.length === 3 && isDone(states), 60_000, 100)
  return took()
}

const allSent = (states: readonly string[]) => states.every(state => state === 'sent')
const heard = (one: Case) => one.fake.texts(`D-${one.fake.name}`)

/** Copies start two at a time, in all tests together; those that died before are taken over meanwhile. */
const inTurn = twoAtATime()

const killEach = <T>(list: readonly Case[], after: (one: Case) => Promise<T>): Promise<T[]> =>
  Promise.all(
    list.map(async one => {
      await inTurn(() => sayAndDie(one))
      return after(one)
    }),
  )

describe.concurrent('a worker that is killed', () => {
  it('at any point, where the platform can be asked: each message once, in order, within 20 s by another copy [T27] [T28]', async ({
    expect,
  }) => {
    const results = await killEach(asked, async one => {
      const ms = await takeOver(one, allSent)
      return { point: one.point, heard: heard(one), said: textsOf(one), ms }
    })
    for (const { point, heard, said, ms } of results) {
      expect(heard, point).toEqual(said)
      expect(ms, point).toBeLessThan(20_000)
    }
  }, 300_000)

  it('where the platform cannot be asked: what must surely arrive comes at least once, in order [T27]', async ({
    expect,
  }) => {
    const results = await killEach(surely, async one => {
      await takeOver(one, allSent)
      return { point: one.point, heard: heard(one), said: textsOf(one) }
    })
    for (const { point, heard, said } of results) {
      expect([...new Set(heard)], point).toEqual(said)
      expect(heard.length, point).toBeLessThanOrEqual(4)
      expect(
        heard.filter(text => text !== said[0]),
        point,
      ).toEqual(said.slice(1))
    }
  }, 300_000)

  it('where the platform cannot be asked: what may not come twice comes once at most, and stands as unclear [T27]', async ({
    expect,
  }) => {
    const results = await killEach(onceOnly, async one => {
      await takeOver(one, states => states.every(state => state === 'sent' || state === 'unclear'))
      const [first] = await office.rows(textsOf(one)[0])
      return { point: one.point, heard: heard(one), said: textsOf(one), state: first?.state }
    })
    for (const { point, heard, said, state } of results) {
      expect(new Set(heard).size, point).toBe(heard.length)
      expect(
        heard.filter(text => text !== said[0]),
        point,
      ).toEqual(said.slice(1))
      expect(state, point).toBe(point === 'worker.settle.after' ? 'sent' : 'unclear')
    }
  }, 300_000)
})

describe.concurrent('a worker that is stopped and goes on', () => {
  it('after its work was taken over sends nothing [T28]', async ({ expect }) => {
    await Promise.all(
      asleep.map(async one => {
        await office.say(await office.reader(one.fake.name, one.fake), textsOf(one))
        const { child, lines } = await inTurn(() => startAndStop(one))
        await takeOver(one, allSent)
        expect(heard(one), one.point).toEqual(textsOf(one))
        child.kill('SIGCONT')
        const late = one.point === 'worker.post.after' ? 'copy' : 'lost'
        await eventually(
          () => lines,
          seen => seen.some(line => line.outcome === late),
          20_000,
        )
        expect(heard(one), one.point).toEqual(textsOf(one))
      }),
    )
  }, 300_000)

  it('notes the copy that it posted before, beside the one that was posted meanwhile [T27]', async ({ expect }) => {
    const one = orphan[0]!
    await office.say(await office.reader(one.fake.name, one.fake), textsOf(one))
    const { child, lines } = await inTurn(() => startAndStop(one))
    await takeOver(one, allSent)
    child.kill('SIGCONT')
    await eventually(
      () => lines,
      seen => seen.some(line => line.outcome === 'copy'),
      20_000,
    )
    const [row] = await office.rows(textsOf(one)[0])
    const noted = await office.test.query('select message_id from posted_messages where delivery_id = $1', [row?.id])
    const posted = one.fake.posts.filter(post => post.delivery === row?.id).map(post => post.message)
    expect(posted).toHaveLength(2)
    expect(noted.map(copy => copy.message_id).sort()).toEqual(posted.sort())
    expect(row?.message_id).toBe(posted[1])
  }, 300_000)

  it('for a moment only goes on by itself [T28]', async ({ expect }) => {
    const [one] = napping
    await office.say(await office.reader(one!.fake.name, one!.fake), textsOf(one!))
    const { child, lines } = await inTurn(() => startAndStop(one!))
    const taken = takeOver(one!, allSent)
    setTimeout(() => child.kill('SIGCONT'), 3_000)
    await taken
    expect(heard(one!)).toEqual(textsOf(one!))
    expect(lines.filter(line => line.outcome === 'sent').length).toBeGreaterThan(0)
  }, 300_000)
})
