// SPDX-License-Identifier: EUPL-1.2
// What the bot brings up by its clock, without anybody asking: what is missing, roles that nobody confirmed, people who seem to be gone.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { timedChat } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>

// A Wednesday morning in winter time; the clock changes on Sunday 28 March, and the Monday after it is Easter Monday.
beforeAll(async () => {
  m50 = await timedChat('2027-03-10T09:12:00+01:00')
  await m50.known()
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

const inbox = (person: Person, words: string) => person.inbox().filter(({ text }) => text.includes(words))
const inChannel = (words: string) => m50.messagesIn(m50.secretariat).filter(({ text }) => text.includes(words))
/** Nothing is on its way any more. */
const quiet = () =>
  expect
    .poll(() => m50.database.query(`select from deliveries where state in ('open', 'sending')`), {
      timeout: 20_000,
      interval: 50,
    })
    .toEqual([])
const moveTo = async (moment: string) => {
  await m50.moveTo(moment)
  await quiet()
}
const planned = (kind: string) =>
  m50.database.query<{ id: string; occurrence: string; state: string; reason: string | null }>(
    'select id, occurrence, state, reason from planned where kind = $1 order by due_at',
    [kind],
  )
/** Opens [Wijzigen] in the planning at what is planned next of a kind, and presses there. */
async function change(kind: string, press: string, words: string): Promise<void> {
  await says(m50.jansen, 'planning')
  const open = (await planned(kind)).find(row => row.state === 'open')
  await pressesOpen(m50.jansen, 'answer', 'planned.change', open?.id)
  expect(await presses(m50.jansen, 'form', press)).toContain(words)
}

it('[F08] [A09] [A12] what is missing is counted at the desk, listed with what can be done, and filled from there', async () => {
  const { jansen } = m50
  expect(await says(jansen, 'secretariaat')).toMatch(
    /Wat ontbreekt: 4 pijlers zonder trekker · 4 pijlers zonder voorzitter · 40 gemeenten zonder contactambtenaar\s+\[Toon wat ontbreekt\]/,
  )
  const first = await says(jansen, 'rol ontbreekt')
  expect(first).toContain('Er staan nog 48 plaatsen open. Dit is blad 1 van 4.')
  expect(first).toMatch(/Pijler Bestuur: nog geen trekker\s+\[Aanwijzen\]/)
  const last = await jansen.says('rol ontbreekt 4')
  expect(last.text).not.toContain('[Toon de volgende]')
  expect(await pressesOpen(jansen, last, 'role.give', 'contactOfficer GM0355')).toContain(
    'Contactambtenaar van Zeist, vanaf vandaag. Bekend van die gemeente: A. Bakker (ambtenaar) en S. Jansen (ambtenaar).',
  )
  // Which role, where and from when is known: it is not asked again, and nobody of elsewhere becomes it there.
  expect(jansen.form()).not.toMatch(/Rol\b(?! geven)|Pijler|Vanaf/)
  expect((await jansen.submit({ person: 'M. Smit' })).errors.person).toContain('M. Smit hoort niet bij gemeente Zeist.')
  expect(await submits(jansen, { person: 'A. Bakker' })).toContain('A. Bakker is contactambtenaar')
  expect(await says(jansen, 'secretariaat')).toContain('39 gemeenten zonder contactambtenaar')
  expect(await says(m50.deVries, 'rol ontbreekt')).toContain('Alleen het secretariaat kan dit.')
})

it('[F08] [A45] what is missing is planned for the month’s first working day, goes out once, and may be skipped', async () => {
  const { jansen, smit, deVries } = m50
  await moveTo('2027-03-31T17:30:00+02:00')
  expect(await says(jansen, 'planning')).toMatch(
    /do 1 apr, 09\.00 uur · Wat ontbreekt: 47 open\s+Aan: het secretariaat, en wie het in hun gemeente aangaat/,
  )
  expect(inChannel('plaatsen open')).toHaveLength(0)
  await moveTo('2027-04-01T08:59:00+02:00')
  expect(inChannel('plaatsen open')).toHaveLength(0)
  await moveTo('2027-04-01T09:00:10+02:00')
  await moveTo('2027-04-01T12:00:00+02:00')
  expect(inChannel('plaatsen open')).toHaveLength(1)
  const raised = inChannel('plaatsen open')[0]?.text ?? ''
  expect(raised).toContain('[Toon en wijs aan]')
  expect(raised).toContain('In 12 VNG-commissies zit niemand van het netwerk')
  expect(raised).toContain('[Toon de commissies]')
  // Waalwijk has nobody nearer than its only official; in Zeist all is there by now.
  expect(
    inbox(
      smit,
      'Waalwijk heeft nog geen contactambtenaar, de schakel tussen de gemeente en dit netwerk. Wie wordt het?',
    ),
  ).toHaveLength(1)
  expect(inbox(deVries, 'Nog open in')).toHaveLength(0)

  await moveTo('2027-04-20T10:00:00+02:00')
  await change('people.missing', 'planned.skip', 'dit gaat niet uit')
  // 1 and 2 May are a weekend.
  await moveTo('2027-05-03T09:30:00+02:00')
  await moveTo('2027-05-04T09:30:00+02:00')
  expect(inChannel('plaatsen open')).toHaveLength(1)
  expect((await planned('people.missing')).map(row => [row.occurrence, row.state])).toEqual([
    ['2027-04', 'done'],
    ['2027-05', 'skipped'],
    ['2027-06', 'open'],
  ])
  await change('people.missing', 'planned.now', 'Dit gaat nu uit')
  await moveTo('2027-05-04T09:35:00+02:00')
  expect(inChannel('plaatsen open')).toHaveLength(2)
  expect(inbox(smit, 'Waalwijk heeft nog geen contactambtenaar')).toHaveLength(2)
})

it('[F02] [A45] “Klopt uw rol nog?” is asked again after five and ten working days, of those who have not answered', async () => {
  const { jansen, deVries, bakker, smit } = m50
  const asked = 'Klopt uw rol nog?'
  const again = 'Herinnering: klopt uw rol nog?'
  for (const [name, pillar] of [
    ['W. de Vries', 'bestuur'],
    ['A. Bakker', 'samenleving'],
    ['M. Smit', 'financien'],
  ])
    await says(jansen, `rol geef ${name} vicevoorzitter ${pillar}`)
  // A Tuesday evening; Ascension Day is on Thursday 6 May.
  await moveTo('2027-05-04T17:00:00+02:00')
  await says(jansen, 'rol controle vicevoorzitter')
  const first = await deVries.receives(asked)
  await quiet()
  await presses(deVries, first, 'role.still')
  await moveTo('2027-05-12T16:00:00+02:00')
  expect(await says(jansen, 'planning')).toMatch(
    /wo 12 mei, 17\.0\d uur · Herinnering: klopt de rol vicevoorzitter nog\?\s+Aan: 2 mensen die nog niet antwoordden/,
  )
  const reminded = () => [deVries, bakker, smit].map(person => inbox(person, again).length)
  expect(reminded()).toEqual([0, 0, 0])
  await moveTo('2027-05-12T17:30:00+02:00')
  await moveTo('2027-05-13T09:00:00+02:00')
  expect(reminded()).toEqual([0, 1, 1])
  const answer = await presses(bakker, inbox(bakker, again)[0] ?? 'inbox', 'role.still')
  expect(answer).toContain('U blijft vicevoorzitter Samenleving.')
  // Whit Monday is 17 May.
  await moveTo('2027-05-20T16:00:00+02:00')
  expect(await says(jansen, 'planning')).toContain('1 persoon die nog niet antwoordde')
  await moveTo('2027-05-20T17:30:00+02:00')
  await moveTo('2027-05-31T17:30:00+02:00')
  // The one who answered later has it answered in both messages.
  expect(inbox(bakker, again)).toHaveLength(0)
  expect(inbox(smit, again)).toHaveLength(2)
  expect((await planned('roleCheck.reminder')).map(row => row.state)).toEqual(['done', 'done'])
  const [noted] = await m50.database.query(
    `select count(*)::int as times, max(acted_role) as role from audit where action = 'roleCheck.reminded'`,
  )
  expect(noted).toEqual({ times: 2, role: 'bot' })
})

it('[F02] a round that is closed, and one in which all answered, reminds nobody', async () => {
  const { jansen, smit } = m50
  await presses(jansen, await jansen.says('rol controle'), 'roleCheck.close')
  await says(jansen, 'rol geef M. Smit netwerktrekker')
  await says(jansen, 'rol controle netwerktrekker')
  await quiet()
  await moveTo('2027-06-01T10:00:00+02:00')
  const before = inbox(smit, 'Herinnering').length
  await presses(jansen, await jansen.says('rol controle'), 'roleCheck.close')
  expect((await planned('roleCheck.reminder')).slice(2).map(row => [row.state, row.reason])).toEqual([
    ['void', 'closed'],
    ['void', 'closed'],
  ])
  await says(jansen, 'rol controle netwerktrekker')
  const asked = inbox(smit, 'Klopt uw rol nog?').at(-1) ?? (await smit.receives('Klopt uw rol nog?'))
  await quiet()
  await presses(smit, inbox(smit, 'U staat als netwerktrekker').at(-1) ?? asked, 'role.still')
  await moveTo('2027-06-16T10:00:00+02:00')
  expect(inbox(smit, 'Herinnering')).toHaveLength(before)
})

it('[F06] a closed account and a municipality that left are noticed by themselves, and asked about on a working morning', async () => {
  const { jansen, database, smit } = m50
  const mol = m50.person('J. Mol', 'j.mol@dronten.nl')
  await says(mol, 'aanmelden wethouder')
  await says(jansen, 'rol geef J. Mol trekker economie')
  expect(await planned('person.departed')).toEqual([])
  // A Friday evening: the one account is closed, the municipality of the other is no member any more.
  await moveTo('2027-06-18T17:00:00+02:00')
  const gone = m50.closes(smit) ? 2 : 1
  // As after its workspace was admitted anew, or a domain was added.
  await database.query('update identities set checked_at = null where user_id = $1', [smit.id])
  await database.query(
    `update memberships set ends_on = '2027-06-18' where municipality_id = (select municipality_id from people where name = 'J. Mol')`,
  )
  await moveTo('2027-06-19T19:00:00+02:00')
  await moveTo('2027-06-19T19:01:00+02:00')
  const question = { 1: 'Vraag over 1 persoon die lijkt', 2: 'Vragen over 2 mensen die lijken' }[gone]
  expect(await says(jansen, 'planning')).toMatch(
    new RegExp(`ma 21 jun, 09\\.00 uur · ${question} te zijn gestopt\\s+Aan: het secretariaat`),
  )
  expect(inChannel('lijkt te zijn gestopt')).toHaveLength(0)
  await moveTo('2027-06-21T09:00:10+02:00')
  await moveTo('2027-06-22T09:00:10+02:00')
  expect(inChannel('M. Smit lijkt te zijn gestopt')).toHaveLength(gone - 1)
  expect(inChannel('J. Mol lijkt te zijn gestopt')[0]?.text).toContain('is geen lid meer')
  expect((await planned('person.departed')).map(row => [row.occurrence, row.state])).toEqual([['2027-06-21', 'done']])
})

it('[A09] [F08] where no official of a municipality is known, who it becomes can be told what to do, and who else is there is named', async () => {
  const { jansen } = m50
  const alderman = m50.person('B. Estuur', 'b.estuur@doetinchem.nl')
  await says(alderman, 'aanmelden wethouder')
  const list = await jansen.says('rol ontbreekt 2')
  const value = 'contactOfficer GM0222'
  const card = await presses(jansen, list, 'role.give', value)
  expect(card).toContain('Uit Doetinchem ken ik nog geen ambtenaar')
  expect(card).toContain('aanmelden Doetinchem ambtenaar')
  expect(card).toMatch(/vraag het dan B\. Estuur \(wethouder\)\.\s+\[Bekijk Doetinchem\]/)
  const officer = m50.person('N. Ieuw', 'n.ieuw@doetinchem.nl')
  await says(officer, 'aanmelden Doetinchem ambtenaar')
  const filled = await pressesOpen(jansen, list, 'role.give', value)
  expect(filled).toContain('Bekend van die gemeente: N. Ieuw (ambtenaar).')
  expect(await submits(jansen, {})).toContain('N. Ieuw is contactambtenaar')
})
