// SPDX-License-Identifier: EUPL-1.2
// What waits on someone and what is coming stands on their home: nothing waits where it says so.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { slackNetwork } from '../support/slack-network.ts'
import { type Person, textOfView } from '../support/slack-server.ts'
import { says } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.known()
}, 60_000)

afterAll(() => m50.end())
afterEach(() => expect(m50.slack.complaints()).toEqual([]))

const homeOf = (person: Person): string => (person.home() ? textOfView(person.home() as never) : '')
const modalOf = (person: Person): string => (person.modal() ? textOfView(person.modal() as never) : '')
/** What waits on someone, by their home as it is drawn now. */
const shows = (person: Person, words: RegExp) =>
  m50.slack.until(() => words.test(homeOf(person)), { what: `home with ${words}` })
const opened = async (person: Person, words: RegExp): Promise<string> => {
  await person.opensHome()
  await shows(person, words)
  return homeOf(person)
}
const nothing = /Er wacht niets op u\./

it('[F87] [A09] a function that was stated waits at the contact officer’s home, and at the secretariat’s where there is none', async () => {
  const { jansen, bakker, smit } = m50
  const stated = /W\. de Vries noemt zich wethouder van Zeist\. Klopt dat\?\s+\[Klopt\].*\[Klopt niet\]/s
  await opened(jansen, stated)
  await says(jansen, 'rol geef A. Bakker contactambtenaar')
  await opened(bakker, stated)
  expect(await opened(smit, nothing)).not.toContain('noemt zich')
  await jansen.opensHome()
  await m50.slack.until(() => !homeOf(jansen).includes('noemt zich'), { what: 'a home without what is another’s' })
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
  await m50.slack.until(() => !homeOf(smit).includes('Bent u nog'), { what: 'a home without the question' })
  expect(homeOf(smit)).toContain('[Ondersteuner aanwijzen]')
  const helper = m50.person('H. Elper', 'h.elper@waalwijk.nl')
  await says(helper, 'aanmelden ambtenaar')
  await smit.press('home', 'role.support')
  await m50.slack.until(() => modalOf(smit).includes('Pijlerondersteuner'), { what: 'the form' })
  expect((await smit.submit({ supporter: 'h.elper@waalwijk.nl' })).errors).toEqual({})
  await shows(smit, nothing)
})
