// SPDX-License-Identifier: EUPL-1.2
// What the clock makes of digests where what they tell, or who reads them, changes before they go out.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { plainText } from '#/chat/plain-text.ts'
import type { Tx } from '#/database/db.ts'
import { type Bottleneck, bottleneckById } from '#/features/bottlenecks/rules/bottlenecks.ts'
import { complete } from '#/features/bottlenecks/rules/complete.ts'
import { restore, withdraw } from '#/features/bottlenecks/rules/withdraw.ts'
import { digestNotices } from '#/features/digests/commands/notices.ts'
import { composed } from '#/features/digests/rules/contents.ts'
import { nextSending } from '#/features/digests/rules/next-sending.ts'
import { reachOf } from '#/features/digests/rules/reach.ts'
import { type Of, scheduleOf } from '#/features/digests/rules/schedules.ts'
import { alterMeeting, asAltered } from '#/features/meetings/rules/alter.ts'
import { lockedMeeting } from '#/features/meetings/rules/meetings.ts'
import { announceReport } from '#/features/vng/rules/announce-report.ts'
import { changeMeeting, lockedCommitteeMeeting } from '#/features/vng/rules/meetings.ts'
import { askedReport } from '#/features/vng/rules/reports.ts'
import { byBot } from '#/network/audit.ts'
import { workingHours } from '#/network/days-off.ts'
import type {
  BottleneckId,
  CommitteeMeetingId,
  MeetingId,
  PersonId,
  PillarId,
  ReportId,
  SourceId,
} from '#/network/ids.ts'
import { at, digestClock, zone } from '../../support/digest-clock.ts'
import { anAccount, aPerson } from '../../support/people.ts'

let clock: Awaited<ReturnType<typeof digestClock>>
const query: typeof clock.test.query = (...given) => clock.test.query(...given)
const moment = (day: string, time: string) => at(day, time).toInstant().toString()

beforeAll(async () => {
  clock = await digestClock()
  await clock.binds('secretariat', null)
  for (const pillar of ['samenleving', 'bestuur']) await clock.binds('pillar', pillar)
})

afterAll(() => clock.end())

const digestsOf = async (pillar: string) =>
  (
    await query<{ id: string; occurrence: string; state: string; reason: string | null }>(
      `select d.id, d.occurrence, d.state, d.reason from digests d join digest_schedules s on s.id = d.schedule_id where s.pillar_id = $1 order by d.occurrence`,
      [pillar],
    )
  ).map(({ id, ...rest }) => [id, ...Object.values(rest)])

/** Someone who hears of a pillar by direct message. */
async function wisher(pillar: string, rhythm: string, since: string, user: string): Promise<PersonId> {
  const person = await aPerson(clock.test)
  const [source] = await query<{ id: SourceId }>('select id from sources limit 1')
  await anAccount(clock.test, { source: source?.id ?? expect.fail('no source'), person, user })
  await query(
    `insert into digest_wishes (person_id, pillar_id, rhythm, created_at) values ($1::uuid, $2, $3, $4::timestamptz)`,
    [person, pillar, rhythm, since],
  )
  return person
}

const toldTo = async (person: PersonId) =>
  (
    await query<{ told: string }>(
      `select coalesce(i.facts->>'title', i.facts->>'about') as told from deliveries x join digest_items i on i.digest_id = x.subject_id::uuid
       where x.kind = 'digests.sent' and x.person_id = $1::uuid order by x.created_at, i.position`,
      [person],
    )
  ).map(({ told }) => told)

