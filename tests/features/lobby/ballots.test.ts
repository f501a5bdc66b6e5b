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
})
afterAll(() => parlour.close())

it('[A28] [F20] whoever supported a point reads what it came to, also where it was put away before they were told', async () => {
  const [point] = await parlour.test.query<{ id: string; number: number }>(
    `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, municipality_id, created_at, opened_at, moved_at)
     values ('gathering', 'Houd de trein', 'p', 'a', 'w', 'bestuur', 'GM0355', now(), now(), now()) returning id, number`,
  )
  if (!point) expect.fail('no point')
  await types(dronten, `lobby steun ${point.number}`)
  const fields = { ending: 'achieve', result: 'De trein blijft.', link: '' }
  await parlour.does(jansen, { kind: 'submit', form: 'lobby.result', context: point.id, fields })
  await parlour.does(jansen, { kind: 'press', name: 'lobby.archive', value: point.id })
  expect(await parlour.test.query('select state from lobby_points where id = $1::uuid', [point.id])).toEqual([
    { state: 'archived' },
  ])
  const told = (await parlour.told()).filter(({ kind, to }) => kind === 'lobby.ended' && to === dronten.user)
  expect(told.map(({ card }) => card.title)).toEqual([`LP ${point.number} is gelukt`])
  expect(told[0]?.card.text).toContain('De trein blijft.')
  expect(told[0]?.card.text).toContain('Uw gemeente steunde dit punt sinds')
  await parlour.test.query('delete from lobby_results')
  await parlour.test.query('delete from lobby_supports')
  await parlour.test.query('delete from lobby_points where id = $1::uuid', [point.id])
})

it('[F15] throwing a draft away asks first, and says what is lost and what stays', async () => {
  const [draft] = await parlour.test.query<{ id: string; number: number }>(
    `insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, municipality_id, proposer_id, created_at, moved_at)
     select 'draft', 'Een inval', 'p', 'a', 'w', 'bestuur', 'GM0355', id, now(), now() from people where name = 'S. Jansen' returning id, number`,
  )
  if (!draft) expect.fail('no draft')
  const asks = async () => {
    const answer = await types(jansen, `lobby ${draft.number}`)
    const card = 'card' in answer ? answer.card : expect.fail('no card')
    return [...(card.buttons ?? []), ...(card.more ?? [])].find(
      button => 'name' in button && button.name === 'lobby.discard',
    )
  }
  expect(await asks()).toMatchObject({
    label: 'Concept weggooien',
    confirm: { text: 'Uw tekst verdwijnt, en is niet terug te halen.', yes: 'Gooi weg' },
  })
  // It lay before the secretariat.
  await parlour.test.query('update lobby_points set wording = 2 where id = $1::uuid', [draft.id])
  expect(await asks()).toMatchObject({
    confirm: {
      text: 'Wat u sinds het terugnemen schreef, verdwijnt. Het secretariaat houdt het voorstel zoals het was ingediend.',
    },
  })
  await parlour.test.query('delete from lobby_points where id = $1::uuid', [draft.id])
})

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
