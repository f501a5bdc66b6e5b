// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '#/database/database.ts'
import { functions, leadingRoles } from '#/network/actor.ts'
import { loadActor } from '#/network/load-actor.ts'
import { type Action, may, policy, type Relation } from '#/network/policy.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aPerson, aSource } from '../support/people.ts'

let own: TestDatabase
let database: ReturnType<typeof openDatabase>
const today = '2027-02-03'
const account = { platform: 'slack', workspace: 'T1', user: 'U1' }
const zeist = 'GM0355'

beforeAll(async () => {
  own = await freshDatabase({ seeded: true })
  database = openDatabase({ url: own.url })
  const source = await aSource(own)
  const person = await aPerson(own)
  await own.query('update people set municipality_id = $2 where id = $1', [person, zeist])
  await anAccount(own, { source, person, user: account.user, email: 'i.iemand@zeist.nl' })
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const times = {
  former: ['2026-01-01', today],
  present: ['2026-01-01', '2027-02-04'],
  future: ['2027-02-04', null],
} as const

const pillarRoles: readonly string[] = ['pillarLead', 'chair', 'viceChair', 'supporter']

/** What someone may do, action by action and relation by relation, who has this one role at such a time. */
async function rightsWith(kind: string, [from, until]: readonly [string, string | null]): Promise<string[]> {
  await own.query('delete from roles')
  await own.query(
    `insert into roles (person_id, kind, municipality_id, pillar_id, starts_on, ends_on, confirmed_at)
     select id, $1, $2, $3, $4, $5, now() from people`,
    [kind, zeist, pillarRoles.includes(kind) ? 'bestuur' : null, from, until],
  )
  return rightsNow()
}

async function rightsNow(): Promise<string[]> {
  const known = await loadActor(database.background, account, today)
  if (!known) throw new Error('nobody')
  const { person } = known.actor
  const relations: Record<string, Relation> = {
    nothing: {},
    own: { person },
    colleague: { person: 'other' as never, municipality: zeist as never, askedOf: 'secretariat' },
    'of the pillar': { person: 'other' as never, pillar: 'bestuur' as never, askedOf: 'chair' },
    'of the leads': { person: 'other' as never, askedOf: 'networkLead' },
  }
  return Object.entries(relations).flatMap(([name, relation]) =>
    (Object.keys(policy) as Action[])
      .filter(action => may(known.actor, action, relation))
      .map(action => `${action} ${name}`),
  )
}

it.each([...functions, ...leadingRoles])(
  '[T18] [T19] %s: who had it until yesterday, or has it from tomorrow, may no more than who never had it',
  async kind => {
    await own.query('delete from roles')
    const never = await rightsNow()
    expect(await rightsWith(kind, times.former)).toEqual(never)
    expect(await rightsWith(kind, times.future)).toEqual(never)
    expect((await rightsWith(kind, times.present)).length).toBeGreaterThan(never.length)
  },
)