it('[T20] [A44] what is for few when a digest goes out is not used up by it, and stands in no message that was sent before it was for all', async () => {
  await clock.lookAt('2027-03-03', '09:00:00')
  for (const title of ['Open', 'Even dicht']) await clock.happens('2027-03-03', 'samenleving', title)
  await clock.lookAt('2027-03-05', '14:30:20')
  const confide = (is: boolean) =>
    query(`update lobby_points set is_confidential = $1, moved_at = $2::timestamptz where title = 'Even dicht'`, [
      is,
      moment('2027-03-08', '12:00'),
    ])
  await confide(true)
  await clock.lookAt('2027-03-08', '08:30:20')
  const [[id] = []] = await digestsOf('samenleving')
  await confide(false)
  await query(
    `insert into audit (at, action, subject_kind, subject_id, acted_role, app, old, new)
     select $1::timestamptz, 'lobby.released', 'lobbyPoint', id::text, 'bot', 'm50', '{}', '{}' from lobby_points where title = 'Even dicht'`,
    [moment('2027-03-08', '12:00')],
  )
  const reader = { locale: 'nl', person: null, zone, today: '2027-03-08', typed: 'm50' } as const
  const card = await digestNotices['digests.sent']?.draw(clock.database.turns, { digest: id }, reader)
  const drawn = JSON.stringify(card?.items)
  expect(drawn).toContain('Open')
  expect(drawn).not.toContain('Even dicht')
  await clock.lookAt('2027-03-12', '14:30:20')
  await clock.lookAt('2027-03-15', '08:30:20')
  const next = (await digestsOf('samenleving')).at(-1) ?? []
  expect(next.slice(1)).toEqual(['2027-03-15', 'sent', null])
  const titles = await query(`select facts->>'title' as title from digest_items where digest_id = $1::uuid`, [next[0]])
  expect(titles).toEqual([{ title: 'Even dicht' }])
})

it('[F51] who cannot be written to any more counts as no reader, and is sent nothing', async () => {
  const gone = await wisher('bestuur', 'weekly', moment('2027-03-15', '09:00'), 'U1')
  const stays = await wisher('bestuur', 'weekly', moment('2027-03-15', '09:00'), 'U2')
  const daily = await wisher('bestuur', 'daily', moment('2027-03-15', '09:00'), 'U3')
  await query(`update identities set is_deactivated = true where user_id in ('U1', 'U3')`)
  const of = { pillar: 'bestuur' as PillarId, group: null }
  expect(await reachOf(clock.database.turns, of, '2027-03-17')).toEqual({ channels: ['pillar bestuur'], people: 1 })
  await clock.happens('2027-03-17', 'bestuur', 'Voor wie er is')
  for (const time of ['08:30:20', '14:30:20']) await clock.lookAt('2027-03-19', time)
  await clock.lookAt('2027-03-22', '08:30:20')
  expect(await toldTo(stays)).toEqual(['Voor wie er is'])
  expect([...(await toldTo(gone)), ...(await toldTo(daily))]).toEqual([])
})

it('[F51] who hears at once hears of a meeting that was known long before once it is near', async () => {
  const pillar = 'economie-fysieke-leefomgeving'
  await query(
    `insert into committee_meetings (committee_id, about, starts_at, ends_at, input_until, created_at)
     select committee_id, 'Woningbouw', $2::timestamptz, $2::timestamptz + interval '2 hours', $2::timestamptz - interval '1 day', $3::timestamptz
     from committee_pillars where pillar_id = $1 and rank = 'primary' order by committee_id limit 1`,
    [pillar, moment('2027-05-12', '10:00'), moment('2027-03-01', '10:00')],
  )
  await query(
    `insert into meetings (kind_id, pillar_id, title, starts_at, ends_at, register_until, state, created_at, opened_at)
     select id, $1, 'Pijleroverleg', $2::timestamptz, $2::timestamptz + interval '2 hours', $2::timestamptz, 'open', $3::timestamptz, $3::timestamptz from meeting_kinds limit 1`,
    [pillar, moment('2027-06-04', '10:00'), moment('2027-03-01', '10:00')],
  )
  const person = await wisher(pillar, 'direct', moment('2027-03-22', '09:00'), 'U4')
  await clock.lookAt('2027-04-22', '10:00:20')
  expect(await toldTo(person)).toEqual([])
  await clock.lookAt('2027-04-23', '10:01:20')
  expect(await toldTo(person)).toEqual(['Pijleroverleg'])
  await clock.lookAt('2027-04-28', '10:01:20')
  await clock.lookAt('2027-04-29', '10:01:20')
  expect(await toldTo(person)).toEqual(['Pijleroverleg', 'Woningbouw'])
})

