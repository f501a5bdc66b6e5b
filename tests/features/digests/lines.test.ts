// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import type { Card } from '#/chat/card.ts'
import { plainText } from '#/chat/plain-text.ts'
import { restCard, sentCard } from '#/features/digests/cards/digest.ts'
import { draftCard } from '#/features/digests/cards/draft.ts'
import { actingLines, type Reading } from '#/features/digests/cards/lines.ts'
import type { Digest } from '#/features/digests/rules/digests.ts'
import type { Item } from '#/features/digests/rules/item.ts'
import type { Done } from '#/features/digests/rules/own.ts'
import type { Silence, Usual } from '#/features/digests/rules/schedules.ts'

const id = '00000000-0000-4000-8000-000000000001'
const now = new Date('2027-03-08T07:30:00Z')
const item = (key: string, facts: object): Item => ({ key, facts: { id, ...facts } as Item['facts'] })
const point = item('point', {
  kind: 'point',
  number: 7,
  title: 'Houd de bus',
  turn: 'support',
  supporters: 9,
  added: 2,
})
const until = { registerUntil: '2027-03-20T16:00:00Z' }
const times = { startsAt: '2027-03-25T12:30:00Z', endsAt: '2027-03-25T15:00:00Z' }
const meeting = item('meeting', { kind: 'meeting', number: 3, title: 'Overleg', ...times, ...until })
const report = (inputUntil: string | null) =>
  item('report', { kind: 'report', number: 5, committee: 'Financiën', title: 'Herijking', inputUntil })

const reading: Reading = {
  locale: 'nl',
  zone: 'Europe/Amsterdam',
  now,
  own: null,
  names: new Map(),
  rounds: new Map(),
}

/** How one line reads in someone's own conversation, who did something about it, or nothing yet. */
function read(one: Item, did?: Done): string {
  const own = { municipality: 'Tiel', done: new Map(did ? [[one.key, did]] : []), theirs: new Set<string>() }
  return plainText({ version: 1, items: actingLines([one], 0, { ...reading, own }) })
}

it('[F54] says how its reader stands to it, and asks only what they can still do', () => {
  expect(read(point)).toMatch(/nu 9\. Tiel steunt dit nog niet\. \[Steunen\]$/)
  expect(read(point, 'support')).toMatch(/nu 9\. Tiel steunt dit\.$/)
  expect(read(point, 'reservation')).toMatch(/Tiel maakte een voorbehoud\.$/)
  expect(read(meeting)).toMatch(/kan tot za 20 mrt, 17\.00 uur\. U bent nog niet ingeschreven\. \[Inschrijven\]$/)
  expect(read(meeting, 'registered')).toMatch(/U bent ingeschreven\.$/)
  expect(read(meeting, 'waiting')).toMatch(/U staat op de wachtlijst\.$/)
  // A place that came free is theirs to take.
  expect(read(meeting, 'offered')).toMatch(/Er is een plaats voor u vrij\. \[Bekijken\]$/)
})

it('[F54] what is over is read, also by who had a part in it', () => {
  const ended = { ...point, facts: { ...point.facts, turn: 'achieved' } as Item['facts'] }
  expect(read(ended, 'support')).toMatch(/^Gelukt: LP 7, Houd de bus\. \[Lees het verloop\]$/)
})

it('[A44] a report says of which meeting it is and until when one can react to it, and is read before that', () => {
  expect(read(report('2027-03-12T11:00:00Z'))).toBe(
    'Verslag, Commissie Financiën: Herijking. Reageren op dit verslag kan tot vr 12 mrt, 12.00 uur. [Lees en reageer]',
  )
  expect(read(report('2027-03-05T11:00:00Z'))).toBe('Verslag, Commissie Financiën: Herijking. [Lees het verslag]')
  expect(read(report(null))).toBe('Verslag, Commissie Financiën: Herijking. [Lees het verslag]')
  const { key, facts } = report(null)
  expect(read({ key, facts: { ...facts, meetingAt: '2027-03-04T09:00:00Z' } as Item['facts'] })).toBe(
    'Verslag, Commissie Financiën van do 4 mrt: Herijking. [Lees het verslag]',
  )
})

