// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: its own ways to begin a form, beside the field where one types and in a message's menu.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { extensions } from '#/platforms/teams/extensions.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { errorsIn, type Person, textOf, textOfCard } from '../support/teams-server.ts'

let m50: Awaited<ReturnType<typeof teamsNetwork>>
/** Two people talk, and the bot is not there. */
let chat: string

beforeAll(async () => {
  m50 = await teamsNetwork()
  await m50.begin()
  await m50.bound()
  await m50.deVries.writes('aanmelden wethouder')
  await m50.deVries.receives('U bent aangemeld')
  for (const person of [m50.bakker, m50.smit, m50.jansen]) {
    await person.writes('aanmelden ambtenaar')
    await person.receives('U bent aangemeld')
  }
  chat = m50.teams.addChat([m50.deVries, m50.bakker])
})

afterAll(() => m50.end())
afterEach(() => expect(m50.teams.complaints()).toEqual([]))

const shown = ({ dialog }: { readonly dialog: ReturnType<Person['dialog']> }) =>
  dialog ? `${dialog.title}\n${textOfCard(dialog.card)}` : ''
const requests = () => m50.database.query(`select from requests where kind = 'pillar.join'`)

/** What was said in a conversation by the bot. */
const saidIn = (conversation: string) =>
  m50.teams.messagesIn(conversation).filter(({ from }) => from === m50.teams.botId).length

