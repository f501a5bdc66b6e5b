// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '#/database/database.ts'
import { composed } from '#/features/digests/rules/contents.ts'
import { newsOf } from '#/features/digests/rules/news.ts'
import { directToSend } from '#/features/digests/rules/personal.ts'
import { scheduleOf } from '#/features/digests/rules/schedules.ts'
import { workingHours } from '#/network/days-off.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'
import { freshDatabase } from '../../support/database.ts'
import { anAccount, aPerson, aSource } from '../../support/people.ts'
import { type Ask, expectNoLargeScan } from '../../support/scale.ts'

const now = new Date('2027-03-08T07:30:00Z')
const today = '2027-03-08'
const pillar = 'samenleving' as PillarId

let test: Awaited<ReturnType<typeof freshDatabase>>
let database: ReturnType<typeof openDatabase>
let person: PersonId

/** 2,000 points of which each fifth moved this week, twenty supports each, 10,000 reports, and 20,000 bottlenecks that were completed last year. */
beforeAll(async () => {
  test = await freshDatabase({ seeded: true, measured: true })
  database = openDatabase({ url: test.url, turns: 2, background: 2 })
  person = await aPerson(test)
  await anAccount(test, { source: await aSource(test), person, user: 'U1' })
  await test.query(
    `insert into lobby_points (number, state, title, problem, ask, why_midsized, pillar_id, municipality_id, proposer_id, created_at, opened_at, moved_at)
     select n, (array['gathering', 'prioritised', 'placed', 'achieved'])[1 + n % 4], 'Punt ' || n, 'Wat speelt er.', 'Wat vragen we.', 'Waarom', $2, 'GM0355', $1::uuid,
       $3::timestamptz - interval '1 year', $3::timestamptz - interval '1 year', $3::timestamptz - case when n % 5 = 0 then interval '1 day' else interval '60 days' end
     from generate_series(1, 2000) n`,
    [person, pillar, now.toISOString()],
  )
  await test.query(
    `insert into lobby_supports (point_id, municipality_id, person_id, stance, created_at)
     select p.id, m.id, $1::uuid, 'support', $2::timestamptz - (p.number % 100) * interval '1 day' from lobby_points p
     join lateral (select id from (select distinct municipality_id as id from memberships) n order by id limit 20) m on true`,
    [person, now.toISOString()],
  )
  await test.query(
    `insert into reports (committee_id, kind, state, title, summary, author_id, created_at, published_at)
     select 'zjo', 'after', 'published', 'Verslag ' || n, 'Wat er is gezegd.', $1::uuid, $2::timestamptz, $2::timestamptz - (n % 400) * interval '1 day'
     from generate_series(1, 10000) n`,
    [person, now.toISOString()],
  )
  await test.query('insert into report_pillars (report_id, pillar_id) select id, $1 from reports', [pillar])
  await test.query(
    `with made as (insert into bottlenecks (title, happens, pillar_id, municipality_id, created_at)
       select 'Knelpunt ' || n, '', $1, 'GM0355', $2::timestamptz - interval '1 year' from generate_series(1, 20000) n returning id)
     insert into audit (at, action, subject_kind, subject_id, acted_role, app, old, new)
     select $2::timestamptz - interval '300 days' + n * interval '1 minute', case n when 3 then 'bottleneck.completed' else 'bottleneck.recognised' end, 'bottleneck', id::text, 'member', 'm50', '{"pillar": "bestuur"}', '{"pillar": "samenleving"}'
     from made, generate_series(1, 3) n`,
    [pillar, now.toISOString()],
  )
  await test.query(
    `insert into digest_wishes (person_id, pillar_id, rhythm, created_at) values ($1::uuid, $2, 'direct', $3::timestamptz)`,
    [person, pillar, now.toISOString()],
  )
  await test.query('analyze')
}, 120_000)

afterAll(async () => {
  await database.close()
  await test.drop()
})

it('[A44] of 10,000 reports, 2,000 points and 40,000 supports a digest is composed within 200 ms', async () => {
  const schedule = await scheduleOf(database.turns, { kind: 'pillar', id: pillar, name: 'Samenleving', pillar }, today)
  let best = Number.POSITIVE_INFINITY
  // What else the machine does is not what is measured: it is asked again.
  for (let i = 0; i < 50 && best >= 200; i++) {
    const began = performance.now()
    const { items, left } = await composed(database.turns, schedule, { now, zone: 'Europe/Amsterdam' })
    best = Math.min(best, performance.now() - began)
    expect(items.length + left.length).toBeGreaterThan(300)
  }
  expect(best).toBeLessThan(200)
})

it('[A44] [F51] where nothing is new the bottlenecks of years, and their course, are not gone through', async () => {
  const zone = 'Europe/Amsterdam'
  const period = { from: new Date(now.getTime() - 3_600_000), to: now }
  const ask: Ask = async pool => {
    expect((await newsOf(pool, { pillar, group: null }, period, zone)).bottlenecks).toEqual([])
    expect(await directToSend(pool, { now, today, hours: await workingHours(pool, zone) })).toEqual([])
  }
  await expectNoLargeScan(ask, { test, database, person }, ['audit', 'bottlenecks'])
})
