// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person, Seen } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, says } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let seen = 0

beforeAll(async () => {
  m50 = await chatNetwork()
  await m50.begin()
  await m50.bound()
})

afterAll(() => m50.end())

interface Asked {
  readonly person: Person
  readonly name: string
  readonly request: { readonly id: string; readonly number: number }
}

/** An official whom no other test knows asks to join. */
async function joins(): Promise<Asked> {
  const name = `N. Nieuw${++seen}`
  const person = m50.person(name, `n.nieuw${seen}@zeist.nl`)
  await says(person, 'aanmelden ambtenaar')
  const answer = await says(person, 'pijler word-lid bestuur')
  const [request] = await m50.database.query<{ id: string; number: number }>(
    'select r.id, r.number from requests r join people p on p.id = r.requester_id where p.name = $1',
    [name],
  )
  if (!request) throw new Error(`nobody asked: ${answer}`)
  return { person, name, request }
}

const cardOf = ({ request }: Asked): Promise<Seen> => m50.shows(m50.secretariat, `Verzoek ${request.number} ·`)

/** The secretariat approves, so that the requester is welcomed. */
async function approves(asked: Asked): Promise<void> {
  const card = await cardOf(asked)
  expect(await presses(m50.jansen, card, 'request.approve', asked.request.id)).toContain('is goedgekeurd')
}

interface Lost {
  readonly id: string
  readonly state: string
}

/** Waits until a delivery stands in the secretariat's list, and gives it with what `m50 secretariaat` shows. */
async function standsLost(conversation: string): Promise<{ lost: Lost; list: Seen; text: string }> {
  await expect.poll(async () => (await lostIn(conversation)).length, { interval: 100 }).toBeGreaterThan(0)
  const [lost] = await lostIn(conversation)
  if (!lost) throw new Error('it is gone again')
  const list = await m50.jansen.says('secretariaat')
  return { lost, list, text: list.text }
}

const lostIn = (conversation: string) =>
  m50.database.query<Lost & Record<string, unknown>>(
    `select id, state from deliveries where conversation like '%:' || $1 and state in ('failed', 'unclear') order by id desc`,
    [conversation],
  )
const emptied = async () => {
  const list = await says(m50.jansen, 'secretariaat')
  expect(list).not.toContain('niet zeker bezorgd')
  expect(list).not.toContain('[Opnieuw versturen]')
}
const actsOn = async (lost: Lost) =>
  (
    await m50.database.query(
      `select action, acted_role from audit where subject_kind = 'delivery' and subject_id = $1 order by id`,
      [lost.id],
    )
  ).map(act => `${act.action} by ${act.acted_role}`)
const told = (person: Person, words: string) => person.inbox().filter(message => message.text.includes(words))

const gone = 'Dit bericht gaat niet opnieuw uit: het staat niet meer in de lijst'

describe('a message that is refused for good stands in m50 secretariaat [T31]', () => {
  it('to an official: with its reason and a text to forward; [Opnieuw versturen] sends it once, by the secretariat alone, and the list is empty', async () => {
    const { jansen, deVries, bakker } = m50
    await says(bakker, 'aanmelden ambtenaar')
    await says(deVries, 'aanmelden wethouder')
    const refused = m50.refusesPeople()
    await says(deVries, 'pijler word-lid bestuur a.bakker@zeist.nl')
    const { lost, list, text } = await standsLost(`@${bakker.id}`)
    expect(lost.state).toBe('failed')
    expect(text).toContain('1 bericht is niet zeker bezorgd.')
    expect(text).toMatch(/Niet bezorgd aan A\. Bakker · .+ · het account bestaat niet meer/)
    expect(text).toContain('Om door te sturen: “Er staat een bericht van M50 voor u klaar.')
    expect(text).toContain('[Opnieuw versturen]')
    expect(text).toContain('[Is aangekomen]')

    // Whoever is not of the secretariat changes nothing, whatever is sent.
    for (const press of ['delivery.again', 'delivery.arrived'])
      expect(await presses(deVries, list, press, lost.id)).toContain('Alleen het secretariaat kan dit')
    expect(await lostIn(`@${bakker.id}`)).toEqual([lost])

    // As long as it is refused, it comes back to the list.
    const before = refused.hits
    expect(await presses(jansen, list, 'delivery.again', lost.id)).toContain('Het bericht gaat opnieuw uit.')
    await m50.until(() => refused.hits > before)
    const again = await standsLost(`@${bakker.id}`)
    expect(again.lost.id).toBe(lost.id)

    refused.lift()
    const both = await Promise.all([1, 2].map(() => presses(jansen, again.list, 'delivery.again', lost.id)))
    expect(both.filter(answer => answer.includes('Het bericht gaat opnieuw uit.'))).toHaveLength(1)
    expect(both.filter(answer => answer.includes(gone))).toHaveLength(1)
    await bakker.receives('Ondersteunt u W. de Vries')
    expect(await presses(jansen, again.list, 'delivery.again', lost.id)).toContain(gone)
    expect(await presses(jansen, again.list, 'delivery.arrived', lost.id)).toContain('staat niet meer in de lijst')
    await emptied()
    // It is the card that it would have been: pressed, it does what it says.
    expect(await presses(bakker, 'inbox', 'official.confirm')).toContain('U ondersteunt W. de Vries')
    expect(told(bakker, 'Ondersteunt u W. de Vries')).toHaveLength(1)
    expect(await actsOn(lost)).toEqual(['delivery.again by secretariat', 'delivery.again by secretariat'])
  })

  it('to a member: [Is aangekomen] takes it off the list, once, and nothing is sent', async () => {
    const asked = await joins()
    const refused = m50.refusesPeople()
    await approves(asked)
    const { lost, list, text } = await standsLost(`@${asked.person.id}`)
    refused.lift()
    expect(text).toMatch(new RegExp(`Niet bezorgd aan ${asked.name} · .+ · het account bestaat niet meer`))
    expect(await presses(m50.jansen, list, 'delivery.arrived', lost.id)).toContain('het bericht is aangekomen')
    expect(await presses(m50.jansen, list, 'delivery.arrived', lost.id)).toContain('staat niet meer in de lijst')
    expect(await presses(m50.jansen, list, 'delivery.again', lost.id)).toContain(gone)
    await emptied()
    expect(asked.person.inbox()).toEqual([])
    expect(await actsOn(lost)).toEqual(['delivery.arrived by secretariat'])
  })

  it.each([
    ['gone', 'het kanaal bestaat niet meer of is gearchiveerd'],
    ['bot is outside', 'de bot zit niet in het kanaal'],
  ] as const)(
    'to a channel (%s): the card comes there after [Opnieuw versturen], and is decided on',
    async (why, reason) => {
      const { jansen, secretariat } = m50
      const refused = m50.refusesPosts(secretariat, why)
      const asked = await joins()
      const { lost, list, text } = await standsLost(secretariat)
      expect(text).toMatch(new RegExp(`Niet bezorgd aan secretariaat · .+ · ${reason}`))
      expect(text).toContain(`Het ging om: Verzoek ${asked.request.number}`)
      expect(text).not.toContain('Om door te sturen')
      refused.lift()
      await presses(jansen, list, 'delivery.again', lost.id)
      await approves(asked)
      await asked.person.receives('Welkom bij de pijler Bestuur')
      await emptied()
      const cards = m50.messagesIn(secretariat).filter(m => m.text.includes(`Verzoek ${asked.request.number} ·`))
      expect(cards).toHaveLength(1)
    },
  )
})

