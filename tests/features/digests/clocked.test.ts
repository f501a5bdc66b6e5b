// SPDX-License-Identifier: EUPL-1.2
// When the clock has digests go out, and when none does, where the network changes under them; each in a pillar of its own.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hold, release } from '#/features/digests/rules/review.ts'
import type { SourceId } from '#/network/ids.ts'
import { at, digestClock, zone } from '../../support/digest-clock.ts'
import { anAccount, aPerson } from '../../support/people.ts'

let clock: Awaited<ReturnType<typeof digestClock>>
const query: typeof clock.test.query = (...given) => clock.test.query(...given)

beforeAll(async () => {
  clock = await digestClock()
  await clock.binds('secretariat', null)
  for (const pillar of ['samenleving', 'bestuur', 'financien']) await clock.binds('pillar', pillar)
})

afterAll(() => clock.end())

const planned = (change: string, pillar: string, occurrence: string) =>
  query(
    `update planned p set ${change} from digest_schedules s where s.pillar_id = $1 and p.kind = 'digest.send' and p.subject_id = s.id::text and p.occurrence = $2`,
    [pillar, occurrence],
  )

const alarms = async (pillar: string) =>
  (
    await query<{ at: Date }>(
      `select (m->>'at')::timestamptz as at from deliveries x cross join jsonb_array_elements(x.facts->'missed') m join digest_schedules s on s.id::text = m->>'schedule'
       where x.kind = 'digests.late' and s.pillar_id = $1 order by 1`,
      [pillar],
    )
  ).map(({ at: late }) => late.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDate().toString())

it('[F52] one that is still being tried is no alarm, one that a person moved or skipped is none either; one that failed is, after the trying', async () => {
  await clock.happens('2027-03-08', 'bestuur')
  await clock.lookAt('2027-03-12', '14:30:20')
  // As the clock leaves what it could not do by a fault of our own: it is tried again later.
  const later = at('2027-03-15', '08:55').toInstant().toString()
  await planned(`due_at = '${later}', faults = 6`, 'bestuur', '2027-03-15 1')
  await clock.lookAt('2027-03-15', '08:41:00')
  expect(await alarms('bestuur')).toEqual([])
  await planned(`state = 'failed', reason = 'fault', settled_at = due_at`, 'bestuur', '2027-03-15 1')
  await clock.lookAt('2027-03-15', '09:06:00')
  await clock.lookAt('2027-03-15', '09:06:15')
  expect(await alarms('bestuur')).toEqual(['2027-03-15'])
  await planned(`state = 'skipped', settled_at = due_at`, 'bestuur', '2027-03-22 1')
  await planned(
    `moved = true, due_at = '${at('2027-03-31', '10:00').toInstant().toString()}'`,
    'bestuur',
    '2027-03-29 1',
  )
  for (const day of ['2027-03-22', '2027-03-30']) await clock.lookAt(day, '09:00:00')
  expect(await alarms('bestuur')).toEqual(['2027-03-15'])
  // Another copy settled it while this one looked for it.
  const seen = await query(
    `update planned p set state = 'void', reason = 'missed', settled_at = due_at from digest_schedules s
     where s.pillar_id = 'samenleving' and p.kind = 'digest.watch' and p.subject_id = s.id::text and p.occurrence like '2027-03-22%' returning p.id`,
  )
  expect(seen).toHaveLength(1)
  // What the next one overtook while no copy ran never happened.
  await clock.lookAt('2027-03-31', '10:00:20')
  const messages = () => query(`select from deliveries where kind = 'digests.late'`)
  const before = (await messages()).length
  for (const second of ['00', '15', '30']) await clock.lookAt('2027-04-13', `09:00:${second}`)
  expect(await alarms('bestuur')).toEqual(['2027-03-15', '2027-04-05'])
  expect(await alarms('samenleving')).toEqual(['2027-04-05'])
  expect(await messages()).toHaveLength(before + 1)
})

it('[A44] a day that was marked as off later moves it to the next working day, and its draft with it', async () => {
  await clock.happens('2027-04-14', 'financien')
  await clock.lookAt('2027-04-15', '09:00:00')
  await query(
    `insert into days_off (kind, region, date, name, is_off, source) values ('day', '', '2027-04-19', 'Vrij', true, 'secretariat')`,
  )
  await clock.lookAt('2027-04-19', '08:30:20')
  expect((await clock.digestsOf('financien')).filter(([date]) => date === '2027-04-19')).toEqual([
    ['2027-04-19', 'draft', null],
  ])
  await clock.lookAt('2027-04-20', '08:30:20')
  expect((await clock.digestsOf('financien')).at(-1)).toEqual(['2027-04-19', 'sent', null])
})

