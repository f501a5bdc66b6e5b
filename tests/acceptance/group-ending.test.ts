// SPDX-License-Identifier: EUPL-1.2
// Theme groups end by date: a report is asked for, then they are closed by themselves; or they are given a later last day.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { timedChat } from '../support/chat/network.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let english: Person

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-02-03T09:12:00+01:00')
  await m50.known()
  english = m50.person('E. Nglish', 'e.nglish@zeist.nl', { locale: 'en' })
  await says(english, 'register official')
  await says(m50.jansen, 'rol geef W. de Vries voorzitter samenleving')
})

afterAll(() => m50.end())
afterEach(() => expect(m50.complaints()).toEqual([]))

async function begun(name: string, until: string, ...people: Person[]): Promise<string> {
  await opens(m50.jansen, 'themagroep nieuw')
  await submits(m50.jansen, { name, pillar: 'samenleving', until })
  for (const person of people) await says(person, `themagroep doe-mee ${name}`)
  const [row] = await m50.database.query<{ id: string }>('select id from theme_groups where name = $1', [name])
  return row?.id ?? expect.fail(`no group ${name}`)
}

const told = (person: Person, words: string) => person.inbox().filter(message => message.text.includes(words))
const plans = (id: string) =>
  m50.database.query(
    `select kind, occurrence, state, reason from planned where subject_id = $1 order by occurrence, kind desc`,
    [id],
  )

describe('[F11] a theme group whose last day comes', () => {
  it('asks who takes part and the chair for a report on the last working day, keeps it, and closes by itself, once', async () => {
    const id = await begun('Energie', '2027-02-07', m50.smit, english)
    await m50.moveTo('2027-02-03T09:20:00+01:00')
    const planning = await says(m50.jansen, 'planning')
    expect(planning).toMatch(
      /vr 5 feb[^\n]*vraag om een verslag van de themagroep Energie[\s\S]*ma 8 feb[^\n]*einde van de themagroep Energie/,
    )
    expect(told(m50.smit, 'loopt af')).toEqual([])
    await m50.moveTo('2027-02-05T09:05:00+01:00')
    const asked = await m50.smit.receives('De themagroep Energie loopt af')
    expect(asked.text).toContain('De laatste dag is 7 feb 2027')
    await m50.deVries.receives('De themagroep Energie loopt af')
    await english.receives('The theme group Energie comes to its end')
    expect(await says(m50.bakker, 'themagroep verslag energie')).toContain('Er is niets veranderd')
    expect(await pressesOpen(m50.smit, asked, 'group.report')).toContain('Wat heeft de groep opgeleverd?')
    expect((await m50.smit.submit({ report: 'x'.repeat(3_001) }, { unchecked: true })).errors.report).toContain(
      'er passen er 3000',
    )
    expect(
      await submits(m50.smit, { report: 'Twaalf gemeenten kopen samen in.\n*Wat* blijft: de leerkring.' }),
    ).toContain('Het verslag staat bij de themagroep Energie')
    const shown = await says(m50.bakker, 'themagroep energie')
    expect(shown).toContain('Verslag van M. Smit, vr 5 feb')
    expect(shown).toContain('Twaalf gemeenten kopen samen in.')
    expect(shown).toContain('*Wat* blijft: de leerkring.')
    await m50.moveTo('2027-02-07T12:00:00+01:00')
    expect(await says(english, 'group energie')).toContain('You take part')
    // By its date it is over at midnight; on a Sunday night nobody is told.
    await m50.moveTo('2027-02-08T00:01:00+01:00')
    expect(await says(english, 'group energie')).toContain("I don't know")
    expect(told(m50.smit, 'is geëindigd')).toEqual([])
    await m50.moveTo('2027-02-08T09:00:00+01:00')
    await m50.smit.receives('De themagroep Energie is geëindigd')
    await english.receives('The theme group Energie has ended')
    await m50.moveTo('2027-02-09T09:00:00+01:00')
    await m50.moveTo('2027-03-09T09:00:00+01:00')
    expect(told(m50.smit, 'Energie is geëindigd')).toHaveLength(1)
    expect(told(m50.smit, 'Energie loopt af')).toHaveLength(1)
    expect(await plans(id)).toEqual([
      { kind: 'group.report', occurrence: '2027-02-07', state: 'done', reason: null },
      { kind: 'group.close', occurrence: '2027-02-07', state: 'done', reason: null },
    ])
    const open = await m50.database.query(
      'select from theme_group_members where theme_group_id = $1 and ended_at is null',
      [id],
    )
    expect(open).toEqual([])
    expect(await says(m50.bakker, 'themagroep afgerond')).toContain('Energie')
    expect(await says(m50.bakker, 'themagroep afgerond energie')).toContain('Twaalf gemeenten kopen samen in.')
  })

  it('is left by who wants to, and stands no more with who leaves the network, from the moment that it is over', async () => {
    const kept = m50.person('B. Lijft', 'b.lijft@waalwijk.nl')
    const heir = m50.person('O. Pvolger', 'o.pvolger@waalwijk.nl')
    for (const person of [kept, heir]) await says(person, 'aanmelden ambtenaar')
    const id = await begun('Verkeer', '2027-03-09', m50.bakker, english, kept)
    const card = await english.says('group verkeer')
    await m50.moveTo('2027-03-10T00:01:00+01:00')
    expect(await says(m50.bakker, 'themagroep verlaat verkeer')).toContain('U doet niet meer mee')
    expect(await presses(english, card, 'group.leave')).toContain('You no longer take part')
    expect(await says(m50.smit, 'themagroep doe-mee verkeer')).toContain('Ik ken geen themagroep')
    const stopping = await m50.jansen.says('persoon B. Lijft')
    expect(await pressesOpen(m50.jansen, stopping, 'person.end')).not.toContain('Verkeer')
    await submits(m50.jansen, { successor: 'o.pvolger@waalwijk.nl' })
    const open = await m50.database.query(
      'select from theme_group_members where theme_group_id = $1 and ended_at is null',
      [id],
    )
    expect(open).toEqual([])
  })

  it('takes the report of who took part also after the end', async () => {
    const id = await begun('Wonen', '2027-03-10', m50.smit)
    await m50.moveTo('2027-03-10T10:00:00+01:00')
    await m50.moveTo('2027-03-11T09:00:00+01:00')
    const ended = await m50.smit.receives('De themagroep Wonen is geëindigd')
    await pressesOpen(m50.smit, ended, 'group.report', id)
    expect(await submits(m50.smit, { report: 'Een handreiking.' })).toContain('Liep tot en met 10 mrt 2027')
    expect(await says(english, 'group ended wonen')).toContain('Report by M. Smit')
    // Who took no part may read it, and not write.
    expect(await says(m50.bakker, 'themagroep afgerond wonen')).not.toContain('[Verslag wijzigen]')
    expect(await says(m50.deVries, 'themagroep afgerond wonen')).toContain('[Verslag wijzigen]')
  })
})

