// SPDX-License-Identifier: EUPL-1.2
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { followed, handled } from '#/features/directory/rules/merge.ts'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork, platform, platformName } from '../support/chat/network.ts'
import { comes, idOf, pressesAtDesk } from '../support/chat/newcomers.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

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

/** A week from now. */
const until = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 7 })

const auditOf = async (action: string, subject: string) =>
  (
    await m50.database.query<{ acted_role: string }>(
      `select acted_role from audit where action = $1 and subject_id = $2`,
      [action, subject],
    )
  )[0]

describe('[F07] m50 persoon', () => {
  it('shows oneself, with one’s accounts and address', async () => {
    const own = await says(m50.deVries, 'persoon')
    expect(own).toContain('Wethouder van gemeente Zeist (opgegeven)')
    expect(own).toContain('In geen pijler')
    expect(own).toContain('E-mailadres: w.devries@zeist.nl')
    expect(own).toContain(`${platformName} (`)
  })

  it('shows another without private data, and to the secretariat with', async () => {
    await says(jansen, 'rol geef W. de Vries voorzitter bestuur 2020-01-01 2099-12-31')
    const seen = await says(m50.smit, 'persoon de Vries')
    expect(seen).toContain('Pijlervoorzitter Bestuur, sinds 1 jan 2020, tot en met 31 dec 2099')
    expect(seen).not.toContain('@')
    expect(seen).not.toContain('Accounts')
    expect(seen).not.toContain('Verbeteren')
    const whole = await says(jansen, 'persoon W. de Vries')
    expect(whole).toContain('E-mailadres: w.devries@zeist.nl')
    for (const word of [`${platformName} (`, 'Klopt', 'Verbeteren', 'Samenvoegen', 'Stopt'])
      expect(whole).toContain(word)
  })

  it('says an address or an account in no channel, but in the direct conversation', async () => {
    const whole = await jansen.asksPrivately('persoon W. de Vries', 'E-mailadres: w.devries@zeist.nl', m50.general)
    expect(whole.text).toContain(`${platformName} (`)
    expect(JSON.stringify(m50.messagesIn(m50.general))).not.toContain('w.devries@')
    // On Slack it is said where it was asked, to them alone.
    if (platform === 'slack') {
      const here = await m50.until(() => jansen.answers().findLast(({ text }) => text.includes('persoonlijk')))
      expect(here.text).not.toContain('@')
      expect(here.text).not.toContain('Slack (Host)')
    }
    expect(await says(m50.smit, 'persoon de Vries', m50.general)).toContain('Wethouder van gemeente Zeist')
  })

  it('asks which one of several, and says so of nobody', async () => {
    await comes(m50, 'P. Dubbel', 'p.dubbel@tiel.nl', 'ambtenaar')
    const other = await comes(m50, 'P. Dubbel', 'p.dubbel@soest.nl', 'ambtenaar')
    const asked = await m50.smit.says('persoon P. Dubbel')
    expect(await presses(m50.smit, asked, 'chat.line', `persoon ${await idOf(m50, other)}`)).toContain('gemeente Soest')
    expect(await says(m50.smit, 'persoon Niemand Echt')).toContain(
      'Ik ken niemand met de naam of het adres “Niemand Echt”',
    )
  })

  it('[T06] is not for guests, and its changes are for the secretariat alone', async () => {
    const guest = m50.person('G. Ast', 'g.ast@elders.example')
    expect(await says(guest, 'persoon W. de Vries')).not.toContain('Zeist')
    for (const line of [
      'persoon verbeter Smit',
      'persoon samenvoegen Smit',
      'persoon stopt Smit',
      'persoon stopt Niemand',
    ])
      expect(await says(m50.deVries, line), line).toContain('Alleen het secretariaat kan dit.')
  })
})

