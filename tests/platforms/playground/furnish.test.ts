// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { nextState, type PointEvent, type PointState, pointStates } from '#/features/lobby/rules/states.ts'
import { loadActor } from '#/network/load-actor.ts'
import { furnish } from '#/platforms/playground/furnish.ts'
import { readWorld } from '#/platforms/playground/world.ts'
import { type Play, play } from './play.ts'

const now = new Date('2027-02-03T08:12:00Z')
const today = '2027-02-03'
let its: Play
afterEach(() => its.close())

const folderOf = (folder: string) => () => readWorld(join(import.meta.dirname, '../../..', folder))
const furnished = (folder = 'prisma/seed') =>
  its.database.turns.transaction(tx => furnish(tx, folderOf(folder), { now, today, zone: 'Europe/Amsterdam' }))
const actorOf = async (user: string) =>
  (await loadActor(its.database.turns, { platform: 'playground', workspace: 'playground', user }, today))?.actor

describe('an empty database', () => {
  it('gets the people of the playground, with their roles, as a source of its own', async () => {
    its = await play({ seeded: true })
    await furnished()
    expect(await actorOf('s.jansen')).toMatchObject({
      source: { isHost: true, state: 'admitted', vouches: true },
      name: 'S. Jansen',
      municipality: { id: 'GM0355' },
      function: { kind: 'official' },
      roles: [{ kind: 'secretariat', pillar: null }],
    })
    expect(await actorOf('a.bakker')).toMatchObject({ function: { kind: 'official' }, roles: [] })
    const chair = await actorOf('m.smit')
    expect(chair).toMatchObject({ municipality: { id: 'GM0867' }, function: { kind: 'alderman', confirmed: true } })
    expect(chair?.roles.map(role => `${role.kind} ${role.pillar}`).sort()).toEqual([
      'chair bestuur',
      'pillarLead bestuur',
    ])
    expect(await actorOf('w.devries')).toMatchObject({ function: { kind: 'alderman', confirmed: true }, roles: [] })
    expect(await actorOf('f.kramer')).toMatchObject({
      municipality: { name: 'Dronten' },
      roles: [{ kind: 'contactOfficer', municipality: 'GM0303' }],
    })
    expect(await actorOf('r.visser')).toBeUndefined()
    expect(await actorOf('n.vos')).toBeUndefined()
  })

  it("gets its channels, with the secretariat's bound", async () => {
    its = await play({ seeded: true })
    await furnished()
    expect(await its.rows.query('select external_id, purpose, pillar_id from channels order by external_id')).toEqual([
      { external_id: 'bestuur', purpose: 'pillar', pillar_id: 'bestuur' },
      { external_id: 'secretariaat', purpose: 'secretariat', pillar_id: null },
    ])
  })

  it('[A26] [A28] [A29] gets bottlenecks and lobby points in every state but the one that its story brings, with who stands behind them and what was done', async () => {
    its = await play({ seeded: true })
    await furnished()
    const points = await its.rows.query<Record<string, unknown>>(
      `select p.state, p.is_confidential as confidential, (select count(*)::int from lobby_supports s where s.point_id = p.id and s.stance = 'support') as support,
         array(select target_id from lobby_point_targets t where t.point_id = p.id) as targets,
         array(select b.number from lobby_point_origins o join bottlenecks b on b.id = o.bottleneck_id where o.point_id = p.id) as origins,
         array(select action from audit a where a.subject_id = p.id::text order by a.at, a.id) as acts
       from lobby_points p order by p.number`,
    )
    const states = new Set<unknown>([...points.map(({ state }) => state), 'proposed'])
    expect(pointStates.filter(state => !states.has(state))).toEqual([])
    expect(points[0]).toMatchObject({ support: 7, targets: ['vws'], origins: [1] })
    expect(points[2]?.acts).toEqual(['lobby.propose', 'lobby.supported', 'lobby.approve', 'lobby.place'])
    expect(points.filter(({ confidential }) => confidential)).toHaveLength(1)
    expect(await its.rows.query('select distinct target_id, occasion from lobby_placements order by 1')).toContainEqual(
      {
        target_id: 'provincie-utrecht',
        occasion: 'bestuurlijk overleg mobiliteit',
      },
    )
    expect(
      await its.rows.query(
        `select count(*)::int as recognised, count(r.example)::int as examples from bottleneck_recognitions r join bottlenecks b on b.id = r.bottleneck_id where b.number = 1`,
      ),
    ).toEqual([{ recognised: 4, examples: 1 }])
    expect(
      await its.rows.query(
        `select p.number, i.place from lobby_rounds r join lobby_round_points i on i.round_id = r.id join lobby_points p on p.id = i.point_id where r.state = 'closed'`,
      ),
    ).toEqual([{ number: 2, place: 1 }])
  })

  it('of which each is as the bot itself would have left it: no state stands without its step, and every target and theme is known', async () => {
    its = await play({ seeded: true })
    await furnished()
    const file = await readWorld(join(import.meta.dirname, '../../..', 'prisma/seed'))
    const [counted] = await its.rows.query<Record<string, number>>(
      `select (select count(*)::int from lobby_point_targets) as targets, (select count(*)::int from lobby_placements) as placements,
         (select count(*)::int from lobby_supports) as supports, (select count(*)::int from lobby_offers) as offers, (select count(theme_id)::int from lobby_points) as themes`,
    )
    const sum = (of: (point: (typeof file.points)[number]) => number) =>
      file.points.reduce((all, point) => all + of(point), 0)
    expect(counted).toEqual({
      targets: sum(({ targets }) => targets.length),
      placements: sum(({ placements }) => placements.length),
      supports: sum(({ support }) => support.length),
      offers: sum(({ offers }) => offers.length),
      themes: sum(({ theme }) => (theme ? 1 : 0)),
    })
    const steps = await its.rows.query<{ was: PointState; act: string; is: string }>(
      `select old->>'state' as was, substr(action, 7) as act, new->>'state' as is from audit where subject_kind = 'lobbyPoint' and old is not null`,
    )
    for (const { was, act, is } of steps) expect(nextState(was, act as PointEvent)).toBe(is)
  })

  it('[A18] [A21] [A43] [A44] gets meetings that were, that are full and that take registrations, and a committee with a seat of ours, a meeting and a report', async () => {
    its = await play({ seeded: true })
    await furnished()
    const meetings = await its.rows.query(
      `select m.state, m.starts_at > $1::timestamptz as "isAhead", m.capacity_on_site as room, m.report_link is not null as "isReported",
         (select count(*)::int from meeting_registrations r where r.meeting_id = m.id and r.state = 'registered') as coming,
         array(select p.name from meeting_registrations r left join people p on p.id = r.person_id where r.meeting_id = m.id and r.state = 'waiting' order by r.place_in_line) as waiting,
         array(select l.number from agenda_items i join lobby_points l on l.id = i.point_id where i.meeting_id = m.id) as points,
         (select count(*)::int from actions a where a.meeting_id = m.id and a.state = 'open') as actions,
         array(select action from audit a where a.subject_id = m.id::text order by a.at, a.id) as acts
       from meetings m order by m.number`,
      [now.toISOString()],
    )
    const open = {
      state: 'open',
      isAhead: true,
      isReported: false,
      actions: 0,
      acts: ['meeting.planned', 'meeting.open'],
    }
    expect(meetings).toEqual([
      {
        ...open,
        state: 'held',
        isAhead: false,
        room: null,
        isReported: true,
        coming: 5,
        waiting: [],
        points: [2],
        actions: 2,
        acts: ['meeting.planned', 'meeting.open', 'meeting.hold'],
      },
      { ...open, room: 6, coming: 6, waiting: ['F. Kramer', null], points: [5] },
      { ...open, room: 80, coming: 8, waiting: [], points: [1] },
    ])
    expect(
      await its.rows.query(
        `select p.name, s.holder from committee_seats s left join people p on p.id = s.person_id where s.committee_id = 'bestuur-en-veiligheid' order by p.name`,
      ),
    ).toEqual([
      { name: 'M. Smit', holder: null },
      { name: null, holder: 'T. Wiersma' },
    ])
    // Seven working days after Wednesday 3 February, and input until noon of the working day before.
    expect(
      await its.rows.query(
        'select m.starts_at as "startsAt", m.input_until as "inputUntil", r.state, r.input_until > $1::timestamptz as "takesInput" from committee_meetings m, reports r',
        [now.toISOString()],
      ),
    ).toEqual([
      {
        startsAt: new Date('2027-02-12T10:00:00+01:00'),
        inputUntil: new Date('2027-02-11T12:00:00+01:00'),
        state: 'published',
        takesInput: true,
      },
    ])
  })

  it('[E42] says which kinds of meetings and committees its network does not have', async () => {
    its = await play({ seeded: true })
    const file = await readWorld(join(import.meta.dirname, '../../..', 'prisma/seed'))
    const [meeting] = file.meetings
    const [seat] = file.seats
    if (!meeting || !seat) return expect.fail('no meeting, or no seat')
    const other = {
      ...file,
      meetings: [{ ...meeting, kind: 'picknick' }],
      seats: [{ ...seat, committee: 'ruimtevaart' }],
    }
    const given = { now, today, zone: 'Europe/Amsterdam' }
    const mistakes = await its.database.turns
      .transaction(tx => furnish(tx, async () => other, given))
      .catch(error => error.mistakes)
    expect(mistakes).toEqual([
      'playground.yaml, meetings.0.kind: "picknick" is no kind of meeting of the network.',
      'playground.yaml, seats.0.committee: "ruimtevaart" is no committee of the network.',
    ])
  })

  it('gets them once, also from two copies that start together', async () => {
    its = await play({ seeded: true })
    await Promise.all([furnished(), furnished()])
    await furnished()
    expect(await its.rows.query('select count(*)::int as people from people')).toEqual([{ people: 5 }])
  })

  it('[E42] keeps the people of its network, whatever folder a later start is given', async () => {
    its = await play({ seeded: true })
    const first = await furnished()
    expect(await furnished('tests/networks/p12')).toEqual(first)
    expect(await actorOf('j.fern')).toBeUndefined()
  })

  it('[E42] of one network takes no people of another, and says which do not fit', async () => {
    its = await play({ seeded: true })
    const mistakes = await furnished('tests/networks/p12').catch(error => error.mistakes)
    expect(mistakes).toContain('playground.yaml, people.alderman: "Thornwick" is no municipality of the network.')
    expect(mistakes).toContain('playground.yaml, pillar: "open-country" is no pillar of the network.')
    expect(await its.rows.query('select count(*)::int as people from people')).toEqual([{ people: 0 }])
  })
})

