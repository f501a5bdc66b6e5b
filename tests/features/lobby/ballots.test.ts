// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { features } from '#/features/index.ts'
import { addWorkingDays } from '#/network/working-days.ts'
import { type Guest, openParlour, type Parlour } from '../../support/parlour.ts'

const jansen: Guest = { user: 'U1', name: 'S. Jansen', email: 's.jansen@zeist.nl' }
const tiel: Guest = { user: 'U2', name: 'T. Iel', email: 't.iel@tiel.nl' }
const colleague: Guest = { user: 'U3', name: 'C. Ollega', email: 'c.ollega@tiel.nl' }
const dronten: Guest = { user: 'U4', name: 'D. Ronten', email: 'd.ronten@dronten.nl' }

let parlour: Parlour
const types = (who: Guest, text: string) => parlour.does(who, { kind: 'line', text, by: 'command' })

beforeAll(async () => {
  parlour = await openParlour(features, [jansen, tiel, colleague, dronten], ['s.jansen@zeist.nl'])
  for (const who of [jansen, tiel, colleague, dronten]) await types(who, 'aanmelden ambtenaar')
  await parlour.test.query(
    `insert into pillar_members (pillar_id, person_id, municipality_id, official_state, started_at)
     select 'bestuur', p.id, p.municipality_id, 'none', now() from people p where p.name <> 'S. Jansen'`,
  )
  await parlour.test.query(
    `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, municipality_id, created_at, opened_at, moved_at)
     values ('gathering', 'Houd de bus', 'p', 'a', 'w', 'bestuur', 'GM0355', now(), now(), now())`,
  )
}, 90_000)
afterAll(() => parlour.close())

it('[F23] a reminder that is on its way says nothing any more once a colleague has voted', async () => {
  const [point] = await parlour.test.query<{ number: number }>('select number from lobby_points')
  const until = addWorkingDays(parlour.time.now().toISOString().slice(0, 10), 5, new Set())
  await parlour.does(jansen, {
    kind: 'submit',
    form: 'lobby.round',
    context: `bestuur:${point?.number}`,
    fields: { question: 'Hoe belangrijk?', until, pointA: 'on' },
  })
  const ballots = (await parlour.told()).filter(({ kind }) => kind === 'lobby.ballot')
  expect(ballots.map(({ to }) => to).toSorted()).toEqual([tiel.user, colleague.user, dronten.user])
  await parlour.tick()
  parlour.time.moveTo(Date.parse(`${until}T12:00:00Z`) - Date.now())
  await parlour.tick()
  await types(colleague, `lobby prioriteit ${point?.number} 4`)
  const reminded = (await parlour.told()).filter(({ kind }) => kind === 'lobby.ballotReminder')
  expect(reminded.map(({ to }) => to)).toEqual([dronten.user])
})