describe('[E21] a form that is opened from beside the field where one types', () => {
  it.each(extensions.map(({ id }) => id))('opens at once, also where the bot is not: %s', async id => {
    const title = {
      join: 'Lid worden',
      register: 'Aanmelden',
      substitute: 'Wie vervangt u?',
      remark: 'Opmerking',
      settings: 'Instellingen',
    }[id]
    for (const conversation of [m50.bakker.direct, m50.general, chat]) {
      const opened = await m50.bakker.opensBeside(conversation, id)
      expect(shown(opened), conversation).toContain(title)
      m50.bakker.closes()
    }
  })

  it('asks which pillar, then for an official, and the request goes out once however often it is sent', async () => {
    const { deVries } = m50
    const before = (await requests()).length
    const inChat = saidIn(chat)
    await deVries.opensBeside(chat, 'join')
    expect(shown(await deVries.submits({ pillar: 'Bestuur' }))).toContain('Ondersteunende ambtenaar van Zeist')
    const wrong = await deVries.submits({ official: '' }, undefined, { unchecked: true })
    expect(errorsIn(wrong.dialog?.card ?? {}).official).toContain('Vul een naam of e-mailadres in')
    const { words } = await deVries.submits({ official: 'a.bakker@zeist.nl' })
    expect(words).toMatch(/Verzoek \d+ is verstuurd/)
    await deVries.submitsAgain('same id')
    await deVries.submitsAgain('new id')
    expect(await requests()).toHaveLength(before + 1)
    expect(textOf(await deVries.receives('is verstuurd'))).toContain('[Verzoek intrekken]')
    await m50.teams.shows(m50.secretariat, 'lid worden van de pijler Bestuur')
    expect(saidIn(chat)).toBe(inChat)
  })

  it('keeps what was filled in where it can’t be, at the field, and a button beside it works as elsewhere', async () => {
    const { deVries } = m50
    await deVries.opensBeside(m50.general, 'join')
    const again = await deVries.submits({ pillar: 'Bestuur' })
    expect(errorsIn(again.dialog?.card ?? {}).pillar).toContain('al gevraagd')
    expect(shown(await deVries.submits({ pillar: 'Financiën' }))).toContain('Lid worden van de pijler Financiën')
    const { words } = await deVries.submits({}, 'pillar.joinLater')
    expect(words).toContain('Ondersteuning: nog niet ingevuld')
  })

  it('joins at once where nothing is left to ask, and says what is so where no pillar is left', async () => {
    const { smit } = m50
    await smit.opensBeside(smit.direct, 'join')
    expect((await smit.submits({ pillar: 'Bestuur' })).words).toMatch(/Verzoek \d+ is verstuurd/)
    await m50.database.query(
      `insert into pillar_members (pillar_id, person_id, municipality_id, started_at) select l.id, p.id, p.municipality_id, now() from pillars l, people p where p.name = 'M. Smit'`,
    )
    const { words } = await smit.opensBeside(smit.direct, 'join')
    expect(words).toContain('U bent al lid van alle pijlers.')
    await smit.receives('U bent al lid van alle pijlers.')
  })

  it('asks whoever the bot does not know who they are', async () => {
    const newcomer = m50.teams.addPerson({ name: 'N. Ieuw', email: 'n.ieuw@tiel.nl' })
    const { words } = await newcomer.opensBeside(m50.teams.addChat([newcomer, m50.smit]), 'join')
    expect(words).toContain('Even kennismaken')
    const card = await newcomer.receives('Even kennismaken')
    expect(textOf(card)).toContain('[Wethouder]')
  })

  it('refuses a guest in place, and nothing of it stands where others read along', async () => {
    const guest = m50.teams.addPerson({ name: 'G. Gast', email: 'g.gast@bureau.example', role: 'guest' })
    m50.teams.addMember(m50.general, guest)
    const before = saidIn(m50.general)
    const { words, dialog } = await guest.opensBeside(m50.general, 'join')
    expect(dialog).toBeUndefined()
    expect(words).toContain('Bestuurders en ambtenaren van de leden kunnen zich hier aanmelden')
    expect(saidIn(m50.general)).toBe(before)
  })

  it('says how to add the bot to whoever did not, where the bot is not either, and keeps nothing of them', async () => {
    const without = m50.teams.addPerson({ name: 'Z. Onder', email: 'z.onder@tiel.nl', hasBot: false })
    const { words } = await without.opensBeside(m50.teams.addChat([without, m50.smit]), 'remark')
    expect(words).toContain('Voeg M50 eerst voor uzelf toe in Teams')
    expect(await m50.database.query('select from identities where user_id = $1', [without.user.aadObjectId])).toEqual(
      [],
    )
  })

  it('[T05] takes nobody for another: whoever says to be of this tenant and is not is not known', async () => {
    const stranger = m50.teams.addPerson({
      name: 'V. Reemd',
      email: 's.jansen@zeist.nl',
      tenant: '7e1f0c52-3f7e-4f0b-9d1e-6a4c2f5b8d10',
    })
    const { words } = await stranger.opensBeside(m50.teams.addChat([stranger, m50.smit]), 'remark')
    expect(words).toContain('Voeg M50 eerst voor uzelf toe in Teams')
  })

  it('searches a municipality as one types, in a group where the bot is not', async () => {
    const { bakker } = m50
    const group = m50.teams.addGroup({ name: 'overleg', members: [bakker] })
    m50.teams.removeBot(group)
    expect(shown(await bakker.opensBeside(group, 'register'))).toContain('Gemeente')
    expect((await bakker.searches('municipality', 'Drech')).map(({ title }) => title)).toEqual([])
    expect((await bakker.searches('municipality', 'Dront')).map(({ title }) => title)).toContain('Dronten')
    bakker.closes()
  })

  it('opens also where Teams names no conversation, as between two people it may', async () => {
    const { conversation: _, ...rest } = m50.teams.activityOf(m50.bakker, '')
    const value = { commandId: 'remark', commandContext: 'compose', context: { theme: 'default' } }
    const { status, json } = await m50.teams.send({
      ...rest,
      type: 'invoke',
      name: 'composeExtension/fetchTask',
      value,
    })
    expect(status).toBe(200)
    expect(JSON.stringify(json)).toContain('desk.feedback')
  })

  it('that is not offered opens nothing', async () => {
    const { words, dialog } = await m50.jansen.opensBeside(m50.jansen.direct, 'role.give')
    expect(dialog).toBeUndefined()
    expect(words).toContain('Die knop werkt niet meer')
  })
})
