// SPDX-License-Identifier: EUPL-1.2
// What the clock makes of digests where the network changes under them; each in a pillar of its own.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { digestNotices } from '#/features/digests/commands/notices.ts'
import { composed } from '#/features/digests/rules/contents.ts'
import { hold, release } from '#/features/digests/rules/review.ts'
import { pointsOfRounds } from '#/features/digests/rules/round-points.ts'
import { scheduleOf } from '#/features/digests/rules/schedules.ts'
import type { PillarId, SourceId } from '#/network/ids.ts'
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

const digestsOf = async (of: string) =>
  (
    await query<{ occurrence: string; state: string; reason: string | null; introduction: string | null }>(
      `select d.occurrence, d.state, d.reason, d.introduction from digests d join digest_schedules s on s.id = d.schedule_id
       where coalesce(s.pillar_id, s.theme_group_id) = $1 order by d.occurrence`,
      [of],
    )
  ).map(({ occurrence, state, reason }) => [occurrence, state, reason])

/** What a digest of a pillar would tell at a moment. */
async function news(pillar: string, day: string, time: string): Promise<readonly (string | number)[]> {
  const id = pillar as PillarId
  const schedule = await scheduleOf(clock.database.turns, { kind: 'pillar', id, name: id, pillar: id }, day)
  const now = new Date(at(day, time).epochMilliseconds)
  const { items } = await composed(clock.database.turns, schedule, { now, zone })
  return items.map(({ facts }) => (facts.kind === 'round' ? facts.points : 'title' in facts ? facts.title : facts.kind))
}

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

it('[T38] what a restore left unsent was told; what was late or pointless everywhere was not', async () => {
  await clock.lookAt('2027-03-03', '09:00:00')
  await clock.happens('2027-03-03', 'samenleving', 'De bus')
  await clock.lookAt('2027-03-05', '14:30:20')
  await clock.lookAt('2027-03-08', '08:30:20')
  expect(await digestsOf('samenleving')).toEqual([['2027-03-08', 'sent', null]])
  const left = (reason: string) =>
    query(`update deliveries set state = 'void', reason = $1 where kind = 'digests.sent'`, [reason])
  for (const reason of ['restored', 'dropped', 'forgotten']) {
    await left(reason)
    expect(await news('samenleving', '2027-03-08', '09:00'), reason).toEqual([])
  }
  await left('late')
  expect(await news('samenleving', '2027-03-08', '09:00')).toEqual(['De bus'])
  await left('restored')
})

it('[T20] of a round the points are counted and named that all members may know of, and of none nothing is told', async () => {
  await clock.happens('2027-03-08', 'samenleving', 'Voor allen')
  await clock.happens('2027-03-08', 'samenleving', 'Voor enkelen')
  await query(
    `with r as (insert into lobby_rounds (pillar_id, question, municipalities, opened_at, closes_at) values ('samenleving', 'Wat eerst?', 3, $1::timestamptz, $2::timestamptz) returning id)
     insert into lobby_round_points (round_id, point_id) select r.id, p.id from r, lobby_points p where p.title in ('Voor allen', 'Voor enkelen')`,
    [at('2027-03-08', '12:00').toInstant().toString(), at('2027-04-08', '12:00').toInstant().toString()],
  )
  const confide = (titles: readonly string[]) =>
    query('update lobby_points set is_confidential = (title = any($1::text[])) where pillar_id = $2', [
      titles,
      'samenleving',
    ])
  const [round] = await query<{ id: string }>('select id from lobby_rounds')
  const facts = { kind: 'round', id: round?.id ?? '', closesAt: '', points: 2 } as const
  const named = async () =>
    [...(await pointsOfRounds(clock.database.turns, [{ key: 'round', facts }])).values()]
      .flat()
      .map(({ title }) => title)
  await confide([])
  expect(await news('samenleving', '2027-03-09', '09:00')).toContain(2)
  expect(await named()).toEqual(['Voor allen', 'Voor enkelen'])
  await confide(['Voor enkelen'])
  expect(await news('samenleving', '2027-03-09', '09:00')).toContain(1)
  expect(await named()).toEqual(['Voor allen'])
  await confide(['Voor enkelen', 'Voor allen'])
  expect(await named()).toEqual([])
  expect(await news('samenleving', '2027-03-09', '09:00')).toEqual([])
})

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
  expect((await digestsOf('financien')).filter(([date]) => date === '2027-04-19')).toEqual([
    ['2027-04-19', 'draft', null],
  ])
  await clock.lookAt('2027-04-20', '08:30:20')
  expect((await digestsOf('financien')).at(-1)).toEqual(['2027-04-19', 'sent', null])
})

