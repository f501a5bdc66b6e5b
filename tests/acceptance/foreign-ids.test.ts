// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '#/features/index.ts'
import type { Person } from '../support/chat/chat.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { digests } from '../support/digests.ts'
import { isThorough } from '../support/thorough.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let member: Person
/** One of each kind that there is, none of them the member's. */
let existing: readonly string[]
/** What no answer to the member names. */
let strangers: RegExp

beforeAll(async () => {
  m50 = await chatNetwork()
  const { jansen, deVries, bakker, smit, secretariat, database, general } = m50
  await m50.begin()
  await m50.bound()
  for (const person of [jansen, bakker]) await says(person, 'aanmelden ambtenaar')
  for (const person of [deVries, smit]) await says(person, 'aanmelden wethouder')
  member = m50.person('L. Id', 'l.id@tiel.nl')
  await member.joins(general)
  await says(member, 'aanmelden ambtenaar')
  // A seat, a request with a question, one that waits, a workspace, someone to let in, a function that stands as stated.
  await says(deVries, 'pijler word-lid bestuur a.bakker@zeist.nl')
  await says(smit, 'pijler word-lid financien a.ndere@waalwijk.nl')
  await says(bakker, 'pijler word-lid samenleving')
  const requests = await database.query<{ id: string }>('select id from requests order by number')
  await m50.shows(secretariat, 'Verzoek 3 ·')
  await presses(jansen, secretariat, 'request.approve', String(requests[0]?.id))
  await pressesOpen(jansen, secretariat, 'request.ask', String(requests[1]?.id))
  await submits(jansen, { question: 'Waarom?' })
  const unknown = m50.person('O. Nbekend', 'o@elders.example')
  await says(unknown, 'aanmelden Tiel ambtenaar')
  const { shared, person, id: foreign } = m50.organisation('TVREEMD')
  await person('V. Reemd', 'v@zeist.nl').mentions(shared, 'help')
  strangers = new RegExp(`S\\. Jansen|W\\. de Vries|M\\. Smit|${foreign}|Er ging iets mis`)
  await smit.receives('Waarom?')

  const ids = await database.query<{ kind: string; id: string }>(
    `select 'request' as kind, id::text from requests union all select 'person', id::text from people
     union all select 'identity', id::text from identities where user_id <> $1 union all select 'source', id::text from sources
     union all select 'role', id::text from roles where person_id <> (select person_id from identities where user_id = $1)
     union all select 'seat', id::text from pillar_members union all select 'question', id::text from request_questions
     union all select 'delivery', id::text from deliveries union all select 'channel', id::text from channels
     union all select 'planned', id::text from planned union all select 'municipality', 'GM0355'`,
    [member.id],
  )
  existing = ofEach(ids)
}, 120_000)

afterAll(() => m50.end())

/** One or two of each kind: more of the same would be refused by the same line of code. */
const ofEach = (ids: readonly { readonly kind: string; readonly id: string }[]): string[] =>
  [...Map.groupBy(ids, ({ kind }) => kind).values()].flatMap(all => all.slice(0, 2).map(({ id }) => id))

const handlers = {
  presses: features.flatMap(feature => Object.keys(feature.presses ?? {})),
  opens: features.flatMap(feature =>
    Object.entries(feature.forms ?? {}).flatMap(([name, form]) => (form.open ? [name] : [])),
  ),
  forms: features.flatMap(feature => Object.keys(feature.forms ?? {})),
}

/** Whose value is a choice and no id: whatever it is, the form opens. */
const choices = [
  'lobby.statement',
  'desk.feedback',
  'pillar.choose',
  'person.register',
  'role.give',
  'role.end',
  'person.find',
  'substitute.give',
  'group.new',
  'meeting.new',
  'meeting.feed',
  'hold.set',
  'import.members',
  'import.apply',
  'import.holidays',
  'import.applyHolidays',
  'vng.import',
  'vng.applyImport',
  'vng.seatsEnded',
  'desk.pillarsSeen',
  'day.off',
  'day.work',
  'day.add',
  'period.set',
  'period.drop',
  'planning.quiet',
  'person.settings',
]
/** Whose value is a person. */
const ofPerson = ['person.correct', 'person.merge', 'person.end']

const absent = () => [
  randomUUID(),
  randomUUID().toUpperCase(),
  '00000000-0000-0000-0000-000000000000',
  `{${randomUUID()}}`,
  `${randomUUID()} `,
  `${randomUUID()}'; drop table requests; --`,
  '',
  '0',
  '-1',
  '41',
  '999999999999999999999',
  'null',
  '__proto__',
  'constructor',
  "' or 1=1 --",
  '1; select pg_sleep(10)',
  '{"id":"x"}',
  '../../etc/passwd',
  'nul\0byte',
  '\ud800',
  '\u202egnirts',
  '😀'.repeat(50),
  '<!channel>',
  'a:b:c',
  'GM9999',
]

