// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person, Seen } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
})

afterAll(() => m50.end())

/** A home that has a place of its own is drawn anew by itself. */
const shows = (person: Person, words: string | RegExp) =>
  expect.poll(() => person.home(), { timeout: 20_000, interval: 100 }).toMatch(words)

/** What was pressed brought this, in its place or as a message. */
const reaches = (person: Person, told: Seen, words: string) =>
  m50.until(() => [told, ...person.inbox()].some(({ text }) => text.includes(words)), { what: words })

it('[F87] [E47] the secretariat’s home begins with the first steps; what is done is gone', async () => {
  await m50.jansen.opensHome()
  await shows(m50.jansen, /OM TE BEGINNEN: 0 VAN 4 KLAAR/)
  expect(await m50.jansen.home()).toContain('Koppel het kanaal waar verzoeken binnenkomen')
  expect(await m50.jansen.home()).toMatch(/Contactambtenaren: 0 van 40 gemeenten/)
  expect(await presses(m50.jansen, 'home', 'desk.pillarsSeen')).toContain('de pijlers kloppen')
  await shows(m50.jansen, /1 VAN 4 KLAAR/)
  await m50.bound()
  await shows(m50.jansen, /2 VAN 4 KLAAR/)
  expect(await m50.jansen.home()).not.toContain('Koppel het kanaal')
})

it('[F87] [E08] [E06] a member sees what waits, their pillars and requests; it is drawn anew after what they do', async () => {
  await m50.deVries.opensHome()
  await shows(m50.deVries, 'Wat is uw functie?')
  await says(m50.deVries, 'aanmelden wethouder')
  await shows(m50.deVries, 'UW PIJLERS')
  expect(await m50.deVries.home()).toContain('Er wacht niets op u.')
  expect(await m50.deVries.home()).toContain('U bent nog van geen pijler lid.')
  await says(m50.bakker, 'aanmelden ambtenaar')
  await says(m50.deVries, 'pijler word-lid bestuur a.bakker@zeist.nl')
  await shows(m50.deVries, /Verzoek 1 · lid worden van de pijler Bestuur/)
  await m50.bakker.opensHome()
  await shows(m50.bakker, /W\. de Vries vraagt of u de pijler Bestuur ondersteunt\s+\[Ja, dat doe ik\]/)
  expect(await m50.bakker.home()).toMatch(
    /Dan hoort W\. de Vries dat, en vraagt een ander\.\s+\[Nee, dat doe ik niet\]/,
  )
  await m50.bakker.press('home', 'official.refuse')
  await m50.deVries.receives('A. Bakker ondersteunt u niet in de pijler Bestuur')
  await expect.poll(() => m50.bakker.home(), { timeout: 20_000, interval: 100 }).not.toContain('vraagt of u')
  await m50.jansen.opensHome()
  await shows(m50.jansen, /WACHT OP U.*Verzoek 1 · lid worden van de pijler Bestuur/s)
  const request = await m50.jansen.press('home', 'chat.line', 'verzoek 1')
  expect(request.text).toContain('[Goedkeuren]')
  expect(await presses(m50.jansen, request, 'request.approve')).toContain('is goedgekeurd')
  await shows(m50.jansen, /WACHT OP U\s+W\. de Vries noemt zich wethouder/)
  await m50.jansen.press('home', 'person.confirm')
  await expect.poll(() => m50.jansen.home(), { timeout: 20_000, interval: 100 }).not.toContain('WACHT OP U')
  await m50.deVries.opensHome()
  await shows(m50.deVries, /UW PIJLERS\s+Bestuur/)
})

it('[F87] [A16] an executive without an official reads so at home until one is named, and the secretariat counts and lists it', async () => {
  await m50.deVries.opensHome()
  await shows(
    m50.deVries,
    /WACHT OP U\s+A\. Bakker ondersteunt u niet in de pijler Bestuur\. Wie dan wel\?\s+\[Ambtenaar invullen\]/,
  )
  await m50.jansen.opensHome()
  await shows(m50.jansen, /Wat ontbreekt: .*1 bestuurder zonder ambtenaar/)
  const list = await m50.jansen.says('rol ontbreekt')
  expect(list.text).toMatch(/W\. de Vries \(Zeist\), pijler Bestuur: nog geen ambtenaar die ik ken\s+\[Bekijk wie\]/)
  const who = m50.database.query<{ id: string }>(`select id from people where name = 'W. de Vries'`)
  expect(await presses(m50.jansen, list, 'chat.line', `persoon ${(await who)[0]?.id}`)).toContain('w.devries@zeist.nl')
  expect(await pressesOpen(m50.deVries, 'home', 'pillar.official')).toContain('Ambtenaar noemen')
  expect(await submits(m50.deVries, { official: 'nieuw.iemand@zeist.nl' })).toContain('nieuw.iemand@zeist.nl')
  await shows(
    m50.deVries,
    /nieuw\.iemand@zeist\.nl, uw ambtenaar voor de pijler Bestuur, ken ik nog niet\..*\s+\[Ambtenaar invullen\]/,
  )
  const official = m50.person('N. Ieuw', 'nieuw.iemand@zeist.nl')
  await says(official, 'aanmelden ambtenaar')
  await m50.deVries.opensHome()
  await expect.poll(() => m50.deVries.home(), { timeout: 20_000, interval: 100 }).not.toContain('[Ambtenaar invullen]')
  await m50.jansen.opensHome()
  await expect.poll(() => m50.jansen.home(), { timeout: 20_000, interval: 100 }).not.toContain('zonder ambtenaar')
})

