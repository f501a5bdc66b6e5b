// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRegistry } from '#/chat/registry.ts'
import { features } from '#/features/index.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { textOf, textOfView } from '../support/slack-server.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.bound()
  await m50.jansen.command('aanmelden ambtenaar')
}, 60_000)

afterAll(() => m50.end())

const lines = createRegistry(features).nouns.flatMap(({ noun }) => [
  noun.words[0] ?? '',
  ...noun.verbs.map(verb => `${noun.words[0]} ${verb.words[0]}`),
])

it.each(lines)(
  '[F88] every verb without its words opens a form or a choice, or says what to type: m50 %s',
  async line => {
    const outcome = await m50.jansen.command(line, { channel: m50.secretariat })
    const answer = await Promise.any([outcome.ephemeral().then(textOf), outcome.modal().then(textOfView)])
    expect(answer).not.toContain('Er ging iets mis')
    expect(answer).not.toContain('Dat begrijp ik niet')
    expect(answer).toMatch(/\[[^\]]+\]|m50 |geen omgeving|persoonlijk geantwoord|geen open verzoeken/)
  },
)

it('[A06] a role is given by the form, with its errors at their fields and all that was typed kept', async () => {
  const { jansen, bakker, slack } = m50
  await bakker.command('aanmelden ambtenaar')
  await jansen.command('rol geef')
  await slack.until(() => (jansen.modal() ? textOfView(jansen.modal() as never) : '').includes('Rol geven'), {
    what: 'the form',
  })
  const wrong = await jansen.submit({ person: 'Niemand', role: 'chair' })
  expect(wrong.errors).toEqual({ pillar: 'Bij de rol pijlervoorzitter hoort een pijler.' })
  const unknown = await jansen.submit({ pillar: 'bestuur' })
  expect(unknown.errors).toEqual({ person: 'Ik ken niemand met de naam of het adres “Niemand”.' })
  const right = await jansen.submit({ person: 'A. Bakker' })
  expect(right.errors).toEqual({})
  expect(textOf(await right.ephemeral())).toContain('A. Bakker is pijlervoorzitter van de pijler Bestuur')
  await bakker.receives('U bent pijlervoorzitter van de pijler Bestuur')
})

it('a channel is bound by a button from the choice', async () => {
  await m50.jansen.command('kanaal', { channel: m50.general })
  const bound = await m50.jansen.press('ephemeral', 'chat.line', { value: 'kanaal pijler bestuur' })
  expect(textOf(await bound.ephemeral())).toContain('Dit kanaal hoort nu bij de pijler Bestuur.')
})