describe('[F02] putting right who someone is', () => {
  it('the secretariat corrects a function, which then counts as confirmed', async () => {
    const who = await comes(m50, 'F. Outje', 'f.outje@tiel.nl', 'ambtenaar')
    expect(await opens(jansen, 'persoon verbeter F. Outje')).toContain('geldt als bevestigd')
    expect(await submits(jansen, { name: 'F. Juist', function: 'mayor' })).toContain(
      'De gegevens van F. Juist zijn verbeterd',
    )
    await who.receives('Het secretariaat heeft uw gegevens verbeterd')
    const card = await says(m50.smit, 'persoon F. Juist')
    expect(card).toContain('Burgemeester van gemeente Tiel, sinds')
    expect(await auditOf('person.corrected', await idOf(m50, who))).toEqual({ acted_role: 'secretariat' })
    // What nobody changed stays as it is, and is said.
    await opens(jansen, 'persoon verbeter F. Juist')
    const same = await jansen.submit({ name: 'F. Juist' })
    expect(same.errors.name).toContain('Er is niets veranderd')
    await jansen.closes()
  })

  it('of another municipality: what was done for the former one ends', async () => {
    const who = await comes(m50, 'V. Erhuis', 'v.erhuis@tiel.nl', 'ambtenaar')
    await says(jansen, 'rol geef V. Erhuis contactambtenaar')
    await opens(jansen, 'persoon verbeter V. Erhuis')
    expect(await submits(jansen, { municipality: 'Soest' })).toContain('Ambtenaar van gemeente Soest')
    await who.receives('U bent geen contactambtenaar meer.')
    expect(await says(m50.smit, 'gemeente tiel')).toContain('Nog geen contactambtenaar')
  })
})

describe('merging two entries of one person', () => {
  it('moves accounts, roles, seats and messages, and keeps what both have once', async () => {
    const kept = await comes(m50, 'T. Weevoud', 't.weevoud@tiel.nl', 'wethouder')
    const gone = await comes(m50, 'T. Weevoud-Oud', 'weevoud@tiel.nl', 'wethouder')
    const [keptId, goneId] = [await idOf(m50, kept), await idOf(m50, gone)]
    const [stated] = await m50.database.query<{ id: string }>(`select id from roles where person_id = $1`, [goneId])
    await gone.joins(m50.secretariat)
    await pressesAtDesk(m50, 'person.confirm', stated?.id)
    await says(jansen, 'rol geef weevoud@tiel.nl trekker financien')
    await m50.database.query(
      `insert into pillar_members (pillar_id, person_id, municipality_id, started_at)
       select l, p::uuid, 'GM0281', now() from (values ('bestuur', $1), ('bestuur', $2), ('financien', $2)) v(l, p)`,
      [keptId, goneId],
    )
    await opens(jansen, 'persoon samenvoegen t.weevoud@tiel.nl')
    expect(await submits(jansen, { person: 'weevoud@tiel.nl' })).toContain('Samengevoegd. Zo staat T. Weevoud er nu:')
    // One person, written to where they were last active.
    await gone.receives('U stond er twee keer')
    const card = await says(kept, 'persoon')
    expect(card).toContain('Wethouder van gemeente Tiel, sinds')
    expect(card).toContain('Pijlertrekker Financiën')
    expect(card).toContain('In de pijlers: Bestuur en Financiën')
    // The other account speaks for the same person now.
    expect(await idOf(m50, gone)).toBe(keptId)
    expect(await says(gone, 'persoon')).toContain('T. Weevoud')
    expect(await says(jansen, 'persoon weevoud-oud')).toContain('Ik ken niemand')
    const left = await m50.database.query(
      `select from roles where person_id = $1 and (ends_on is null or ends_on > starts_on) union all select from pillar_members where person_id = $1`,
      [goneId],
    )
    expect(left).toEqual([])
    expect(await auditOf('person.merged', goneId)).toEqual({ acted_role: 'secretariat' })
  })

  it.each([
    ['the same one', 'persoon samenvoegen M. Smit', 'm.smit@waalwijk.nl', 'Dat is dezelfde vermelding'],
    ['of two municipalities', 'persoon samenvoegen M. Smit', 'a.bakker@zeist.nl', 'Verbeter eerst de gemeente'],
    ['nobody', 'persoon samenvoegen M. Smit', 'n.iemand@zeist.nl', 'Ik ken niemand'],
  ])('refuses %s at the field', async (_, line, other, words) => {
    await opens(jansen, line)
    const outcome = await jansen.submit({ person: other })
    expect(outcome.errors.person).toContain(words)
    await jansen.closes()
  })

  it('knows every way in the database that leads to a person', async () => {
    const rows = await m50.database.query<{ way: string }>(
      `select conrelid::regclass || '.' || a.attname as way from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
       where c.contype = 'f' and c.confrelid = 'people'::regclass`,
    )
    const known = [...followed.map(way => way.join('.')), ...handled]
    expect(known.toSorted()).toEqual(rows.map(row => row.way).toSorted())
  })
})