describe('a message of which nobody knows, where the platform may not be read, stands there too [T29]', () => {
  /** The platform takes the card without a word, cannot be asked, and then refuses it. */
  async function unclear(): Promise<{ asked: Asked } & Awaited<ReturnType<typeof standsLost>>> {
    const { secretariat } = m50
    m50.losesAnswer(secretariat)
    const refused = m50.refusesPosts(secretariat, 'not allowed')
    const asked = await joins()
    const stands = await standsLost(secretariat)
    refused.lift()
    expect(stands.lost.state).toBe('unclear')
    expect(stands.text).toContain('Onzeker of bezorgd aan secretariaat')
    expect(stands.text).toContain('[Opnieuw versturen]')
    expect(stands.text).toContain('[Is aangekomen]')
    return { asked, ...stands }
  }
  const cards = ({ request }: Asked) =>
    m50.messagesIn(m50.secretariat).filter(message => message.text.includes(`Verzoek ${request.number} ·`))
  const decided = (asked: Asked) =>
    m50.until(
      () => {
        const all = cards(asked).map(({ text }) => text)
        return all.every(text => text.includes('Goedgekeurd door S. Jansen') && !text.includes('[Goedkeuren]'))
      },
      { what: 'the decision on every copy of the card' },
    )

  it('[Is aangekomen]: nothing is sent, and the card that stands there decides and is redrawn', async () => {
    const { asked, lost, list } = await unclear()
    expect(await presses(m50.jansen, list, 'delivery.arrived', lost.id)).toContain('het bericht is aangekomen')
    await emptied()
    await approves(asked)
    await decided(asked)
    expect(cards(asked)).toHaveLength(1)
  })

  it('[Opnieuw versturen]: a second copy stands there; the first is pressed, the decision is one, and both show it', async () => {
    const { asked, lost, list } = await unclear()
    const [first] = cards(asked)
    await presses(m50.jansen, list, 'delivery.again', lost.id)
    await m50.until(() => cards(asked).length === 2, { what: 'the second copy' })
    await emptied()
    expect(await presses(m50.jansen, first ?? m50.secretariat, 'request.approve', asked.request.id)).toContain(
      'is goedgekeurd',
    )
    await decided(asked)
    await asked.person.receives('Welkom bij de pijler Bestuur')
    expect(cards(asked)).toHaveLength(2)
    expect(told(asked.person, 'Welkom bij de pijler Bestuur')).toHaveLength(1)
  })
})

it('[T31] to a channel that is bound no more: [Opnieuw versturen] says kindly what to do, and sends it to the one that is bound then', async () => {
  const { jansen, secretariat, database } = m50
  const refused = m50.refusesPosts(secretariat, 'gone')
  const asked = await joins()
  const { lost, list } = await standsLost(secretariat)
  refused.lift()
  await database.query('update channels set ended_at = now() where ended_at is null')
  const told = await presses(jansen, list, 'delivery.again', lost.id)
  expect(told).toMatch(/er is geen kanaal meer voor gekoppeld\. Typ [/@]m50 kanaal in het kanaal waar het moet komen/i)
  expect(await lostIn(secretariat)).toEqual([lost])

  const fresh = m50.channel('secretariaat-nieuw', [jansen])
  await says(jansen, 'kanaal secretariaat', fresh)
  expect(await presses(jansen, list, 'delivery.again', lost.id)).toContain('Het bericht gaat opnieuw uit.')
  const cardsIn = (channel: string) =>
    m50.messagesIn(channel).filter(message => message.text.includes(`Verzoek ${asked.request.number} ·`))
  // Binding it put there what waits; this is the one that was lost.
  await m50.until(() => cardsIn(fresh).length === 2, { what: 'the card in the new channel' })
  expect(cardsIn(secretariat)).toEqual([])
  await emptied()
})

it('and the platform has nothing to complain of', () => expect(m50.complaints()).toEqual([]))
