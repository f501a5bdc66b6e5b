// SPDX-License-Identifier: EUPL-1.2
// Every card and form that features draw, found by walking: people type every command there is, press whatever they see and send whatever opens.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Button, Card } from '#/chat/card.ts'
import type { Form, Input } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Act } from '#/chat/turn.ts'
import { features } from '#/features/index.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { addWorkingDays } from '#/network/working-days.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { drawForm } from '#/platforms/adaptive-card/draw-form.ts'
import { aimBytes, bytesOf } from '#/platforms/adaptive-card/limits.ts'
import { type Guest, openParlour, type Parlour } from '../support/parlour.ts'
import { mistakesIn } from './adaptive-card/reading.ts'
import { readingOf } from './adaptive-card/walk.ts'
import { differences, formDifferences } from './parity.ts'

const guest = (user: string, name: string, email: string, more: Partial<Guest> = {}): Guest => ({
  user,
  name,
  email,
  ...more,
})
const jansen = guest('U1', 'S. Jansen', 's.jansen@zeist.nl')
const deputy = guest('U2', 'P. Plaats', 'p.plaats@tiel.nl', { locale: 'en' })
const deVries = guest('U3', 'W. de Vries', 'w.devries@zeist.nl')
const bakker = guest('U4', 'A. Bakker', 'a.bakker@zeist.nl')
const smit = guest('U5', 'M. Smit', 'm.smit@waalwijk.nl', { locale: 'en' })
const newcomer = guest('U6', 'N. Nieuw', 'n.nieuw@zeist.nl')
const visitor = guest('U7', 'G. Gast', 'g.gast@bureau.example', { isGuest: true })
const stranger = guest('U8', 'V. Vreemd', 'v.vreemd@zeist.nl', { workspace: 'T2' })
/** Another account of W. de Vries. */
const second = guest('U9', 'W. de Vries', 'w.devries@thuis.example', { isGuest: true })
const everyone = [jansen, deputy, deVries, bakker, smit, newcomer, visitor, stranger, second]

/** What someone can do next: press, or send a form. */
type Next = readonly [Guest, Button | Form]

/** What of a walk is judged: where it was drawn, and for whom. */
interface Drawn {
  readonly at: string
  readonly locale: Locale
  readonly card?: Card
  readonly form?: Form
  readonly isNotice?: true
}

let parlour: Parlour
const drawn: Drawn[] = []
/** Commands, presses, forms and notices that were met. */
const met = new Set<string>()

const localeOf = ({ locale = 'nl' }: Guest): Locale => locale
const buttonsOf = (card: Card): Button[] => [
  ...(card.buttons ?? []),
  ...(card.more ?? []),
  ...(card.items ?? []).flatMap(item => item.accessory ?? []),
]

/** Does something, keeps what is drawn of it, and gives what can be done next: by whom, with what. */
async function step(who: Guest, act: Act, channel?: string): Promise<Next[]> {
  const answer = await parlour.does(who, act, channel)
  const name = act.kind === 'line' ? act.text : act.kind === 'press' ? act.name : act.kind === 'submit' ? act.form : ''
  const at = `${who.name}, ${name}`
  const locale = answer.locale ?? localeOf(who)
  const next: Next[] = []
  if (act.kind !== 'line') met.add(`${act.kind} ${name}`)
  if ('card' in answer) {
    drawn.push({ at, locale, card: answer.card })
    next.push(...buttonsOf(answer.card).map((button): Next => [who, button]))
  }
  if ('form' in answer) {
    drawn.push({ at, locale, form: answer.form })
    next.push([who, answer.form], ...(answer.form.buttons ?? []).map((button): Next => [who, button]))
  }
  for (const { to, kind, card, locale: its } of await parlour.told()) {
    met.add(`notice ${kind}`)
    drawn.push({ at: `${kind}, after ${at}`, locale: its, card, isNotice: true })
    const reader = everyone.find(({ user }) => user === to) ?? jansen
    next.push(...buttonsOf(card).map((button): Next => [reader, button]))
  }
  return next
}

