// SPDX-License-Identifier: EUPL-1.2
// What is heard in a year of a network's meetings, counted from the dates, apart from the product.

/** Who takes part. */
export type Name = 'jansen' | 'deVries' | 'bakker' | 'smit' | 'mol' | 'kok' | 'vos'

export const begins = '2027-01-04T09:00'
export const ends = '2027-12-20T12:00'

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
export const signs: readonly (readonly [What, RegExp])[] = [
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
  ['passed', /is niet meer voor u vrij, omdat u niet op tijd koos/],
  ['action', /^Actie /],
  // The invitation says by now how they stand to it.
  ['invited', /^[^\n]* · \w\w \d+ \w+, \d\d\.\d\d/],
]

/** What there is to say besides, each month, and by the pillar's weekly digest, which these steps jump over. */
export const besides = /^Nog open in |^Er staan nog \d+ plaatsen open|^(Concept: )?VNG-week |^Niet verstuurd/

/** What reads like another. */
export const saidAs: Readonly<Partial<Record<What, What>>> = { deadline: 'ask', due: 'action' }

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
export const spring = { title: 'Voorjaarsoverleg', date: '2027-03-16', until: '2027-03-12' }
export const april = { title: 'Democratie Dichtbij', date: '2027-04-09', until: '2027-03-31' }
export const june = { title: 'Bestuur voor de zomer', date: '2027-06-17', until: '2027-06-14' }
export const lobbyist = { title: 'In gesprek met de lobbyist', date: '2027-09-08', until: '2027-09-06' }
export const moved = { ...lobbyist, date: '2027-09-22', until: '2027-09-20' }
export const october = { title: 'Grip op groei', date: '2027-10-08', until: '2027-10-01' }
export const november = { title: 'Bestuur na de begroting', date: '2027-11-04', until: '2027-11-03' }
export const letter = 'Brief sturen'

/** When the bot is away, when it is back, and what was due meanwhile. */
export const away = { from: '2027-09-27T17:00', until: '2027-09-29T11:00', missed: before(october.until, 3) }

export const expected: readonly Due[] = [
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

/** A meeting of that year. */
export interface Of {
  readonly title: string
  readonly date: string
  readonly until: string
}
const weekdays = ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo']
const months = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']
/** A moment as the planning shows it. */
function words(at: string): string {
  const { dayOfWeek, day, month, hour, minute } = Temporal.PlainDateTime.from(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${weekdays[dayOfWeek - 1]} ${day} ${months[month - 1]}, ${two(hour)}.${two(minute)} uur`
}

export const shown = expected.filter(({ what }) => planned[what] !== undefined)
/** What is read in the planning before something is due, or what was before the bot was away; of an offer, the minute is when it was made. */
export function lineOf({ at, what, title }: Due): string {
  const line = ` · ${planned[what]}${title}`
  return what === 'passed' ? line : `${words(at === away.until ? away.missed : at)}${line}`
}