it('[F81] the language is one’s own to choose, and the home follows it', async () => {
  expect(await opens(m50.deVries, 'instellingen')).toContain('Ik schrijf u nu in het Nederlands.')
  await m50.deVries.closes()
  expect(await pressesOpen(m50.deVries, 'home', 'person.settings')).toContain('Taal')
  expect(await submits(m50.deVries, { language: 'en' })).toContain('I will write to you in English')
  expect(m50.deVries.form()).toBe('')
  await shows(m50.deVries, 'YOUR PILLARS')
  expect(await says(m50.deVries, '')).toContain('Hello W. de Vries')
  expect(await opens(m50.deVries, 'settings')).toContain('I write to you in English now.')
  await m50.deVries.closes()
})

it('[F79] [E51] [F08] the secretariat’s home says when the clock ticked, what did not go out, and what is missing', async () => {
  const tick = (ago: string) =>
    m50.database.query(
      `insert into settings (key, value, updated_at) values ('clock.tick', '0', now() - $1::interval)
       on conflict (key) do update set updated_at = excluded.updated_at`,
      [ago],
    )
  // The bot's own clock may tick in between: then it is set back once more.
  const says = async (ago: string, words: RegExp) =>
    expect
      .poll(
        async () => {
          await tick(ago)
          await m50.jansen.opensHome()
          return m50.jansen.home()
        },
        { timeout: 20_000, interval: 300 },
      )
      .toMatch(words)
  await says('30 seconds', /De klok van de bot tikte \d+ seconden? geleden\s+\[Kijk of alles werkt\]/)
  expect(await m50.jansen.home()).toMatch(
    /Wat ontbreekt: .*40 gemeenten zonder contactambtenaar\s+\[Toon wat ontbreekt\]/,
  )
  await m50.database.query(
    `insert into planned (kind, subject_kind, subject_id, occurrence, due_at, state, settled_at) values ('x', 'x', 'x', 'x', now(), 'failed', now())`,
  )
  await says('725 seconds', /De klok van de bot staat al 12 minuten stil · 1 gepland bericht niet uitgegaan/)
  await m50.bakker.opensHome()
  await shows(m50.bakker, 'INSTELLINGEN')
  expect(await m50.bakker.home()).not.toMatch(/klok|ontbreekt/)
})

it('[F87] [F76] one’s profile, data and being forgotten are a press away at home', async () => {
  const { bakker } = m50
  await bakker.opensHome()
  await shows(bakker, /UW PROFIEL.*\[Toon mijn profiel\].*UW GEGEVENS.*\[Toon mijn gegevens\].*\[Wat gaat weg\?\]/s)
  expect(await presses(bakker, 'home', 'chat.line', 'profiel')).toContain('Ambtenaar van gemeente Zeist')
  const told = await bakker.press('home', 'chat.line', 'mijn-gegevens')
  await reaches(bakker, told, 'Uw gegevens staan klaar')
  if (platform === 'slack') expect(told.text).toContain('Ik heb u persoonlijk geantwoord')
  await reaches(bakker, await bakker.press('home', 'chat.line', 'vergeet-mij'), 'Vergeet mij')
})

it('[F87] [E29] whoever has a hundred things on their home reaches each of them, however few the platform shows at once', async () => {
  const { smit, database } = m50
  await says(smit, 'aanmelden ambtenaar')
  await database.query(
    `with made as (
       insert into theme_groups (id, pillar_id, name, starts_on)
       select 'groep-' || n, 'bestuur', 'Groep nummer ' || n || repeat(' en nog wat', 8), '2026-01-01' from generate_series(100, 199) n returning id)
     insert into theme_group_members (theme_group_id, person_id, municipality_id, started_at)
     select made.id, p.id, p.municipality_id, now() from made, people p where p.name = 'M. Smit'`,
  )
  const seen = new Set<string>()
  let shown = await smit.says('')
  let pages = 1
  for (; seen.size < 100 && shown.text.includes('[Meer]'); pages++) {
    for (const [, number] of shown.text.matchAll(/Groep nummer (\d+)/g)) seen.add(number ?? '')
    shown = await smit.press(shown, 'chat.home')
    expect(shown.text).toMatch(/UW THEMAGROEPEN|WAT ERAAN KOMT|INSTELLINGEN/)
  }
  for (const [, number] of shown.text.matchAll(/Groep nummer (\d+)/g)) seen.add(number ?? '')
  expect(seen.size).toBe(100)
  expect(pages).toBeGreaterThan(2)
})

it('[E08] a guest and someone new see what there is for them, and no more', async () => {
  const guest = m50.person('G. Gast', 'g.gast@bureau.example', { guest: 'usual' })
  await guest.opensHome()
  await expect.poll(() => guest.home()).not.toBe('')
  expect(await guest.home()).not.toMatch(/WACHT|VERZOEK|PIJLERS/)
  expect(await says(guest, '')).toContain('Dag G. Gast')
})