const types = (who: Guest, text: string, channel?: string) => step(who, { kind: 'line', text, by: 'command' }, channel)
const presses = (who: Guest, name: string, value: string) => step(who, { kind: 'press', name, value })
const sends = (who: Guest, form: string, context: string, fields: Record<string, string>) =>
  step(who, { kind: 'submit', form, context, fields })

const rows = ['gemeente;naam;e-mail;functie;rol;pijler', 'Woerden;I. Mport;i.mport@woerden.nl;wethouder;;Bestuur']

/** Something that fits. */
function filled(input: Input): string {
  switch (input.kind) {
    case 'choice':
      return input.value ?? input.options.at(-1)?.value ?? ''
    case 'municipality':
      return input.value?.value ?? 'GM0355'
    case 'person':
      return input.value ?? 'a.bakker@zeist.nl'
    case 'date':
      return input.value ?? '2027-12-31'
    case 'time':
      return input.value ?? '10:00'
    case 'number':
      return String(input.value ?? input.min ?? 1)
    case 'checkbox':
      return 'on'
    case 'file':
      return ''
    case 'text':
    case 'longText':
      return input.value ?? (input.name === 'rows' ? rows.join('\n') : input.name === 'domains' ? 'zeist.nl' : 'Tekst')
  }
}

const fieldsOf = (form: Form) => Object.fromEntries(form.inputs.map(input => [input.name, filled(input)]))

/** What ends something comes last, so that there is most to see before. */
const isLast = (next: Button | Form): boolean => 'label' in next && next.style === 'danger'
const keyOf = (next: Button | Form): string =>
  'label' in next ? `${next.name} ${next.name === 'chat.line' ? next.value : ''}` : next.name
const often = 2
/** The same thing is pressed by so many people at most. */
const many = 4

/** Presses and sends whatever is met, each thing a few times by each person. */
async function explore(from: readonly Next[]): Promise<void> {
  const todo = [...from]
  const done = new Map<string, number>()
  for (let next = todo.shift(); next; next = todo.shift()) {
    const [who, what] = next
    if (isLast(what) && todo.some(([, other]) => !isLast(other))) {
      todo.push(next)
      continue
    }
    const [key, own] = [keyOf(what), `${who.user} ${keyOf(what)}`]
    const times = (name: string) => done.get(name) ?? 0
    if (times(own) >= often || times(key) >= often * many) continue
    for (const name of [key, own]) done.set(name, times(name) + 1)
    todo.push(
      ...('label' in what
        ? await presses(who, what.name, what.value)
        : await sends(who, what.name, what.context, fieldsOf(what))),
    )
  }
}

/** Lobby points: one that gathers support, one that waits for the secretariat, and a draft. */
async function proposed(then: (steps: Promise<Next[]>) => Promise<void>): Promise<void> {
  const words = { problem: 'Er zijn er te weinig.', ask: 'Leid er meer op.', whyMidsized: 'Hier staan ze langer open.' }
  for (const title of ['Leid jeugdartsen op', 'Houd de bus', 'Een concept'])
    await then(sends(bakker, 'lobby.new', '', { title, ...words, pillar: 'bestuur' }))
  const points = await parlour.test.query<{ id: string; number: number }>(
    'select id, number from lobby_points order by number',
  )
  for (const { id } of points.slice(0, 2))
    await then(
      sends(bakker, 'lobby.details', id, { target: 'vws', deadline: '2027-06-01', evidence: 'Cijfers', dossiers: '' }),
    )
  const [asked] = await parlour.test.query<{ id: string }>(
    `select id from requests where kind = 'lobby.point' order by number limit 1`,
  )
  await then(presses(jansen, 'request.approve', asked?.id ?? ''))
  const [first] = points
  if (!first) throw new Error('no point')
  await then(presses(deputy, 'lobby.support', first.id))
  await then(
    sends(bakker, 'lobby.words', `${first.id}.1`, { title: 'Leid jeugdartsen op', ...words, ask: 'Meer geld.' }),
  )
  await then(sends(bakker, 'lobby.words', `${first.id}.1`, { title: 'Leid jeugdartsen op', ...words, ask: 'Te laat.' }))
  for (const line of ['verloop', 'beheer']) await then(types(jansen, `lobby ${line} ${first.number}`))
  await then(sends(jansen, 'lobby.split', first.id, { title: 'Een deel', ...words }))
  await then(sends(jansen, 'lobby.merge', first.id, { into: String(first.number) }))
  for (const line of [
    'lobby bestuur vws gelukt',
    'lobby onze punten',
    'lobby iets vreemds',
    'lobby export',
    'lobby export iets vreemds',
    `lobby dossier ${first.number}`,
    'lobby verklaring 1, 2',
    'zoek jeugdarts',
    'zoek niets hiervan',
  ])
    for (const reader of [smit, jansen]) await then(types(reader, line))
  for (const { number } of points)
    for (const reader of [bakker, smit, jansen]) await then(types(reader, `lobby ${number}`))
  await ranked(first, then)
  await ended(first, then)
}

