// SPDX-License-Identifier: EUPL-1.2
// What the clock has digests tell: what is new and may be told, once, as it stands by the time that they go out; each in a pillar of its own.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { digestNotices } from '#/features/digests/commands/notices.ts'
import { pointsOfRounds } from '#/features/digests/rules/round-points.ts'
import { at, digestClock, zone } from '../../support/digest-clock.ts'
import { aPerson } from '../../support/people.ts'

let clock: Awaited<ReturnType<typeof digestClock>>
const query: typeof clock.test.query = (...given) => clock.test.query(...given)

beforeAll(async () => {
  clock = await digestClock()
  await clock.binds('secretariat', null)
  for (const pillar of ['samenleving', 'bestuur', 'financien']) await clock.binds('pillar', pillar)
})

afterAll(() => clock.end())

it('[T38] what a restore left unsent was told; what was late or pointless everywhere was not', async () => {
  await clock.lookAt('2027-03-03', '09:00:00')
  await clock.happens('2027-03-03', 'samenleving', 'De bus')
  await clock.lookAt('2027-03-05', '14:30:20')
  await clock.lookAt('2027-03-08', '08:30:20')
  expect(await clock.digestsOf('samenleving')).toEqual([['2027-03-08', 'sent', null]])
  const left = (reason: string) =>
    query(`update deliveries set state = 'void', reason = $1 where kind = 'digests.sent'`, [reason])
  for (const reason of ['restored', 'dropped', 'forgotten']) {
    await left(reason)
    expect(await clock.news('samenleving', '2027-03-08', '09:00'), reason).toEqual([])
  }
  await left('late')
  expect(await clock.news('samenleving', '2027-03-08', '09:00')).toEqual(['De bus'])
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
  expect(await clock.news('samenleving', '2027-03-09', '09:00')).toContain(2)
  expect(await named()).toEqual(['Voor allen', 'Voor enkelen'])
  await confide(['Voor enkelen'])
  expect(await clock.news('samenleving', '2027-03-09', '09:00')).toContain(1)
  expect(await named()).toEqual(['Voor allen'])
  await confide(['Voor enkelen', 'Voor allen'])
  expect(await named()).toEqual([])
  expect(await clock.news('samenleving', '2027-03-09', '09:00')).toEqual([])
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
  expect(await clock.news('financien', '2027-04-23', '15:00')).toEqual(['Blijft'])
  await clock.lookAt('2027-04-26', '08:30:20')
  await clock.lookAt('2027-04-30', '14:30:20')
  const [next] = await query<{ introduction: string; writer: string; titles: string[] }>(
    `select d.introduction, d.introduced_by_id as writer, (select array_agg(i.facts->>'title') from digest_items i where i.digest_id = d.id) as titles from digests d join digest_schedules s on s.id = d.schedule_id
     where s.pillar_id = 'financien' and d.occurrence = '2027-05-03'`,
  )
  expect(next).toEqual({ introduction: 'Lees dit.', writer, titles: ['Blijft'] })
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
  expect((await clock.digestsOf('bestuur')).at(-1)).toEqual(['2027-06-07', 'skipped', 'nothing'])
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
  expect(await clock.news('samenleving', '2027-06-17', '09:00')).toEqual(['Veel 3', 'Anders', 'Nieuw'])
  await clock.lookAt('2027-06-18', '14:30:20')
  await clock.lookAt('2027-06-21', '08:30:20')
  expect(await titlesOf('2027-06-21')).toEqual(['Veel 3', 'Anders', 'Nieuw'])
  expect(await clock.news('samenleving', '2027-06-22', '09:00')).toEqual([])
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
  expect(await clock.news('bestuur', '2027-06-28', '09:00')).toEqual(['Op een andere dag', 'committee'])
  await query(`update meetings set state = 'cancelled' where title = 'Gaat door'`)
  expect(await drawn(id, '2027-06-28')).toBeNull()
  await query('delete from committee_meetings')
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
  expect(await clock.news('samenleving', '2027-07-21', '09:00')).toEqual([])
  await acted('Vrijgegeven', 'lobby.released', {}, {})
  expect(await clock.news('samenleving', '2027-07-21', '09:00')).toEqual(['Vrijgegeven'])
  await acted('Verhuisd', 'lobby.recategorised', { pillar: 'bestuur' }, { pillar: 'samenleving' })
  expect(await clock.news('samenleving', '2027-07-21', '09:00')).toEqual(['Verhuisd', 'Vrijgegeven'])
  expect(await clock.news('bestuur', '2027-07-21', '09:00')).toEqual([])
})
