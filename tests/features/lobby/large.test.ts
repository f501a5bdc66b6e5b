// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { agendaPage } from '#/features/lobby/rules/agenda.ts'
import { courseOf } from '#/features/lobby/rules/course.ts'
import type { Facet, Known } from '#/features/lobby/rules/filter.ts'
import { lifeOf } from '#/features/lobby/rules/life.ts'
import { pointByNumber } from '#/features/lobby/rules/points.ts'
import { searchPoints } from '#/features/lobby/rules/search.ts'
import { pressSupport } from '#/features/lobby/rules/stand.ts'
import type { LobbyPointId, MunicipalityId } from '#/network/ids.ts'
import { freshDatabase } from '../../support/database.ts'
import { aPerson } from '../../support/people.ts'
import {
  type Ask,
  closeSides,
  expectAboutAsLong,
  expectNoLargeScan,
  mostTimes,
  type Side,
  sideOf,
} from '../../support/scale.ts'

const today = '2027-02-03'
const sides: Side[] = []
const large = (): Side => sides[1] ?? expect.fail('no database')

/** So many points, with a word in twelve of them and one in all; for each twenty supports, some with a line, a hundred acts, and what is said around a point in its life. */
async function filled(points: number): Promise<Side> {
  const test = await freshDatabase({ seeded: true, measured: true })
  const person = await aPerson(test)
  await test.query(
    `insert into lobby_points (number, state, title, problem, ask, why_midsized, pillar_id, municipality_id, proposer_id, created_at, opened_at, moved_at)
     select n, (array['gathering', 'prioritised', 'placed', 'achieved', 'proposed', 'draft'])[1 + n % 6], 'Punt ' || n || case when n <= 12 then ' over bussen' else '' end,
       repeat('Wat speelt er. ', 20), repeat('Wat vragen we. ', 10), 'Waarom', (array['samenleving', 'bestuur'])[1 + n % 2],
       (select id from (select distinct municipality_id as id from memberships where municipality_id <> 'GM0303') m order by id offset n % 20 limit 1), $2::uuid,
       now(), case when n % 6 < 4 then now() end, now() - n * interval '1 hour'
     from generate_series(1, $1::int) n`,
    [points, person],
  )
  await test.query(
    `insert into lobby_supports (point_id, municipality_id, person_id, stance, line, created_at)
     select p.id, m.id, $1::uuid, 'support', case when p.number % 10 = 0 then 'Bij ons rijdt geen tram, punt' end, now() from lobby_points p
     join lateral (select id from (select distinct municipality_id as id from memberships where municipality_id <> 'GM0355') n
       order by id offset p.number % 20 limit 20) m on true`,
    [person],
  )
  await test.query(
    `insert into lobby_wordings (point_id, wording, title, problem, ask, why_midsized, replaced_at)
     select id, n, title, problem, ask, why_midsized, now() from lobby_points, generate_series(1, 2) n`,
  )
  await test.query(
    `insert into lobby_placements (point_id, target_id, occasion, placed_on, spokesperson, created_at)
     select p.id, t.id, 'overleg', current_date, 'W. de Vries', now() from lobby_points p, (select id from lobby_targets order by id limit 2) t`,
  )
  await test.query(
    `insert into lobby_contacts (point_id, text, created_at) select id, 'gesproken', now() from lobby_points, generate_series(1, 3)`,
  )
  await test.query(
    `insert into lobby_offers (point_id, municipality_id, person_id, offer, text, source, year, created_at)
     select id, 'GM0303', $1::uuid, 'figure', 'Zoveel gaan er per dag, punt ' || number, 'CBS', 2026, now() from lobby_points`,
    [person],
  )
  await test.query(
    `insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, app)
     select now(), 'lobby.supported', 'lobbyPoint', p.id::text, $1::uuid, 'speaker', 'slack' from lobby_points p, generate_series(1, 100)`,
    [person],
  )
  return sideOf(test, person)
}

beforeAll(async () => {
  for (const points of [50, 2_000]) sides.push(await filled(points))
}, 180_000)

afterAll(() => closeSides(sides))

const known = (facet: Facet, id: string): Known => ({ facet, id, name: id, names: [] })
let key = 0
const by = { role: 'speaker', app: 'slack', municipalityId: 'GM0355' as MunicipalityId }

const page = { from: 0, size: 12 }
const nobodys = { isAll: false, pillars: [], municipalities: [], proposers: [] }
const search =
  (words: string): Ask =>
  (db, { person }) =>
    searchPoints(db, [person], nobodys, today, words, page)
const agenda =
  (...only: readonly Known[]): Ask =>
  (db, { person }) =>
    agendaPage(db, [person], today, { only, ...page })

/** What people ask most, of a database of any size. */
const asked: Readonly<Record<string, Ask>> = {
  'the lobby agenda': agenda(),
  'a pillar’s lobby agenda': agenda(known('pillar', 'samenleving')),
  'what a municipality stands behind': agenda(known('municipality', 'GM0303')),
  'the search for a word of a few points': search('bus'),
  'the search for a word of all points': search('punt'),
  'a point': async (db, { person }) => {
    const point = await pointByNumber(db, 25, [person], today)
    return lifeOf(db, { id: point?.id ?? ('' as LobbyPointId) }, true, { today, zone: 'Europe/Amsterdam' })
  },
  'its course': async (db, { person }) => {
    const point = await pointByNumber(db, 25, [person], today)
    return courseOf(db, { id: point?.id ?? ('' as LobbyPointId) }, true, [person], today, { size: 12, from: 0 })
  },
  'a press on [Steunen]': (db, { person }) =>
    pressSupport(db, { number: 25 }, { ...by, personId: person }, [person], {
      key: `large ${key++}`,
      now: new Date(),
      today,
    }),
}

it.each(Object.entries(asked))(
  'of 2,000 points with 40,000 supports and 200,000 acts goes through no large table: %s',
  (_, ask) => expectNoLargeScan(ask, large()),
)

it('[A29] a municipality’s points come in the same order and to the last, whether it stands behind few or behind many', async () => {
  const only = [known('municipality', 'GM0303'), known('pillar', 'samenleving')]
  for (const { database, test, person } of sides) {
    const all = await test.query<{ number: number }>(
      `select number from lobby_points p where pillar_id = 'samenleving' and state <> 'draft' and (municipality_id = 'GM0303'
         or exists (select from lobby_supports s where s.point_id = p.id and s.municipality_id = 'GM0303' and s.ended_at is null)) order by moved_at desc, number desc`,
    )
    const found: number[] = []
    for (let from = 0; ; from += page.size) {
      const { lines, total, isMore } = await agendaPage(database.turns, [person], today, {
        only,
        from,
        size: page.size,
      })
      if (lines.length === 0) break
      found.push(...lines.map(({ number }) => number))
      expect(isMore ? total < all.length : total === all.length, `${total} of ${all.length}`).toBe(true)
      // Where it is not known how many there are, there is a page after this one.
      expect(isMore && from + page.size >= all.length).toBe(false)
    }
    expect(found).toEqual(all.map(({ number }) => number))
  }
  expect(sides.length).toBe(2)
})

it(`takes at most ${mostTimes} times as long of 2,000 points as of 50`, () => expectAboutAsLong(asked, sides), 180_000)