/** A round of one point: opened, given something, closed where the clock did not, with its outcome noted; and one that is still open when days have gone by. */
async function ranked(point: { number: number }, then: (steps: Promise<Next[]>) => Promise<void>) {
  await then(types(bakker, 'pijler word-lid bestuur'))
  const [joins] = await parlour.test.query<{ id: string }>(
    `select id from requests where kind = 'pillar.join' order by number desc limit 1`,
  )
  await then(presses(jansen, 'request.approve', joins?.id ?? ''))
  await then(types(deVries, 'lobby volgorde bestuur'))
  const today = parlour.time.now().toISOString().slice(0, 10)
  const asked = { question: 'Hoe belangrijk is dit?', until: addWorkingDays(today, 7, new Set()), pointA: 'on' }
  await then(sends(deVries, 'lobby.round', `bestuur:${point.number}`, asked))
  const [round] = await parlour.test.query<{ id: string }>('select id from lobby_rounds')
  if (!round) throw new Error('no round')
  await then(sends(deputy, 'lobby.vote', `${round.id}:${point.number}`, { pointA: '4' }))
  await then(types(bakker, `lobby prioriteit ${point.number} 5`))
  await parlour.test.query(`update lobby_rounds set closes_at = '2026-01-01' where id = $1::uuid`, [round.id])
  for (const reader of [deVries, smit]) await then(types(reader, 'lobby volgorde bestuur'))
  await then(presses(deVries, 'lobby.closeRound', round.id))
  await then(sends(deVries, 'lobby.outcome', round.id, { outcome: 'Eerst dit.' }))
  await then(sends(deVries, 'lobby.round', `bestuur:${point.number}`, asked))
}

/** A point put on agendas, talked about, with a result that was no end, withdrawn and put away. */
async function ended({ id, number }: { id: string; number: number }, then: (steps: Promise<Next[]>) => Promise<void>) {
  const placement = {
    occasion: 'Motie',
    placedOn: '2027-06-16',
    spokesperson: 'W. de Vries',
    nextContact: '2027-05-01',
  }
  for (const target of ['vng-alv', 'provincie-utrecht'])
    await then(sends(jansen, 'lobby.place', id, { ...placement, target }))
  await then(types(bakker, `lobby contact ${number} gebeld`))
  await then(sends(bakker, 'lobby.contact', id, { contact: 'Nog eens gebeld' }))
  const result = { ending: 'achieve', result: 'Het is geregeld.', link: 'https://rijksoverheid.nl' }
  await then(sends(jansen, 'lobby.result', id, result))
  for (const reader of [bakker, smit, jansen]) await then(types(reader, `lobby stappen ${number}`))
  await then(presses(jansen, 'lobby.resume', id))
  await then(types(smit, 'lobby provincies'))
}