it('[A44] a committee says who takes input to it, a meeting where it is and what about, an agenda its day as one says it', () => {
  const facts = { kind: 'committee', committee: 'Financiën', about: 'Herijking?', startsAt: times.startsAt }
  const committee = item('committee', { ...facts, inputUntil: '2027-03-12T11:00:00Z' })
  const seats = [
    { name: 'R. Kok', municipality: 'Tiel' },
    { name: 'M. Smit', municipality: 'Waalwijk' },
  ]
  const told = (one: Item, names: Reading['names'] = new Map()) =>
    plainText({ version: 1, items: actingLines([one], 0, { ...reading, names }) })
  expect(told(committee, new Map([['committee', seats.slice(0, 1)]]))).toBe(
    'Commissie Financiën (do 25 mrt), op de agenda: Herijking? Inbreng voor de vergadering kan tot vr 12 mrt, 12.00 uur; R. Kok (Tiel) neemt die mee. [Geef inbreng]',
  )
  expect(told(committee, new Map([['committee', seats]]))).toContain(
    'R. Kok (Tiel) en M. Smit (Waalwijk) nemen die mee.',
  )
  expect(told(committee)).toMatch(/Daar zit niemand namens ons: alleen ter informatie\. \[Bekijken\]$/)
  const held = (more: object) => told({ ...meeting, facts: { ...meeting.facts, ...more } as Item['facts'] })
  expect(held({ place: 'Zeist', isOnSite: true, isOnline: true, about: 'De\nherijking' })).toContain(
    'uur, Zeist of online. De herijking. Inschrijven kan tot',
  )
  expect(held({ place: 'Zeist', isOnSite: true, isOnline: false })).toContain('uur, Zeist. Inschrijven')
  expect(held({ place: null, isOnSite: false, isOnline: true })).toContain('uur, online. Inschrijven')
  const placed = (on: string) =>
    told({ ...point, facts: { ...point.facts, turn: 'placed', placed: { target: 'VNG', on } } as Item['facts'] })
  expect(placed('2027-03-23')).toContain(
    'komt op di 23 mrt aan de orde (VNG). Steunt uw gemeente dit ook? Liefst voor die dag; het kan tot er een resultaat is.',
  )
  expect(placed('2028-03-23')).toContain('komt op 23 mrt 2028 aan de orde')
})

it('[F54] what is read with others asks them all, and why one has it alone stands apart, last', () => {
  const facts = { ...point.facts, turn: 'new', by: null }
  const asked = (more: object) =>
    plainText({
      version: 1,
      items: actingLines([{ ...point, facts: { ...facts, ...more } as Item['facts'] }], 0, reading),
    })
  expect(asked({ supporters: 2 })).toMatch(/2 gemeenten steunen het\. Uw gemeente ook\? \[Steunen\]$/)
  expect(asked({ supporters: 0 })).toMatch(/Steunt uw gemeente dit\? \[Steunen\]$/)
  expect(plainText(sentCard(digestOf([bottleneck(1)]), told, reading))).toMatch(
    /Speelt dit ook bij u\? \[Speelt bij ons ook\]$/,
  )
  const own = { municipality: 'Tiel', done: new Map<string, Done>(), theirs: new Set<string>() }
  expect(plainText(sentCard(digestOf(seriesOf(7)), told, { ...reading, own }))).toMatch(
    /\[Meer\]\nU vroeg om dit nieuws als direct bericht\. \[Wijzig hoe vaak\]$/,
  )
})

it('[A44] of a lobby point the one municipality is named that stands behind it, to its own readers once', () => {
  const by = (facts: object) => ({ ...point, facts: { ...point.facts, ...facts } as Item['facts'] })
  expect(read(by({ turn: 'new', supporters: 0 }))).toMatch(
    /^Nieuw lobbypunt: LP 7, Houd de bus\. Tiel steunt dit nog niet/,
  )
  expect(read(by({ turn: 'new', supporters: 1, by: 'Soest' }))).toMatch(/Soest steunt het\. Tiel steunt dit nog niet\./)
  expect(read(by({ turn: 'new', supporters: 1, by: 'Tiel' }), 'support')).toMatch(/bus\. Tiel steunt het\.$/)
  expect(read(by({ turn: 'new', supporters: 2, by: null }))).toContain('2 gemeenten steunen het.')
  expect(read(by({ added: 1, by: 'Soest' }))).toContain('LP 7, Houd de bus: 1 gemeente erbij (Soest), nu 9.')
})

it('[A44] a round of few points names them', () => {
  const round = item('round', { kind: 'round', closesAt: until.registerUntil, points: 2 })
  const points = [
    { number: 7, title: 'Houd de bus' },
    { number: 9, title: 'Meer artsen' },
  ]
  const told = (rounds: Reading['rounds']) =>
    plainText({ version: 1, items: actingLines([round], 0, { ...reading, rounds }) })
  expect(told(new Map([[id, points]]))).toBe(
    'Prioriteitsronde: hoe belangrijk zijn LP 7 (Houd de bus) en LP 9 (Meer artsen) voor uw gemeente? Geef elk een cijfer, tot za 20 mrt, 17.00 uur. [Stemmen]',
  )
  expect(told(new Map([[id, points.slice(0, 1)]]))).toContain('hoe belangrijk is LP 7 (Houd de bus) voor')
  expect(told(new Map())).toContain('hoe belangrijk zijn 2 lobbypunten voor')
})

const bottleneck = (number: number) =>
  item(`bottleneck ${number}`, { kind: 'bottleneck', number, title: `Knel ${number}`, municipality: 'Soest' })
const seriesOf = (count: number) => Array.from({ length: count }, (_, i) => bottleneck(i + 1))
const digestOf = (items: readonly Item[], more: Partial<Digest> = {}) =>
  ({ id, state: 'sent', items, left: [], introduction: null, ...more }) as Digest
