// SPDX-License-Identifier: EUPL-1.2
// Meetings: what who comes eats and needs is sealed, read by whoever arranges the meeting alone, and destroyed after it.
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { putKeys, takeKeys } from '#/database/backup/keys.ts'
import { restore } from '#/database/backup/restore.ts'
import { takeBackup } from '#/database/backup/take.ts'
import { openDatabase } from '#/database/database.ts'
import { needsOf } from '#/features/meetings/rules/needs.ts'
import type { MeetingId } from '#/network/ids.ts'
import { createVault } from '#/network/vault.ts'
import { meetingsIn } from '../support/chat/meetings.ts'
import { timedChat } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { columnsWith, everyRow } from '../support/every-row.ts'
import { silent } from '../support/silent-log.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  meetings = await meetingsIn(m50)
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

/** An ordinary copy of the database. */
async function copied(): Promise<Buffer> {
  const to = new PassThrough()
  const [all] = await Promise.all([buffer(to), takeBackup(m50.database.url, to)])
  return all
}

const needs = { diet: 'halal', food: 'Kanarienoten', access: 'Kanariestoel', consent: true }
const canaries = ['Kanarienoten', 'Kanariestoel', 'halal']
const sealed = () =>
  m50.database.query<{ needs: number; keys: number }>(
    'select (select count(*)::int from meeting_needs) as needs, (select count(*)::int from vault.meeting_keys) as keys',
  )

it('[F36] [F37] [T45] who comes on site says what they eat and need, sealed; who arranges it alone reads that, who may plan it reads counts, and a conversation keeps none of it', async () => {
  const { deVries, jansen, bakker, smit } = m50
  const date = { date: '2027-06-11' }
  const meeting = await meetings.open('Met lunch', { needs: true, registerUntil: '2027-06-04', capacity: 1 }, date)
  const { number, id } = meeting
  expect(await says(deVries, `bijeenkomst wensen ${number}`)).toContain('alleen aan wie er een plaats op locatie heeft')
  expect(await says(deVries, `bijeenkomst inschrijven ${number}`)).toContain('[Dieet en toegang]')
  const form = await pressesOpen(deVries, 'answer', 'meeting.needs', id)
  expect(form).toContain('U hoeft niets in te vullen. Alleen S. Jansen')
  expect(form).toContain('gewist op vr 25 jun')
  const unsure = await deVries.submit({ ...needs, consent: false }, { unchecked: true })
  expect(unsure.errors).toEqual({ consent: 'Vink dit aan om het te bewaren, of maak de velden leeg.' })
  const kept = await submits(deVries, needs)
  expect(kept).toContain('Dit is bewaard.')
  for (const word of canaries) expect(kept).not.toContain(word)
  expect(await pressesOpen(deVries, 'answer', 'meeting.needs', id)).toContain('Kanarienoten')

  const counts = await says(jansen, `bijeenkomst wensen ${number}`)
  expect(counts).toContain('Op locatie komt 1 persoon. Iets doorgegeven: 1.')
  expect(counts).toContain('Halal: 1')
  expect(counts).not.toContain('Kanarie')
  expect(await pressesOpen(jansen, 'answer', 'meeting.needsRead', id)).toContain(
    'W. de Vries, Zeist: Halal · Allergie of toelichting: Kanarienoten · Toegankelijkheid: Kanariestoel',
  )
  await says(jansen, 'rol geef A. Bakker plaatsvervanger')
  const deputy = await says(bakker, `bijeenkomst wensen ${number}`)
  expect(deputy).toContain('Halal: 1')
  expect(deputy).toContain('De losse wensen leest alleen S. Jansen')
  expect(deputy).not.toContain('Losse wensen lezen')
  expect(await bakker.forgesPress(m50.general, 'meeting.needsRead', id)).toContain('leest alleen S. Jansen')
  expect(await smit.forgesPress(m50.general, 'meeting.needsRead', id)).toContain('Dat kan met uw rol niet.')

  const rows = (await everyRow(m50.database)).flatMap(row =>
    columnsWith(row, ['Kanarie']).map(at => `${row.table}.${at}`),
  )
  expect(rows).toEqual([])
  const audited = await m50.database.query(`select old, new from audit where action = 'meeting.needsKept'`)
  expect(audited).toEqual([{ old: null, new: null }])
  for (const word of canaries) expect(m50.printed()).not.toContain(word)
  const copy = gunzipSync(await copied()).toString()
  expect(copy).toContain('meeting_needs')
  expect(copy).not.toContain('meeting_keys')
})

it('[T45] who does not come any more has nothing there, who is offered a place is asked with it, and what was called off is gone', async () => {
  const { deVries, jansen } = m50
  const next = await meetings.someone('tiel.nl')
  const { number, id } = await meetings.titled('Met lunch')
  await says(next, `bijeenkomst inschrijven ${number}`)
  expect(await sealed()).toEqual([{ needs: 1, keys: 1 }])
  await says(deVries, `bijeenkomst uitschrijven ${number}`)
  expect(await sealed()).toEqual([{ needs: 0, keys: 1 }])
  expect(await says(next, `bijeenkomst wensen ${number}`)).toContain('alleen aan wie er een plaats op locatie heeft')
  const offer = await next.receives('Er is een plaats voor u')
  expect(await presses(next, offer, 'meeting.take', id)).toContain('Dieet en toegang')
  await pressesOpen(next, 'answer', 'meeting.needs', id)
  await submits(next, needs)
  expect(await sealed()).toEqual([{ needs: 1, keys: 1 }])
  await says(jansen, `bijeenkomst ${number}`)
  await pressesOpen(jansen, 'answer', 'meeting.callOff', id)
  await submits(jansen, { reason: 'De zaal is weg.' })
  expect(await sealed()).toEqual([{ needs: 0, keys: 0 }])
})

it('[T45] fourteen days after the meeting what people gave is destroyed with its key', async () => {
  const { deVries } = m50
  const details = { needs: true, registerUntil: '2027-06-11' }
  const meeting = await meetings.open('Met diner', details, { date: '2027-06-18' })
  await says(deVries, `bijeenkomst inschrijven ${meeting.number}`)
  await pressesOpen(deVries, 'answer', 'meeting.needs', meeting.id)
  await submits(deVries, needs)
  await m50.moveTo('2027-07-01T10:00:00+02:00')
  expect(await sealed()).toEqual([{ needs: 1, keys: 1 }])
  const [copy, keys] = [await copied(), await takeKeys(m50.database.url)]
  await m50.moveTo('2027-07-02T10:00:00+02:00')
  await eventually(sealed, ([left]) => left?.needs === 0 && left.keys === 0, 30_000)
  expect(await says(deVries, `bijeenkomst wensen ${meeting.number}`)).toContain('vraagt niemand u nu')

  // Whoever has the secret key and an ordinary copy of before reads nothing of it: only the keys of then, kept apart, open it.
  const other = await freshDatabase({ empty: true })
  await restore({ connectionString: other.url, from: Readable.from([copy]), log: silent })
  const database = openDatabase({ url: other.url, turns: 1, background: 1 })
  const vault = createVault({ current: Buffer.from(m50.settings.SECRET_KEY ?? '', 'base64') })
  const read = () => needsOf(database.background, vault, meeting.id as MeetingId)
  expect(await read()).toEqual({ all: [], unread: 1 })
  expect(await putKeys(other.url, Readable.from([keys.content]))).toBe(1)
  expect(await read()).toMatchObject({ all: [{ needs: { food: 'Kanarienoten' } }], unread: 0 })
  await database.close()
  await other.drop()
})