describe('[F05] m50 vervang', () => {
  /** Opens the form to decline a request, from its card. */
  async function opensFor(by: Person, request: string | undefined): Promise<void> {
    await m50.until(() => JSON.stringify(m50.messagesIn(m50.secretariat)).includes(`"value":"${request}"`))
    await pressesOpen(by, m50.secretariat, 'request.decline', request)
  }

  it('has someone act for one, logged “namens”, until that day or until either stops it', async () => {
    const stand = await comes(m50, 'S. Tandin', 's.tandin@waalwijk.nl', 'ambtenaar')
    await stand.joins(m50.secretariat)
    expect(await says(jansen, `vervang S. Tandin tot ${until}`)).toContain('S. Tandin vervangt u van')
    const told = await stand.receives('U vervangt S. Jansen')
    expect(told.text).toMatch(
      /^U vervangt S\. Jansen\n.*namens S\. Jansen.*\n.*\[Toon wat op mij wacht\] \[Dat doe ik niet\]/,
    )
    expect(await presses(stand, told, 'chat.line', 'm50')).toContain('Dag S. Tandin')
    expect(await says(stand, 'persoon')).toContain('Vervangt S. Jansen tot en met')
    expect(await says(m50.smit, 'persoon S. Jansen')).toContain('Wordt vervangen door S. Tandin, tot en met')
    // What S. Jansen may, on another's request.
    await says(m50.bakker, 'pijler word-lid samenleving')
    const [request] = await m50.database.query<{ id: string; number: number }>(
      `select id, number from requests where requester_id = $1 order by number desc limit 1`,
      [await idOf(m50, m50.bakker)],
    )
    await pressesAtDesk(m50, 'request.approve', request?.id, stand)
    await m50.bakker.receives('Welkom bij de pijler Samenleving')
    const [noted] = await m50.database.query(
      `select acted_role, person_id, on_behalf_of_id from audit where action = 'request.approve' and subject_id = $1`,
      [request?.id],
    )
    expect(noted).toEqual({
      acted_role: 'secretariat',
      person_id: await idOf(m50, stand),
      on_behalf_of_id: await idOf(m50, jansen),
    })
    // Card, request and history name both.
    await m50.shows(m50.secretariat, 'Goedgekeurd door S. Tandin namens S. Jansen op')
    const line = `verzoek ${request?.number}`
    expect(await says(jansen, line)).toContain('Goedgekeurd door S. Tandin namens S. Jansen op')
    expect(await says(m50.bakker, `${line} geschiedenis`)).toMatch(
      /gevraagd · A\. Bakker \(Zeist, lid\)\s.*goedgekeurd · S\. Tandin namens S\. Jansen \(Zeist, lid van het secretariaat\)/s,
    )
    expect(await says(stand, `${line} terugdraaien`)).toContain('ligt weer open')
    await m50.bakker.receives('S. Tandin namens S. Jansen heeft de goedkeuring teruggedraaid')
    await opensFor(stand, request?.id)
    await submits(stand, { reason: 'Niet nu' })
    await m50.bakker.receives('Beslist door S. Tandin namens S. Jansen.')
    await m50.database.query(`update people set locale = 'en' where name = 'S. Jansen'`)
    expect(await says(jansen, line)).toContain('Declined by S. Tandin on behalf of S. Jansen on')
    expect(await says(jansen, `${line} geschiedenis`)).toContain(
      'declined · S. Tandin on behalf of S. Jansen (Zeist, member of the secretariat)',
    )
    await m50.database.query(`update people set locale = null where name = 'S. Jansen'`)
    // [T22] Not on S. Jansen's own.
    await says(jansen, 'pijler word-lid samenleving')
    const [own] = await m50.database.query<{ id: string }>(`select id from requests where requester_id = $1`, [
      await idOf(m50, jansen),
    ])
    await m50.until(() => JSON.stringify(m50.messagesIn(m50.secretariat)).includes(`"value":"${own?.id}"`))
    expect(await presses(stand, m50.secretariat, 'request.approve', own?.id)).toContain('Alleen het secretariaat')
    // A day later than the last one it is over: by the date alone.
    await m50.database.query(`update substitutions set starts_on = starts_on - 30, ends_on = current_date - 1`)
    expect(await says(stand, 'secretariaat')).toContain('Alleen het secretariaat kan dit')
    await m50.database.query(`update substitutions set ends_on = $1`, [until.toString()])
    expect(await says(stand, 'secretariaat')).toContain('Secretariaat')
    expect(await presses(stand, told, 'substitute.end')).toContain('De vervanging is gestopt')
    await jansen.receives('De vervanging van S. Jansen door S. Tandin is gestopt.')
    expect(await says(stand, 'secretariaat')).toContain('Alleen het secretariaat kan dit')
  })

  it('names both wherever it says who acted: who takes a request up, who decided first, who confirmed a function', async () => {
    const stand = await comes(m50, 'T. Weede', 't.weede@waalwijk.nl', 'ambtenaar')
    await stand.joins(m50.secretariat)
    await says(jansen, `vervang T. Weede tot ${until}`)
    const asking = await comes(m50, 'V. Erzoek', 'v.erzoek@zeist.nl', 'ambtenaar')
    await says(asking, 'pijler word-lid samenleving')
    const [request] = await m50.database.query<{ id: string; number: number }>(
      `select id, number from requests where requester_id = $1`,
      [await idOf(m50, asking)],
    )
    await pressesAtDesk(m50, 'request.claim', request?.id, stand)
    await m50.shows(m50.secretariat, 'T. Weede namens S. Jansen pakt dit op')
    expect(await says(jansen, 'secretariaat')).toContain('T. Weede namens S. Jansen pakt dit op')
    const before = await jansen.says(`verzoek ${request?.number}`)
    await pressesAtDesk(m50, 'request.approve', request?.id, stand)
    const button = JSON.stringify(before).match(new RegExp(`"value":"(${request?.id}[^"]*)"`))?.[1]
    expect(await presses(jansen, before, 'request.approve', button)).toContain(
      `T. Weede namens S. Jansen heeft verzoek ${request?.number} op`,
    )
    const mayor = await comes(m50, 'B. Estuur', 'b.estuur@tiel.nl', 'burgemeester')
    const [stated] = await m50.database.query<{ id: string }>(
      `select id from roles where person_id = $1 and kind = 'mayor'`,
      [await idOf(m50, mayor)],
    )
    await pressesAtDesk(m50, 'person.confirm', stated?.id, stand)
    await m50.shows(m50.secretariat, 'Bevestigd door T. Weede namens S. Jansen op')
    await says(jansen, 'vervang beëindig')
  })

  it.each([
    ['M. Smit tot 2020-01-01', 'Die dag is al voorbij'],
    ['M. Smit', 'm50 vervang <persoon> tot <datum>'],
    ['M. Smit vanaf 2099-01-01', 'm50 vervang <persoon> tot <datum>'],
    ['W. de Vries tot 2099-01-01', 'U kunt uzelf niet vervangen'],
    ['Niemand Echt tot 2099-01-01', 'Ik ken niemand'],
  ])('refuses: %s', async (typed, words) => {
    expect(await says(m50.deVries, `vervang ${typed}`)).toContain(words)
  })

  it('asks in a form, and then shows who it is', async () => {
    expect(await opens(m50.deVries, 'vervang')).toContain('Wie vervangt u?')
    expect(await submits(m50.deVries, { person: 'M. Smit', until: until.toString() })).toContain(
      'M. Smit vervangt u van',
    )
    expect(await says(m50.deVries, 'vervang')).toContain('M. Smit vervangt u van')
    expect(await says(m50.deVries, `vervang A. Bakker tot ${until}`)).toContain('M. Smit vervangt u in die tijd al')
    expect(await says(m50.deVries, 'vervang beëindig')).toContain('De vervanging is gestopt')
    await m50.smit.receives('De vervanging van W. de Vries door M. Smit is gestopt.')
  })
})