it('[A44] a theme group with a channel has its digest, and where nobody would read one it is skipped and nothing is used up', async () => {
  const [group] = await query<{ id: string; pillar: string }>(
    `insert into theme_groups (id, name, pillar_id, starts_on) values ('mobiliteit-proef', 'Mobiliteit proef', 'economie-fysieke-leefomgeving', '2027-01-01') returning id, pillar_id as pillar`,
  )
  const { id = '', pillar = '' } = group ?? {}
  await query(`insert into themes (id, name, pillar_id) values ('mob', 'Mobiliteit proef', $1)`, [pillar])
  await clock.binds('themeGroup', id)
  await clock.lookAt('2027-05-04', '09:00:00')
  await clock.happens('2027-05-04', pillar, 'De trein')
  await query(`update lobby_points set theme_id = 'mob' where title = 'De trein'`)
  await query(`update channels set ended_at = now() where theme_group_id = $1`, [id])
  await clock.lookAt('2027-05-10', '08:30:20')
  expect(await clock.digestsOf(id)).toEqual([['2027-05-10', 'skipped', 'nobody']])
  await query(`update channels set ended_at = null where theme_group_id = $1`, [id])
  await clock.lookAt('2027-05-14', '14:30:20')
  await clock.lookAt('2027-05-18', '08:30:20')
  expect((await clock.digestsOf(id)).at(-1)).toEqual(['2027-05-17', 'sent', null])
})

it('[A44] of a pillar that has ended nothing goes out any more', async () => {
  await clock.happens('2027-05-19', 'financien')
  await clock.lookAt('2027-05-21', '14:30:20')
  await query(`update pillars set ends_on = '2027-05-23' where id = 'financien'`)
  await clock.lookAt('2027-05-24', '08:30:20')
  expect((await clock.digestsOf('financien')).at(-1)).toEqual(['2027-05-24', 'draft', null])
  const [row] = await query<{ state: string; reason: string }>(
    `select p.state, p.reason from planned p join digest_schedules s on s.id::text = p.subject_id where s.pillar_id = 'financien' and p.kind = 'digest.send' and p.occurrence = '2027-05-24 1'`,
  )
  expect(row).toEqual({ state: 'void', reason: 'ended' })
})

it('[T32] one that would have to wait for a morning after its last day does not go out, and is an alarm', async () => {
  await clock.happens('2027-06-30', 'samenleving', 'Te laat')
  await clock.lookAt('2027-07-02', '14:30:20')
  // No copy runs on the Monday; one runs again on the Tuesday evening.
  await clock.lookAt('2027-07-06', '22:00:00')
  expect((await clock.digestsOf('samenleving')).at(-1)).toEqual(['2027-07-05', 'draft', null])
  await clock.lookAt('2027-07-07', '08:00:20')
  expect((await clock.digestsOf('samenleving')).at(-1)).toEqual(['2027-07-05', 'skipped', 'late'])
  for (const second of ['20', '35']) await clock.lookAt('2027-07-07', `08:10:${second}`)
  expect((await alarms('samenleving')).at(-1)).toBe('2027-07-05')
  expect(await clock.news('samenleving', '2027-07-07', '09:00')).toEqual(['Te laat'])
})

it('[F51] what someone hears every day leaves on its day or is told by the next, can be skipped, and ends where they want no more', async () => {
  const person = await aPerson(clock.test)
  const [source] = await query<{ id: SourceId }>('select id from sources limit 1')
  await anAccount(clock.test, { source: source?.id ?? expect.fail('no source'), person, user: 'U1' })
  await query(
    `insert into digest_wishes (person_id, pillar_id, rhythm, created_at) values ($1::uuid, 'samenleving', 'daily', $2::timestamptz)`,
    [person, at('2027-07-07', '09:00').toInstant().toString()],
  )
  const told = async () =>
    (
      await query<{ day: string; until: string; titles: string[] }>(
        `select d.occurrence as day, (x.not_after at time zone $1)::text as until, (select array_agg(i.facts->>'title' order by i.position) from digest_items i where i.digest_id = d.id) as titles
         from digests d join deliveries x on x.subject_kind = 'digestMessage' and x.subject_id = d.id::text where x.person_id = $2::uuid order by 1`,
        [zone, person],
      )
    ).map(({ day, until, titles }) => [day, until, titles])
  await clock.lookAt('2027-07-07', '09:00:20')
  await clock.happens('2027-07-07', 'samenleving', 'Op woensdag')
  await clock.lookAt('2027-07-08', '08:30:20')
  const thursday = ['2027-07-08', '2027-07-09 00:00:00', ['Op woensdag']]
  expect(await told()).toEqual([thursday])
  await query(`update deliveries set state = 'void', reason = 'late' where person_id = $1::uuid`, [person])
  await query(
    `update planned set state = 'skipped', settled_at = due_at where kind = 'digest.daily' and state = 'open'`,
  )
  await clock.happens('2027-07-08', 'samenleving', 'Op donderdag')
  await clock.lookAt('2027-07-09', '08:30:20')
  expect(await told()).toEqual([thursday])
  await clock.lookAt('2027-07-12', '08:30:20')
  const monday = ['2027-07-12', '2027-07-13 00:00:00', ['Op donderdag', 'Op woensdag']]
  expect(await told()).toEqual([thursday, monday])
  await query(`update digest_wishes set rhythm = 'off' where person_id = $1::uuid`, [person])
  await clock.happens('2027-07-12', 'samenleving', 'Op maandag')
  await clock.lookAt('2027-07-13', '08:30:20')
  expect(await told()).toEqual([thursday, monday])
})

