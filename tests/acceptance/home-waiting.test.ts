// SPDX-License-Identifier: EUPL-1.2
// What waits on someone and what is coming stands on their home: nothing waits where it says so.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.known()
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

/** What waits on someone, by their home as it is drawn now: where it has a place of its own, it is drawn anew by itself. */
async function shows(person: Person, words: RegExp): Promise<string> {
  let home = ''
  const looks = async () => {
    home = await person.home()
    return home
  }
  await expect.poll(looks, { timeout: 20_000, interval: 100 }).toMatch(words)
  return home
}
async function opened(person: Person, words: RegExp): Promise<string> {
  await person.opensHome()
  return shows(person, words)
}
const nothing = /Er wacht niets op u\./
const without = (words: string) => new RegExp(`^(?!.*${words})`, 's')

it('[F87] [A09] a function that was stated waits at the contact officer’s home, and at the secretariat’s where there is none', async () => {
  const { jansen, bakker, smit } = m50
  const stated = /W\. de Vries noemt zich wethouder van Zeist\. Klopt dat\?\s+\[Klopt\].*\[Klopt niet\]/s
  await opened(jansen, stated)
  await says(jansen, 'rol geef A. Bakker contactambtenaar')
  await opened(bakker, stated)
  expect(await opened(smit, nothing)).not.toContain('noemt zich')
  await opened(jansen, without('noemt zich'))
  await bakker.press('home', 'person.confirm')
  await m50.deVries.receives('wethouder')
  await shows(bakker, nothing)
  const second = m50.person('B. Urgemeester', 'b.urgemeester@zeist.nl')
  await says(second, 'aanmelden burgemeester')
  await opened(bakker, /B\. Urgemeester noemt zich burgemeester van Zeist/)
  await bakker.press('home', 'person.deny')
  await second.receives('burgemeester')
  await shows(bakker, nothing)
})

it('[F87] [F02] [A17] a lead reads at home that nobody supports them, and whether the role still holds', async () => {
  const { jansen, smit } = m50
  await says(jansen, 'rol geef M. Smit trekker samenleving')
  await opened(
    smit,
    /U bent pijlertrekker Samenleving, nog zonder pijlerondersteuner uit Waalwijk\.\s+\[Ondersteuner aanwijzen\]/,
  )
  await says(jansen, 'rol controle trekker')
  await opened(smit, /Bent u nog pijlertrekker Samenleving\?\s+\[Klopt nog\].*\[Klopt niet meer\]/s)
  await smit.press('home', 'role.still')
  expect(await shows(smit, without('Bent u nog'))).toContain('[Ondersteuner aanwijzen]')
  const helper = m50.person('H. Elper', 'h.elper@waalwijk.nl')
  await says(helper, 'aanmelden ambtenaar')
  expect(await pressesOpen(smit, 'home', 'role.support')).toContain('Pijlerondersteuner')
  expect((await smit.submit({ supporter: 'h.elper@waalwijk.nl' })).errors).toEqual({})
  await shows(smit, nothing)
})

it('[A17] who leads a pillar and chairs it reads once that nobody supports them, and names one for both', async () => {
  const { jansen, smit } = m50
  const until = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 20 }).toString()
  await says(jansen, `rol geef M. Smit voorzitter economie ${until.slice(0, 4)}-01-01 ${until}`)
  await says(jansen, 'rol geef M. Smit trekker economie')
  const home = await opened(smit, /U bent pijlervoorzitter en pijlertrekker Economie/)
  expect(home.split('[Ondersteuner aanwijzen]')).toHaveLength(2)
  expect(await says(jansen, 'rol ontbreekt')).toContain('M. Smit, pijlervoorzitter en pijlertrekker Economie')
  expect(await pressesOpen(smit, 'home', 'role.support')).toContain('pijlervoorzitter en pijlertrekker')
  expect((await smit.submit({ supporter: 'h.elper@waalwijk.nl' })).errors).toEqual({})
  await shows(smit, nothing)
  const supporters = await m50.database.query(
    `select ends_on from roles where kind = 'supporter' and pillar_id like 'economie%'`,
  )
  expect(supporters).toEqual([{ ends_on: null }])
})

it('[F87] [E08] a member reads what is coming for them, and where nothing is, what will stand there', async () => {
  const { jansen, deVries, smit } = m50
  expect(await opened(deVries, /WAT ERAAN KOMT\s+Nog niets/)).not.toContain('UW THEMAGROEPEN')
  const inDays = (days: number) => Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days }).toString()
  await says(jansen, `rol geef M. Smit voorzitter financien ${inDays(0)} ${inDays(20)}`)
  await says(jansen, `rol geef M. Smit trekker financien ${inDays(10)}`)
  await says(jansen, `rol geef M. Smit vicevoorzitter bestuur ${inDays(100)}`)
  await opens(jansen, 'themagroep nieuw')
  await submits(jansen, { name: 'Energie', pillar: 'samenleving', until: inDays(30) })
  await opens(jansen, 'themagroep nieuw')
  await submits(jansen, { name: 'Water', pillar: 'samenleving', until: inDays(100) })
  for (const group of ['energie', 'water']) await says(smit, `themagroep doe-mee ${group}`)
  await says(smit, `vervang W. de Vries tot ${inDays(5)}`)
  const home = await opened(smit, /W\. de Vries vervangt u van [^\n]* tot en met/)
  const [before = '', coming = ''] = home.split('WAT ERAAN KOMT')
  expect(before).toMatch(/UW THEMAGROEPEN\s+Energie · Samenleving\s+\[Bekijk\].*Water · Samenleving/s)
  expect(coming).toContain('De themagroep Energie loopt tot en met')
  expect(coming).toMatch(/Vanaf [^\n]* bent u pijlertrekker Financiën\..*U bent pijlervoorzitter Financiën tot en met/s)
  expect(coming).not.toMatch(/Nog niets|Water|vicevoorzitter/)
  await opened(deVries, /WAT ERAAN KOMT\s+U vervangt M\. Smit van [^\n]* tot en met [^\n]*\s+\[Dat doe ik niet\]/)
  await deVries.press('home', 'substitute.end')
  await shows(deVries, /WAT ERAAN KOMT\s+Nog niets/)
})

it('[E08] the secretariat may look at its home as a member sees it', async () => {
  const { jansen, deVries } = m50
  expect(await opened(jansen, /SECRETARIAAT/)).toContain('[Bekijk als lid]')
  const asMember = await presses(jansen, 'home', 'chat.asMember')
  expect(asMember).toContain('Zo ziet een lid dit')
  expect(asMember).toContain('UW PIJLERS')
  expect(asMember).not.toMatch(/SECRETARIAAT|OM TE BEGINNEN|noemt zich|Bekijk als lid/)
  expect(await opened(deVries, /UW PIJLERS/)).not.toContain('[Bekijk als lid]')
})