/** Bottlenecks: one that others recognise and a point comes of, one that is the same, and one that is like both. */
async function shared(then: (steps: Promise<Next[]>) => Promise<void>): Promise<void> {
  const said = { happens: 'Dat gaat zo niet.', place: 'Overal', frequency: 'Elke week', cost: 'Veel', theme: '' }
  for (const title of ['Zwembad sluit', 'Sporthal lekt'])
    await then(sends(bakker, 'bottleneck.new', '', { title, ...said, pillar: 'bestuur' }))
  await then(sends(smit, 'bottleneck.new', '', { title: 'Het zwembad sluit vaak', ...said, pillar: 'bestuur' }))
  const all = await parlour.test.query<{ id: string; number: number }>(
    'select id, number from bottlenecks order by number',
  )
  const [first, second] = all
  if (!first || !second) throw new Error('no bottleneck')
  await then(types(smit, 'knelpunt nieuw Zwembad dicht'))
  await then(presses(deputy, 'bottleneck.recognise', first.id))
  await then(sends(deputy, 'bottleneck.example', first.id, { example: 'Hier ook.' }))
  await then(sends(jansen, 'bottleneck.merge', second.id, { into: String(first.number) }))
  for (const { number } of all)
    for (const reader of [bakker, deputy, jansen]) await then(types(reader, `knelpunt ${number}`))
  await then(types(smit, `volg knelpunt ${first.number}`))
  const words = { problem: 'Er is er geen.', ask: 'Bouw er een.', whyMidsized: 'Hier staat er maar een.' }
  await then(sends(bakker, 'lobby.lift', first.id, { title: 'Zwembad sluit', ...words, pillar: 'bestuur' }))
  await then(sends(bakker, 'lobby.new', '', { title: 'Jeugdartsen opleiden', ...words, pillar: 'bestuur' }))
}

/** Meetings: one of the network with sessions, on site and online, of which the last place is taken, waited for and offered; and one that is planned for a pillar. */
async function convened(then: (steps: Promise<Next[]>) => Promise<void>): Promise<void> {
  const when = { date: '2027-12-10', startsAt: '13:30', endsAt: '17:00' }
  await then(types(deVries, 'bijeenkomst nieuw Kort overleg'))
  const said = {
    place: 'Gemeentehuis',
    onlineLink: 'https://overleg.example',
    registerUntil: '2027-12-01',
    about: 'Veel',
  }
  const kinds = { ledenbijeenkomst: 'Vol huis', partnersessie: 'Open huis' }
  for (const [kind, title] of Object.entries(kinds))
    await then(sends(jansen, 'meeting.new', '', { kind, title, ...when }))
  await then(sends(deVries, 'meeting.new', '', { kind: 'pijleroverleg:bestuur', title: 'Kort overleg', ...when }))
  const all = await parlour.test.query<{ id: string; number: number }>(
    'select id, number from meetings order by number',
  )
  const [full, open] = all
  if (!full || !open) throw new Error('no meeting')
  const seats = { capacity: '1', capacityOnline: '5', mostPerMunicipality: '3' }
  await then(sends(jansen, 'meeting.details', full.id, { ...said, ...seats, ways: 'both', sessions: 'on' }))
  await then(sends(jansen, 'meeting.details', open.id, { ...said, ways: 'onSite' }))
  for (const { id } of [full, open]) await then(presses(jansen, 'meeting.invite', id))
  await then(sends(deVries, 'meeting.register', `${full.id}.onSite`, { session: 'bestuur' }))
  await then(presses(smit, 'meeting.register', `${full.id}.onSite`))
  for (const who of [jansen, bakker]) await then(presses(who, 'meeting.register', `${open.id}.onSite`))
  await then(presses(bakker, 'meeting.register', `${full.id}.onSite`))
  const readers = async () => {
    for (const { number } of all)
      for (const who of [deVries, smit, jansen]) await then(types(who, `bijeenkomst ${number}`))
    for (const who of [deVries, jansen]) await then(types(who, `bijeenkomst deelnemers ${full.number}`))
    for (const who of [deVries, smit]) await then(types(who, ''))
  }
  await readers()
  await then(presses(deVries, 'meeting.switch', `${full.id}.online`))
  await readers()
  await then(presses(smit, 'meeting.register', `${full.id}.onSite`))
  await then(presses(smit, 'meeting.take', full.id))
  await then(sends(smit, 'meeting.session', full.id, { session: 'financien' }))
  await then(sends(smit, 'meeting.substitute', full.id, { person: 'm.smit@waalwijk.nl' }))
  await then(sends(jansen, 'meeting.colleague', open.id, { person: 'n.nieuw@zeist.nl' }))
  await then(sends(bakker, 'meeting.colleague', open.id, { person: 'w.devries@zeist.nl' }))
  await then(presses(deVries, 'meeting.accept', open.id))
  await readers()
  await then(presses(deVries, 'meeting.decline', open.id))
  await then(sends(bakker, 'meeting.substitute', open.id, { person: 'w.devries@zeist.nl' }))
  await parlour.test.query(`update meetings set register_until = '2026-01-01' where id = $1::uuid`, [open.id])
  await readers()
  for (const who of [bakker, smit]) await then(presses(who, 'meeting.change', open.id))
  await then(sends(bakker, 'meeting.change', open.id, { wish: 'cancel.onSite' }))
  await parlour.test.query(`update meetings set register_until = '2027-12-01' where id = $1::uuid`, [open.id])
  await then(types(bakker, `bijeenkomst uitschrijven ${open.number}`))
}

