// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { committeeMeetingsComing, reportsSince } from '#/features/vng/rules/news.ts'
import type { PersonId, PillarId } from '#/network/ids.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { anAccount, aSource } from '../../support/people.ts'

let test: TestDatabase
let database: Database
const society = 'samenleving' as PillarId

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  database = openDatabase({ url: test.url, directUrl: test.url })
  const [kok] = await test.query<{ id: string }>(
    `insert into people (name, municipality_id) select 'R. Kok', id from municipalities where name = 'Tiel' returning id`,
  )
  const source = await aSource(test)
  await anAccount(test, { source, person: kok?.id as PersonId, user: 'U1', email: 'r.kok@tiel.nl' })
  // Nobody speaks for someone without an account: they sit there, and not for the network.
  const [silent] = await test.query<{ id: string }>(
    `insert into people (name, municipality_id) select 'S. Til', id from municipalities where name = 'Zeist' returning id`,
  )
  const seat = `insert into committee_seats (committee_id, person_id, holder, function, starts_on, ends_on, created_at) values ('zjo', $1, $2, 'member', $3, $4, now())`
  await test.query(seat, [kok?.id, null, '2027-01-01', null])
  await test.query(seat, [silent?.id, null, '2027-01-01', null])
  await test.query(seat, [null, 'J. Pieters (Utrecht)', '2027-01-01', null])
  // One follows the other on the day that it meets.
  for (const [name, user, from, until] of [
    ['O. Ud', 'U2', '2027-01-01', '2027-03-12'],
    ['N. Ieuw', 'U3', '2027-03-12', null],
  ] as const) {
    const [one] = await test.query<{ id: PersonId }>(
      `insert into people (name, municipality_id) select $1, id from municipalities where name = 'Zeist' returning id`,
      [name],
    )
    await anAccount(test, { source, person: one?.id ?? null, user, email: `${user}@zeist.nl` })
    await test.query(seat, [one?.id, null, from, until])
  }
  const report = (title: string, state: string, confidential: boolean, at: string | null, pillar: string = society) =>
    test.query(
      `with made as (insert into reports (committee_id, kind, state, title, summary, is_confidential, author_id, created_at, published_at)
         values ('zjo', 'any', $2, $1, 'Zo is het.', $3, $4, now(), $5::timestamptz) returning id)
       insert into report_pillars (report_id, pillar_id) select id, $6 from made`,
      [title, state, confidential, kok?.id, at, pillar],
    )
  await report('Te oud', 'published', false, '2027-03-01T07:30:00Z')
  await report('Eerste', 'published', false, '2027-03-01T07:30:01Z')
  await report('Laatste', 'published', false, '2027-03-08T07:30:00Z')
  await report('Te nieuw', 'published', false, '2027-03-08T07:30:01Z')
  await report('Vertrouwelijk', 'published', true, '2027-03-02T09:00:00Z')
  await report('Wacht nog', 'proposed', false, null)
  await report('Elders', 'published', false, '2027-03-02T09:00:00Z', 'financien')
  const meeting = (committee: string, at: string, cancelled: string | null) =>
    test.query(
      `insert into committee_meetings (committee_id, about, starts_at, ends_at, input_until, cancelled_at, created_at)
       values ($1, 'Jeugdwet', $2::timestamptz, $2::timestamptz + interval '2 hours', $2::timestamptz - interval '1 day', $3::timestamptz, now())`,
      [committee, at, cancelled],
    )
  await meeting('zjo', '2027-03-12T09:00:00Z', null)
  await meeting('zjo', '2027-03-13T09:00:00Z', '2027-03-01T00:00:00Z')
  await meeting('zjo', '2027-05-12T09:00:00Z', null)
  await meeting('financien', '2027-03-12T09:00:00Z', null)
  await test.query(
    `update reports r set meeting_id = m.id from committee_meetings m where r.title = 'Laatste' and m.committee_id = 'zjo' and m.starts_at = '2027-03-12T09:00:00Z'`,
  )
  // The pillar is the second one of this committee.
  await meeting('bestuur-en-veiligheid', '2027-03-10T09:00:00Z', null)
})

afterAll(async () => {
  await database.close()
  await test.drop()
})

describe('[A44] what a pillar’s digest tells of committees', () => {
  it('is what was published for it since the last one, the newest first, and nothing confidential or told before', async () => {
    const [since, until] = [new Date('2027-03-01T07:30:00Z'), new Date('2027-03-08T07:30:00Z')]
    const news = await reportsSince(database.background, { pillar: society, since, until, withPosted: true })
    expect(news.map(({ title }) => title)).toEqual(['Laatste', 'Eerste'])
    expect(news[0]).toMatchObject({
      committeeName: 'Zorg, Jeugd en Onderwijs',
      authorName: 'R. Kok',
      municipality: 'Tiel',
      publishedAt: until,
      meetingAt: new Date('2027-03-12T09:00:00Z'),
    })
    expect(news[1]?.meetingAt).toBe(null)
  })

  it('is when its committees meet, with who of the network sits there by then and until when they take input', async () => {
    const [from, until] = [new Date('2027-03-08T07:30:00Z'), new Date('2027-04-08T07:30:00Z')]
    const news = await committeeMeetingsComing(database.background, {
      pillar: society,
      from,
      until,
      zone: 'Europe/Amsterdam',
    })
    expect(news.map(({ committee, seats }) => ({ committee, seats }))).toEqual([
      { committee: 'bestuur-en-veiligheid', seats: [] },
      {
        committee: 'zjo',
        seats: [
          { name: 'N. Ieuw', municipality: 'Zeist' },
          { name: 'R. Kok', municipality: 'Tiel' },
        ],
      },
    ])
    expect(news[1]).toMatchObject({ about: 'Jeugdwet', inputUntil: new Date('2027-03-11T09:00:00Z') })
  })
})