it('[F51] who hears at once hears of a meeting, of ours or of a committee, that is moved to where it is near', async () => {
  const pillar = 'financien'
  const [committee] = await query<{ id: CommitteeMeetingId }>(
    `insert into committee_meetings (committee_id, about, starts_at, ends_at, input_until, created_at)
     select committee_id, 'Ondermijning', $2::timestamptz, $2::timestamptz + interval '2 hours', $2::timestamptz - interval '1 day', $3::timestamptz
     from committee_pillars where pillar_id = $1 and rank = 'primary' order by committee_id limit 1 returning id`,
    [pillar, moment('2027-09-01', '10:00'), moment('2027-03-01', '10:00')],
  )
  const [ours] = await query<{ id: MeetingId }>(
    `insert into meetings (kind_id, pillar_id, title, starts_at, ends_at, register_until, state, created_at, opened_at, place)
     select id, $1, 'Vervroegd', $2::timestamptz, $2::timestamptz + interval '2 hours', $2::timestamptz, 'open', $3::timestamptz, $3::timestamptz, 'Zeist' from meeting_kinds limit 1 returning id`,
    [pillar, moment('2027-09-02', '10:00'), moment('2027-03-01', '10:00')],
  )
  const person = await wisher(pillar, 'direct', moment('2027-04-30', '09:00'), 'U6')
  await clock.lookAt('2027-04-30', '10:00:20')
  expect(await toldTo(person)).toEqual([])
  const moved = (day: string) => ({
    startsAt: new Date(moment(day, '10:00')),
    endsAt: new Date(moment(day, '12:00')),
  })
  await clock.does('2027-04-30', '10:01', async tx => {
    const meeting = await lockedCommitteeMeeting(tx, committee?.id ?? expect.fail('no meeting'))
    if (meeting)
      await changeMeeting(
        tx,
        meeting,
        { ...meeting, ...moved('2027-05-12'), inputUntil: new Date(moment('2027-05-11', '12:00')) },
        byBot,
      )
  })
  await clock.lookAt('2027-04-30', '10:01:20')
  expect(await toldTo(person)).toEqual(['Ondermijning'])
  await clock.does('2027-04-30', '10:02', async (tx, { now, today }) => {
    const meeting = await lockedMeeting(tx, ours?.id ?? expect.fail('no meeting'), [], today)
    if (meeting)
      await alterMeeting(
        tx,
        meeting,
        { ...asAltered(meeting), ...moved('2027-05-14'), registerUntil: new Date(moment('2027-05-13', '12:00')) },
        byBot,
        now,
      )
  })
  await clock.lookAt('2027-04-30', '10:02:20')
  expect(await toldTo(person)).toEqual(['Ondermijning', 'Vervroegd'])
})

it('[F51] who hears at once hears of a meeting of the whole network as soon as it is open, and of none for contact officers', async () => {
  const person = await wisher('bestuur', 'direct', moment('2027-05-03', '09:00'), 'U5')
  await query(
    `insert into meetings (kind_id, title, starts_at, ends_at, register_until, state, created_at, opened_at)
     select id, case when 'contactOfficer' = any(audience) then 'Voor contactambtenaren' else 'Voor het hele netwerk' end, $1::timestamptz, $1::timestamptz + interval '2 hours', $1::timestamptz, 'open', $2::timestamptz, $2::timestamptz
     from meeting_kinds where id in ('ledenbijeenkomst', 'contactambtenarenoverleg')`,
    [moment('2027-05-12', '10:00'), moment('2027-05-03', '12:00')],
  )
  await clock.lookAt('2027-05-03', '12:00:20')
  expect(await toldTo(person)).toEqual(['Voor het hele netwerk'])
})

