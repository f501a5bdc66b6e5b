// SPDX-License-Identifier: EUPL-1.2
// Requests that are laid before their deciders again: for whom that may still be, and what stays known of what was decided.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { limited, type Person, textOf } from '../support/slack-server.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>
let seen = 0

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.bound()
}, 60_000)

afterAll(() => m50.end())

async function comes(): Promise<Person> {
  const person = m50.person(`V. Vrager${++seen}`, `v.vrager${seen}@zeist.nl`)
  await says(person, 'aanmelden ambtenaar')
  return person
}

/** The newest request, once its card is there. */
async function newest(): Promise<{ id: string; number: number }> {
  const [row] = await m50.database.query('select id, number from requests order by number desc limit 1')
  await m50.slack.shows(m50.secretariat, `Verzoek ${row?.number} `)
  return { id: String(row?.id), number: Number(row?.number) }
}

async function asks(person: Person, pillar = 'bestuur'): Promise<{ id: string; number: number }> {
  await says(person, `pijler word-lid ${pillar}`)
  return newest()
}

async function declined(id: string, reason: string, place = m50.secretariat): Promise<void> {
  await pressesOpen(m50.jansen, place, 'request.decline', id)
  await submits(m50.jansen, { reason })
}

async function forgotten(person: Person): Promise<void> {
  await says(person, 'vergeet-mij')
  expect(await presses(person, await person.receives('Wilt u vergeten worden?'), 'privacy.forget')).toContain(
    'U bent vergeten',
  )
}

async function reopens(number: number, reason: string): Promise<string> {
  await opens(m50.jansen, `verzoek ${number} heropenen`)
  return submits(m50.jansen, { reason })
}

const stateOf = async (id: string) =>
  (await m50.database.query('select state from requests where id = $1', [id]))[0]?.state

it('[F73] [T43] a request of someone who was forgotten is not laid open again, and gives nobody a seat', async () => {
  const person = await comes()
  const { id, number } = await asks(person)
  await declined(id, 'Vraag het later')
  await forgotten(person)
  expect(await reopens(number, 'Toch goed')).toContain(`Wie verzoek ${number} deed, doet niet meer mee in het netwerk`)
  expect(await stateOf(id)).toBe('declined')
})

it('[F73] [T43] a role that ended does not come back for who was forgotten since', async () => {
  const person = await comes()
  await says(m50.jansen, `rol geef ${person.name} vicevoorzitter bestuur`)
  await says(m50.jansen, 'rol controle vicevoorzitter')
  await presses(person, await person.receives('Klopt uw rol nog?'), 'role.over')
  const { id, number } = await newest()
  expect(await presses(m50.jansen, m50.secretariat, 'request.approve', id)).toContain('is goedgekeurd')
  await forgotten(person)
  expect(await says(m50.jansen, `verzoek ${number} terugdraaien`)).toContain('doet niet meer mee in het netwerk')
  expect(await m50.database.query(`select from roles where kind = 'viceChair' and ends_on is null`)).toEqual([])
})

it('[F73] what was decided about an entry that was merged is about the one who stayed', async () => {
  const [gone, kept] = [await comes(), await comes()]
  const { id, number } = await asks(gone)
  await declined(id, 'Staat er twee keer')
  await opens(m50.jansen, `persoon samenvoegen v.vrager${seen}@zeist.nl`)
  await submits(m50.jansen, { person: `v.vrager${seen - 1}@zeist.nl` })
  await kept.receives('U stond er twee keer')
  expect(await reopens(number, 'Nu wel')).toContain(`Verzoek ${number} ligt weer open`)
  await m50.slack.until(
    () =>
      m50.slack
        .messagesIn(m50.secretariat)
        .some(m => textOf(m).includes(`Verzoek ${number} `) && textOf(m).includes('[Goedkeuren]')),
    { what: 'the card with its buttons' },
  )
  expect(await presses(m50.jansen, m50.secretariat, 'request.approve', id)).toContain('is goedgekeurd')
  const seats = await m50.database.query(
    `select p.email from pillar_members s join people p on p.id = s.person_id where s.request_id = $1 and s.ended_at is null`,
    [id],
  )
  expect(seats).toEqual([{ email: `v.vrager${seen}@zeist.nl` }])
})

it('[F73] someone who belongs to another municipality by now gets no seat for the former', async () => {
  const person = await comes()
  const { id } = await asks(person)
  await m50.database.query(`update people set municipality_id = 'GM0281' where email = $1`, [
    `v.vrager${seen}@zeist.nl`,
  ])
  expect(await presses(m50.jansen, m50.secretariat, 'request.approve', id)).toContain(
    'hoort niet meer bij gemeente Zeist. Wijs verzoek',
  )
  expect(await stateOf(id)).toBe('open')
})

/** What was done while the first message about it was refused for now, and how that message and those after it ended. */
async function whileLimited(person: Person, act: () => Promise<unknown>, then: () => Promise<unknown>) {
  const rule = m50.slack.faults.plan('chat.postMessage', limited(4), { times: 1 })
  await act()
  await m50.slack.until(() => rule.hits === 1, { what: 'the refused call' })
  await then()
  const own = () =>
    m50.database.query(
      `select d.kind, d.state, d.reason from deliveries d join people p on p.id = d.person_id where lower(p.name) = lower($1) order by d.id`,
      [person.name],
    )
  await eventually(own, rows => rows.every(row => row.state === 'sent' || row.state === 'void'), 30_000)
  return (await own()).map(({ kind, state, reason }) => [kind, state, ...(reason ? [reason] : [])].join(' '))
}

it('[F73] a welcome still on its way when the approval is taken back is not sent', async () => {
  const person = await comes()
  const { id, number } = await asks(person)
  const ends = await whileLimited(
    person,
    () => presses(m50.jansen, m50.secretariat, 'request.approve', id),
    () => says(m50.jansen, `verzoek ${number} terugdraaien`),
  )
  expect(ends).toEqual(['pillars.welcome void pointless', 'request.undone sent'])
  expect(person.inbox().map(textOf).join()).not.toContain('Welkom')
})

it('[F73] a refusal still on its way when it is taken back is not sent, and a second one says its own reason', async () => {
  const person = await comes()
  const { id, number } = await asks(person)
  const ends = await whileLimited(
    person,
    () => declined(id, 'Te vroeg'),
    async () => {
      await says(m50.jansen, `verzoek ${number} terugdraaien`)
      await says(m50.jansen, `verzoek ${number}`)
      await declined(id, 'De pijler is vol', 'ephemeral')
    },
  )
  expect(ends).toEqual(['request.declined void pointless', 'request.undone void pointless', 'request.declined sent'])
  const told = person
    .inbox()
    .map(textOf)
    .filter(text => text.includes('is afgewezen'))
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('Reden: De pijler is vol')
})
