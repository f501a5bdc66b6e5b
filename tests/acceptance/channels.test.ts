// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { presses, says } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let jansen: Person

beforeAll(async () => {
  m50 = await chatNetwork()
  jansen = m50.jansen
  await m50.begin()
  for (const person of [jansen, m50.bakker]) await says(person, 'aanmelden ambtenaar')
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

const bound = () =>
  m50.database.query<{ channel: string; purpose: string; about: string | null }>(
    `select external_id as channel, purpose, coalesce(pillar_id, theme_group_id) as about from channels where ended_at is null order by purpose, about`,
  )

/** What the bot put in a channel, without the trial. */
const posted = (channel: string) =>
  m50
    .messagesIn(channel)
    .map(({ text }) => text)
    .filter(text => !text.startsWith('Proefbericht'))

it('[F03] a request made before a channel is bound is kept, and posted when one is, with what else waits, oldest first', async () => {
  expect(await says(m50.deVries, 'aanmelden wethouder')).toContain('opgegeven')
  expect(await says(m50.bakker, 'pijler word-lid bestuur')).toContain('Verzoek 1 is verstuurd')
  expect(await says(m50.bakker, 'pijler word-lid financien')).toContain('Verzoek 2 is verstuurd')
  expect(await says(jansen, 'secretariaat')).toContain('Er is nog geen kanaal voor het secretariaat')
  expect(await m50.database.query(`select from deliveries where channel_id is not null`)).toEqual([])

  const answer = await says(jansen, 'kanaal secretariaat', m50.secretariat)
  expect(answer).toContain('Dit kanaal is nu van het secretariaat')
  expect(answer).toContain('Er wachtten 3 verzoeken')
  await m50.shows(m50.secretariat, 'Verzoek 2 ·')
  const [trial, ...cards] = m50.messagesIn(m50.secretariat).map(({ text }) => text)
  expect(trial).toBe('Proefbericht: ik kan in dit kanaal schrijven.')
  expect(cards.map(card => card.split('\n')[0])).toEqual([
    'W. de Vries meldt zich als wethouder van Zeist',
    'Verzoek 1 · lid worden van de pijler Bestuur',
    'Verzoek 2 · lid worden van de pijler Financiën',
  ])
  expect(await bound()).toEqual([{ channel: m50.secretariat, purpose: 'secretariat', about: null }])
})

it('bound twice, what stands there is not put there again', async () => {
  const before = posted(m50.secretariat)
  const answer = await says(jansen, 'kanaal secretariaat', m50.secretariat)
  expect(answer).toContain('Dit kanaal is nu van het secretariaat')
  expect(answer).not.toContain('wacht')
  expect(await bound()).toHaveLength(1)
  // What is said next comes once, behind the trial.
  await says(m50.bakker, 'pijler word-lid samenleving')
  await m50.shows(m50.secretariat, 'Verzoek 3 ·')
  expect(posted(m50.secretariat)).toHaveLength(before.length + 1)
})

it('in a direct conversation it says where it can be done, and names no channel it does not know', async () => {
  const before = await bound()
  expect(await says(jansen, 'kanaal secretariaat')).toMatch(
    /^Dat kan alleen in het kanaal zelf, niet in een persoonlijk gesprek\. Typ daar [/@]m50 kanaal\.$/i,
  )
  expect(await says(jansen, 'kanaal pijler onzin', m50.general)).toContain('Ik ken geen pijler “onzin”')
  expect(await says(jansen, 'kanaal themagroep onzin', m50.general)).toContain('Ik ken geen themagroep “onzin”')
  expect(await says(jansen, 'kanaal onzin', m50.general)).toMatch(/Typ [/@]m50 kanaal secretariaat/i)
  expect(await bound()).toEqual(before)
  expect(posted(m50.general)).toEqual([])
})

it('is the secretariat’s to say: nobody else binds, and nothing is tried for them', async () => {
  const before = await bound()
  for (const line of ['kanaal secretariaat', 'kanaal pijler bestuur', 'kanaal onzin', 'kanaal'])
    expect(await says(m50.bakker, line, m50.general), line).toContain('Alleen het secretariaat kan dit')
  expect(await bound()).toEqual(before)
  expect(m50.messagesIn(m50.general)).toEqual([])
})

it('[F10] binds pillars and theme groups, by a choice too; binding again moves it', async () => {
  const [first, second] = ['bestuur', 'bestuur-nieuw'].map(name => m50.channel(name, [jansen]))
  if (!first || !second) return expect.fail('no channels')
  expect(await says(jansen, 'kanaal pijler bestuur', first)).toContain('Dit kanaal hoort nu bij de pijler Bestuur')
  expect(await says(jansen, 'kanaal', m50.general)).toContain('Mobiliteit')
  expect(await presses(jansen, 'answer', 'chat.line', 'kanaal themagroep mobiliteit')).toContain(
    'themagroep Mobiliteit',
  )
  expect(await says(jansen, 'channel pillar Bestuur', second)).toContain('Dit kanaal hoort nu bij de pijler Bestuur')
  expect(await bound()).toEqual([
    { channel: second, purpose: 'pillar', about: 'bestuur' },
    { channel: m50.secretariat, purpose: 'secretariat', about: null },
    { channel: m50.general, purpose: 'themeGroup', about: 'mobiliteit' },
  ])
})

it('moved, the secretariat’s channel gets all that is open, and what was decided stays behind', async () => {
  const [one] = await m50.database.query<{ id: string }>('select id from requests where number = 1')
  await presses(jansen, m50.secretariat, 'request.approve', String(one?.id))
  const fresh = m50.channel('secretariaat-nieuw', [jansen])
  expect(await says(jansen, 'kanaal secretariaat', fresh)).toContain('Er wachtten 3 verzoeken')
  await m50.shows(fresh, 'Verzoek 3 ·')
  expect(posted(fresh).join('\n')).not.toContain('Verzoek 1 ·')
  await says(m50.bakker, 'verzoek 3 intrekken')
  // Both copies follow the present; what is new comes in the new one alone.
  for (const channel of [fresh, m50.secretariat])
    await m50.until(
      () => posted(channel).some(text => text.startsWith('Verzoek 3 ·') && text.includes('Ingetrokken')),
      {
        within: 20_000,
        what: 'the withdrawn request',
      },
    )
  const before = posted(m50.secretariat).length
  await says(m50.bakker, 'pijler word-lid samenleving')
  await m50.shows(fresh, 'Verzoek 4 ·')
  expect(posted(m50.secretariat)).toHaveLength(before)
})

it('[F79] a button that no feature answers any more is answered kindly, and the secretariat sees that it was pressed', async () => {
  expect(await says(jansen, 'diagnose')).toContain('Elke knop die iemand indrukte, werkt.')
  for (let i = 0; i < 2; i++)
    expect(await m50.deVries.forgesPress(m50.general, 'story.share', 'LP 12')).toMatch(
      /^Die knop werkt niet meer\. Typ .*m50 help om te zien wat u kunt doen\.$/,
    )
  expect(await says(jansen, 'diagnose')).toContain(
    'Let op · Er is 2 keer op een knop gedrukt die niet meer bestaat, het laatst story.share.',
  )
})

it('[F78] m50 diagnose tells the secretariat what works, what does not and whom the bot can’t reach, and nobody else', async () => {
  await m50.database.query(
    `update identities set is_deactivated = true where person_id = (select id from people where name = 'W. de Vries')`,
  )
  const card = await says(jansen, 'diagnose')
  expect(card).toContain('Diagnose')
  expect(card).toContain('In orde · De database antwoordt (PostgreSQL 18')
  // Teams does not tell what the bot may do.
  if (platform === 'slack') expect(card).toContain('In orde · De bot heeft in Host alle rechten die hij vraagt.')
  expect(card).toContain('Let op · 1 persoon is niet bereikbaar.')
  expect(card).toContain('W. de Vries (Zeist): het account is uitgeschakeld')
  expect(card).not.toContain('Werkt niet')
  expect(await says(m50.bakker, 'diagnose')).not.toContain('bereikbaar')
})
