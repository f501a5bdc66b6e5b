// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let [anna, bert] = ['', '']

beforeAll(async () => {
  database = await freshDatabase({ seeded: true })
  const people = await database.query(
    `insert into people (name, municipality_id) values ('Anna', 'GM0355'), ('Bert', 'GM0355') returning id`,
  )
  ;[anna, bert] = people.map(row => String(row.id)) as [string, string]
})
afterAll(() => database.drop())

const role = (person: string, kind: string, from: string, until: string | null, pillar: string | null = null) =>
  database.query(
    `insert into roles (person_id, kind, municipality_id, pillar_id, starts_on, ends_on) values ($1, $2, 'GM0355', $3, $4, $5)`,
    [person, kind, pillar, from, until],
  )

it('what every press on a meeting asks of its places is planned once, and not at each press', async () => {
  const functions = await database.query(
    `select proname, proconfig from pg_proc where proname in ('meeting_room', 'meeting_registrations_fit') order by proname`,
  )
  expect(functions).toEqual([
    { proname: 'meeting_registrations_fit', proconfig: ['plan_cache_mode=force_generic_plan'] },
    { proname: 'meeting_room', proconfig: ['plan_cache_mode=force_generic_plan'] },
  ])
})

describe('rules that hold whatever the code does', () => {
  it('[A09] one contact officer for a municipality at a time', async () => {
    await role(anna, 'contactOfficer', '2026-01-01', '2026-07-01')
    await expect(role(bert, 'contactOfficer', '2026-06-30', null)).rejects.toThrow('roles_one_contact_officer')
    await role(bert, 'contactOfficer', '2026-07-01', null)
  })

  it('one function for a person at a time', async () => {
    await role(anna, 'alderman', '2026-01-01', null)
    await expect(role(anna, 'mayor', '2026-05-01', '2026-06-01')).rejects.toThrow('roles_one_function')
    await expect(role(bert, 'official', '2026-05-01', '2026-04-01')).rejects.toThrow()
  })

  it('[A11] one active seat for a person in a pillar, and again after leaving', async () => {
    const seat = (ended: string | null) =>
      database.query(
        `insert into pillar_members (pillar_id, person_id, municipality_id, started_at, ended_at) values ('bestuur', $1, 'GM0355', now(), $2)`,
        [anna, ended],
      )
    await seat('2026-01-01')
    await seat(null)
    await expect(seat(null)).rejects.toThrow('pillar_members_one_active')
  })

  it('[A49] one open request for one intent, decided ones beside it', async () => {
    const request = (state: string, decided: string | null) =>
      database.query(
        `insert into requests (kind, subject, subject_key, asked_of, state, decided_at) values ('x', '{}', 'one', 'secretariat', $1, $2)`,
        [state, decided],
      )
    await request('declined', '2026-01-01')
    await request('open', null)
    await expect(request('asked', null)).rejects.toThrow('requests_one_open')
    await expect(request('approved', null)).rejects.toThrow('requests_decided')
  })

  it('[T05] one person for an address, one identity for an account', async () => {
    await database.query(`insert into people (name, email) values ('C', 'c@zeist.nl')`)
    await expect(database.query(`insert into people (name, email) values ('D', 'c@zeist.nl')`)).rejects.toThrow(
      'people_email_key',
    )
    const [source] = await database.query(
      `insert into sources (platform, external_id, name) values ('slack', 'T1', 'T') returning id`,
    )
    const identity = () =>
      database.query(`insert into identities (source_id, user_id, name) values ($1, 'U1', 'U')`, [source?.id])
    await identity()
    await expect(identity()).rejects.toThrow('identities_source_id_user_id_key')
  })

  it('[F47] one term in a committee for a person at a time; another is known by name alone', async () => {
    const seat = (person: string | null, holder: string | null, from: string, until: string | null) =>
      database.query(
        `insert into committee_seats (committee_id, person_id, holder, function, starts_on, ends_on, created_at) values ('rwm', $1, $2, 'member', $3, $4, now())`,
        [person, holder, from, until],
      )
    await seat(anna, null, '2026-01-01', '2028-01-01')
    await expect(seat(anna, null, '2027-12-31', null)).rejects.toThrow('committee_seats_one_each')
    await seat(anna, null, '2028-01-01', null)
    await seat(null, 'J. Pieters (Utrecht)', '2026-01-01', null)
    await expect(seat(null, 'j. pieters (utrecht)', '2026-02-01', null)).rejects.toThrow('committee_seats_one_each')
    await expect(seat(bert, 'Bert', '2026-01-01', null)).rejects.toThrow('committee_seats_holder')
  })

  it('[F47] one meeting of a committee for what is typed in, and for what a calendar calls one', async () => {
    const meeting = (at: string, uid: string | null, recurrence: string | null) =>
      database.query(
        `insert into committee_meetings (committee_id, starts_at, ends_at, input_until, uid, recurrence, created_at) values ('rwm', $1::timestamptz, $1::timestamptz + interval '2 hours', $1, $2, $3, now())`,
        [at, uid, recurrence],
      )
    await meeting('2027-02-04T09:00Z', null, null)
    await expect(meeting('2027-02-04T09:00Z', null, null)).rejects.toThrow('committee_meetings_one_typed')
    await meeting('2027-02-04T09:00Z', 'a@vng.nl', '')
    await meeting('2027-03-04T09:00Z', 'a@vng.nl', '20270304T090000Z')
    await expect(meeting('2027-02-11T09:00Z', 'a@vng.nl', '')).rejects.toThrow('committee_meetings_committee_id_uid')
    await expect(meeting('2027-02-11T09:00Z', 'b@vng.nl', null)).rejects.toThrow('committee_meetings_uid')
  })
})