describe('a database with people', () => {
  it('gets no secretariat that nobody asked for', async () => {
    its = await play({ seeded: true })
    await its.rows.query(`insert into people (name) values ('Iemand')`)
    await furnished()
    expect(await its.rows.query('select count(*)::int as roles from roles')).toEqual([{ roles: 0 }])
    expect(await its.rows.query('select platform, is_host, state from sources')).toEqual([
      { platform: 'playground', is_host: true, state: 'admitted' },
    ])
  })
})

describe('the story', () => {
  const said = () =>
    its.rows.query<{ author: string; conversation: string; text: string }>(
      'select author, conversation, text from playground_messages order by id',
    )

  it('[E48] is told by its people, as if they typed it: talk, and a request that waits', async () => {
    its = await play({ seeded: true })
    await furnished()
    await its.playground.open()
    expect(await said()).toMatchObject([
      { author: 'm.smit', conversation: 'bestuur' },
      { author: 'a.bakker', conversation: 'algemeen' },
      { author: 's.jansen', conversation: 'algemeen' },
      { author: 'f.kramer', conversation: '@f.kramer', text: 'pijler word-lid samenleving' },
      { author: 'm50', conversation: '@f.kramer' },
      { author: 'm50', conversation: '@a.bakker' },
      { author: 'm50', conversation: '@m.smit' },
      { author: 'm.smit', conversation: '@m.smit', text: 'lobby prioriteit 5 5' },
      { author: 'm50', conversation: '@m.smit' },
      { author: 'm50', conversation: '@f.kramer' },
    ])
    const until = expect.stringMatching(/^\d{4}-\d\d-\d\d$/)
    expect(its.taken).toMatchObject([
      { account: { user: 'f.kramer' }, act: { kind: 'line', text: 'pijler word-lid samenleving', by: 'direct' } },
      { account: { user: 'a.bakker' }, act: { kind: 'submit', form: 'lobby.new', fields: { target: 'bzk' } } },
      {
        account: { user: 'm.smit' },
        act: { kind: 'submit', form: 'lobby.round', context: 'bestuur:2.5', fields: { until } },
      },
      { account: { user: 'm.smit' }, act: { kind: 'line' } },
      { account: { user: 'f.kramer' }, act: { kind: 'submit', form: 'bottleneck.new' } },
    ])
  })

  it('is told once, and a story that was broken off goes on with the same keys', async () => {
    its = await play({ seeded: true })
    await furnished()
    its.answer(() => {
      throw new Error('broken off')
    })
    await its.playground.open()
    await its.playground.open()
    expect((await said()).map(({ author }) => author)).toEqual(['m.smit', 'a.bakker', 's.jansen', 'f.kramer'])
    expect(new Set(its.taken.map(({ key }) => key)).size).toBe(1)
    its.answer(() => ({ card: { version: 1, text: 'Goed.' }, to: 'me' }))
    await its.playground.open()
    const whole = await said()
    expect(whole).toHaveLength(10)
    await its.playground.open()
    expect(await said()).toEqual(whole)
  })

  it('is not told where people were already', async () => {
    its = await play({ seeded: true })
    await its.rows.query(`insert into people (name) values ('Iemand')`)
    await furnished()
    await its.playground.open()
    expect(await said()).toEqual([])
  })
})