let turn = 0
/** So many of them, the next ones every time, so that all are tried by several. */
const next = (most: number, all: readonly string[]): string[] =>
  Array.from({ length: Math.min(most, all.length) }, () => all[turn++ % all.length] ?? '')

/** What is tried of what there is, and of what is absent: some, the next ones at every press and form, so that each is tried at a dozen of them. With KILLS=all it is all, on one platform: behind the doors of both is one code. */
const tried = (there: readonly string[]): string[] =>
  platform === 'slack' && isThorough ? [...there, ...next(4, absent())] : [...next(3, there), ...next(2, absent())]

/** Everything a form may be filled with, so that what is refused is so for its subject and not for an empty field. */
const filled = {
  reason: 'Omdat het kan.',
  question: 'Waarom?',
  answer: 'Daarom.',
  domains: 'evil.example',
  official: 'a.bakker@zeist.nl',
  person: 'L. Id',
  role: 'secretariat',
  pillar: '',
  from: '',
  until: '',
}

describe('[T07] a press or form with an id that is not one’s own, of another kind, or of nothing', () => {
  it('reaches every press and form there is', () => {
    expect(handlers.presses.length).toBeGreaterThanOrEqual(11)
    expect(handlers.forms.length).toBeGreaterThanOrEqual(8)
  })

  it('by a member changes nothing, and is answered alike whether there is such a thing or not', async () => {
    const before = await digests(m50.database)
    for (const action of [...handlers.presses, ...handlers.opens].filter(name => !choices.includes(name))) {
      const answers = new Map<string, string>()
      for (const value of tried(existing)) answers.set(await member.forgesPress(m50.general, action, value), value)
      expect([...answers.keys()], `${action}: ${JSON.stringify([...answers])}`).toHaveLength(1)
      expect([...answers.keys()][0]).not.toMatch(strangers)
    }
    expect(await digests(m50.database)).toEqual(before)
  }, 180_000)

  it('submitted by a member changes nothing either', async () => {
    const before = await digests(m50.database)
    for (const form of handlers.forms.filter(
      name => !['desk.feedback', 'person.register', 'person.find', 'person.settings'].includes(name),
    )) {
      const answers = new Map<string, string>()
      for (const context of tried(existing))
        answers.set(await member.forgesSubmission(m50.general, form, context, filled), context)
      expect([...answers.keys()], `${form}: ${JSON.stringify([...answers])}`).toHaveLength(1)
      expect([...answers.keys()][0]).not.toMatch(strangers)
    }
    expect(await digests(m50.database)).toEqual(before)
  }, 180_000)

  it('by the secretariat, who may all, changes nothing for what is absent or of another kind', async () => {
    const { jansen, database, general } = m50
    const before = await digests(database)
    const kinds = await database.query<{ kind: string; id: string }>(
      `select 'request' as kind, id::text from requests union all select 'role', id::text from roles where kind in ('alderman', 'mayor', 'municipalSecretary')
       union all select 'person', id::text from people union all select 'other', id::text from identities where user_id <> $1 union all select 'other', id::text from sources
       union all select 'other', id::text from channels union all select 'seat', id::text from pillar_members`,
      [jansen.id],
    )
    const others = (...kind: string[]) => ofEach(kinds.filter(each => !kind.includes(each.kind)))
    const own = (action: string) =>
      ofPerson.includes(action)
        ? 'person'
        : action.startsWith('person.')
          ? 'role'
          : action.startsWith('official.')
            ? 'seat'
            : 'request'
    for (const action of [...handlers.presses, ...handlers.opens].filter(name => !choices.includes(name)))
      for (const value of tried(others(own(action))))
        expect(await jansen.forgesPress(general, action, value), `${action} ${value}`).toMatch(
          /^(Dat kan ik niet vinden, of het is niet voor u\. Er is niets veranderd\.\n\[Toon wat u kunt doen\]|Die pijler is er niet meer\. Typ \/?m50 pijler voor de pijlers van nu\.|Dit staat niet meer in de planning: .*|Deze code geldt niet \(meer\)\..*)$/,
        )
    for (const form of handlers.forms.filter(
      name => !['desk.feedback', 'person.register', 'person.settings', 'role.give', 'role.end'].includes(name),
    ))
      for (const context of tried(others('request', own(form))))
        expect(await jansen.forgesSubmission(general, form, context, filled), `${form} ${context}`).not.toContain(
          'Er ging iets mis',
        )
    expect(await digests(database)).toEqual(before)
  }, 180_000)

  it('and with more than a client lets through is refused in one sentence', async () => {
    const before = await digests(m50.database)
    for (const action of handlers.presses.slice(0, 3))
      expect(await member.forgesPress(m50.general, action, 'x'.repeat(5_000))).toContain('er passen er')
    expect(await member.forgesPress(m50.general, 'nothing.such', randomUUID())).toContain('Die knop werkt niet meer')
    expect(await member.forgesSubmission(m50.general, 'nothing.such', '', {})).toContain('werkt niet meer')
    expect(await digests(m50.database)).toEqual(before)
  })
})
