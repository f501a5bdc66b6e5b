// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { pressesOpen, says, submits } from '../support/chat/talk.ts'
import { ofTheClock } from '../support/digests.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>

beforeAll(async () => {
  m50 = await chatNetwork({ settings: { SECRETARIAT_EMAILS: 's.jansen@zeist.nl,secretariaat@zeist.nl' } })
  await m50.begin()
  await m50.bound()
  await says(m50.jansen, 'aanmelden ambtenaar')
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

/** Mentions the bot in a channel and gives what only this person sees as the answer. */
const mentions = async (person: Person, channel: string, line: string): Promise<string> =>
  (await person.mentions(channel, line)).text

/** What the bot calls a workspace or tenant: Teams tells no name, so there it goes by a domain of its own once someone came with that. */
async function named(id: string): Promise<string> {
  const [row] = await m50.database.query<{ name: string }>('select name from sources where external_id = $1', [id])
  return row?.name ?? expect.fail(`no source ${id}`)
}

const requestsOf = (id: string) =>
  m50.database.query<{ id: string; state: string; number: number }>(
    `select r.id, r.state, r.number from requests r join sources s on r.subject_key = 'source.admit ' || s.id where s.external_id = $1 order by number`,
    [id],
  )

/** Every table's count of rows, but for what the clock fills. */
async function rows(): Promise<Record<string, number>> {
  const tables = await m50.database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const others = tables.filter(({ name }) => !ofTheClock.includes(name))
  const counts = await Promise.all(
    others.map(async ({ name }) => {
      const [row] = await m50.database.query<{ n: number }>(
        `select count(*)::int as n from "${name}" t where not (${name === 'settings'} and to_jsonb(t)->>'key' ~ '^(clock\\.|database\\.)')`,
      )
      return [name, row?.n ?? 0] as const
    }),
  )
  return Object.fromEntries(counts)
}

const asleep = 'De omgeving van uw organisatie is nog niet toegelaten.'

describe('[T04] a workspace that nobody admitted', () => {
  it('with secretariaat@zeist.nl in it gets one sentence and makes one request, however many try', async () => {
    const { id, shared, person } = m50.organisation('TVREEMD')
    const false_ = person('Secretariaat', 'secretariaat@zeist.nl')
    const others = Array.from({ length: 12 }, (_, i) => person(`V${i} Reemd`, `v${i}@zeist.nl`))
    const before = await rows()
    // All at the same moment: nobody was seen before.
    const first = await Promise.all([false_, ...others].map(one => mentions(one, shared, 'pijler word-lid bestuur')))
    for (const answer of first) expect(answer).toContain(asleep)
    const again = [
      'help',
      'hallo',
      'secretariaat',
      'gemeente Zeist',
      'aanmelden Zeist wethouder',
      'kanaal secretariaat',
      `bron toelaten ${id} zeist.nl`,
      'rol geef Secretariaat secretariaat',
      'gemeente Zeist domein evil.example',
      'verzoek 1',
      'onzin die niets betekent',
    ]
    for (const line of again) expect(await mentions(false_, shared, line), line).toBe(first[0])
    expect(await requestsOf(id)).toMatchObject([{ state: 'open' }])
    await m50.shows(m50.secretariat, `toelaten van de omgeving ${id}`)
    const { sources, identities, requests, audit, deliveries, posted_messages, ...rest } = await rows()
    const {
      sources: s,
      identities: i,
      requests: r,
      audit: a,
      deliveries: d,
      posted_messages: p,
      ...restBefore
    } = before
    expect({ sources, identities, requests, audit, deliveries }).toEqual({
      sources: Number(s) + 1,
      identities: Number(i) + 13,
      requests: Number(r) + 1,
      audit: Number(a) + 1,
      deliveries: Number(d) + 1,
    })
    expect(posted_messages).toBe(Number(p) + 1)
    expect(rest).toEqual(restBefore)
    expect(await m50.database.query(`select from people where email = 'secretariaat@zeist.nl'`)).toEqual([])
  })

  it('gets nothing by pressing what the secretariat was asked, nor by a command with the host’s name on it', async () => {
    const { id, shared, person } = m50.organisation('TDRUK')
    const presser = person('D. Rukker', 's.jansen@zeist.nl')
    expect(await mentions(presser, shared, 'help')).toContain(asleep)
    const [request] = await requestsOf(id)
    for (const action of ['source.admit', 'request.decline', 'request.claim'])
      expect(await presser.forgesPress(shared, action, String(request?.id)), action).toContain(asleep)
    // Slack hands commands over under the workspace where the bot is; the profile says whose the account is.
    const answer = await says(presser, 'secretariaat', shared)
    expect(answer).not.toContain('wacht')
    expect(await says(presser, 'aanmelden Zeist ambtenaar', shared)).not.toContain('U bent aangemeld')
    expect(await requestsOf(id)).toMatchObject([{ state: 'open' }])
  })
})

describe('[T04] a workspace that was admitted', () => {
  it('speaks for its domains alone, by full members alone, from the next thing they do', async () => {
    const { id, shared, person } = m50.organisation('TBUREN', ['waalwijk.nl', 'tiel.nl'])
    const member = person('W. Waal', 'w.waal@waalwijk.nl')
    const guest = person('G. Waal', 'g.waal@waalwijk.nl', { guest: 'usual' })
    const other = person('T. Tiel', 't.tiel@tiel.nl')
    for (const one of [member, guest, other]) expect(await mentions(one, shared, 'pijler')).toContain(asleep)
    const [request] = await requestsOf(id)
    const name = await named(id)
    await m50.shows(m50.secretariat, `toelaten van de omgeving ${name}`)
    const form = await pressesOpen(m50.jansen, m50.secretariat, 'source.admit', String(request?.id))
    // What full members came with is proposed.
    expect(form).toContain('waalwijk.nl')
    expect((await m50.jansen.submit({ domains: 'geen domein' })).errors.domains).toContain('is geen e-maildomein')
    expect(await submits(m50.jansen, { domains: 'Waalwijk.nl' })).toContain(`${name} is toegelaten voor waalwijk.nl`)
    await m50.shows(m50.secretariat, 'Goedgekeurd door S. Jansen')

    expect(await mentions(member, shared, 'pijler')).toContain('De pijlers')
    expect(await mentions(member, shared, 'aanmelden ambtenaar')).toContain('gemeente Waalwijk')
    for (const one of [guest, other]) {
      expect(await mentions(one, shared, 'pijler word-lid bestuur')).toContain('U bent hier gast.')
      expect(await mentions(one, shared, 'aanmelden Waalwijk ambtenaar')).toContain(
        'Aanmelden kan hier niet met dit account',
      )
      expect(await m50.database.query('select person_id from identities where user_id = $1', [one.id])).toEqual([
        { person_id: null },
      ])
    }
    // [F73] What its people do since is not undone, however short ago they spoke for the first time.
    expect(await says(m50.jansen, `verzoek ${request?.number} terugdraaien`)).toContain(
      `Mensen van ${name} zijn intussen aan de slag`,
    )
    expect(await says(m50.jansen, 'bron')).toContain(`${name} (${platform}) · toegelaten voor waalwijk.nl`)
  })

  it('can be given other domains, and be refused, which counts at the next press', async () => {
    const { id, shared, person } = m50.organisation('TWISSEL', ['veldhoven.nl', 'venray.nl'])
    const first = person('E. Een', 'e.een@veldhoven.nl')
    const second = person('T. Twee', 't.twee@venray.nl')
    for (const one of [first, second]) await mentions(one, shared, 'pijler')
    const name = await named(id)
    expect(await says(m50.jansen, `bron toelaten ${id} veldhoven.nl`)).toContain(
      `${name} is toegelaten voor veldhoven.nl`,
    )
    expect(await mentions(first, shared, 'pijler')).toContain('De pijlers')
    expect(await mentions(second, shared, 'pijler')).toContain('U bent hier gast.')
    expect(await says(m50.jansen, `bron toelaten ${id} venray.nl, kampen.nl`)).toContain('kampen.nl en venray.nl')
    expect(await mentions(first, shared, 'pijler')).toContain('U bent hier gast.')
    expect(await mentions(second, shared, 'pijler')).toContain('De pijlers')
    expect(await says(m50.jansen, `bron weigeren ${id}`)).toContain(`${name} is geweigerd`)
    for (const one of [first, second])
      expect(await mentions(one, shared, 'pijler')).toContain('doet niet mee in dit netwerk')
    expect(await says(m50.jansen, 'bron')).toContain(`${name} (${platform}) · geweigerd`)
    expect(await requestsOf(id)).toHaveLength(1)
  })
})

describe('[T04] [F66] admitting that is undone', () => {
  async function admitted(name: string, domain: string) {
    const { id, shared, person } = m50.organisation(name, [domain])
    const one = person(`${name} Waal`, `${name.toLowerCase()}@${domain}`)
    await mentions(one, shared, 'pijler')
    await m50.shows(m50.secretariat, `toelaten van de omgeving ${await named(id)}`)
    const [request] = await requestsOf(id)
    await pressesOpen(m50.jansen, m50.secretariat, 'source.admit', String(request?.id))
    await submits(m50.jansen, { domains: domain })
    return { shared, one, line: `verzoek ${request?.number} terugdraaien` }
  }

  it('is refused once its people are at work, however lately they were seen before it', async () => {
    const { shared, one, line } = await admitted('TWERK', 'woerden.nl')
    expect(await mentions(one, shared, 'aanmelden ambtenaar')).toContain('gemeente Woerden')
    expect(await says(m50.jansen, line)).toContain('zijn intussen aan de slag')
    expect(await mentions(one, shared, 'pijler')).toContain('De pijlers')
  })

  it('puts the workspace to sleep again where nobody came', async () => {
    const { shared, one, line } = await admitted('TSTIL', 'soest.nl')
    expect(await says(m50.jansen, line)).toContain('ligt weer open')
    expect(await mentions(one, shared, 'pijler')).toContain(asleep)
  })
})

describe('[T04] refusing', () => {
  it('by the card’s [Afwijzen] shuts the workspace out, and it can still be admitted later', async () => {
    const { id, shared, person } = m50.organisation('TNEE', ['lochem.nl'])
    const one = person('N. Ee', 'n.ee@lochem.nl')
    await mentions(one, shared, 'pijler')
    const name = await named(id)
    await m50.shows(m50.secretariat, `toelaten van de omgeving ${name}`)
    const [request] = await requestsOf(id)
    await pressesOpen(m50.jansen, m50.secretariat, 'request.decline', String(request?.id))
    await submits(m50.jansen, { reason: 'Die kennen wij niet.' })
    expect(await mentions(one, shared, 'pijler')).toContain('doet niet mee in dit netwerk')
    expect(await requestsOf(id)).toMatchObject([{ state: 'declined' }])
    expect(await says(m50.jansen, `bron toelaten ${id} lochem.nl`)).toContain(`${name} is toegelaten voor lochem.nl`)
    expect(await mentions(one, shared, 'pijler')).toContain('De pijlers')
  })

  it('is for the secretariat alone, who hears when there is no such workspace; the host is none', async () => {
    const { deVries, jansen, database } = m50
    await says(deVries, 'aanmelden wethouder')
    const { id, shared, person } = m50.organisation('TALLEEN')
    await mentions(person('A. Lleen', 'a.lleen@ridderkerk.nl'), shared, 'pijler')
    await says(jansen, `bron toelaten ${id} ridderkerk.nl`)
    const [host] = await database.query<{ name: string }>('select name from sources where is_host')
    const before = await database.query('select * from sources order by id')
    for (const line of [
      `bron weigeren ${id}`,
      'bron weigeren TONZIN',
      `bron toelaten ${id} evil.example`,
      'bron toelaten TONZIN a.nl',
    ])
      expect(await says(deVries, line), line).toContain('Alleen het secretariaat kan hierover beslissen')
    expect(await says(jansen, 'bron weigeren TONZIN')).toContain('Ik ken geen omgeving “TONZIN”')
    expect(await says(jansen, `bron weigeren ${host?.name}`)).toContain(`Ik ken geen omgeving “${host?.name}”`)
    expect(await says(jansen, `bron toelaten ${id}`)).toContain('Kies eerst voor welke e-maildomeinen')
    expect(await database.query('select * from sources order by id')).toEqual(before)
  })
})

describe('[T05] an address that two accounts show', () => {
  it('is one person where both sources are trusted for it', async () => {
    const { id, shared, person } = m50.organisation('TTWEE', ['barneveld.nl'])
    const here = m50.person('B. Beide', 'b.beide@barneveld.nl')
    await says(here, 'aanmelden ambtenaar')
    const there = person('B. Beide', 'b.beide@barneveld.nl')
    await mentions(there, shared, 'pijler')
    await says(m50.jansen, `bron toelaten ${id} barneveld.nl`)
    expect(await mentions(there, shared, 'pijler word-lid financien')).toContain('Verzoek')
    expect(await says(here, 'verzoek')).toContain('Financiën')
  })

  it('in one source is reported to the secretariat, once, and not linked', async () => {
    const first = m50.person('E. Erste', 'dubbel@zeist.nl')
    await says(first, 'aanmelden wethouder')
    const second = m50.person('T. Tweede', 'Dubbel@zeist.nl')
    expect(await says(second, 'pijler word-lid bestuur')).toContain('Ik ken uw e-mailadres niet')
    await m50.shows(m50.secretariat, 'Een tweede account meldt zich met het adres van E. Erste')
    await m50.database.query(`update identities set checked_at = null where user_id = $1`, [second.id])
    await says(second, 'pijler')
    expect(
      await m50.database.query(
        `select from deliveries where kind = 'desk.secondClaim' and facts->>'identity' = (select id::text from identities where user_id = $1)`,
        [second.id],
      ),
    ).toHaveLength(1)
    expect(await m50.database.query('select person_id from identities where user_id = $1', [second.id])).toEqual([
      { person_id: null },
    ])
  })
})

it('[T14] what people typed reads as they typed it on every card: marks, brackets and all', async () => {
  const { id, shared, person } = m50.organisation('A_b (*c*)')
  expect(await mentions(person('M. Ark', 'm.ark@tiel.nl'), shared, 'help')).toContain(asleep)
  const stated = m50.person('W. _Streep_', 'w.streep@zeist.nl')
  await says(stated, 'aanmelden wethouder')
  await m50.database.query(`update people set name = 'W. _Streep_ (*x*)' where email = 'w.streep@zeist.nl'`)
  await says(stated, 'pijler word-lid economie iemand.anders@zeist.nl')
  const [join] = await m50.database.query<{ number: number }>(
    'select number from requests order by number desc limit 1',
  )
  await m50.shows(m50.secretariat, `Verzoek ${join?.number} · lid worden van de pijler Economie`)
  const desk = await says(m50.jansen, 'secretariaat')
  expect(desk).toContain('W. _Streep_ (*x*), wethouder (opgegeven), gemeente Zeist · vandaag')
  expect(desk).toContain(`toelaten van de omgeving ${id}`)
  const [row] = await requestsOf(id)
  const one = await says(m50.jansen, `verzoek ${row?.number}`)
  expect(one).toContain(`Verzoek ${row?.number} · toelaten van de omgeving ${id}`)
  const form = await pressesOpen(m50.jansen, 'answer', 'request.decline', row?.id)
  expect(form).toContain(`toelaten van de omgeving ${id}`)
  const cards = m50.messagesIn(m50.secretariat).map(({ text }) => text)
  expect(cards.join()).toContain('W. _Streep_ (*x*), wethouder (opgegeven)')
  for (const text of [desk, one, form, await says(stated, 'verzoek'), ...cards]) expect(text).not.toContain('\\')
})
