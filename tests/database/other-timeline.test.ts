// SPDX-License-Identifier: EUPL-1.2
// Real servers: one is brought up to a moment from another's log, as a restore to a moment in time and a standby that takes over both are.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { openDatabase } from '#/database/database.ts'
import { statement } from '#/database/db.ts'
import { readHold } from '#/database/hold.ts'
import { migrate } from '#/database/migrate.ts'
import { createContinuity } from '#/delivery/continuity.ts'
import { createWitness, type Witness } from '#/delivery/witness.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { eventually } from '../support/eventually.ts'
import { silent } from '../support/silent-log.ts'
import { ask, onEmbedded } from './embedded-play.ts'

const { emptyFolder, madeFolder, start } = onEmbedded()

const isRecovering = statement('recovering', 'select pg_is_in_recovery() as so')
const probable = statement(
  'probable',
  `select count(*)::int as count from deliveries where held and reason = 'restored' and state = 'open'`,
)
const never = new AbortController().signal

/** So many messages wait when the copies are taken, and leave after that. */
const messages = 1_000

const wait = `insert into deliveries (id, platform, conversation, kind, facts, locale, state, on_unclear, record_class, created_at)
  select gen_random_uuid(), 'slack', 'x', 'x', '{}', 'nl', 'open', 'surely', 'message', now() from generate_series(1, ${messages})`
const send = `update deliveries set state = 'sent', fence = 2 where id in (select id from deliveries where state = 'open' order by id limit ${messages / 2}) returning id`

interface Found {
  /** Whether it holds all that it would send. */
  readonly isHeld: boolean
  /** How many messages it holds as what may have left. */
  readonly probable: number
}

interface Way {
  /** Where a server's log comes from that is brought up to a moment of another's. */
  readonly restore?: string
  readonly until?: string
  /** What happens then. */
  readonly work?: (url: string) => Promise<void>
}

/** The database of a folder as a copy with this memory finds it. */
async function foundIn(folder: string, witness: Witness, { restore, until, work }: Way): Promise<Found> {
  const server = await start(folder, {
    adopt: 'script',
    extra: [
      'fsync=off',
      ...(restore ? [`restore_command=${restore}`] : []),
      ...(until ? [`recovery_target_time=${until}`, 'recovery_target_action=promote'] : []),
    ],
  })
  if (!restore) await migrate({ connectionString: server.url, log: silent })
  const { background, close } = openDatabase({ url: server.url, turns: 1, background: 1 })
  await eventually(
    () => background.query<{ so: boolean }>(isRecovering).catch(() => [{ so: true }]),
    ([answer]) => answer?.so === false,
    30_000,
  )
  const continuity = createContinuity(background, witness, silent, 0)
  await continuity.begin(never)
  const hold = await readHold(background)
  const [row] = await background.query<{ count: number }>(probable)
  if (!restore) await continuity.count()
  await work?.(server.url)
  await close()
  await server.stop()
  return { isHeld: hold !== null, probable: row?.count ?? 0 }
}

/** What a server is brought up from: its files as they are now, and where its log comes from. */
async function copyOf(folder: string): Promise<string> {
  const copy = await emptyFolder()
  await promisify(execFile)('cp', ['-a', join(folder, 'postgres'), copy])
  await writeFile(join(copy, 'postgres/data/recovery.signal'), '', { mode: 0o666 })
  return copy
}

/** Another copy that saw the same: one that finds a loss forgets. */
function sameMemory(witness: Witness): Witness {
  const { count, delivery } = witness.seen()
  const other = createWitness(null)
  other.counted(count, other.seen())
  if (delivery) other.saw(delivery.id, delivery.fence)
  return other
}

it('[T38] a restore to a moment in time, and a standby that takes over, are told apart by what a copy saw committed', async () => {
  const folder = await madeFolder()
  const witness = createWitness(null)
  const work = async (url: string) => void (await ask(url, wait))
  expect(await foundIn(folder, witness, { work })).toEqual({ isHeld: false, probable: 0 })
  const [alone, whole, halfway, lossy] = [
    await copyOf(folder),
    await copyOf(folder),
    await copyOf(folder),
    await copyOf(folder),
  ]
  let until = ''
  async function sends(url: string) {
    await ask(url, send)
    const [row] = (await ask(url, 'select clock_timestamp()::text as now')) as { now: string }[]
    until = row?.now ?? ''
    const [last] = (await ask(url, send)) as { id: DeliveryId }[]
    if (last) witness.saw(last.id, 2)
  }
  expect(await foundIn(folder, witness, { work: sends })).toEqual({ isHeld: false, probable: 0 })
  const restore = `cp "${join(folder, 'postgres/data/pg_wal')}/%f" "%p"`

  const isAlone = await foundIn(alone, createWitness(null), { restore })
  expect(isAlone, 'nobody is there to say that nothing is lost').toEqual({ isHeld: true, probable: 0 })
  expect(await foundIn(whole, witness, { restore }), 'nothing is lost').toEqual({ isHeld: false, probable: 0 })
  const half = await foundIn(halfway, sameMemory(witness), { restore, until })
  expect(half, 'a moment before the last of it left').toEqual({ isHeld: true, probable: messages / 2 })
  const lost = await foundIn(lossy, witness, { restore: 'false' })
  expect(lost, 'the last of it is lost').toEqual({ isHeld: true, probable: messages })
}, 120_000)
