// SPDX-License-Identifier: EUPL-1.2
// What the bot holds of someone stays theirs to see and to have removed, whatever became of their account.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Person, Seen } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { columnsWith, everyRow } from '../support/every-row.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.known()
}, 120_000)

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

const urlIn = ({ links }: Seen): string => links.find(link => link.includes('/files/')) ?? expect.fail('no link')

/** The readable page of what someone asks of themselves, or the same as JSON. */
async function ownData(person: Person, part?: number): Promise<string> {
  const response = await fetch(urlIn(await person.asksPrivately('mijn-gegevens', 'Uw gegevens staan klaar')), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: part === undefined ? '' : `part=${part}`,
  })
  return response.text()
}

it('[F76] [T42] reads as the person knows it: requests, whom they follow, who acts for them', async () => {
  const { deVries, bakker, jansen, secretariat } = m50
  await says(deVries, 'pijler word-lid bestuur a.bakker@zeist.nl')
  await m50.shows(secretariat, 'lid worden van de pijler Bestuur')
  await says(deVries, 'volg samenleving')
  await says(deVries, 'vervang A. Bakker tot 2099-12-31')
  const page = await ownData(deVries)
  for (const part of [
    'lid worden van een pijler',
    'Bestuur, A. Bakker</dd>',
    'Wat u volgt',
    '<dd>Samenleving</dd>',
    '<dd>A. Bakker</dd>',
    '<dd>W. de Vries</dd>',
  ])
    expect(page, part).toContain(part)
  expect(page).not.toContain('S. Jansen')
  for (const one of [bakker, jansen]) expect(page).not.toContain(one.id)
})

it('[T42] [T43] still gives and removes all of someone whose municipality is no member any more', async () => {
  const { database, secretariat } = m50
  const leaver = m50.person('L. Lingekanarie', 'l.lingekanarie@tiel.nl')
  await says(leaver, 'aanmelden wethouder')
  await says(leaver, 'pijler word-lid bestuur iemand.anders@tiel.nl')
  await m50.shows(secretariat, 'L. Lingekanarie, wethouder')
  const [membership] = await database.query<{ id: string }>(
    `update memberships n set ends_on = current_date from municipalities m where m.id = n.municipality_id and m.name = 'Tiel' returning n.id`,
  )
  expect(await says(leaver, 'pijler')).toContain('Even kennismaken')

  expect(await ownData(leaver)).toContain('L. Lingekanarie')
  const card = await leaver.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
  expect(card.text).toContain('voormalig wethouder, Tiel')
  expect(await presses(leaver, card, 'privacy.forget')).toContain('U bent vergeten')

  const left = (await everyRow(database)).flatMap(row =>
    columnsWith(row, ['kanarie', leaver.id]).map(column => `${row.table}.${column}`),
  )
  expect([...new Set(left)]).toEqual(['deliveries.card'])
  expect(
    await database.query(
      `select p.name, q.state, (select count(*)::int from roles r where r.person_id = p.id and r.ends_on is null) as roles from people p join requests q on q.requester_id = p.id where p.name like '%Tiel'`,
    ),
  ).toEqual([{ name: 'voormalig wethouder, Tiel', state: 'withdrawn', roles: 0 }])
  await database.query('update memberships set ends_on = null where id = $1', [membership?.id])
})

it('[T44] [T43] someone whose data are held is not forgotten, reads why, and is once it ends', async () => {
  const { jansen, deVries, database } = m50
  const party = m50.person('P. Partij', 'p.partij@zeist.nl')
  await says(party, 'aanmelden ambtenaar')
  const early = await party.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?')
  expect(await says(deVries, 'vasthouden')).toContain('Alleen het secretariaat kan dit')
  const list = await jansen.says('vasthouden')
  expect(list.text).toContain('Van niemand worden gegevens vastgehouden')
  await pressesOpen(jansen, list, 'hold.set')
  const none = await jansen.submit({ person: 'P. Partij', reason: 'Woo-verzoek 12', until: '2020-01-01' })
  expect(none.errors.until).toContain('vandaag of later')
  expect(await submits(jansen, { person: 'P. Partij', reason: 'Woo-verzoek 12', until: '2099-12-31' })).toContain(
    'Woo-verzoek 12',
  )
  // Nobody holds the own data.
  await pressesOpen(jansen, list, 'hold.set')
  const own = await jansen.submit({ person: 'S. Jansen', reason: 'Zomaar', until: '2099-12-31' })
  expect(own.errors.person).toContain('Dit gaat over uzelf')

  const refused = await party.asksPrivately('vergeet-mij', 'Uw gegevens moeten nu bewaard blijven')
  expect(refused.text).toContain('Woo-verzoek 12')
  expect(await presses(party, early, 'privacy.forget')).toContain('Er is niets veranderd')
  expect(await ownData(party)).toContain('Woo-verzoek 12')
  const audit = await database.query<{ row: string }>(
    `select to_jsonb(a)::text as row from audit a where action like 'hold.%'`,
  )
  expect(audit).toHaveLength(1)
  expect(audit[0]?.row).not.toContain('Woo')

  const held = await jansen.says('vasthouden')
  expect(await presses(jansen, held, 'hold.end')).toContain('Van niemand worden gegevens vastgehouden')
  expect(await presses(party, early, 'privacy.forget')).toContain('U bent vergeten')
  expect(await database.query('select from holds')).toEqual([])
})