it('[A44] [F51] in a recess that was entered when all was planned no digest goes out and no daily message; after it all is told', async () => {
  const person = await query<{ id: string }>(
    `update digest_wishes set rhythm = 'daily', created_at = $1::timestamptz returning person_id as id`,
    [at('2027-07-28', '09:00').toInstant().toString()],
  )
  const told = async () =>
    (
      await query<{ day: string }>(
        `select (x.created_at at time zone $1)::date::text as day from deliveries x where x.kind = 'digests.sent' and x.person_id = $2::uuid and x.created_at > '2027-07-28' order by 1`,
        [zone, person[0]?.id],
      )
    ).map(({ day }) => day)
  await clock.lookAt('2027-07-30', '09:00:00')
  await clock.happens('2027-07-30', 'samenleving', 'Voor het reces')
  await clock.lookAt('2027-07-30', '14:30:20')
  expect((await clock.digestsOf('samenleving')).at(-1)).toEqual(['2027-08-02', 'draft', null])
  await query(
    `insert into days_off (kind, region, date, ends_on, name, is_off, source) values ('recess', '', '2027-08-02', '2027-08-07', 'Reces', false, 'secretariat')`,
  )
  await clock.lookAt('2027-08-02', '08:30:20')
  expect((await clock.digestsOf('samenleving')).at(-1)).toEqual(['2027-08-02', 'skipped', 'recess'])
  await clock.lookAt('2027-08-03', '08:30:20')
  await clock.lookAt('2027-08-06', '14:30:20')
  expect(await told()).toEqual([])
  await clock.lookAt('2027-08-09', '08:30:20')
  expect((await clock.digestsOf('samenleving')).at(-1)).toEqual(['2027-08-09', 'sent', null])
  expect(await told()).toEqual(['2027-08-09'])
  expect(await clock.news('samenleving', '2027-08-09', '09:00')).toEqual([])
})

it('[A44] where silence holds it, one that nobody said anything about does not go out at its moment, also where it was shown to nobody before', async () => {
  const [schedule] = await query<{ id: string }>(
    `update digest_schedules set silence = 'holds' where pillar_id = 'bestuur' returning id`,
  )
  const shown = () =>
    query<{ day: string; titles: string[] }>(
      `select d.occurrence as day, (select array_agg(i.facts->>'title' order by i.facts->>'title') from digest_items i where i.digest_id = d.id) as titles
       from digests d join deliveries x on x.kind = 'digests.draft' and x.facts->>'digest' = d.id::text where d.schedule_id = $1::uuid and d.occurrence > '2027-08-09' order by 1`,
      [schedule?.id],
    )
  await clock.happens('2027-08-11', 'bestuur', 'Wacht')
  await clock.lookAt('2027-08-13', '14:30:20')
  await clock.lookAt('2027-08-16', '08:30:20')
  expect((await clock.digestsOf('bestuur')).at(-1)).toEqual(['2027-08-16', 'held', null])
  await clock.happens('2027-08-18', 'bestuur', 'Wacht ook')
  // No copy runs on the Friday: by Monday the time to look at it is over, and it is shown all the same.
  await clock.lookAt('2027-08-23', '08:30:20')
  expect((await clock.digestsOf('bestuur')).slice(-2)).toEqual([
    ['2027-08-16', 'skipped', 'overtaken'],
    ['2027-08-23', 'held', null],
  ])
  expect(await shown()).toEqual([
    { day: '2027-08-16', titles: ['Wacht'] },
    { day: '2027-08-23', titles: ['Wacht', 'Wacht ook'] },
  ])
  const sent = `select from deliveries x join digests d on x.subject_id = d.id::text where x.kind = 'digests.sent' and d.schedule_id = $1::uuid and d.occurrence > '2027-08-09'`
  expect(await query(sent, [schedule?.id])).toEqual([])
})

it('[A44] where silence holds it, one that is let go goes out on time, held before or not; held after that it stays', async () => {
  const by = { personId: await aPerson(clock.test), role: 'chair', municipalityId: null, app: 'm50' }
  const reviews = (day: string, act: typeof hold) =>
    clock.reviews('bestuur', day, '15:00:00', (tx, found, now) => act(tx, found, by, now))
  const became = async (monday: string, acts: readonly (typeof hold)[]) => {
    const friday = Temporal.PlainDate.from(monday).subtract({ days: 3 }).toString()
    await clock.happens(friday, 'bestuur')
    await clock.lookAt(friday, '14:30:20')
    for (const act of acts) await reviews(friday, act)
    await clock.lookAt(monday, '08:30:20')
    return (await clock.digestsOf('bestuur')).at(-1)
  }
  expect(await became('2027-08-30', [release])).toEqual(['2027-08-30', 'sent', null])
  expect(await became('2027-09-06', [hold, release])).toEqual(['2027-09-06', 'sent', null])
  expect(await became('2027-09-13', [release, hold])).toEqual(['2027-09-13', 'held', null])
})