const told = { title: 'VNG-week' as Parameters<typeof sentCard>[1]['title'], pillar: 'bestuur' }
const labels = ({ items = [], buttons = [] }: Card) =>
  [...items.map(({ accessory }) => accessory), ...buttons].flatMap(button => button?.label ?? [])

it('[A44] one line more than five is shown, of more it is said what they are, with what waits for the next; many bottlenecks behind [Meer] are one line', () => {
  const six = sentCard(digestOf(seriesOf(6)), told, reading)
  expect(labels(six)).toEqual(Array(6).fill('Speelt bij ons ook'))
  const long = digestOf([...seriesOf(6), meeting, ...seriesOf(9).slice(6)], { left: [point, bottleneck(10)] })
  expect(plainText(sentCard(long, told, reading))).toMatch(
    /\n5 .*\[Speelt bij ons ook\]\nNog 5 knelpunten, 1 bijeenkomst en 1 lobbypunt\. \[Meer\]$/,
  )
  // Nothing of what is behind it has a moment: it may wait.
  const calm = sentCard(digestOf(seriesOf(7)), told, reading)
  expect(plainText(calm)).toMatch(/\nNog 2 knelpunten, zonder deadline\. \[Meer\]$/)
  const unseated = item('committee', {
    kind: 'committee',
    committee: 'Financiën',
    about: null,
    ...times,
    inputUntil: until.registerUntil,
  })
  expect(plainText(sentCard(digestOf([...seriesOf(6), unseated]), told, reading))).toContain(
    'Nog 1 knelpunt, zonder deadline. Ter informatie: 1 commissievergadering. [Meer]',
  )
  const own = {
    municipality: 'Tiel',
    done: new Map<string, Done>([['bottleneck 8', 'done']]),
    theirs: new Set<string>(),
  }
  const rest = restCard(long, told, { ...reading, own })
  expect(plainText(rest)).toContain(
    '6  Nieuwe knelpunten. Speelt hiervan iets in Tiel? Geef het aan via de knop.\n• Knel 6 (Soest)\n• Knel 7 (Soest)\n• Knel 8 (Soest)\n• Knel 9 (Soest) [Toon de knelpunten]\n7  Overleg',
  )
  expect(plainText(rest)).toContain(
    'Nog 1 lobbypunt en 1 knelpunt: daarmee begint het volgende nieuws. Nu al te vinden op de lobbyagenda en bij de knelpunten.',
  )
  expect(labels(rest)).toEqual(['Toon de knelpunten', 'Inschrijven', 'Toon de lobbyagenda'])
})

it('[A44] where every line is in sight, as in a draft that shrank, what waits for the next is behind [Meer] all the same', () => {
  const shrunk = digestOf(seriesOf(6), { left: [point] })
  expect(plainText(sentCard(shrunk, told, reading))).toMatch(
    /\n6 .*\[Speelt bij ons ook\]\nNog 1 lobbypunt, zonder deadline\. \[Meer\]$/,
  )
  const rest = plainText(restCard(shrunk, told, reading))
  expect(rest).toContain('Nog 1 lobbypunt: daarmee begint het volgende nieuws.')
  expect(rest).not.toContain('Knel 6')
})

it('[F51] who reads it in English is told that titles are in Dutch', () => {
  const card = sentCard(digestOf([point]), told, { ...reading, locale: 'en' })
  expect(plainText(card)).toBe(
    'VNG-week\nLP 7, Houd de bus: 2 more municipalities, 9 in total. Your municipality too? [Support]\nTitles and reports are in Dutch, as they were written.',
  )
})

it('[A45] a draft says where it goes and asks to be sent only where it waits for that; its lines are numbered, a lone one is not', () => {
  const at = new Date('2027-03-15T07:30:00Z')
  const standing = {
    of: at,
    sendAt: at,
    reach: { channels: ['bestuur', 'Bestuur', 'bestuur'], people: 2 },
    sentBy: null,
  }
  function drawn(state: Digest['state'], silence: Silence, items: readonly Item[]) {
    const schedule = { name: 'Bestuur', rhythm: 'weekly', group: null, silence } as Usual
    const card = draftCard(digestOf(items, { state }), schedule, standing, reading)
    return { style: card.buttons?.[0]?.style, text: plainText(card) }
  }
  const goes = drawn('draft', 'sends', [meeting, point])
  expect(goes.style).toBeUndefined()
  expect(goes.text).toMatch(/^Concept: VNG-week Bestuur, gaat ma 15 mrt om 08\.30 uur uit\n/)
  expect(goes.text).toContain('naar de kanalen bestuur en Bestuur, en 2 personen. U hoeft niets te doen;')
  expect(goes.text).toMatch(/\n1 {2}Overleg.*\n2 {2}LP 7/s)
  for (const waits of [drawn('draft', 'holds', [meeting]), drawn('held', 'sends', [meeting])]) {
    expect(waits.style).toBe('primary')
    expect(waits.text).toMatch(/\nOverleg, do 25 mrt/)
    expect(waits.text).toMatch(/^Concept: VNG-week Bestuur · ma 15 mrt\n/)
  }
})
