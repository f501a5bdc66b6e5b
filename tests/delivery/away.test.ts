// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { stopwatch } from '../support/stopwatch.ts'

let office: PostOffice

beforeAll(async () => {
  office = await openPostOffice()
  office.startWorker()
})
afterAll(() => office.close())

const cutAll = () =>
  office.test
    .query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'm50%'`,
    )
    .then(rows => rows.length)

it('goes on by itself within 10 s after every connection was cut [T33]', async () => {
  const reader = await office.reader('U1')
  await office.say(reader, ['ervoor'])
  await office.settled('sent', 'ervoor')
  expect(await cutAll()).toBeGreaterThan(2)
  const took = stopwatch()
  await eventually(
    () =>
      office.say(reader, ['erna 1', 'erna 2']).then(
        () => true,
        () => false,
      ),
    done => done,
  )
  await office.settled('sent', 'erna 1', 'erna 2')
  expect(took()).toBeLessThan(10_000)
  expect(office.platform.texts('D-U1')).toEqual(['ervoor', 'erna 1', 'erna 2'])
  expect(office.queue.isWorking()).toBe(true)
})

it('settles what was posted while the connections were cut, and posts it no second time [T33]', async () => {
  let cut: Promise<unknown> | undefined
  office.platform.script = call => {
    if (call.method !== 'post' || cut) return
    cut = cutAll()
    return { accepts: true, wait: cut }
  }
  await office.say(await office.reader('U2'), ['afgesneden', 'vervolg'])
  await office.settled('sent', 'afgesneden', 'vervolg')
  expect(office.platform.texts('D-U2')).toEqual(['afgesneden', 'vervolg'])
})
