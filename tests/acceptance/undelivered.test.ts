// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slackNetwork } from '../support/slack-network.ts'
import { apiError, http, type Person, type Shown, textOf } from '../support/slack-server.ts'
import { presses, says } from '../support/talk.ts'

let m50: Awaited<ReturnType<typeof slackNetwork>>
let seen = 0
const patience = 30_000

beforeAll(async () => {
  m50 = await slackNetwork()
  await m50.begin()
  await m50.bound()
}, 60_000)

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

const cardOf = ({ request }: Asked): Promise<Shown> =>
  m50.slack.shows(m50.secretariat, `Verzoek ${request.number} ·`, patience)

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
async function standsLost(conversation: string): Promise<{ lost: Lost; list: Shown; text: string }> {
  await expect
    .poll(async () => (await lostIn(conversation)).length, { timeout: patience, interval: 100 })
    .toBeGreaterThan(0)
  const [lost] = await lostIn(conversation)
  if (!lost) throw new Error('it is gone again')
  const outcome = await m50.jansen.command('secretariaat')
  const list = await outcome.ephemeral(patience)
  return { lost, list, text: textOf(list) }
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
const told = (person: Person, words: string) => person.inbox().filter(message => textOf(message).includes(words))

const gone = 'Dit bericht gaat niet opnieuw uit: het staat niet meer in de lijst'

describe('a message that Slack refuses for good stands in m50 secretariaat [T31]', () => {
  it('to an official: with its reason and a text to forward; [Opnieuw versturen] sends it once, by the secretariat alone, and the list is empty', async () => {
    const { slack, jansen, deVries, bakker } = m50
    await says(bakker, 'aanmelden ambtenaar')
    await says(deVries, 'aanmelden wethouder')
    const refused = slack.faults.plan('conversations.open', apiError('user_not_found'))
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

    // As long as Slack refuses, it comes back to the list.
    const before = refused.hits
    expect(await presses(jansen, list, 'delivery.again', lost.id)).toContain('Het bericht gaat opnieuw uit.')
    await slack.until(() => refused.hits > before, { within: patience })
    const again = await standsLost(`@${bakker.id}`)
    expect(again.lost.id).toBe(lost.id)

    refused.lift()
    const both = await Promise.all([1, 2].map(() => presses(jansen, again.list, 'delivery.again', lost.id)))
    expect(both.filter(answer => answer.includes('Het bericht gaat opnieuw uit.'))).toHaveLength(1)
    expect(both.filter(answer => answer.includes(gone))).toHaveLength(1)
    await bakker.receives('Ondersteunt u W. de Vries', patience)
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
    const refused = m50.slack.faults.plan('conversations.open', apiError('cannot_dm_bot'))
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
    ['is_archived', 'het kanaal bestaat niet meer of is gearchiveerd'],
    ['not_in_channel', 'de bot zit niet in het kanaal'],
  ])('to a channel (%s): the card comes there after [Opnieuw versturen], and is decided on', async (word, reason) => {
    const { slack, jansen, secretariat } = m50
    const refused = slack.faults.plan('chat.postMessage', apiError(word), { channel: secretariat })
    const asked = await joins()
    const { lost, list, text } = await standsLost(secretariat)
    expect(text).toMatch(new RegExp(`Niet bezorgd aan secretariaat · .+ · ${reason}`))
    expect(text).toContain(`Het ging om: Verzoek ${asked.request.number}`)
    expect(text).not.toContain('Om door te sturen')
    refused.lift()
    await presses(jansen, list, 'delivery.again', lost.id)
    await approves(asked)
    await asked.person.receives('Welkom bij de pijler Bestuur', patience)
    await emptied()
    const cards = slack.messagesIn(secretariat).filter(m => textOf(m).includes(`Verzoek ${asked.request.number} ·`))
    expect(cards).toHaveLength(1)
  })
})

describe('a message of which nobody knows, where Slack may not be read, stands there too [T29]', () => {
  /** Slack takes the card without a word, cannot be asked, and then refuses it. */
  async function unclear(): Promise<{ asked: Asked } & Awaited<ReturnType<typeof standsLost>>> {
    const { slack, secretariat } = m50
    slack.faults.plan('chat.postMessage', http(502, { acts: true }), { channel: secretariat, times: 1 })
    const refused = slack.faults.plan('chat.postMessage', apiError('restricted_action'), { channel: secretariat })
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
    m50.slack.messagesIn(m50.secretariat).filter(message => textOf(message).includes(`Verzoek ${request.number} ·`))
  const decided = (asked: Asked) =>
    m50.slack.until(
      () => {
        const all = cards(asked).map(textOf)
        return all.every(text => text.includes('Goedgekeurd door S. Jansen') && !text.includes('[Goedkeuren]'))
      },
      { within: patience, what: 'the decision on every copy of the card' },
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
    await m50.slack.until(() => cards(asked).length === 2, { within: patience, what: 'the second copy' })
    await emptied()
    expect(await presses(m50.jansen, first as Shown, 'request.approve', asked.request.id)).toContain('is goedgekeurd')
    await decided(asked)
    await asked.person.receives('Welkom bij de pijler Bestuur', patience)
    expect(cards(asked)).toHaveLength(2)
    expect(told(asked.person, 'Welkom bij de pijler Bestuur')).toHaveLength(1)
  })
})

it('[T31] to a channel that is bound no more: [Opnieuw versturen] says kindly what to do, and sends it to the one that is bound then', async () => {
  const { slack, jansen, secretariat, database } = m50
  const refused = slack.faults.plan('chat.postMessage', apiError('is_archived'), { channel: secretariat })
  const asked = await joins()
  const { lost, list } = await standsLost(secretariat)
  refused.lift()
  await database.query('update channels set ended_at = now() where ended_at is null')
  const told = await presses(jansen, list, 'delivery.again', lost.id)
  expect(told).toContain('er is geen kanaal meer voor gekoppeld. Typ m50 kanaal in het kanaal waar het moet komen')
  expect(await lostIn(secretariat)).toEqual([lost])

  const fresh = slack.addChannel({ name: 'secretariaat-nieuw', members: [jansen] })
  await says(jansen, 'kanaal secretariaat', fresh)
  expect(await presses(jansen, list, 'delivery.again', lost.id)).toContain('Het bericht gaat opnieuw uit.')
  const cardsIn = (channel: string) =>
    slack.messagesIn(channel).filter(message => textOf(message).includes(`Verzoek ${asked.request.number} ·`))
  // Binding it put there what waits; this is the one that was lost.
  await slack.until(() => cardsIn(fresh).length === 2, { within: patience, what: 'the card in the new channel' })
  expect(cardsIn(secretariat)).toEqual([])
  await emptied()
})

it('and Slack has nothing to complain of', () => {
  expect(m50.slack.complaints()).toEqual([])
  expect(m50.slack.earlyCalls()).toEqual([])
})