it('[A44] what was left out stays out, and what was written above one that was overtaken stands above the next', async () => {
  await clock.happens('2027-04-20', 'financien', 'Blijft')
  await clock.happens('2027-04-20', 'financien', 'Weg')
  await clock.lookAt('2027-04-23', '14:30:20')
  const writer = await aPerson(clock.test)
  await query(
    `update digests set state = 'held', introduction = 'Lees dit.', introduced_by_id = $1::uuid where occurrence = '2027-04-26' and schedule_id = (select id from digest_schedules where pillar_id = 'financien')`,
    [writer],
  )
  await query(`update digest_items set is_dropped = true where facts->>'title' = 'Weg'`)
  expect(await news('financien', '2027-04-23', '15:00')).toEqual(['Blijft'])
  await clock.lookAt('2027-04-26', '08:30:20')
  await clock.lookAt('2027-04-30', '14:30:20')
  const [next] = await query<{ introduction: string; writer: string; titles: string[] }>(
    `select d.introduction, d.introduced_by_id as writer, (select array_agg(i.facts->>'title') from digest_items i where i.digest_id = d.id) as titles from digests d join digest_schedules s on s.id = d.schedule_id
     where s.pillar_id = 'financien' and d.occurrence = '2027-05-03'`,
  )
  expect(next).toEqual({ introduction: 'Lees dit.', writer, titles: ['Blijft'] })
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
  expect(await digestsOf(id)).toEqual([['2027-05-10', 'skipped', 'nobody']])
  await query(`update channels set ended_at = null where theme_group_id = $1`, [id])
  await clock.lookAt('2027-05-14', '14:30:20')
  await clock.lookAt('2027-05-18', '08:30:20')
  expect((await digestsOf(id)).at(-1)).toEqual(['2027-05-17', 'sent', null])
})

it('[A44] of a pillar that has ended nothing goes out any more', async () => {
  await clock.happens('2027-05-19', 'financien')
  await clock.lookAt('2027-05-21', '14:30:20')
  await query(`update pillars set ends_on = '2027-05-23' where id = 'financien'`)
  await clock.lookAt('2027-05-24', '08:30:20')
  expect((await digestsOf('financien')).at(-1)).toEqual(['2027-05-24', 'draft', null])
  const [row] = await query<{ state: string; reason: string }>(
    `select p.state, p.reason from planned p join digest_schedules s on s.id::text = p.subject_id where s.pillar_id = 'financien' and p.kind = 'digest.send' and p.occurrence = '2027-05-24 1'`,
  )
  expect(row).toEqual({ state: 'void', reason: 'ended' })
})

it('[A44] what no longer stands when it goes out is not told, and where nothing is left none goes out', async () => {
  for (const title of ['Blijft staan', 'Teruggetrokken']) await clock.happens('2027-05-26', 'bestuur', title)
  const archived = (title: string) => query(`update lobby_points set state = 'archived' where title = $1`, [title])
  await clock.lookAt('2027-05-28', '14:30:20')
  await archived('Teruggetrokken')
  await clock.lookAt('2027-05-31', '08:30:20')
  const [sent] = await query<{ titles: string[] }>(
    `select array_agg(i.facts->>'title') as titles from digest_items i join digests d on d.id = i.digest_id join digest_schedules s on s.id = d.schedule_id
     where s.pillar_id = 'bestuur' and d.occurrence = '2027-05-31' and d.state = 'sent'`,
  )
  expect(sent?.titles).toEqual(['Blijft staan'])
  await clock.happens('2027-06-02', 'bestuur', 'Ook terug')
  await clock.lookAt('2027-06-04', '14:30:20')
  await archived('Ook terug')
  await clock.lookAt('2027-06-07', '08:30:20')
  expect((await digestsOf('bestuur')).at(-1)).toEqual(['2027-06-07', 'skipped', 'nothing'])
})

