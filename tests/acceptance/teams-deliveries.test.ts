// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: what the connector refuses, limits and loses, where nobody can ask what stands there.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { textOf } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>

beforeAll(async () => {
  m50 = await teamsNetwork()
  await m50.begin()
  await m50.bound()
  await m50.bakker.writes('aanmelden ambtenaar')
  await m50.bakker.receives('U bent aangemeld')
})

afterAll(async () => {
  expect(m50.teams.complaints()).toEqual([])
  await m50.end()
})

const cards = (words: string) => m50.teams.messagesIn(m50.secretariat).filter(each => textOf(each).includes(words))

const stateOf = async (number: number) => {
  const [row] = await m50.database.query<{ state: string; reason: string | null; attempt: number }>(
    `select d.state, d.reason, d.attempt from deliveries d join requests r on r.id::text = d.subject_id
     where r.number = $1 and d.channel_id is not null and d.thread_of is null`,
    [number],
  )
  return row
}

it('[T30] a card that is refused for now comes when it may, once', async () => {
  const { teams, bakker, secretariat } = m50
  teams.faults.plan('create', { kind: 'status', status: 429, retryAfter: 2 }, { conversation: secretariat, times: 1 })
  teams.faults.plan('create', { kind: 'status', status: 412 }, { conversation: secretariat, times: 1 })
  await bakker.writes('pijler word-lid bestuur')
  await teams.shows(secretariat, 'Verzoek 1')
  await eventually(
    () => stateOf(1),
    row => row?.state === 'sent',
  )
  expect(cards('Verzoek 1')).toHaveLength(1)
})

it('[T30] [T36] an answer that is limited comes when it may, and every copy is told meanwhile', async () => {
  const { teams, bakker, database } = m50
  teams.faults.plan('create', { kind: 'status', status: 429, retryAfter: 2 }, { conversation: bakker.direct, times: 1 })
  const before = teams.calls('create').length
  await bakker.writes('pijler')
  const scope = `teams:${teams.tenantId}:activities.create:${bakker.direct}`
  await eventually(
    () => database.query('select scope from send_limits where scope = $1', [scope]),
    rows => rows.length === 1,
  )
  await bakker.receives('Samenleving')
  expect(teams.calls('create')).toHaveLength(before + 2)
})

it('[T29] a card whose answer was lost is not repeated at once; the copy that nobody noted can be pressed, and both then show the decision', async () => {
  const { teams, bakker, jansen, secretariat } = m50
  teams.faults.plan('create', { kind: 'status', status: 502, acts: true }, { conversation: secretariat, times: 1 })
  await bakker.writes('pijler word-lid samenleving')
  await teams.shows(secretariat, 'Verzoek 2')
  await eventually(
    () => stateOf(2),
    row => row?.state === 'sending',
  )
  expect(cards('Verzoek 2')).toHaveLength(1)
  await teams.until(() => cards('Verzoek 2').length === 2, { within: 40_000, what: 'the second copy' })
  await eventually(
    () => stateOf(2),
    row => row?.state === 'sent',
  )
  const [stray] = cards('Verzoek 2')
  await jansen.press(secretariat, 'request.approve', undefined, stray?.id)
  await bakker.receives('Welkom bij de pijler Samenleving')
  await teams.until(() => cards('Verzoek 2').every(card => textOf(card).includes('Goedgekeurd door S. Jansen')), {
    what: 'the decision on both copies',
  })
})

it('[T02] a tenant’s conversations are written to by the connector that Teams last named for it, and kept for every copy', async () => {
  const { teams, bakker, secretariat, database } = m50
  const stored = () =>
    database.query<{ url: string }>('select service_url as url from sources where external_id = $1', [teams.tenantId])
  const from = async (serviceurl: string, text: string) => {
    await teams.send({ ...teams.activityOf(bakker, text), serviceUrl: serviceurl }, { claims: { serviceurl } })
    await eventually(stored, ([row]) => row?.url === serviceurl)
  }
  await from(`${teams.serviceUrl}/emea`, 'pijler verlaat samenleving')
  await bakker.receives('geen lid meer')
  const before = teams.calls('create').length
  await from(`${teams.serviceUrl}/emea`, 'pijler word-lid samenleving')
  await teams.shows(secretariat, 'Verzoek 3')
  const made = teams.calls('create').slice(before)
  expect(made.map(({ conversation }) => conversation)).toContain(secretariat)
  for (const { path } of made) expect(path).toMatch(/^\/emea\/v3\//)
  await from(teams.serviceUrl, 'help')
})

it('[T31] a card that Teams finds too large comes in short, once, can be decided on, and then shows how it stands', async () => {
  const { teams, bakker, jansen, secretariat } = m50
  teams.faults.plan(
    'create',
    { kind: 'status', status: 413, code: 'MessageSizeTooBig' },
    { conversation: secretariat, times: 1 },
  )
  await bakker.writes('pijler word-lid economie-fysieke-leefomgeving')
  const card = await teams.shows(secretariat, 'Verzoek 4')
  expect(textOf(card)).toContain('te lang om hier helemaal te laten zien')
  expect(
    await eventually(
      () => stateOf(4),
      row => row?.state === 'sent',
    ),
  ).toMatchObject({ reason: 'shortened', attempt: 1 })
  expect(cards('Verzoek 4')).toHaveLength(1)
  // What was asked is read with the button for it, and is decided on here.
  await jansen.press(secretariat, 'chat.line', 'verzoek 4', card.id)
  await jansen.receives('Gevraagd op')
  await jansen.press(secretariat, 'request.approve', undefined, card.id)
  await bakker.receives('Welkom bij de pijler Economie')
  await teams.until(() => textOf(card).includes('Goedgekeurd door S. Jansen') && !textOf(card).includes('te lang om'))
})

it('[T31] a channel that the bot was taken out of is noted as such, and what goes to people goes on', async () => {
  const { teams, bakker, jansen, secretariat } = m50
  teams.removeBot(secretariat)
  await bakker.writes('pijler word-lid financien')
  await bakker.receives('Verzoek 5 is verstuurd')
  const row = await eventually(
    () => stateOf(5),
    found => found?.state === 'failed',
  )
  expect(row?.reason).toBe('notInChannel')
  const [bound] = await m50.database.query<{ out: boolean }>(
    'select unreached_at is not null as out from channels where external_id = $1',
    [secretariat],
  )
  expect(bound).toEqual({ out: true })
  await jansen.writes('secretariaat')
  await jansen.receives('Verzoek 5')
  await jansen.writes('diagnose')
  await jansen.receives('De bot kan niet meer schrijven in secretariaat')
})
