// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { comes } from '../support/chat/newcomers.ts'
import { opens, presses, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let jansen: Person

beforeAll(async () => {
  m50 = await chatNetwork()
  jansen = m50.jansen
  await m50.begin()
  await m50.known()
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

const today = Temporal.Now.plainDateISO('Europe/Amsterdam')

const rolesOf = (person: Person, kind: string) =>
  m50.database.query<{ from: string; until: string | null }>(
    `select r.starts_on::text as from, (r.ends_on - 1)::text as until from identities i join roles r on r.person_id = i.person_id
     where i.user_id = $1 and r.kind = $2 and (r.ends_on is null or r.ends_on > r.starts_on) order by r.starts_on`,
    [person.id, kind],
  )

describe('[F05] [T22] someone who acts for the secretariat', () => {
  const week = today.add({ days: 7 })

  it('gives others a role and themselves none, typed or in the form; imports and merges nothing', async () => {
    const stand = await comes(m50, 'S. Tandin', 's.tandin@waalwijk.nl')
    await comes(m50, 'G. Ewoon', 'g.ewoon@waalwijk.nl')
    await says(jansen, `vervang S. Tandin tot ${week}`)
    expect(await says(stand, 'rol geef G. Ewoon trekker bestuur')).toContain('G. Ewoon is pijlertrekker')
    const own = 'Namens een ander kunt u dit niet voor uzelf doen.'
    expect(await says(stand, 'rol geef S. Tandin secretariaat')).toContain(own)
    expect(await opens(stand, 'rol geef')).toContain('Rol geven')
    const outcome = await stand.submit({ person: 'S. Tandin', role: 'secretariat' })
    expect(outcome.errors.person).toContain(own)
    await stand.closes()
    for (const line of ['importeer leden', 'persoon samenvoegen S. Jansen'])
      expect(await says(stand, line), line).toContain('Alleen het secretariaat kan dit.')
    expect(await rolesOf(stand, 'secretariat')).toEqual([])
    await says(jansen, 'vervang beëindig')
  })

  it('is one whose function stands: not one who only stated it', async () => {
    const stated = await comes(m50, 'O. Pgave', 'o.pgave@waalwijk.nl', 'wethouder')
    expect(await says(jansen, `vervang O. Pgave tot ${week}`)).toContain(
      'De functie van O. Pgave is nog niet bevestigd',
    )
    await opens(jansen, 'vervang')
    const outcome = await jansen.submit({ person: 'O. Pgave', until: week.toString() })
    expect(outcome.errors.person).toContain('De functie van O. Pgave is nog niet bevestigd')
    await jansen.closes()
    await m50.database.query(
      `update roles set confirmed_at = now() where person_id = (select person_id from identities where user_id = $1)`,
      [stated.id],
    )
    expect(await says(jansen, `vervang O. Pgave tot ${week}`)).toContain('O. Pgave vervangt u van')
    await says(jansen, 'vervang beëindig')
  })
})

describe('[F05] a substitution', () => {
  const week = today.add({ days: 7 })

  it('gives nothing while the one who is acted for could do nothing themselves', async () => {
    const away = await comes(m50, 'A. Fwezig', 'a.fwezig@tiel.nl')
    const stand = await comes(m50, 'I. Nvaller', 'i.nvaller@tiel.nl')
    await says(jansen, 'rol geef A. Fwezig plaatsvervanger')
    await says(away, `vervang I. Nvaller tot ${week}`)
    expect(await says(stand, 'planning')).not.toContain('is voor het secretariaat')
    await m50.database.query(`update identities set is_deactivated = true where user_id = $1`, [away.id])
    expect(await says(stand, 'planning')).toContain('is voor het secretariaat')
    // Nor are the two asked for a decision in place of the only secretary, who is told that nobody is there.
    expect(await says(jansen, 'pijler word-lid bestuur')).toContain('niemand anders kan er nu over beslissen')
    await m50.database.query(`update identities set is_deactivated = false where user_id = $1`, [away.id])
    await says(away, 'vervang beëindig')
    await says(jansen, 'rol eindig A. Fwezig plaatsvervanger')
  })

  it.each(['stops', 'is forgotten'])('ends when one of the two %s, and the other is told', async how => {
    const [one, other] = how === 'stops' ? ['W. Eg', 'B. Lijft'] : ['V. Ergeet', 'O. Ver']
    const leaver = await comes(m50, one, `${one.slice(3).toLowerCase()}@soest.nl`)
    const stays = await comes(m50, other, `${other.slice(3).toLowerCase()}@soest.nl`)
    await says(stays, `vervang ${one} tot ${week}`)
    if (how === 'stops') {
      await opens(jansen, `persoon stopt ${one}`)
      await submits(jansen, {})
      await stays.receives(`De vervanging van ${other} door ${one} is gestopt.`)
    } else {
      await presses(leaver, await leaver.asksPrivately('vergeet-mij', 'Wilt u vergeten worden?'), 'privacy.forget')
      await stays.receives(`De vervanging van ${other} door voormalig ambtenaar, Soest is gestopt.`)
    }
    expect(await says(stays, 'vervang beëindig')).toContain('Niemand vervangt u.')
  })
})

describe('[F02] the secretariat', () => {
  const last = 'Dit is het laatste lid van het secretariaat'

  it('always has someone: the last one’s role does not end, typed, by their own word or with them', async () => {
    expect(await says(jansen, 'rol eindig S. Jansen secretariaat')).toContain(last)
    await says(jansen, 'rol controle secretariaat')
    const asked = await jansen.receives('Klopt uw rol nog?')
    expect(await presses(jansen, asked, 'role.over')).toContain(last)
    expect(await m50.database.query(`select from requests where kind = 'role.end'`)).toEqual([])
    const { text: early } = await jansen.asksPrivately('vergeet-mij', 'U bent het laatste lid van het secretariaat')
    expect(early).toContain('[Geef een collega de rol]')
    expect(early).not.toContain('[Vergeet mij]')
    // A colleague without an account could decide nothing.
    await m50.database.query(
      `with added as (insert into people (name, municipality_id) values ('Z. Account', 'GM0355') returning id)
       insert into roles (person_id, kind, starts_on) select id, 'secretariat', current_date - 1 from added`,
    )
    expect(await says(jansen, 'rol eindig S. Jansen secretariaat')).toContain(last)
    const colleague = await comes(m50, 'C. Ollega', 'c.ollega@zeist.nl')
    await says(jansen, 'rol geef C. Ollega secretariaat')
    expect((await jansen.asksPrivately('vergeet-mij', 'Dit gaat weg')).text).toContain('[Vergeet mij]')
    expect(await says(colleague, 'rol eindig S. Jansen secretariaat')).toContain('S. Jansen is geen')
    expect(await says(colleague, 'rol eindig C. Ollega secretariaat')).toContain(last)
  })

  it('ends for good: the settings bring back no role that the secretariat ended', async () => {
    await m50.database.query(`update identities set checked_at = null where user_id = $1`, [jansen.id])
    expect(await says(jansen, 'rol')).toContain('Alleen het secretariaat kan dit.')
    // Unless nobody holds it any more: then the settings are the way back.
    await m50.database.query(
      `update roles set ends_on = (now() at time zone 'Europe/Amsterdam')::date where kind = 'secretariat'`,
    )
    await m50.database.query(`update identities set checked_at = null where user_id = $1`, [jansen.id])
    expect(await says(jansen, 'rol')).toContain('S. Jansen')
  })

  it('[F01] puts others right and not themselves: nobody confirms their own function', async () => {
    expect(await says(jansen, 'persoon verbeter S. Jansen')).toContain('Dit gaat over uzelf: een ander moet het doen.')
    expect(await says(jansen, 'persoon S. Jansen')).not.toContain('Verbeteren')
    await opens(jansen, 'importeer leden')
    const row = 'Gemeente\tNaam\tE-mail\tFunctie\nZeist\tS. Jansen\ts.jansen@zeist.nl\tburgemeester'
    await submits(jansen, { rows: row })
    await presses(jansen, 'answer', 'import.apply')
    expect(
      await m50.database.query(
        `select confirmed_at from roles where kind = 'mayor' and person_id = (select person_id from identities where user_id = $1)`,
        [jansen.id],
      ),
    ).toEqual([{ confirmed_at: null }])
  })
})

describe('[A09] someone of another municipality', () => {
  const atDesk = async (press: string, value: string | undefined) => {
    await m50.until(() => JSON.stringify(m50.messagesIn(m50.secretariat)).includes(`"value":"${value}"`))
    return presses(jansen, m50.secretariat, press, value)
  }
  const requestOf = async (person: Person, kind: string) =>
    (
      await m50.database.query<{ id: string; municipality: string; official: string }>(
        `select r.id, r.municipality_id as municipality, r.subject->'official'->>'state' as official from requests r join identities i on i.person_id = r.requester_id
         where i.user_id = $1 and r.kind = $2 order by r.number desc limit 1`,
        [person.id, kind],
      )
    )[0]

  it.each(['admitted there', 'corrected'])(
    '%s, leaves what they did for the former one, and takes along what waits',
    async how => {
      const isAsked = how !== 'corrected'
      const [name, mail] = isAsked ? ['V. Erhuisd', 'v.erhuisd'] : ['V. Erbeterd', 'v.erbeterd']
      const who = await comes(m50, name, `${mail}@tiel.nl`)
      await says(jansen, `rol geef ${name} contactambtenaar`)
      await says(who, 'pijler word-lid bestuur')
      await atDesk('request.approve', (await requestOf(who, 'pillar.join'))?.id)
      await who.receives('Welkom bij de pijler Bestuur')
      await says(who, 'pijler word-lid financien')
      const lacking = async () => Number(/nog (\d+) plaatsen open/.exec(await says(jansen, 'rol ontbreekt'))?.[1])
      const before = await lacking()
      if (isAsked) {
        await says(who, 'aanmelden Soest ambtenaar')
        await atDesk('request.approve', (await requestOf(who, 'person.admit'))?.id)
      } else {
        await opens(jansen, `persoon verbeter ${name}`)
        await submits(jansen, { municipality: 'Soest' })
      }
      await who.receives('U bent geen contactambtenaar meer.')
      expect(await rolesOf(who, 'contactOfficer')).toEqual([])
      expect(await says(m50.smit, 'gemeente tiel')).toContain('Nog geen contactambtenaar')
      expect(await lacking()).toBe(before + 1)
      expect(await says(who, 'persoon')).toContain('In geen pijler')
      const waiting = await requestOf(who, 'pillar.join')
      expect(waiting).toMatchObject({ municipality: 'GM0342', official: 'none' })
      const [{ number } = { number: 0 }] = await m50.database.query<{ number: number }>(
        'select number from requests where id = $1',
        [waiting?.id],
      )
      expect(await says(who, `verzoek ${number} geschiedenis`)).toContain('andere gemeente · ')
      const words = [name, 'Financiën', 'Soest']
      await m50.until(() =>
        m50.messagesIn(m50.secretariat).some(message => words.every(word => message.text.includes(word))),
      )
      await atDesk('request.approve', waiting?.id)
      await who.receives('Welkom bij de pijler Financiën')
      expect(await says(m50.smit, 'gemeente soest')).toContain(name)
    },
  )

  it('is contact officer of neither, whatever their role says', async () => {
    const who = await comes(m50, 'A. Chtergebleven', 'a.chtergebleven@lochem.nl')
    await says(jansen, 'rol geef A. Chtergebleven contactambtenaar')
    expect(await says(m50.smit, 'gemeente lochem')).toContain('Contactambtenaar: A. Chtergebleven')
    await m50.database.query(
      `update people set municipality_id = 'GM0342' where id = (select person_id from identities where user_id = $1)`,
      [who.id],
    )
    expect(await says(m50.smit, 'gemeente lochem')).toContain('Nog geen contactambtenaar')
  })
})

describe('[F73] taking back that someone was let in', () => {
  /** Lets someone in whose address is in no known domain; gives the request, and its decision's private answer can be pressed. */
  async function letIn(name: string): Promise<{ person: Person; number: number; id: string }> {
    const person = m50.person(name, `${name.slice(3).toLowerCase()}@bureau.example`)
    await says(person, 'aanmelden Tiel ambtenaar')
    const [request] = await m50.database.query<{ number: number; id: string }>(
      'select id, number from requests where requester_text = $1',
      [name],
    )
    await says(jansen, `verzoek ${request?.number}`)
    await presses(jansen, 'answer', 'request.approve')
    return { person, ...(request ?? expect.fail('no request')) }
  }

  it('is refused once they were given something, by whomever; else it ends what came with it, and says so in the audit', async () => {
    const given = await letIn('G. Egeven')
    await says(jansen, 'rol geef G. Egeven contactambtenaar')
    expect(await says(jansen, `verzoek ${given.number} terugdraaien`)).toContain('G. Egeven is intussen aan de slag')
    expect(await rolesOf(given.person, 'contactOfficer')).toHaveLength(1)
    expect(await says(m50.smit, 'gemeente tiel')).toContain('Contactambtenaar: G. Egeven')
    const back = await letIn('T. Erug')
    expect(await says(jansen, `verzoek ${back.number} terugdraaien`)).toContain('ligt weer open')
    const audited = await m50.database.query(
      `select acted_role from audit a join roles r on r.id::text = a.subject_id join people p on p.id = r.person_id
       where a.action = 'function.ended' and p.name = 'T. Erug'`,
    )
    expect(audited).toEqual([{ acted_role: 'secretariat' }])
  })
})