it('[A44] what a digest has no room for comes first in the next, as it is called by then, and what no longer stands does not', async () => {
  const titlesOf = async (occurrence: string) =>
    (
      await query<{ title: string }>(
        `select i.facts->>'title' as title from digest_items i join digests d on d.id = i.digest_id join digest_schedules s on s.id = d.schedule_id
         where s.pillar_id = 'samenleving' and d.occurrence = $1 and d.state = 'sent' and not i.is_left order by i.position`,
        [occurrence],
      )
    ).map(({ title }) => title)
  for (let n = 1; n <= 20; n++) await clock.happens('2027-06-09', 'samenleving', `Veel ${n}`)
  await clock.lookAt('2027-06-11', '14:30:20')
  await clock.lookAt('2027-06-14', '08:30:20')
  expect(await titlesOf('2027-06-14')).toEqual(Array.from({ length: 17 }, (_, i) => `Veel ${20 - i}`))
  await query(`update lobby_points set state = 'archived' where title = 'Veel 2'`)
  await query(`update lobby_points set title = 'Anders' where title = 'Veel 1'`)
  await clock.happens('2027-06-16', 'samenleving', 'Nieuw')
  expect(await news('samenleving', '2027-06-17', '09:00')).toEqual(['Veel 3', 'Anders', 'Nieuw'])
  await clock.lookAt('2027-06-18', '14:30:20')
  await clock.lookAt('2027-06-21', '08:30:20')
  expect(await titlesOf('2027-06-21')).toEqual(['Veel 3', 'Anders', 'Nieuw'])
  expect(await news('samenleving', '2027-06-22', '09:00')).toEqual([])
})

/** A digest as its message would be drawn at a moment; null where there is none to draw. */
async function drawn(id: string, day: string): Promise<string | null> {
  const reader = { locale: 'nl', person: null, zone, today: day, typed: 'm50' } as const
  const card = await digestNotices['digests.sent']?.draw(clock.database.turns, { digest: id }, reader)
  return card ? (card.items ?? []).map(({ text }) => text).join('\n') : null
}

it('[A44] one that is on its way tells of no meeting, of ours or of a committee, that was called off or moved meanwhile, and leaves no more where nothing else stands in it', async () => {
  const [kind] = await query<{ id: string }>('select id from meeting_kinds limit 1')
  const meets = (title: string, day: string) =>
    query(
      `insert into meetings (kind_id, pillar_id, title, starts_at, ends_at, register_until, state, created_at, opened_at)
       values ($1, 'bestuur', $2, $3::timestamptz, $3::timestamptz + interval '2 hours', $3::timestamptz - interval '1 day', 'open', $3::timestamptz - interval '30 days', $3::timestamptz - interval '30 days')`,
      [kind?.id, title, at(day, '10:00').toInstant().toString()],
    )
  await meets('Gaat door', '2027-07-01')
  await meets('Gaat niet door', '2027-07-02')
  await meets('Op een andere dag', '2027-07-05')
  const sits = (about: string, day: string) =>
    query(
      `insert into committee_meetings (committee_id, about, starts_at, ends_at, input_until, created_at)
       values ('bestuur-en-veiligheid', $1, $2::timestamptz, $2::timestamptz + interval '2 hours', $2::timestamptz - interval '1 day', $2::timestamptz - interval '30 days')`,
      [about, at(day, '10:00').toInstant().toString()],
    )
  await sits('Ondermijning', '2027-07-07')
  await sits('Jaarplan', '2027-07-08')
  await clock.lookAt('2027-06-25', '14:30:20')
  await clock.lookAt('2027-06-28', '08:30:20')
  const [sent] = await query<{ id: string }>(
    `select d.id from digests d join digest_schedules s on s.id = d.schedule_id where s.pillar_id = 'bestuur' and d.occurrence = '2027-06-28' and d.state = 'sent'`,
  )
  const id = sent?.id ?? ''
  expect(await drawn(id, '2027-06-28')).toMatch(/Gaat door.*Gaat niet door.*Op een andere dag.*Ondermijning.*Jaarplan/s)
  await query(`update meetings set state = 'cancelled' where title = 'Gaat niet door'`)
  await query(
    `update meetings set starts_at = starts_at + interval '7 days', ends_at = ends_at + interval '7 days' where title = 'Op een andere dag'`,
  )
  await query(`update committee_meetings set cancelled_at = starts_at where about = 'Ondermijning'`)
  await query(`update committee_meetings set starts_at = starts_at + interval '1 hour' where about = 'Jaarplan'`)
  const left = await drawn(id, '2027-06-28')
  expect(left).toContain('Gaat door')
  expect(left).not.toMatch(/Gaat niet door|Op een andere dag|Ondermijning|Jaarplan/)
  expect(await news('bestuur', '2027-06-28', '09:00')).toEqual(['Op een andere dag', 'committee'])
  await query(`update meetings set state = 'cancelled' where title = 'Gaat door'`)
  expect(await drawn(id, '2027-06-28')).toBeNull()
  await query('delete from committee_meetings')
})

