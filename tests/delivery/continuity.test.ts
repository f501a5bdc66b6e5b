// SPDX-License-Identifier: EUPL-1.2
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readHold, setHold } from '#/database/hold.ts'
import { type Continuity, createContinuity } from '#/delivery/continuity.ts'
import { notify } from '#/delivery/notify.ts'
import { release } from '#/delivery/release.ts'
import { createWitness } from '#/delivery/witness.ts'
import { eventually } from '../support/eventually.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { silent } from '../support/silent-log.ts'

let office: PostOffice
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm50-continuity-'))
  office = await openPostOffice()
  return async () => {
    await office.close()
    await rm(folder, { recursive: true })
  }
})

const never = new AbortController().signal
/** A copy's own, which begins; `file` is its disk. */
async function aCopy(file: string | null = null, patienceMs = 0): Promise<Continuity> {
  const continuity = createContinuity(office.database.background, createWitness(file), silent, patienceMs)
  await continuity.begin(never)
  return continuity
}
const reasonOfHold = async () =>
  (
    await office.test.query(`select new->>'because' as because from audit where action = 'restore.held' order by id`)
  ).map(({ because }) => because)
/** The row of what was sent is again as it was before: what a standby did not hear of. */
const loses = (text: string) =>
  office.test.query(
    `update deliveries set state = 'open', fence = 0, attempt = 0, message_id = null, sending_at = null, settled_at = null where facts->>'text' = $1`,
    [text],
  )
/** As the server says it after a standby took over. */
const isTakenOver = () =>
  office.test.query(`update settings set value = value || '{"timeline": "000000FF"}' where key = 'database.standing'`)
const textsOf = (user: string) => office.platform.texts(`D-${user}`)

async function releaseIn({ database, flush }: PostOffice, what: 'all' | 'unsent'): Promise<void> {
  const hold = await readHold(database.background)
  if (!hold) throw new Error('nothing is held')
  await database.turns.transaction(async tx => {
    expect(await release(tx, hold, what)).toBe(true)
    await flush(tx)
  })
}