/** A small world: people with functions and roles, a request in each state, a workspace that waits. Gives what can be done next. */
async function begin(): Promise<Next[]> {
  const all: Next[] = []
  const then = async (steps: Promise<Next[]>) => void all.push(...(await steps))
  const last = async (who: Guest): Promise<{ id: string; number: number }> => {
    const [request] = await parlour.test.query<{ id: string; number: number }>(
      `select r.id, r.number from requests r join people p on p.id = r.requester_id where p.name = $1 order by r.number desc limit 1`,
      [who.name],
    )
    return request ?? expect.fail(`${who.name} asked nothing`)
  }
  await then(types(jansen, 'kanaal secretariaat', 'CSEC'))
  await then(types(deVries, 'pijler word-lid bestuur'))
  for (const who of [jansen, deputy, bakker]) await then(types(who, 'aanmelden ambtenaar'))
  for (const who of [deVries, smit]) await then(types(who, 'aanmelden wethouder'))
  await then(types(jansen, 'rol geef P. Plaats plaatsvervanger'))
  await then(types(jansen, 'rol geef W. de Vries voorzitter bestuur'))
  await then(types(stranger, 'help'))
  await then(types(deVries, 'pijler word-lid bestuur a.bakker@zeist.nl'))
  await then(types(smit, 'pijler word-lid bestuur o.nbekend@waalwijk.nl'))
  await then(types(bakker, 'pijler word-lid financien'))
  await then(presses(jansen, 'request.approve', (await last(deVries)).id))
  await then(presses(jansen, 'request.undo', (await last(deVries)).id))
  await then(presses(jansen, 'request.approve', (await last(deVries)).id))
  await then(sends(jansen, 'request.ask', (await last(smit)).id, { question: 'Waarom?' }))
  const { id: declined } = await last(bakker)
  await then(sends(jansen, 'request.decline', declined, { reason: 'Nog niet' }))
  await then(sends(jansen, 'request.reopen', declined, { reason: 'Toch nog eens' }))
  await then(sends(jansen, 'request.decline', declined, { reason: 'Nu niet' }))
  for (const who of [deVries, smit, bakker]) {
    const { number } = await last(who)
    for (const reader of [who, jansen]) await then(types(reader, `verzoek ${number}`))
    await then(types(who, `verzoek ${number} geschiedenis`))
  }
  await then(sends(smit, 'request.answer', (await last(smit)).id, { answer: 'Daarom.' }))
  // In Teams it opens from beside the field where one types, and from no card.
  for (const who of [deVries, bakker]) await then(presses(who, 'pillar.choose', 'join'))
  await then(presses(deVries, 'pillar.joinLater', 'samenleving'))
  await then(sends(deVries, 'pillar.official', (await last(deVries)).id, { official: 'A. Bakker' }))
  await then(presses(jansen, 'request.approve', (await last(deVries)).id))
  await then(types(deVries, 'pijler samenleving'))
  await then(presses(deVries, 'pillar.leave', 'samenleving'))
  await proposed(then)
  await shared(then)
  await convened(then)
  await then(types(deVries, 'koppel'))
  const code = /koppel (\S+)/.exec(drawn.at(-1)?.card?.text ?? '')?.[1]
  await then(types(second, `koppel ${code}`))
  return all
}

/** What may follow a noun or a verb. */
const words = ['', 'bestuur', 'Zeist', 'A. Bakker', '2']