describe('[F04] m50 koppel', () => {
  const codeIn = (text: string) => /koppel ([A-Z0-9]{5}-[A-Z0-9]{5})/.exec(text)?.[1] ?? expect.fail(text)
  /** Asks for a code, and reads it where it was shown. */
  const shownTo = async (person: Person): Promise<string> =>
    codeIn((await person.asksPrivately('koppel', 'tien minuten')).text)

  it('makes two accounts one person by a code from one, typed and confirmed in the other, once', async () => {
    const one = await comes(m50, 'K. Oppel', 'k.oppel@dronten.nl', 'ambtenaar')
    const other = m50.person('K. Oppel (2)', 'oppel@dronten.nl')
    const code = await shownTo(one)
    const stored = JSON.stringify(
      await m50.database.query('select * from link_codes union all select null, outcome::text, null from turns'),
    )
    expect(stored).not.toContain(code.replace('-', ''))
    expect(stored).not.toContain(code)
    const question = await other.asksPrivately(
      `koppel ${code.toLowerCase()}`,
      `Dit account wordt dan van dezelfde persoon als K. Oppel (${platformName}, `,
    )
    expect(await idOf(m50, other)).not.toBe(await idOf(m50, one))
    expect(await presses(other, question, 'account.link')).toContain('Gekoppeld. Beide accounts zijn nu van K. Oppel:')
    expect(await idOf(m50, other)).toBe(await idOf(m50, one))
    expect(await says(other, 'persoon')).toContain('Ambtenaar van gemeente Dronten')
    expect(await presses(other, question, 'account.link')).toContain('Deze code geldt niet (meer)')
  })

  it('[T05] takes no code that is over, invented, replaced or one’s own', async () => {
    const one = await comes(m50, 'L. Oos', 'l.oos@dronten.nl', 'ambtenaar')
    const other = await comes(m50, 'A. Nder', 'a.nder@dronten.nl', 'ambtenaar')
    const first = await shownTo(one)
    const second = await shownTo(one)
    expect(await says(other, `koppel ${first}`)).toContain('Deze code geldt niet')
    expect(await says(one, `koppel ${second}`)).toContain('Deze code hoort bij dit account')
    expect(await says(other, 'koppel AAAAA-AAAAA')).toContain('Deze code geldt niet')
    await m50.database.query(`update link_codes set expires_at = now() - interval '1 second'`)
    expect(await says(other, `koppel ${second}`)).toContain('Deze code geldt niet')
    expect(await idOf(m50, other)).not.toBe(await idOf(m50, one))
  })

  it('refuses an account that could not speak for that person, and people of two municipalities', async () => {
    const one = await comes(m50, 'M. Ijn', 'm.ijn@dronten.nl', 'ambtenaar')
    const visitor = m50.person('M. Ijn thuis', 'mijn@thuis.example')
    const question = await visitor.asksPrivately(`koppel ${await shownTo(one)}`, 'Bent u dat zelf?')
    expect(await presses(visitor, question, 'account.link')).toContain('kan nog niet worden gekoppeld')
    const asked = await m50.smit.asksPrivately(`koppel ${await shownTo(one)}`, 'Bent u dat zelf?')
    expect(await presses(m50.smit, asked, 'account.link')).toContain('Verbeter eerst de gemeente')
  })
})