it('[A44] a recess that is entered after the month was planned stops the draft as well, and no preview promises one in it', async () => {
  await clock.happens('2027-05-05', 'samenleving', 'Voor de zomer')
  await clock.lookAt('2027-05-06', '09:00:00')
  await query(
    `insert into days_off (kind, region, date, ends_on, name, is_off, source) values ('recess', '', '2027-05-08', '2027-05-15', 'Reces', false, 'secretariat')`,
  )
  const id = 'samenleving' as PillarId
  const schedule = await scheduleOf(clock.database.turns, { kind: 'pillar', id, name: id, pillar: id }, '2027-05-06')
  const hours = await workingHours(clock.database.turns, zone)
  const now = new Date(moment('2027-05-06', '09:00'))
  const next = await nextSending(clock.database.turns, schedule, { now, today: '2027-05-06', hours })
  // The Monday after it is that of Whitsun.
  expect(next).toEqual({ kind: 'goes', at: new Date(moment('2027-05-18', '08:30')) })
  await clock.lookAt('2027-05-07', '14:30:20')
  const ofRecess = async () =>
    (await digestsOf('samenleving')).filter(([, date]) => date === '2027-05-10').map(([, , ...is]) => is)
  expect(await ofRecess()).toEqual([])
  await clock.lookAt('2027-05-10', '08:30:20')
  expect(await ofRecess()).toEqual([['skipped', 'recess']])
})

it('[A44] a meeting of the whole network stands in the digest of each pillar, and in that of no theme group, which is called otherwise', async () => {
  await query(
    `insert into meetings (kind_id, title, starts_at, ends_at, register_until, state, created_at, opened_at)
     select id, case when 'contactOfficer' = any(audience) then 'Voor contactambtenaren' else 'Voor allen' end, $1::timestamptz, $1::timestamptz + interval '2 hours', $1::timestamptz, 'open', $2::timestamptz, $2::timestamptz
     from meeting_kinds where id in ('ledenbijeenkomst', 'contactambtenarenoverleg')`,
    [moment('2027-06-18', '10:00'), moment('2027-05-18', '12:00')],
  )
  await query(
    `insert into theme_groups (id, name, pillar_id, starts_on) values ('wijken', 'Wijken', 'samenleving', '2027-01-01')`,
  )
  await clock.binds('themeGroup', 'wijken')
  await query(`insert into themes (id, name, pillar_id) values ('wijken', 'Wijken', 'samenleving')`)
  await clock.happens('2027-05-19', 'samenleving', 'De wijkagent')
  await query(`update lobby_points set theme_id = 'wijken' where title = 'De wijkagent'`)
  await clock.lookAt('2027-05-21', '14:30:20')
  await clock.lookAt('2027-05-24', '08:30:20')
  const sent = await query<{ id: string; of: string; titles: string[] }>(
    `select d.id, coalesce(s.pillar_id, s.theme_group_id) as of, array(select i.facts->>'title' from digest_items i where i.digest_id = d.id and not i.is_left order by 1) as titles
     from digests d join digest_schedules s on s.id = d.schedule_id where d.occurrence = '2027-05-24' and d.state = 'sent' order by 2`,
  )
  expect(Object.fromEntries(sent.map(one => [one.of, one.titles]))).toEqual({
    bestuur: ['Voor allen'],
    samenleving: ['De wijkagent', 'Voor allen', 'Voor de zomer'],
    wijken: ['De wijkagent'],
  })
  const reader = { locale: 'nl', person: null, zone, today: '2027-05-24', typed: 'm50' } as const
  const id = sent.find(one => one.of === 'wijken')?.id
  const card = await digestNotices['digests.sent']?.draw(clock.database.turns, { digest: id }, reader)
  expect(card?.title).toBe('Nieuws Wijken · ma 24 mei')
})