/** Everyone types every command there is, the secretary with much behind it. */
async function everyCommand(): Promise<Next[]> {
  const all: Next[] = []
  const verbs = parlour.registry.nouns.flatMap(({ noun }) =>
    [[], ...noun.verbs.map(verb => [verb.words[0]])].map(verb => [noun.words[0], ...verb]),
  )
  for (const who of [jansen, smit, deVries, newcomer, visitor, stranger]) {
    const lines = verbs.flatMap(verb =>
      (who === jansen ? words : words.slice(0, 2)).map(word => [...verb, word].filter(Boolean).join(' ')),
    )
    for (const line of ['', 'help', 'hallo', 'onzin', 'bestuur', ...lines]) all.push(...(await types(who, line)))
  }
  return all
}

/** The milliseconds from now to the morning of the sixth working day: reminders have gone out by then, and a round of seven days is still open. */
function untilSixthMorning(): number {
  const today = parlour.time.now().toISOString().slice(0, 10)
  return Date.parse(`${addWorkingDays(today, 6, new Set())}T10:00:00Z`) - Date.now()
}

/** Days later: reminders, and messages that did not arrive. */
async function later(): Promise<Next[]> {
  await parlour.tick()
  await explore(await types(jansen, 'planning'))
  parlour.time.moveTo(untilSixthMorning())
  await parlour.tick()
  await parlour.test.query(
    `update deliveries d set state = case when n = 1 then 'unclear' else 'failed' end, reason = case when n = 1 then 'unclear' else 'personGone' end, settled_at = now()
     from (select id, row_number() over (order by id) as n from deliveries where state = 'open') as waiting where waiting.id = d.id and n <= 5`,
  )
  const all: Next[] = []
  for (const who of [jansen, deputy])
    for (const line of ['', 'secretariaat', 'planning', 'diagnose']) all.push(...(await types(who, line)))
  return all
}

/** Each kind of notice about the first rows of everything that there is, also those that take days, a crash or another's act to be sent. */
async function everyNotice(): Promise<void> {
  const ids = async (from: string): Promise<string[]> =>
    (await parlour.test.query<{ id: string }>(`select id::text from ${from} limit 3`)).map(({ id }) => id)
  // Of those that were begun all have been ended by now.
  await parlour.test.query('update theme_groups set ends_on = null')
  // And what was open to all was pressed to be confidential.
  await parlour.test.query('update lobby_points set is_confidential = false')
  // Of a meeting with room for all, everyone was offered a place.
  await parlour.test.query(
    `update meetings set state = 'open', capacity_on_site = null, most_per_municipality = null where title = 'Open huis'`,
  )
  await parlour.test.query(
    `update meeting_registrations set state = case when person_id = (select id from people where name = 'A. Bakker') then 'asked' else 'offered' end, way = 'onSite',
       offer_until = case when person_id = (select id from people where name = 'A. Bakker') then null else '2027-12-05'::timestamptz end where meeting_id = (select id from meetings where title = 'Open huis')`,
  )
  const people = await ids(`people where name in ('W. de Vries', 'A. Bakker', 'M. Smit')`)
  const rows = {
    person: people,
    from: people.toReversed(),
    official: people,
    request: await ids('requests order by number'),
    question: await ids('request_questions'),
    seat: await ids('pillar_members'),
    role: await ids('roles'),
    by: await ids('roles'),
    account: await ids('identities'),
    group: await ids('theme_groups'),
    substitution: await ids('substitutions'),
    ask: await ids('role_check_asks'),
    point: await ids('lobby_points order by number'),
    channel: await ids('channels where ended_at is null'),
    lobbyRound: await ids('lobby_rounds order by opened_at desc'),
    placement: await ids('lobby_placements'),
    bottleneck: await ids('bottlenecks order by number'),
    meeting: await ids(`meetings where title = 'Open huis'`),
  }
  const plain = {
    municipality: 'GM0355',
    pillar: 'bestuur',
    successor: null,
    saved: true,
    was: 'approved',
    why: null,
    reason: 'Er is al een lid',
    round: 1,
    wording: 2,
    origin: 1,
    stands: true,
    other: 1,
    since: '2027-01-04',
    state: 'achieved',
    answer: 'registered',
    goOn: null,
    at: parlour.time.now().toISOString(),
    name: 'W. de Vries',
    remark: 'Dank u',
    until: '2027-12-31',
    roles: rows.role,
    pillars: ['bestuur'],
  }
  // What is said of one that was declined, reopened or withdrawn is said while it is so.
  const stands: Record<string, string> = {
    'request.declined': 'declined',
    'request.undone': 'open',
    'request.dropped': 'withdrawn',
  }
  for (const kind of parlour.registry.notices.keys()) {
    // What is said of a round that is open, or is over, is said while it is so; who has voted is not reminded.
    if (kind.startsWith('lobby.')) {
      const isOver = kind === 'lobby.ranking' || kind === 'lobby.outcomeAsked'
      await parlour.test.query(`update lobby_rounds set state = 'closed'`)
      if (!isOver)
        await parlour.test.query(`update lobby_rounds set state = 'open' where id = $1::uuid`, [rows.lobbyRound[0]])
      if (!isOver) await parlour.test.query('delete from lobby_votes')
    }
    const state = stands[kind]
    if (state)
      await parlour.test.query(
        `update requests set state = $1, round = 1, subject_key = id::text, decided_at = case when $1 = 'declined' then now() end where id = any($2::uuid[])`,
        [state, rows.request],
      )
    for (const [i, locale] of (['nl', 'en', 'nl'] as const).entries()) {
      const some = Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all[i] ?? all[0]]))
      const reader = { locale, person: /^(lobby\.ballot|meetings\.)/.test(kind) ? (some.person ?? null) : null }
      const card = await parlour.notice(kind, { ...plain, ...some, subject: some.request }, reader)
      if (!card) continue
      met.add(`notice ${kind}`)
      drawn.push({ at: kind, locale, card, isNotice: true })
    }
  }
}

