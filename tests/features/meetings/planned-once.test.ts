// SPDX-License-Identifier: EUPL-1.2
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '#/database/database.ts'
import { statement } from '#/database/db.ts'
import { pressRegister } from '#/features/meetings/rules/register.ts'
import type { MeetingId, MunicipalityId, PersonId } from '#/network/ids.ts'
import { freshDatabase } from '../../support/database.ts'

const now = new Date('2027-02-03T10:00:00Z')

/** A few meetings, each with a thousand who wait: what the database knows of each is much more than what it guesses of any. */
async function crowded() {
  const test = await freshDatabase({ seeded: true, measured: true })
  onTestFinished(() => test.drop())
  await test.query(
    `insert into people (name, municipality_id) select 'Persoon ' || g, 'GM0355' from generate_series(1, 1020) g`,
  )
  await test.query(
    `insert into meetings (number, kind_id, title, starts_at, ends_at, place, register_until, state, created_at, opened_at)
     select n, 'lobbyistenoverleg', 'Bijeenkomst ' || n, $1::timestamptz + interval '30 days', $1::timestamptz + interval '30 days 3 hours', 'Gemeentehuis', $1::timestamptz + interval '20 days', 'open', $1, $1
     from generate_series(1, 9) n`,
    [now.toISOString()],
  )
  await test.query(
    `insert into meeting_registrations (meeting_id, person_id, municipality_id, state, way, created_at, changed_at)
     select m.id, p.id, p.municipality_id, 'waiting', 'onSite', $1::timestamptz, $1::timestamptz from meetings m, (select * from people order by id limit 1000) p where m.number > 3`,
    [now.toISOString()],
  )
  await test.query('vacuum analyze')
  return test
}

const plans = statement(
  'plans',
  `select custom_plans::int as anew from pg_prepared_statements where name = 'meeting_register'`,
)

it('a press on [Inschrijven] is not planned anew each time, which takes as long as it runs', async () => {
  const test = await crowded()
  const { turns, close } = openDatabase({ url: test.url, turns: 1, background: 1 })
  onTestFinished(close)
  const [meeting] = await test.query<{ id: MeetingId }>('select id from meetings where number = 1')
  const people = await test.query<{ id: PersonId }>('select id from people order by id desc limit 20')
  for (const { id } of people)
    await pressRegister(
      turns,
      { meeting: meeting?.id ?? expect.fail('no meeting'), way: 'onSite', session: null },
      { personId: id, municipalityId: 'GM0355' as MunicipalityId, role: 'member', app: 'slack' },
      { key: id, now, today: '2027-02-03' },
    )
  // Postgres plans five of each anew before it chooses.
  expect(await turns.query(plans)).toEqual([{ anew: 5 }])
})
