// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRegistry } from '#/chat/registry.ts'
import { features } from '#/features/index.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, says } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
  await says(m50.jansen, 'aanmelden ambtenaar')
}, 60_000)

afterAll(() => m50.end())

const lines = createRegistry(features).nouns.flatMap(({ noun }) => [
  noun.words[0] ?? '',
  ...noun.verbs.map(verb => `${noun.words[0]} ${verb.words[0]}`),
])

it.each(lines)(
  '[F88] every verb without its words opens a form or a choice, or says what to type: m50 %s',
  async line => {
    const answer = await m50.jansen.tries(line, m50.secretariat)
    expect(answer).not.toContain('Er ging iets mis')
    expect(answer).not.toContain('Dat begrijp ik niet')
    expect(answer).toMatch(/\[[^\]]+\]|m50 |geen omgeving|persoonlijk geantwoord|geen open verzoeken/i)
  },
)

it('[A06] a role is given by the form, with its errors at their fields and all that was typed kept', async () => {
  const { jansen, bakker } = m50
  await says(bakker, 'aanmelden ambtenaar')
  expect(await opens(jansen, 'rol geef')).toContain('Rol geven')
  const wrong = await jansen.submit({ person: 'Niemand', role: 'chair' })
  expect(wrong.errors).toEqual({ pillar: 'Bij de rol pijlervoorzitter hoort een pijler.' })
  const unknown = await jansen.submit({ pillar: 'bestuur' })
  expect(unknown.errors).toEqual({ person: 'Ik ken niemand met de naam of het adres “Niemand”.' })
  const right = await jansen.submit({ person: 'A. Bakker' })
  expect(right.errors).toEqual({})
  expect(await right.next()).toContain('A. Bakker is pijlervoorzitter van de pijler Bestuur')
  await bakker.receives('U bent pijlervoorzitter van de pijler Bestuur')
})

it('a channel is bound by a button from the choice', async () => {
  await says(m50.jansen, 'kanaal', m50.general)
  expect(await presses(m50.jansen, 'answer', 'chat.line', 'kanaal pijler bestuur')).toContain(
    'Dit kanaal hoort nu bij de pijler Bestuur.',
  )
})