beforeAll(async () => {
  parlour = await openParlour(features, everyone, ['s.jansen@zeist.nl'])
  const first = await begin()
  const asked = await everyCommand()
  await explore([...first, ...asked, ...(await later())])
  await everyNotice()
}, 300_000)
afterAll(() => parlour.close())

const delivery = '0190f5d2-0000-7000-8000-000000000001' as DeliveryId

describe('[F70] all that features draw', () => {
  it('has the same words and buttons on Slack, in Teams and as plain text', () => {
    const wrong = drawn.flatMap(({ at, card, form, locale }) =>
      [...(card ? differences(card, locale) : []), ...(form ? formDifferences(form, locale) : [])].map(
        difference => `${at}: ${difference}`,
      ),
    )
    expect([...new Set(wrong)]).toEqual([])
  })

  it("[E27] [E29] is right by Microsoft's own library, and as short as we aim for", () => {
    const wrong = drawn.flatMap(({ at, card, form, locale }) =>
      [...(card ? [drawCard(card, { locale, delivery })] : []), ...(form ? [drawForm(form, { locale })] : [])].flatMap(
        one => [
          ...mistakesIn(one).map(mistake => `${at}: ${mistake}`),
          ...(bytesOf(one) > aimBytes ? [`${at}: ${bytesOf(one)} bytes`] : []),
        ],
      ),
    )
    expect([...new Set(wrong)]).toEqual([])
  })

  it('[E29] says all that it has to say in Teams: no words are cut, nothing of a list is left out', () => {
    // One's home says where the rest of it is.
    const judged = drawn.filter(({ card }) => !card?.rest)
    const wrong = judged.flatMap(({ at, card, locale, isNotice }) => {
      // An answer is no delivery, so its buttons name none.
      const how = { locale, ...(isNotice && { delivery }) }
      const text = card ? readingOf(drawCard(card, how).body) : ''
      const cut = /.{0,40}… (?:en meer|and more)$|^(?:en nog|and) \d+ (?:meer|more)$/m.exec(text)
      return cut ? [`${at}: ${cut[0]}`] : []
    })
    expect([...new Set(wrong)]).toEqual([])
  })

  it('was met: every press and form, and every notice', () => {
    const { presses, forms, notices } = parlour.registry
    const missing = [
      ...[...presses.keys()].map(name => `press ${name}`),
      ...[...forms.keys()].map(name => `submit ${name}`),
      ...[...notices.keys()].map(name => `notice ${name}`),
    ].filter(name => !met.has(name))
    expect(missing).toEqual([])
  })
})
