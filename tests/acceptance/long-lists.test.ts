// SPDX-License-Identifier: EUPL-1.2
// A list that is longer than one card says how much there is, and leads to the rest.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { timedChat } from '../support/chat/network.ts'
import { says } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
const asked = 60
const lost = 15

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  await m50.bound()
  await says(m50.bakker, 'aanmelden ambtenaar')
  await m50.database.query(
    `with asking as (insert into people (name, municipality_id) select 'Vrager ' || n, 'GM0355' from generate_series(1, $1::int) n returning id)
     insert into requests (kind, subject, subject_key, requester_id, municipality_id, asked_of, created_at, opened_at)
     select 'pillar.join', jsonb_build_object('pillar', 'bestuur', 'person', id, 'official', jsonb_build_object('state', 'none', 'person', null, 'text', null)),
       'pillar.join ' || id || ' bestuur', id, 'GM0355', 'secretariat', '2027-02-02', '2027-02-02' from asking`,
    [asked],
  )
  await m50.database.query(
    `insert into deliveries (id, platform, conversation, kind, facts, locale, state, on_unclear, record_class, created_at, settled_at)
     select gen_random_uuid(), 'slack', 'C' || n, 'x', '{}', 'nl', 'failed', 'surely', 'message', '2027-02-02', '2027-02-02' from generate_series(1, $1::int) n`,
    [lost],
  )
})

afterAll(() => m50.end())

/** Every page of a list, from the first, by its button. */
async function pages(line: string): Promise<string[]> {
  let message = await m50.jansen.says(line)
  const all = [message.text]
  while (message.text.includes('[Toon de volgende]')) {
    if (all.length > 20) expect.fail('there is no end to it')
    message = await m50.jansen.press(message, 'chat.line', `${line} ${all.length + 1}`)
    all.push(message.text)
  }
  return all
}
const found = (all: readonly string[], what: RegExp) => all.flatMap(page => [...page.matchAll(what)].map(m => m[1]))

it('[F65] m50 secretariaat counts all that waits and all that was lost, and shows each of it once', async () => {
  const all = await pages('secretariaat')
  expect(all[0]).toContain(`${asked} verzoeken wachten`)
  expect(all[0]).toContain(`${lost} berichten zijn niet zeker bezorgd`)
  expect(all[0]).toMatch(/Blad 1 van \d/)
  const numbers = found(all, /Verzoek (\d+) ·/g)
  expect(numbers).toEqual(Array.from({ length: asked }, (_, i) => String(i + 1)))
  const unsent = found(all, /Niet bezorgd aan (C\d+)/g)
  expect(unsent).toHaveLength(lost)
  expect(new Set(unsent).size).toBe(lost)
  for (const page of all) {
    expect(page).not.toMatch(/meer onderdelen|te veel/)
    expect(page.split('[Opnieuw versturen]').length).toBe(page.split('[Is aangekomen]').length)
  }
  expect(await says(m50.jansen, 'secretariaat 99')).toBe(all.at(-1))
})

it('[F65] [F87] home counts them all, too', async () => {
  await m50.jansen.opensHome()
  await expect.poll(() => m50.jansen.home(), { timeout: 20_000, interval: 100 }).toContain(`${asked} verzoeken open`)
  const home = await m50.jansen.home()
  expect(home).toContain(`${lost} berichten niet bezorgd`)
  expect(home).toContain(`En nog ${asked - 5} verzoeken`)
})

it('[A45] [F87] m50 planning shows all that is still to come, whatever stands before it that nobody needs to see', async () => {
  await m50.moveTo('2027-02-03T09:20:00+01:00')
  const [row] = await m50.database.query<{ count: number }>(
    `select count(*)::int as count from planned where state = 'open' and kind = 'request.reminder'`,
  )
  expect(row?.count).toBeGreaterThan(asked)
  await m50.database.query(
    `insert into planned (kind, subject_kind, subject_id, occurrence, due_at) select 'x', 'x', 'x' || n, 'x', '2027-02-03 10:00+01' from generate_series(1, 40) n`,
  )
  const all = await pages('planning')
  const seen = found(all, /Herinnering aan verzoek (\d+),/g)
  expect(seen).toHaveLength(row?.count ?? 0)
  expect(all[0]).toContain('Blad 1')
  expect(all.at(-1)).toMatch(
    new RegExp(`${seen.length + found(all, /(Wat ontbreekt): /g).length} berichten staan klaar`),
  )
})

it('[F65] whoever withdraws a request chooses among all that are open, however many came after', async () => {
  await says(m50.bakker, 'pijler word-lid financien')
  await m50.database.query(
    `insert into requests (kind, subject, subject_key, requester_id, municipality_id, asked_of, state, decided_at, created_at, opened_at)
     select r.kind, r.subject, 'old ' || n, r.requester_id, r.municipality_id, r.asked_of, 'declined', '2027-02-03 10:00+01', '2027-02-04', '2027-02-04'
     from requests r join people p on p.id = r.requester_id, generate_series(1, 25) n where p.name = 'A. Bakker'`,
  )
  expect(await says(m50.bakker, 'verzoek intrekken')).toContain('lid worden van de pijler Financiën')
})

it('[T26] whoever reads more than a person does waits a few minutes, and the secretariat hears of it once', async () => {
  await m50.moveTo('2027-02-03T09:40:00+01:00')
  const { bakker } = m50
  const places = await m50.database.query<{ name: string }>('select name from municipalities order by name limit 102')
  const [first, ...others] = places.map(({ name }) => `gemeente ${name}`)
  const [next, last] = [others.pop(), others.pop()]
  for (const line of [first, ...others]) expect(await says(bakker, String(line))).not.toContain('verschillende dingen')
  // Where one was already is no other place, however often.
  const again = await says(bakker, String(first))
  const refused = await says(bakker, String(last))
  expect(refused).toMatch(
    /^U hebt in tien minuten meer dan 100 verschillende dingen opgevraagd\. Vanaf wo 3 feb, 09\.5\d uur kunt u verder lezen\./,
  )
  expect(refused).toContain('[Toon wat u kunt doen]')
  expect(await says(bakker, String(next))).toBe(refused)
  expect(await says(bakker, String(first))).toBe(again)
  // What is done is no reading, nor does it keep others from it.
  expect(await says(bakker, 'volg bestuur')).not.toContain('verschillende dingen')
  expect(await says(m50.jansen, String(last))).not.toContain('verschillende dingen')
  await m50.shows(m50.secretariat, 'A. Bakker vroeg in tien minuten meer dan 100 verschillende lijsten')
  await m50.moveTo('2027-02-03T09:55:00+01:00')
  expect(await says(bakker, String(last))).not.toContain('verschillende dingen')
  const held = `select from audit where action = 'reading.held'`
  expect(await m50.database.query(held)).toHaveLength(1)
  expect(await m50.database.query(`select from deliveries where kind = 'desk.readMuch'`)).toHaveLength(1)
})
