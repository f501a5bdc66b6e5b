// SPDX-License-Identifier: EUPL-1.2
import { afterEach, describe, expect, it } from 'vitest'
import { loadActor } from '#/network/load-actor.ts'
import { furnish } from '#/platforms/playground/furnish.ts'
import { type Play, play } from './play.ts'

const now = new Date('2027-02-03T08:12:00Z')
const today = '2027-02-03'
let its: Play
afterEach(() => its.close())

const furnished = () => its.database.turns.transaction(tx => furnish(tx, now, today))
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
    expect(await actorOf('w.devries')).toBeUndefined()
  })

  it("gets its channels, with the secretariat's bound", async () => {
    its = await play({ seeded: true })
    await furnished()
    expect(await its.rows.query('select external_id, purpose, pillar_id from channels order by external_id')).toEqual([
      { external_id: 'bestuur', purpose: 'pillar', pillar_id: 'bestuur' },
      { external_id: 'secretariaat', purpose: 'secretariat', pillar_id: null },
    ])
  })

  it('gets them once, also from two copies that start together', async () => {
    its = await play({ seeded: true })
    await Promise.all([furnished(), furnished()])
    await furnished()
    expect(await its.rows.query('select count(*)::int as people from people')).toEqual([{ people: 3 }])
  })

  it('[E42] of another network gets who fits it', async () => {
    its = await play()
    await furnished()
    expect(await actorOf('s.jansen')).toMatchObject({
      municipality: null,
      function: null,
      roles: [{ kind: 'secretariat' }],
    })
    expect(await its.rows.query('select external_id from channels')).toEqual([{ external_id: 'secretariaat' }])
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
