// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let p12: Awaited<ReturnType<typeof chatNetwork>>
let secretary: Person
let channel: string

beforeAll(async () => {
  p12 = await chatNetwork({
    seeded: false,
    settings: {
      NETWORK_DIR: join(import.meta.dirname, '../networks/p12'),
      DEFAULT_LOCALE: 'en',
      TIME_ZONE: 'Europe/London',
      SECRETARIAT_EMAILS: 'h.moss@marshalder.example',
      ...(platform === 'slack' && { SLACK_COMMAND: '/p12' }),
    },
  })
  secretary = english('H. Moss', 'h.moss@marshalder.example')
  channel = p12.channel('secretariat', [secretary])
  await p12.begin()
})

afterAll(() => p12.end())

const english = (name: string, email: string): Person => p12.person(name, email, { locale: 'en' })

/** What is typed before a command: in one's own conversation with the bot, and in a channel. */
const typed = { slack: '/p12', teams: 'p12' }[platform]
const inChannel = { slack: '/p12', teams: '@P12' }[platform]

/** Words that only the Dutch network has. */
const dutch = /\b(de|het|een|uw|niet|gemeente|pijler|verzoek|wethouder|secretariaat|bij|M50|Zeist)\b/

describe('[E42] another network, in English, on the same code', () => {
  it('a councillor joins a pillar, the secretariat approves, everyone is told and Postgres holds it', async () => {
    const { database } = p12
    expect(await says(secretary, 'channel secretariat', channel)).toContain("This channel is the secretariat's now")
    const fern = english('J. Fern', 'j.fern@thornwick.example')
    const clerk = english('K. Reed', 'k.reed@thornwick.example')
    expect(await says(clerk, 'register official')).toContain('You are noted as official of the municipality Thornwick')

    const meet = await says(fern, 'pillar join open country')
    expect(meet).toContain('Your e-mail address belongs to the municipality Thornwick')
    const form = await pressesOpen(fern, 'answer', 'person.register', 'alderman')
    expect(form).toContain('Open Country')
    const sent = await submits(fern, { official: 'k.reed@thornwick.example' })
    expect(sent).toContain('Open Country')

    const card = (await p12.shows(channel, 'Request 1')).text
    expect(card).toContain('J. Fern, alderman (as stated), municipality Thornwick')
    await clerk.receives('J. Fern')
    expect(await presses(secretary, channel, 'request.approve')).toContain('Request 1')
    const welcome = (await fern.receives('Open Country')).text
    const members = await says(secretary, 'pillar members open country')
    expect(members).toContain('J. Fern')
    expect(members).toContain('K. Reed')
    const [seat] = await database.query(
      `select p.name, o.name as official, m.name as municipality, s.pillar_id as pillar from pillar_members s join people p on p.id = s.person_id
       join people o on o.id = s.official_id join municipalities m on m.id = s.municipality_id`,
    )
    expect(seat).toEqual({ name: 'J. Fern', official: 'K. Reed', municipality: 'Thornwick', pillar: 'open-country' })
    for (const said of [meet, form, sent, card, welcome, members]) expect(said).not.toMatch(dutch)
  })

  it('knows its own municipalities, those that merged, other names and domains', async () => {
    const list = await says(secretary, 'municipality')
    expect(list).toContain('12 municipalities are members')
    expect(list).not.toMatch(/Low Netherby|High Netherby/)
    expect(await says(secretary, 'municipality the fen')).toContain('Brindle Fen')
    expect(await says(secretary, 'municipality Low Netherby')).toContain('it is now part of Netherby')
    expect(await says(secretary, 'municipality thornwik')).toContain('Do you mean Thornwick?')
    const old = english('O. Ld', 'o.ld@lownetherby.example')
    expect(await says(old, 'pillar')).toContain("I don't know your e-mail address")
    const site = english('W. Eb', 'w.eb@gorseyvale.example')
    expect(await says(site, 'register Gorsey Vale official')).toContain(
      'The secretariat confirms once that you belong to',
    )
    expect((await p12.shows(channel, 'gorseyvale.example seems to be that of')).text).toContain(
      `${inChannel} municipality Gorsey Vale domain gorseyvale.example`,
    )
    expect(await says(secretary, 'municipality Gorsey Vale domain gorseyvale.example')).toContain(
      'belongs to the municipality Gorsey Vale from now on',
    )
    expect(await says(site, 'register official')).toContain('Gorsey Vale')
  })

  it('says in one short line of the log what its first start added', () => {
    const line = p12
      .printed()
      .split('\n')
      .find(each => each.includes('Seeded'))
    expect(JSON.parse(line ?? '{}')).toEqual({
      level: 'info',
      time: expect.any(String),
      rows: expect.any(Number),
      msg: 'Seeded P12',
    })
    expect(Number(JSON.parse(line ?? '{}').rows)).toBeGreaterThan(50)
  })

  it('names itself where an executive has a text to forward', async () => {
    const heath = english('B. Heath', 'b.heath@ashcombe.example')
    await says(heath, 'register alderman')
    expect(await says(heath, 'group nowhere at all')).toContain(`Type ${typed} group for the theme groups of now`)
    const asked = await says(heath, 'pillar join care nearby n.obody@ashcombe.example')
    expect(asked).toContain('Send the bot of P12 in Slack or Teams')
    const number = /Request (\d+)/.exec(asked)?.[1]
    const again = await says(heath, `request ${number}`)
    expect(again).toContain('You can forward this to n.obody@ashcombe.example:')
    expect(again).toContain('Send the bot of P12 in Slack or Teams the message “register”')
    expect(asked).not.toMatch(dutch)
  })

  it('gives roles, confirms functions and says no in English', async () => {
    const ash = english('M. Ash', 'm.ash@council.dunmere.example')
    expect(await says(ash, 'register mayor')).toContain('(as stated)')
    expect((await p12.shows(channel, 'M. Ash registers as mayor of Dunmere')).text).toContain('[That is right]')
    expect(await presses(secretary, channel, 'person.confirm')).toContain('M. Ash is now confirmed as mayor')
    await ash.receives('has been confirmed')
    expect(await says(secretary, 'role give M. Ash chair care nearby from 2027-01-01 until 2027-12-31')).toContain(
      'Until and including',
    )
    expect(await says(ash, 'role give M. Ash secretariat')).toContain('Only the secretariat can')
    const help = await says(ash, 'help')
    expect(help).toContain(`${typed} pillar join`)
    for (const said of [
      help,
      await says(ash, 'onzin'),
      await says(secretary, 'secretariat'),
      await says(secretary, 'role'),
    ])
      expect(said).not.toMatch(/\b(uw|niet|gemeente|pijler|verzoek|wethouder|Zeist)\b/)
  })
})
