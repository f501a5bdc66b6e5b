// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: what is due when is the same on either platform.
// A year of a network's meetings, over both changes of the clock and a day without the bot. What should be heard is counted here, from the dates, apart from the product.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { listening } from '../support/chat/heard.ts'
import { meetingsIn, type Planned } from '../support/chat/meetings.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import { timeInFile } from '../support/moved-time.ts'
import type { RunningBot } from '../support/running-bot.ts'

const zone = 'Europe/Amsterdam'
const entry = 'tests/support/timed-bot.ts'
const begins = '2027-01-04T09:00'
const ends = '2027-12-20T12:00'

const instant = (local: string): string =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString()

const time = timeInFile(instant(begins))
let m50: Awaited<ReturnType<typeof chatNetwork>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>
let bot: RunningBot
let cast: Readonly<Record<'jansen' | 'deVries' | 'bakker' | 'smit' | 'mol' | 'kok' | 'vos', Person>>
type Name = keyof typeof cast

beforeAll(async () => {
  m50 = await chatNetwork({ settings: time.settings }, 'slack')
  bot = await m50.begin({}, { entry })
  meetings = await meetingsIn(m50)
  const { jansen, deVries, bakker, smit } = m50
  const advisers = {
    mol: ['J. Mol', 'j.mol@dronten.nl'],
    kok: ['R. Kok', 'r.kok@tiel.nl'],
    vos: ['T. Vos', 't.vos@kampen.nl'],
  } as const
  const [mol, kok, vos] = Object.values(advisers).map(([name, email]) => m50.person(name, email))
  if (!mol || !kok || !vos) throw new Error('nobody')
  cast = { jansen, deVries, bakker, smit, mol, kok, vos }
  for (const one of [mol, kok, vos]) {
    await says(one, 'aanmelden adviseur')
    await says(one, 'pijler word-lid bestuur')
  }
  const asked = await m50.database.query<{ id: string; number: number }>(
    'select id, number from requests order by number',
  )
  for (const { id, number } of asked) {
    const card = await m50.shows(m50.secretariat, `Verzoek ${number} `)
    await presses(jansen, card, 'request.approve', id)
  }
  for (const name of ['A. Bakker', 'M. Smit']) await says(jansen, `rol geef ${name} contactambtenaar`)
  await says(jansen, 'rol geef W. de Vries voorzitter bestuur')
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

// What the agenda and the calendar say.
const holidays = [
  '2027-03-28',
  '2027-03-29',
  '2027-04-27',
  '2027-05-06',
  '2027-05-16',
  '2027-05-17',
  '2027-12-25',
  '2027-12-26',
]
const isWorked = (day: Temporal.PlainDate) => day.dayOfWeek < 6 && !holidays.includes(day.toString())
function worked(day: Temporal.PlainDate, step: 1 | -1): Temporal.PlainDate {
  return isWorked(day) ? day : worked(day.add({ days: step }), step)
}
/** Nine in the morning so many days before a date, or of the working day before that. */
const before = (date: string, days: number) => `${worked(Temporal.PlainDate.from(date).subtract({ days }), -1)}T09:00`
/** Nine in the morning so many days after it, or eight of the working day after that: then the quiet hours are over. */
function after(date: string, days: number): string {
  const day = Temporal.PlainDate.from(date).add({ days })
  return isWorked(day) ? `${day}T09:00` : `${worked(day, 1)}T08:00`
}

type What =
  | 'invited'
  | 'ask'
  | 'deadline'
  | 'without'
  | 'briefing'
  | 'soon'
  | 'today'
  | 'evaluate'
  | 'moved'
  | 'off'
  | 'offered'
  | 'passed'
  | 'action'
  | 'due'
  | 'unplanned'

/** By what one knows what is said; the first that fits. */
const signs: readonly (readonly [What, RegExp])[] = [
  ['unplanned', /^Nog te plannen/],
  ['ask', /nog niet laten weten/],
  ['without', /komt nog niemand/],
  ['briefing', /^Voorbereiding /],
  ['soon', /Binnenkort is het zover/],
  ['today', /Vandaag is het zover/],
  ['evaluate', /^Hoe was /],
  ['moved', / is gewijzigd/],
  ['off', / gaat niet door/],
  ['offered', /^Er is een plaats voor u/],
  ['passed', /naar de volgende op de wachtlijst gegaan/],
  ['action', /^Actie /],
  // The invitation says by now how they stand to it.
  ['invited', /^[^\n]* · \w\w \d+ \w+, \d\d\.\d\d/],
]

/** What there is to say besides, each month, and by the pillar's weekly digest, which these steps jump over. */
const besides = /^Nog open in |^Er staan nog \d+ plaatsen open|^(Concept: )?VNG-week |^Het bericht van /

/** What reads like another. */
const saidAs: Readonly<Partial<Record<What, What>>> = { deadline: 'ask', due: 'action' }

/** What the planning says of it beforehand; of the rest someone's act is the beginning. */
const planned: Readonly<Partial<Record<What, string>>> = {
  ask: 'Herinnering om te antwoorden voor ',
  deadline: 'Herinnering dat de inschrijving sluit voor ',
  briefing: 'Voorbereiding voor ',
  soon: 'Herinnering met wat nodig is voor ',
  today: 'Herinnering op de dag zelf voor ',
  evaluate: 'Drie vragen over ',
  passed: 'Een aangeboden plaats vervalt bij ',
  due: 'Een herinnering aan Actie 1 · ',
  unplanned: 'Nog niet gepland: ',
}

interface Due {
  readonly at: string
  readonly what: What
  readonly title: string
  readonly to: readonly (Name | 'secretariaat' | 'bestuur')[]
}
const due = (at: string, what: What, title: string, ...to: Due['to']): Due => ({ at, what, title, to })

const officers = ['bakker', 'smit'] as const
const spring = { title: 'Voorjaarsoverleg', date: '2027-03-16', until: '2027-03-12' }
const april = { title: 'Democratie Dichtbij', date: '2027-04-09', until: '2027-03-31' }
const june = { title: 'Bestuur voor de zomer', date: '2027-06-17', until: '2027-06-14' }
const lobbyist = { title: 'In gesprek met de lobbyist', date: '2027-09-08', until: '2027-09-06' }
const moved = { ...lobbyist, date: '2027-09-22', until: '2027-09-20' }
const october = { title: 'Grip op groei', date: '2027-10-08', until: '2027-10-01' }
const november = { title: 'Bestuur na de begroting', date: '2027-11-04', until: '2027-11-03' }
const letter = 'Brief sturen'

/** When the bot is away, when it is back, and what was due meanwhile. */
const away = { from: '2027-09-27T17:00', until: '2027-09-29T11:00', missed: before(october.until, 3) }

const expected: readonly Due[] = [
  // Three months ahead, what is not planned by then, on the first working day.
  due(
    '2027-01-04T10:00',
    'unplanned',
    'Contactambtenarenoverleg 2027 (1 van 2) en Ledenbijeenkomst, april 2027',
    'secretariaat',
  ),
  due('2027-04-01T10:00', 'unplanned', 'Overleg met de lobbyist van de VNG 2027', 'secretariaat'),
  due(
    '2027-07-01T10:00',
    'unplanned',
    'Contactambtenarenoverleg 2027 (2 van 2) en Ledenbijeenkomst, oktober 2027',
    'secretariaat',
  ),

  due('2027-02-08T10:00', 'invited', spring.title, ...officers, 'bestuur'),
  due(before(spring.date, 14), 'ask', spring.title, 'smit'),
  due(before(spring.date, 14), 'without', spring.title, 'secretariaat'),
  due(before(spring.until, 3), 'deadline', spring.title, 'smit'),
  due(before(spring.date, 7), 'briefing', spring.title, ...officers),
  due(before(spring.date, 2), 'soon', spring.title, ...officers),
  due(`${spring.date}T08:00`, 'today', spring.title, ...officers),
  due(after(spring.date, 1), 'evaluate', spring.title, ...officers),
  due(after(spring.date, 8), 'evaluate', spring.title, 'smit'),

  due('2027-03-01T11:00', 'invited', april.title, 'deVries', 'mol', 'kok', 'vos', 'bestuur'),
  // Three days before registration closes is the night on which the clock changes, at Easter: that is this same morning, and nobody is asked twice on it.
  due(before(april.date, 14), 'ask', april.title, 'mol'),
  due(before(april.date, 7), 'briefing', april.title, ...officers),
  due(before(april.date, 2), 'soon', april.title, 'deVries', 'vos'),
  due(`${april.date}T08:00`, 'today', april.title, 'deVries', 'vos'),
  // Vos was not there.
  due(after(april.date, 1), 'evaluate', april.title, 'deVries'),
  due(after(april.date, 8), 'evaluate', april.title, 'deVries'),

  due('2027-05-25T10:00', 'invited', june.title, 'deVries', 'mol', 'kok', 'vos', 'bestuur'),
  // Called off before registration closes: nothing else comes of it.
  due('2027-06-08T12:00', 'off', june.title, 'deVries', 'mol', 'kok', 'vos'),

  due('2027-08-02T10:00', 'invited', lobbyist.title, 'jansen', 'deVries', ...officers, 'mol', 'kok', 'vos', 'bestuur'),
  due(before(lobbyist.date, 14), 'ask', lobbyist.title, 'jansen', 'bakker', 'vos'),
  due(before(lobbyist.date, 7), 'briefing', lobbyist.title, ...officers),
  // Moved by two weeks, an hour before the bot would remind of the deadline of before.
  due('2027-09-03T08:00', 'moved', lobbyist.title, 'jansen', 'deVries', ...officers, 'kok', 'vos'),
  due(before(moved.date, 14), 'ask', moved.title, 'jansen', 'bakker'),
  due(before(moved.date, 7), 'briefing', moved.title, ...officers),
  due(before(moved.until, 3), 'deadline', moved.title, 'jansen', 'bakker'),
  due(before(moved.date, 2), 'soon', moved.title, 'deVries', 'smit', 'kok', 'vos'),
  due(`${moved.date}T08:00`, 'today', moved.title, 'deVries', 'smit', 'kok', 'vos'),
  due(after(moved.date, 1), 'evaluate', moved.title, 'deVries', 'smit', 'kok', 'vos'),
  due(after(moved.date, 8), 'evaluate', moved.title, 'deVries', 'smit', 'vos'),

  due('2027-09-06T10:00', 'invited', october.title, 'deVries', 'mol', 'kok', 'vos', 'bestuur'),
  due(before(october.date, 14), 'ask', october.title, 'vos'),
  // While it was away: late, and still of use.
  due(away.until, 'deadline', october.title, 'vos'),
  due(before(october.date, 7), 'briefing', october.title, ...officers),
  due(before(october.date, 2), 'soon', october.title, 'deVries', 'mol', 'vos'),
  due(`${october.date}T08:00`, 'today', october.title, 'deVries', 'mol', 'vos'),
  due(after(october.date, 1), 'evaluate', october.title, 'deVries', 'mol', 'vos'),
  due(after(october.date, 8), 'evaluate', october.title, 'deVries', 'mol', 'vos'),

  // All have answered before registration closes: nobody is asked.
  due('2027-10-18T10:00', 'invited', november.title, 'deVries', 'mol', 'kok', 'vos', 'bestuur'),
  due('2027-10-30T14:00', 'offered', november.title, 'vos'),
  // Twenty-four hours, of which the clock went through one twice, after the minute in which it was offered.
  due('2027-10-31T13:05', 'passed', november.title, 'vos'),
  due('2027-10-31T13:05', 'offered', november.title, 'mol'),
  due(before(november.date, 2), 'soon', november.title, 'mol', 'kok'),
  due(`${november.date}T08:00`, 'today', november.title, 'mol', 'kok'),
  due('2027-11-04T16:00', 'action', letter, 'deVries'),
  due(after(november.date, 1), 'evaluate', november.title, 'mol', 'kok'),
  due(after(november.date, 8), 'evaluate', november.title, 'mol', 'kok'),
  due('2027-11-22T09:00', 'due', letter, 'deVries'),
  due('2027-11-25T09:00', 'due', letter, 'deVries'),
]

interface Of {
  readonly title: string
  readonly date: string
  readonly until: string
}
const open = ({ title, date, until }: Of, kind: string, by = m50.jansen, details = {}): Promise<Planned> =>
  meetings.open(title, { registerUntil: until, ...details }, { kind, date, startsAt: '13:30', endsAt: '15:30' }, by)
const answers = async (line: 'inschrijven' | 'uitschrijven', { title }: Of, ...who: readonly Name[]) => {
  const { number } = await meetings.titled(title)
  for (const one of who) await says(cast[one], `bijeenkomst ${line} ${number}`)
}
async function evaluated({ title }: Of, who: Name): Promise<void> {
  const { id } = await meetings.titled(title)
  await pressesOpen(cast[who], await cast[who].receives(`Hoe was ${title}`), 'meeting.evaluate', id)
  await submits(cast[who], { worth: 'yes', useful: 'partly', met: 'yes' })
}

/** What people do that year, and when. */
const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  '2027-02-08T10:00': async () => {
    await open(spring, 'contactambtenarenoverleg')
    await answers('inschrijven', spring, 'bakker')
  },
  '2027-03-01T11:00': async () => {
    await open(april, 'ledenbijeenkomst')
    await answers('inschrijven', april, 'deVries', 'vos')
    await answers('uitschrijven', april, 'kok')
  },
  '2027-03-09T14:00': () => answers('inschrijven', spring, 'smit'),
  '2027-03-17T12:00': () => evaluated(spring, 'bakker'),
  '2027-04-09T16:00': async () => {
    const { id, number } = await meetings.titled(april.title)
    await says(m50.jansen, `bijeenkomst aanwezig ${number}`)
    await pressesOpen(m50.jansen, 'answer', 'meeting.attendance', `${id}.1`)
    // By municipality: Kampen, Zeist.
    await submits(m50.jansen, { personA: 'absent', personB: 'present' })
  },
  '2027-05-25T10:00': async () => {
    await open(june, 'pijleroverleg:bestuur', m50.deVries)
    await answers('inschrijven', june, 'kok')
  },
  '2027-06-08T12:00': async () => {
    const { id, number } = await meetings.titled(june.title)
    await says(m50.deVries, `bijeenkomst ${number}`)
    await pressesOpen(m50.deVries, 'answer', 'meeting.callOff', id)
    await submits(m50.deVries, { reason: 'Te weinig om te bespreken.' })
  },
  '2027-07-05T12:00': async () => {
    await bot.stop()
    bot = await m50.begin({}, { entry })
  },
  '2027-08-02T10:00': async () => {
    await open(lobbyist, 'lobbyistenoverleg')
    await answers('inschrijven', lobbyist, 'deVries', 'smit', 'kok')
    await answers('uitschrijven', lobbyist, 'mol')
  },
  '2027-09-03T08:00': async () => {
    const { id, number } = await meetings.titled(lobbyist.title)
    await says(m50.jansen, `bijeenkomst ${number}`)
    await pressesOpen(m50.jansen, 'answer', 'meeting.alter', id)
    const said = await submits(m50.jansen, { date: moved.date, registerUntil: moved.until })
    expect(said).toContain('krijgt bericht')
  },
  '2027-09-03T14:00': () => answers('inschrijven', moved, 'vos'),
  '2027-09-06T10:00': async () => {
    await open(october, 'ledenbijeenkomst')
    await answers('inschrijven', october, 'deVries', 'mol')
    await answers('uitschrijven', october, 'kok')
  },
  '2027-09-17T12:00': () => answers('uitschrijven', moved, 'bakker'),
  '2027-09-23T12:00': () => evaluated(moved, 'kok'),
  [away.from]: () => bot.kill(),
  [away.until]: async () => {
    bot = await m50.begin({}, { entry })
  },
  '2027-09-29T14:00': () => answers('inschrijven', october, 'vos'),
  '2027-10-18T10:00': async () => {
    await open(november, 'pijleroverleg:bestuur', m50.deVries, { capacity: 2 })
    await answers('inschrijven', november, 'deVries', 'kok', 'vos', 'mol')
  },
  '2027-10-30T14:00': () => answers('uitschrijven', november, 'deVries'),
  '2027-10-31T18:00': async () => {
    const { id } = await meetings.titled(november.title)
    const offer = await cast.mol.receives('Er is een plaats voor u')
    expect(await presses(cast.mol, offer, 'meeting.take', id)).toContain('U hebt een plaats.')
  },
  '2027-11-04T16:00': () => says(m50.jansen, `actie nieuw ${letter}, W. de Vries, 2027-11-24`),
}

const weekdays = ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo']
const months = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']
/** A moment as the planning shows it. */
function words(at: string): string {
  const { dayOfWeek, day, month, hour, minute } = Temporal.PlainDateTime.from(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${weekdays[dayOfWeek - 1]} ${day} ${months[month - 1]}, ${two(hour)}.${two(minute)} uur`
}

const minutes = (at: string, by: number): string =>
  Temporal.PlainDateTime.from(at).add({ minutes: by }).toString({ smallestUnit: 'minute' })

/** When an offer was made, it stands in the planning with the next look of the clock. */
const look = '2027-10-30T15:00'

/** All moments at which something is done or due, and every twentieth day besides: what is a month ahead is planned by then. */
function moments(): readonly string[] {
  const all = [...Object.keys(acts), ...expected.map(({ at }) => at), look, ends]
  for (let at = begins; at < ends; at = minutes(at, 20 * 24 * 60)) all.push(at)
  return [...new Set(all)].toSorted()
}

const shown = expected.filter(({ what }) => planned[what] !== undefined)
/** What is read in the planning before something is due, or what was before the bot was away; of an offer, the minute is when it was made. */
function lineOf({ at, what, title }: Due): string {
  const line = ` · ${planned[what]}${title}`
  return what === 'passed' ? line : `${words(at === away.until ? away.missed : at)}${line}`
}

const next = `select to_char(min(due_at) at time zone '${zone}', 'YYYY-MM-DD"T"HH24:MI') as at from planned
  where state = 'open' and due_at > $1::timestamptz and due_at < $2::timestamptz and not kind like any($3::text[])`

/** What nobody hears of, or hears besides: it happens when the next moment comes. */
const untold = ['meeting.close', 'meeting.end', 'people.missing', 'digest.%']

/** The first two pages: there is much else. */
async function planningNow(): Promise<string> {
  const first = await says(m50.jansen, 'planning')
  return first.includes('[Toon de volgende]') ? `${first}\n${await says(m50.jansen, 'planning 2')}` : first
}

const isAway = () => bot.process.exitCode !== null || bot.process.signalCode !== null

it('[A18] [A19] [A20] [A22] [F33] [F35] [F39] [T35] a year of meetings: all is heard once, in its time, by those it is for, and stood in the planning before', {
  timeout: 900_000,
}, async () => {
  const heard = listening(m50, cast, { secretariaat: m50.secretariat, bestuur: meetings.board })
  await heard.until(begins)
  heard.all.length = 0
  const all = moments()
  /** What is heard within the minutes before one of those moments counts as of that one. */
  async function goTo(at: string): Promise<void> {
    await time.moveTo(instant(at), isAway() ? [] : [bot])
    if (!isAway()) await heard.until(all.find(one => one >= at && one <= minutes(at, 4)) ?? at)
  }
  let now = begins
  for (const [i, at] of all.entries()) {
    // Also to whatever else the bot planned for a moment in between.
    while (!isAway()) {
      const [found] = await m50.database.query<{ at: string | null }>(next, [instant(now), instant(at), untold])
      if (!found?.at || found.at < now) break
      now = minutes(found.at, 1)
      await goTo(now)
    }
    await goTo(at)
    now = at
    const wasAway = isAway()
    await acts[at]?.()
    if (wasAway && !isAway()) await goTo(at)
    if (isAway()) continue
    await heard.until(at)
    const until = at < away.from && (all[i + 1] ?? ends) >= away.from ? away.until : all[i + 1]
    const toCome = shown.filter(one => one.at > at && one.at <= (until ?? ends))
    const planning = toCome.length > 0 ? await planningNow() : ''
    for (const one of toCome) expect(planning).toContain(lineOf(one))
  }
  const lines = heard.all
    .filter(({ text }) => !besides.test(text))
    .map(({ at, by, text }) => {
      const what = signs.find(([, sign]) => sign.test(text))?.[0] ?? '?'
      return `${at} ${by}: ${what} ${expected.find(one => text.includes(one.title))?.title ?? text}`
    })
  const due = expected.flatMap(({ at, what, title, to }) =>
    to.map(by => `${at} ${by}: ${saidAs[what] ?? what} ${title}`),
  )
  expect(lines.toSorted()).toEqual(due.toSorted())
})
