// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRegistry } from '#/chat/registry.ts'
import { features } from '#/features/index.ts'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { opens, presses, says } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
  await says(m50.jansen, 'aanmelden ambtenaar')
  await says(m50.deVries, 'aanmelden wethouder')
})

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

/** A button, a field to fill in, or a command: with none of them nobody knows how to go on. */
const wayOn = /\[[^\]]+\]|m50 [a-z]/

/** What is too personal for where it was asked stands in their own conversation by then. */
async function comesOf(person: Person, line: string): Promise<string> {
  const answer = await person.tries(line)
  return answer.includes('persoonlijk geantwoord') ? (person.inbox().at(-1)?.text ?? '') : answer
}

describe('[E23] no command is a dead end', () => {
  it.each(lines)('for a member without rights, with words and without: m50 %s', async line => {
    for (const typed of [line, `${line} xyzzy 999`]) expect(await comesOf(m50.deVries, typed), typed).toMatch(wayOn)
  })

  it('and none was held back for being one too many', async () =>
    expect(await m50.database.query(`select from audit where action = 'reading.held'`)).toEqual([]))

  it('for who is nobody in the network', async () => {
    const guest = m50.person('R. Visser', 'r.visser@gmail.example')
    for (const line of lines) expect(await comesOf(guest, line), line).toMatch(wayOn)
  })

  it('where there is nothing to leave, and where a request to join still waits', async () => {
    const { deVries } = m50
    expect(await says(deVries, 'pijler verlaat samenleving')).toMatch(
      /^U bent geen lid van de pijler Samenleving\.\s+\[Word lid\] \[Bekijk de pijler\]/,
    )
    await opens(deVries, 'pijler word-lid samenleving')
    expect((await deVries.submit({ official: 's.jansen@zeist.nl' })).errors).toEqual({})
    const waits = await says(deVries, 'pijler verlaat samenleving')
    expect(waits).toMatch(/^U bent nog geen lid van de pijler Samenleving\. Verzoek \d+, waarin u dat vraagt, wacht op/)
    expect(await presses(deVries, 'answer', 'request.withdraw')).toContain('ingetrokken')
    expect(await says(deVries, 'pijler verlaat samenleving')).toContain('U bent geen lid')
  })
})

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
