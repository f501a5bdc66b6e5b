// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
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
  its.database.turns.transaction(tx => furnish(tx, folderOf(folder), { now, today }))
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

  it('[A29] gets lobby points that there were already, with the municipalities behind them', async () => {
    its = await play({ seeded: true })
    await furnished()
    const points = await its.rows.query(
      `select p.state, count(s.id)::int as support, min(t.target_id) as target from lobby_points p left join lobby_supports s on s.point_id = p.id
       left join lobby_point_targets t on t.point_id = p.id group by p.id, p.state order by p.number`,
    )
    expect(points.map(({ state }) => state)).toEqual(['gathering', 'prioritised', 'placed', 'achieved'])
    expect(points[0]).toMatchObject({ support: 7, target: 'vws' })
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
    ])
    expect(its.taken).toMatchObject([
      { account: { user: 'f.kramer' }, act: { kind: 'line', text: 'pijler word-lid samenleving', by: 'direct' } },
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
    expect(whole).toHaveLength(5)
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