it('[T20] [A44] behind [Meer] is counted what waits for the next digest, but for what is for few by then', async () => {
  for (let n = 1; n <= 20; n++) await clock.happens('2027-05-26', 'bestuur', `Wacht ${n}`)
  await clock.lookAt('2027-05-28', '14:30:20')
  await clock.lookAt('2027-05-31', '08:30:20')
  const [id] = (await digestsOf('bestuur')).at(-1) ?? []
  const reader = { locale: 'nl', person: null, zone, today: '2027-05-31', typed: 'm50' } as const
  const reads = async (kind: 'digests.sent' | 'digests.rest') =>
    plainText((await digestNotices[kind]?.draw(clock.database.turns, { digest: id }, reader)) ?? expect.fail('no card'))
  expect(await reads('digests.sent')).toContain('Nog 15 lobbypunten, zonder deadline. [Meer]')
  expect(await reads('digests.rest')).toContain(
    'Nog 3 lobbypunten: daarmee begint het volgende nieuws. Nu al te vinden op de lobbyagenda.',
  )
  await query(
    `update lobby_points set is_confidential = true where id in (select point_id from digest_items where digest_id = $1::uuid and is_left limit 1)`,
    [id],
  )
  expect(await reads('digests.sent')).toContain('Nog 14 lobbypunten, zonder deadline. [Meer]')
  expect(await reads('digests.rest')).toContain('Nog 2 lobbypunten: daarmee begint het volgende nieuws.')
  // Also where all that is left of it is in sight.
  await query(
    `update lobby_points set is_confidential = true where id in (select point_id from digest_items where digest_id = $1::uuid and not is_left order by position offset 6)`,
    [id],
  )
  expect(await reads('digests.sent')).toContain('Nog 2 lobbypunten, zonder deadline. [Meer]')
  expect(await reads('digests.rest')).toContain('Nog 2 lobbypunten: daarmee begint het volgende nieuws.')
})

it('[A44] [T32] a report that the channel had by itself is told by no digest of it, also where it waited for one, unless it never arrived there; by direct message it is', async () => {
  const reported = async (title: string, day: string, post: 'open' | 'sent' | 'failed' | null) => {
    const [row] = await query<{ id: ReportId; number: number }>(
      `with made as (insert into reports (committee_id, kind, state, title, summary, created_at, published_at)
         values ('zjo', 'any', 'published', $1, 'Zo is het.', $2::timestamptz, $2::timestamptz) returning id, number), linked as (
         insert into report_pillars (report_id, pillar_id) select id, 'samenleving' from made)
       select id, number from made`,
      [title, moment(day, '12:00')],
    )
    if (post)
      await clock.does('2027-06-01', '12:00', async (tx, now) => {
        const report = await askedReport(tx, row?.id ?? expect.fail('no report'))
        await announceReport(tx, report ?? expect.fail('no report'), 'samenleving' as PillarId, byBot, now)
      })
    const became = await query(`update deliveries set state = $2 where subject_id = $1 returning id`, [row?.id, post])
    expect(became).toHaveLength(post ? 1 : 0)
    return { ...row, kind: 'report', committee: 'Zorg', title, inputUntil: null }
  }
  const person = await wisher('samenleving', 'daily', moment('2027-06-01', '09:00'), 'U7')
  await reported('Nieuw', '2027-06-01', null)
  await reported('Nieuw, geplaatst', '2027-06-01', 'open')
  await reported('Nieuw, niet aangekomen', '2027-06-01', 'failed')
  await clock.lookAt('2027-06-01', '12:01:00')
  await clock.lookAt('2027-06-02', '08:30:20')
  expect(await toldTo(person)).toEqual(expect.arrayContaining(['Nieuw', 'Nieuw, geplaatst']))
  const [[before] = []] = (await digestsOf('samenleving')).slice(-1)
  for (const facts of [
    await reported('Wachtte', '2027-05-27', null),
    await reported('Wachtte, geplaatst', '2027-05-27', 'sent'),
    await reported('Wachtte, niet aangekomen', '2027-05-27', 'failed'),
  ])
    await query(
      `insert into digest_items (digest_id, key, position, is_left, facts) values ($1::uuid, $2, 90, true, $3::jsonb)`,
      [before, `report ${facts.id}`, JSON.stringify(facts)],
    )
  await clock.lookAt('2027-06-04', '14:30:20')
  await clock.lookAt('2027-06-07', '08:30:20')
  const [[sent, ...is] = []] = (await digestsOf('samenleving')).slice(-1)
  expect(is).toEqual(['2027-06-07', 'sent', null])
  const told = await query<{ title: string }>(
    `select facts->>'title' as title from digest_items where digest_id = $1::uuid and facts->>'kind' = 'report' order by 1`,
    [sent],
  )
  expect(told.map(({ title }) => title)).toEqual([
    'Nieuw',
    'Nieuw, niet aangekomen',
    'Wachtte',
    'Wachtte, niet aangekomen',
  ])
})