it('[T32] one that would have to wait for a morning after its last day does not go out, and is an alarm', async () => {
  await clock.happens('2027-06-30', 'samenleving', 'Te laat')
  await clock.lookAt('2027-07-02', '14:30:20')
  // No copy runs on the Monday; one runs again on the Tuesday evening.
  await clock.lookAt('2027-07-06', '22:00:00')
  expect((await digestsOf('samenleving')).at(-1)).toEqual(['2027-07-05', 'draft', null])
  await clock.lookAt('2027-07-07', '08:00:20')
  expect((await digestsOf('samenleving')).at(-1)).toEqual(['2027-07-05', 'skipped', 'late'])
  for (const second of ['20', '35']) await clock.lookAt('2027-07-07', `08:10:${second}`)
  expect((await alarms('samenleving')).at(-1)).toBe('2027-07-05')
  expect(await news('samenleving', '2027-07-07', '09:00')).toEqual(['Te laat'])
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

it('[A44] [T20] a point is new where it may be told from then on, and in the pillar that it was moved to', async () => {
  const acted = (title: string, action: string, old: object, is: object) =>
    query(
      `insert into audit (at, action, subject_kind, subject_id, acted_role, app, old, new)
       select $2::timestamptz, $3, 'lobbyPoint', id::text, 'bot', 'm50', $4::jsonb, $5::jsonb from lobby_points where title = $1`,
      [title, at('2027-07-20', '12:00').toInstant().toString(), action, JSON.stringify(old), JSON.stringify(is)],
    )
  const changed = (title: string, to: string) =>
    query(`update lobby_points set ${to}, moved_at = $2::timestamptz where title = $1`, [
      title,
      at('2027-07-20', '12:00').toInstant().toString(),
    ])
  await clock.happens('2027-07-14', 'samenleving', 'Vrijgegeven')
  await query(`update lobby_points set is_confidential = true where title = 'Vrijgegeven'`)
  await clock.happens('2027-07-14', 'bestuur', 'Verhuisd')
  await clock.lookAt('2027-07-16', '14:30:20')
  await clock.lookAt('2027-07-19', '08:30:20')
  await changed('Vrijgegeven', 'is_confidential = false')
  await changed('Verhuisd', `pillar_id = 'samenleving'`)
  expect(await news('samenleving', '2027-07-21', '09:00')).toEqual([])
  await acted('Vrijgegeven', 'lobby.released', {}, {})
  expect(await news('samenleving', '2027-07-21', '09:00')).toEqual(['Vrijgegeven'])
  await acted('Verhuisd', 'lobby.recategorised', { pillar: 'bestuur' }, { pillar: 'samenleving' })
  expect(await news('samenleving', '2027-07-21', '09:00')).toEqual(['Verhuisd', 'Vrijgegeven'])
  expect(await news('bestuur', '2027-07-21', '09:00')).toEqual([])
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
  expect((await digestsOf('samenleving')).at(-1)).toEqual(['2027-08-02', 'draft', null])
  await query(
    `insert into days_off (kind, region, date, ends_on, name, is_off, source) values ('recess', '', '2027-08-02', '2027-08-07', 'Reces', false, 'secretariat')`,
  )
  await clock.lookAt('2027-08-02', '08:30:20')
  expect((await digestsOf('samenleving')).at(-1)).toEqual(['2027-08-02', 'skipped', 'recess'])
  await clock.lookAt('2027-08-03', '08:30:20')
  await clock.lookAt('2027-08-06', '14:30:20')
  expect(await told()).toEqual([])
  await clock.lookAt('2027-08-09', '08:30:20')
  expect((await digestsOf('samenleving')).at(-1)).toEqual(['2027-08-09', 'sent', null])
  expect(await told()).toEqual(['2027-08-09'])
  expect(await news('samenleving', '2027-08-09', '09:00')).toEqual([])
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
  expect((await digestsOf('bestuur')).at(-1)).toEqual(['2027-08-16', 'held', null])
  await clock.happens('2027-08-18', 'bestuur', 'Wacht ook')
  // No copy runs on the Friday: by Monday the time to look at it is over, and it is shown all the same.
  await clock.lookAt('2027-08-23', '08:30:20')
  expect((await digestsOf('bestuur')).slice(-2)).toEqual([
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
    return (await digestsOf('bestuur')).at(-1)
  }
  expect(await became('2027-08-30', [release])).toEqual(['2027-08-30', 'sent', null])
  expect(await became('2027-09-06', [hold, release])).toEqual(['2027-09-06', 'sent', null])
  expect(await became('2027-09-13', [release, hold])).toEqual(['2027-09-13', 'held', null])
})