describe('[F11] a theme group that goes on', () => {
  it('gets a later last day from the chair or the secretariat, and ends then', async () => {
    const id = await begun('Water', '2027-03-17', m50.smit)
    await m50.moveTo('2027-03-12T09:30:00+01:00')
    expect(await says(m50.smit, 'themagroep verleng water')).toContain('Er is niets veranderd')
    expect(await opens(m50.deVries, 'themagroep verleng water')).toContain('Nieuwe laatste dag')
    expect((await m50.deVries.submit({ until: '2027-03-16' })).errors.until).toContain('na de laatste dag van nu')
    expect(await submits(m50.deVries, { until: '2027-03-24' })).toContain('Loopt tot en met 24 mrt 2027')
    await m50.smit.receives('De themagroep Water is verlengd, tot en met 24 mrt 2027')
    await m50.moveTo('2027-03-12T09:40:00+01:00')
    expect(await says(m50.jansen, 'planning')).not.toMatch(/17 mrt[^\n]*Water|18 mrt[^\n]*Water/)
    await m50.moveTo('2027-03-18T09:00:00+01:00')
    expect(told(m50.smit, 'Water loopt af')).toEqual([])
    expect(await says(m50.smit, 'themagroep water')).toContain('U doet mee')
    await m50.moveTo('2027-03-24T09:05:00+01:00')
    await m50.smit.receives('De themagroep Water loopt af')
    await m50.moveTo('2027-03-25T09:00:00+01:00')
    await m50.smit.receives('De themagroep Water is geëindigd')
    expect(await plans(id)).toMatchObject([
      { occurrence: '2027-03-17', state: 'void', reason: 'moved' },
      { occurrence: '2027-03-17', state: 'void', reason: 'moved' },
      { occurrence: '2027-03-24', state: 'done' },
      { occurrence: '2027-03-24', state: 'done' },
    ])
  })

  it('ends at once where the secretariat brings its closing forward in the planning', async () => {
    const id = await begun('Zorg', '2027-04-14', m50.smit)
    await m50.moveTo('2027-03-25T10:00:00+01:00')
    const [planned] = await m50.database.query<{ id: string }>(
      `select id from planned where subject_id = $1 and kind = 'group.close'`,
      [id],
    )
    const card = await m50.jansen.says('planning')
    await pressesOpen(m50.jansen, card, 'planned.change', planned?.id)
    expect(await presses(m50.jansen, 'form', 'planned.now')).toContain('Dit gaat nu uit')
    await m50.moveTo('2027-03-25T10:05:00+01:00')
    await m50.smit.receives('De themagroep Zorg is geëindigd')
    expect(await says(m50.smit, 'themagroep zorg')).toContain('Ik ken geen themagroep')
    await m50.moveTo('2027-04-15T10:00:00+01:00')
    expect(told(m50.smit, 'Zorg is geëindigd')).toHaveLength(1)
  })
})