describe('[T38] a copy that lives', () => {
  let copy: Continuity
  beforeEach(async () => {
    copy = await aCopy()
    office.startWorker(undefined, undefined, copy)
  })

  it('goes straight on after a failover without loss, with all connections lost', async () => {
    const reader = await office.reader('U1')
    await office.say(reader, ['een'])
    await office.settled('sent', 'een')
    await copy.count()
    await isTakenOver()
    await office.test.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'm50%'`,
    )
    await eventually(
      () =>
        copy.check().then(
          () => true,
          () => false,
        ),
      isSo => isSo,
      20_000,
    )
    await office.say(reader, ['twee'])
    await office.settled('sent', 'twee')
    expect(textsOf('U1')).toEqual(['een', 'twee'])
    expect(await reasonOfHold()).toEqual([])
    // And whoever starts now finds it noted.
    await aCopy()
    expect(await reasonOfHold()).toEqual([])
  })

  it('holds all where the database lost what it sent, before anything is sent again', async () => {
    const reader = await office.reader('U1')
    await office.say(reader, ['een'])
    await office.settled('sent', 'een')
    await loses('een')
    await office.say(reader, ['twee'])
    await eventually(reasonOfHold, found => found.length > 0)
    expect(await reasonOfHold()).toEqual(['lost'])
    await office.say(reader, ['drie'])
    expect((await office.rows()).map(({ facts, state, reason }) => [facts.text, state, reason])).toEqual([
      ['een', 'open', 'restored'],
      // What was said after the loss has not left, for sure.
      ['twee', 'open', null],
      ['drie', 'open', null],
    ])
    expect(textsOf('U1')).toEqual(['een'])

    await releaseIn(office, 'all')
    await office.settled('sent', 'een', 'twee', 'drie')
    // What stands there is found, and not sent twice.
    expect(textsOf('U1')).toEqual(['een', 'twee', 'drie'])
    await copy.check()
    expect(await reasonOfHold()).toEqual(['lost'])
  })

  it('holds all where the database went back to before it counted on', async () => {
    await copy.count()
    await copy.count()
    await office.test.query(`update settings set value = '1' where key = 'clock.count'`)
    await copy.check()
    expect(await reasonOfHold()).toEqual(['lost'])
  })

  it('leaves out what has probably been sent where a person wants only the rest', async () => {
    const reader = await office.reader('U1')
    await office.say(reader, ['een'])
    await office.settled('sent', 'een')
    await loses('een')
    await office.say(reader, ['twee'])
    await eventually(reasonOfHold, found => found.length > 0)
    await office.say(reader, ['drie'])
    await releaseIn(office, 'unsent')
    await office.settled('sent', 'twee', 'drie')
    expect(await office.rows('een')).toMatchObject([{ state: 'void', reason: 'restored' }])
    expect(textsOf('U1')).toEqual(['een', 'twee', 'drie'])
  })

  it('sends nothing of a turn that did not see HOLD, nor what was about to leave, and both once it is over', async () => {
    const reader = await office.reader('U1')
    await office.database.turns.transaction(async tx => {
      notify(tx, [reader], 'note.surely', { text: 'te laat gezien' })
      await office.flush(tx)
      await office.test.query(setHold(`'restored'`, 'null::timestamptz'))
    })
    const isHeld = () => office.test.query('select from deliveries where held')
    await eventually(isHeld, rows => rows.length === 1)
    await releaseIn(office, 'unsent')
    await office.settled('sent', 'te laat gezien')

    const other = await openPostOffice()
    const setsHold = async (point: string) => {
      if (point === 'worker.claim.before')
        await other.test.query(
          `insert into settings (key, value) select 'hold', jsonb_build_object('id', gen_random_uuid(), 'since', now(), 'backTo', now(), 'ranUntil', now()) on conflict do nothing`,
        )
    }
    other.startWorker(setsHold)
    await other.say(await other.reader('U1'), ['onderweg'])
    await eventually(
      () => other.test.query('select from deliveries where held'),
      rows => rows.length === 1,
    )
    expect(other.platform.posts).toEqual([])
    await other.close()
  })

  it('goes on with a thousand that waited, released in one turn', async () => {
    const reader = await office.reader('U1')
    await office.say(reader, ['een'])
    await office.settled('sent', 'een')
    await office.test.query(
      `insert into deliveries (id, platform, source_id, conversation, identity_id, person_id, kind, facts, locale, state, on_unclear, record_class, created_at)
       select gen_random_uuid(), platform, source_id, conversation || n % 50, identity_id, person_id, 'note.once', '{"text": "veel"}', 'nl', 'open', 'once', 'message', now() - interval '1 minute'
       from deliveries, generate_series(1, 1000) n`,
    )
    await copy.check()
    await office.test.query(setHold(`'restored'`, 'null::timestamptz'))
    await releaseIn(office, 'all')
    const left = () => office.test.query(`select from deliveries where state <> 'sent'`)
    await eventually(left, rows => rows.length === 0, 60_000)
    expect(textsOf('U1').filter(text => text === 'veel')).toHaveLength(1000)
  })
})

describe('[T38] a start', () => {
  it('goes on where it was, and holds all where a standby took over and nobody is there to say that nothing is lost', async () => {
    await aCopy()
    await aCopy()
    expect(await reasonOfHold()).toEqual([])
    await isTakenOver()
    await aCopy()
    expect(await reasonOfHold()).toEqual(['takenOver'])
  })

  it('waits for a copy that lived on to say so', async () => {
    const other = await aCopy()
    await other.count()
    await isTakenOver()
    const starts = aCopy(null, 60_000)
    await other.check()
    await starts
    expect(await reasonOfHold()).toEqual([])
  })

  it('remembers on its disk what the database held, and holds all where it does not any more', async () => {
    const file = join(folder, 'data/last-seen.json')
    const before = await aCopy(file)
    office.startWorker(undefined, undefined, before)
    const reader = await office.reader('U1')
    await office.say(reader, ['een'])
    await office.settled('sent', 'een')
    before.witness.keep('now')
    await aCopy(file)
    expect(await reasonOfHold()).toEqual([])
    await loses('een')
    await aCopy(file)
    expect(await reasonOfHold()).toEqual(['lost'])
    // What fell due since that copy saw the database last was said by nobody.
    const hold = await readHold(office.database.background)
    expect(hold?.ranUntil).toEqual(before.witness.seen().at)
  })

  it('holds all in a database that a dump of another was put into', async () => {
    await aCopy()
    const [was] = await office.test.query<{ value: object }>(
      `select value from settings where key = 'database.standing'`,
    )
    const other = await openPostOffice()
    await other.say(await other.reader('U1'), ['een'])
    const insert = `insert into settings (key, value) values ('database.standing', $1)`
    await other.test.query(insert, [JSON.stringify(was?.value)])
    await createContinuity(other.database.background, createWitness(null), silent).begin(never)
    expect(await other.rows()).toMatchObject([{ state: 'open', held: true, reason: 'restored' }])
    // It is known by now as what it is.
    await releaseIn(other, 'all')
    await createContinuity(other.database.background, createWitness(null), silent).begin(never)
    expect(await readHold(other.database.background)).toBeNull()
    await other.close()
  })
})
