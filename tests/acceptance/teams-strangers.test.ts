// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: Slack lets the bot see nobody’s channel; docs/platforms.md says so.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { type Person, textOf } from '../support/teams-server.ts'
import { timed } from '../support/timed-network.ts'

const open = async () => {
  const made = await timed('2027-02-03T10:00:00+01:00', async settings => {
    const network = await teamsNetwork({ settings })
    return {
      ...network,
      begin: (_: object, how: { entry: string }) => network.begin(undefined, how),
    }
  })
  await made.bound()
  return made
}
let m50: Awaited<ReturnType<typeof open>>
let outsider: Person

beforeAll(async () => {
  m50 = await open()
  outsider = m50.teams.addPerson({
    name: 'A. Dviseur',
    email: 'a@bureau.example',
    upn: 'a_bureau.example#EXT#@m50',
    role: 'guest',
  })
})

afterAll(async () => {
  expect(m50.teams.complaints()).toEqual([])
  await m50.end()
})

const requestsIn = (channel: string) =>
  m50.teams
    .messagesIn(channel)
    .map(textOf)
    .filter(text => text.includes('lid worden van de pijler')).length

async function asksToJoin(email: string): Promise<void> {
  const official = m50.teams.addPerson({ name: email.split('@')[0] ?? '', email })
  await official.writes('aanmelden ambtenaar')
  await official.receives('U bent aangemeld')
  await official.writes('pijler word-lid bestuur')
  await official.receives('is verstuurd')
}

const lastDelivery = async () =>
  (
    await m50.database.query<{ state: string; reason: string | null }>(
      `select state, reason from deliveries where kind = 'request.new' order by id desc limit 1`,
    )
  )[0]

const refusedAs = (reason: string) => eventually(lastDelivery, last => last?.reason === reason)

const heard = (words: string) => m50.jansen.inbox().filter(each => textOf(each).includes(words)).length

it('[T23] from the moment that a stranger reads along nothing is posted in the channel; the secretariat is told once, and posts it again when the stranger is gone', async () => {
  const { teams, jansen, secretariat } = m50
  await asksToJoin('eerste@zeist.nl')
  await teams.until(() => requestsIn(secretariat) === 1)
  await outsider.joins(secretariat)
  await asksToJoin('tweede@zeist.nl')
  await refusedAs('strangers')
  await asksToJoin('derde@zeist.nl')
  await eventually(lastDelivery, last => last?.state === 'failed' && last.reason === 'strangers')
  expect(requestsIn(secretariat)).toBe(1)

  const warning = 'Ik plaats niets meer in het kanaal secretariaat'
  for (const minute of ['02', '03']) await m50.moveTo(`2027-02-03T10:${minute}:00+01:00`)
  await jansen.receives(warning)
  await asksToJoin('vierde@zeist.nl')
  await m50.moveTo('2027-02-03T10:10:00+01:00')
  await jansen.writes('secretariaat')
  const queue = await jansen.receives('3 berichten zijn niet zeker bezorgd')
  expect(textOf(queue)).toContain('leest mee wie bij geen gemeente van het netwerk hoort')
  expect(heard(warning)).toBe(1)

  await outsider.leaves(secretariat)
  await jansen.press(jansen.direct, 'delivery.again', undefined, queue.id)
  await teams.until(() => requestsIn(secretariat) === 2)
})

it('[T23] who reads along is asked once for what follows within minutes, and nothing is posted as long as Teams does not say', async () => {
  const { teams, secretariat } = m50
  const before = requestsIn(secretariat)
  await m50.bakker.joins(secretariat)
  const silent = teams.faults.plan('members', { kind: 'status', status: 503 }, { conversation: secretariat })
  await asksToJoin('vijfde@zeist.nl')
  await teams.until(() => silent.hits > 1)
  expect(requestsIn(secretariat)).toBe(before)
  silent.lift()
  await teams.until(() => requestsIn(secretariat) === before + 1)
  const asked = teams.calls('members').length
  await asksToJoin('zesde@zeist.nl')
  await teams.until(() => requestsIn(secretariat) === before + 2)
  expect(teams.calls('members')).toHaveLength(asked)
})

it('[T23] a channel that is shared with another team is looked at anew, though Teams names none of those who read along from then on', async () => {
  const { teams, jansen, secretariat } = m50
  const before = requestsIn(secretariat)
  teams.addMember(secretariat, outsider)
  await jansen.changes(secretariat, 'channelShared')
  await asksToJoin('zevende@zeist.nl')
  await refusedAs('strangers')
  expect(requestsIn(secretariat)).toBe(before)
})

it('[T21] [T23] a card that changes while a stranger reads along shows nothing of what was or is, and shows it all when the stranger is gone', async () => {
  const { teams, jansen, secretariat } = m50
  // Of a former test someone reads along still.
  await outsider.leaves(secretariat)
  await asksToJoin('achtste@zeist.nl')
  const card = await teams.shows(secretariat, 'achtste, ambtenaar')
  await outsider.joins(secretariat)
  await jansen.press(secretariat, 'request.approve', undefined, card.id)
  const veiled = 'Ik laat het niet zien zolang er iemand meeleest'
  const shown = () => textOf(teams.messagesIn(secretariat).find(({ id }) => id === card.id) ?? card)
  await teams.until(() => shown().includes(veiled))
  expect(shown()).not.toMatch(/achtste|Verzoek|Goedgekeurd|\[/)
  // The one who may know it is told it alone, and the secretariat hears why.
  await jansen.receives('is goedgekeurd')
  const warned = 'Ik plaats niets meer in het kanaal secretariaat'
  const before = heard(warned)
  await m50.moveTo('2027-02-03T10:20:00+01:00')
  await teams.until(() => heard(warned) > before)
  const updates = card.updates
  for (const minute of ['21', '22']) await m50.moveTo(`2027-02-03T10:${minute}:00+01:00`)
  expect(card.updates).toBe(updates)
  expect(heard(warned)).toBe(before + 1)

  await outsider.leaves(secretariat)
  await m50.moveTo('2027-02-03T10:30:00+01:00')
  await teams.until(() => shown().includes('Goedgekeurd door S. Jansen'))
  expect(shown()).toContain('achtste')
})

it('[T23] a card that changes is let be as long as Teams does not say who reads along', async () => {
  const { teams, jansen, secretariat } = m50
  await asksToJoin('negende@zeist.nl')
  const card = await teams.shows(secretariat, 'negende, ambtenaar')
  await m50.bakker.leaves(secretariat)
  const silent = teams.faults.plan('members', { kind: 'status', status: 503 }, { conversation: secretariat })
  await jansen.press(secretariat, 'request.approve', undefined, card.id)
  await teams.until(() => silent.hits > 1)
  expect(textOf(card)).not.toContain('Goedgekeurd')
  silent.lift()
  await teams.until(() => textOf(card).includes('Goedgekeurd door S. Jansen'))
})
