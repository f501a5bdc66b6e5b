// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { slackNetwork } from '../support/slack-network.ts'
import { type Person, textOf, textOfView } from '../support/slack-server.ts'
import { says } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
}, 60_000)

afterAll(() => m50.end())

const homeOf = (person: Person): string => (person.home() ? textOfView(person.home() as never) : '')
const modalOf = (person: Person): string => (person.modal() ? textOfView(person.modal() as never) : '')
const shows = (person: Person, words: string | RegExp) =>
  m50.slack.until(() => (typeof words === 'string' ? homeOf(person).includes(words) : words.test(homeOf(person))), {
    what: `home with ${words}`,
  })

it('[F87] [E47] the secretariat’s home begins with the first steps; what is done is gone', async () => {
  await m50.jansen.opensHome()
  await shows(m50.jansen, /OM TE BEGINNEN: 0 VAN 4 KLAAR/)
  expect(homeOf(m50.jansen)).toContain('Koppel het kanaal waar verzoeken binnenkomen')
  expect(homeOf(m50.jansen)).toMatch(/Contactambtenaren: 0 van 40 gemeenten/)
  await m50.jansen.press('home', 'desk.pillarsSeen')
  await m50.slack.until(() => modalOf(m50.jansen).includes('de pijlers kloppen'), {
    what: 'the answer over the home',
  })
  await shows(m50.jansen, /1 VAN 4 KLAAR/)
  await m50.bound()
  await shows(m50.jansen, /2 VAN 4 KLAAR/)
  expect(homeOf(m50.jansen)).not.toContain('Koppel het kanaal')
})

it('[F87] [E08] [E06] a member sees what waits, their pillars and requests; it is drawn anew after what they do', async () => {
  await m50.deVries.opensHome()
  await shows(m50.deVries, 'Wat is uw functie?')
  await says(m50.deVries, 'aanmelden wethouder')
  await shows(m50.deVries, 'UW PIJLERS')
  expect(homeOf(m50.deVries)).toContain('Er wacht niets op u.')
  expect(homeOf(m50.deVries)).toContain('U bent nog van geen pijler lid.')
  await says(m50.bakker, 'aanmelden ambtenaar')
  await m50.deVries.command('pijler word-lid bestuur a.bakker@zeist.nl')
  await shows(m50.deVries, /Verzoek 1 · lid worden van de pijler Bestuur/)
  await m50.bakker.opensHome()
  await shows(m50.bakker, /W\. de Vries vraagt of u de pijler Bestuur ondersteunt\s+\[Ja, dat doe ik\]/)
  expect(homeOf(m50.bakker)).toMatch(/Dan hoort W\. de Vries dat, en vraagt een ander\.\s+\[Nee, dat doe ik niet\]/)
  await m50.bakker.press('home', 'official.refuse')
  await m50.deVries.receives('A. Bakker ondersteunt u niet in de pijler Bestuur')
  await m50.slack.until(() => !homeOf(m50.bakker).includes('vraagt of u'), { what: 'a home where nobody asks' })
  await m50.jansen.opensHome()
  await shows(m50.jansen, /WACHT OP U.*Verzoek 1 · lid worden van de pijler Bestuur/s)
  await m50.jansen.press('home', 'chat.line', { value: 'verzoek 1' })
  await m50.slack.until(() => modalOf(m50.jansen).includes('[Goedkeuren]'), { what: 'the request' })
  await m50.jansen.press('modal', 'request.approve')
  await shows(m50.jansen, /WACHT OP U\s+W\. de Vries noemt zich wethouder/)
  await m50.jansen.press('home', 'person.confirm')
  await m50.slack.until(() => !homeOf(m50.jansen).includes('WACHT OP U'), { what: 'a home where nothing waits' })
  await m50.deVries.opensHome()
  await shows(m50.deVries, /UW PIJLERS\s+Bestuur/)
})

it('[F81] the language is one’s own to choose, and the home follows it', async () => {
  await m50.deVries.press('home', 'person.settings')
  await m50.slack.until(() => modalOf(m50.deVries).includes('Taal'), { what: 'the form' })
  expect((await m50.deVries.submit({ language: 'en' })).errors).toEqual({})
  await m50.deVries.receives('I will write to you in English')
  expect(modalOf(m50.deVries)).toBe('')
  await shows(m50.deVries, 'YOUR PILLARS')
  expect(await says(m50.deVries, '')).toContain('Hello W. de Vries')
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
          return homeOf(m50.jansen)
        },
        { timeout: 20_000, interval: 300 },
      )
      .toMatch(words)
  await says('30 seconds', /De klok van de bot tikte \d+ s geleden\s+\[Kijk of alles werkt\]/)
  expect(homeOf(m50.jansen)).toMatch(/Wat ontbreekt: .*40 gemeenten zonder contactambtenaar\s+\[Toon wat ontbreekt\]/)
  await m50.database.query(
    `insert into planned (kind, subject_kind, subject_id, occurrence, due_at, state, settled_at) values ('x', 'x', 'x', 'x', now(), 'failed', now())`,
  )
  await says('725 seconds', /De klok van de bot staat al 12 minuten stil · 1 gepland bericht niet uitgegaan/)
  await m50.bakker.opensHome()
  await shows(m50.bakker, 'INSTELLINGEN')
  expect(homeOf(m50.bakker)).not.toMatch(/klok|ontbreekt/)
})

it('[F87] [F76] one’s profile, data and being forgotten are a press away at home', async () => {
  const { bakker } = m50
  await bakker.opensHome()
  await shows(bakker, /UW PROFIEL.*\[Toon mijn profiel\].*UW GEGEVENS.*\[Toon mijn gegevens\].*\[Wat gaat weg\?\]/s)
  await bakker.press('home', 'chat.line', { value: 'profiel' })
  await m50.slack.until(() => modalOf(bakker).includes('Ambtenaar van gemeente Zeist'), { what: 'the profile' })
  await bakker.press('home', 'chat.line', { value: 'mijn-gegevens' })
  await bakker.receives('Uw gegevens staan klaar')
  await m50.slack.until(() => modalOf(bakker).includes('Ik heb u persoonlijk geantwoord'), { what: 'the way to it' })
  await bakker.press('home', 'chat.line', { value: 'vergeet-mij' })
  await bakker.receives('Vergeet mij')
})

it('[E08] a guest and someone new see what there is for them, and no more', async () => {
  const guest = m50.person('G. Gast', 'g.gast@bureau.example', { guest: true })
  await guest.opensHome()
  await m50.slack.until(() => homeOf(guest) !== '', { what: 'a home' })
  expect(homeOf(guest)).not.toMatch(/WACHT|VERZOEK|PIJLERS/)
  expect(textOf((await (await guest.command('')).ephemeral()) as never)).toContain('Dag G. Gast')
})