const shared = async (title: string, of: string, day: string) =>
  (
    await query<{ id: BottleneckId }>(
      `insert into bottlenecks (title, happens, pillar_id, municipality_id, created_at) values ($1, '', $2, 'GM0355', $3::timestamptz) returning id`,
      [title, of, moment(day, '12:00')],
    )
  )[0]?.id ?? expect.fail('no bottleneck')

/** Someone does a thing to a bottleneck at a moment. */
const does = (
  day: string,
  time: string,
  id: BottleneckId,
  act: (tx: Tx, one: Bottleneck, now: Date) => Promise<void>,
) =>
  clock.does(day, time, async (tx, { now, today }) => {
    await act(tx, (await bottleneckById(tx, id, [], today)) ?? expect.fail('no bottleneck'), now)
  })

it('[A44] [F51] a bottleneck that was put back, or came from another pillar, is new from then on', async () => {
  const pillar = 'economie-fysieke-leefomgeving' as PillarId
  const [back, moved] = [
    await shared('Teruggezet', pillar, '2027-06-07'),
    await shared('Verhuisd', 'bestuur', '2027-06-07'),
  ]
  await does('2027-06-07', '12:01', back, (tx, one, now) => withdraw(tx, one, byBot, now))
  const person = await wisher(pillar, 'direct', moment('2027-06-07', '13:00'), 'U8')
  await clock.lookAt('2027-06-07', '13:00:20')
  expect(await toldTo(person)).toEqual([])
  await does('2027-06-07', '13:01', back, (tx, one) => restore(tx, one, byBot))
  await clock.lookAt('2027-06-07', '13:01:20')
  expect((await toldTo(person)).at(-1)).toBe('Teruggezet')
  await does('2027-06-07', '13:02', moved, (tx, one, now) => complete(tx, one, { ...one, pillar }, byBot, now))
  await clock.lookAt('2027-06-07', '13:02:20')
  expect((await toldTo(person)).at(-1)).toBe('Verhuisd')
})

it('[A44] a bottleneck that gets its theme later is new to that theme group from then on, and to its pillar it is not', async () => {
  const id = await shared('Zonder thema', 'samenleving', '2027-06-02')
  const news = async (kind: Of['kind'], of: string) => {
    const schedule = await scheduleOf(
      clock.database.turns,
      { kind, id: of, name: of, pillar: 'samenleving' as PillarId },
      '2027-06-09',
    )
    const now = new Date(moment('2027-06-09', '09:00'))
    const { items } = await composed(clock.database.turns, schedule, { now, zone })
    return items.map(({ key }) => key)
  }
  expect(await news('themeGroup', 'wijken')).not.toContain(`bottleneck ${id}`)
  await does('2027-06-08', '12:00', id, (tx, one, now) => complete(tx, one, { ...one, theme: 'wijken' }, byBot, now))
  expect(await news('themeGroup', 'wijken')).toContain(`bottleneck ${id}`)
  expect(await news('pillar', 'samenleving')).not.toContain(`bottleneck ${id}`)
})
