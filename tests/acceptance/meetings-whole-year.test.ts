// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: what is due when is the same on either platform.
// A year of a network's meetings, over both changes of the clock and a day without the bot: what people do, and that all is heard that should be.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../support/chat/chat.ts'
import { listening } from '../support/chat/heard.ts'
import { meetingsIn, type Planned } from '../support/chat/meetings.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { presses, pressesOpen, says, submits } from '../support/chat/talk.ts'
import {
  april,
  away,
  begins,
  besides,
  ends,
  expected,
  june,
  letter,
  lineOf,
  lobbyist,
  moved,
  type Name,
  november,
  type Of,
  october,
  saidAs,
  shown,
  signs,
  spring,
} from '../support/chat/year-of-meetings.ts'
import { timeInFile } from '../support/moved-time.ts'
import type { RunningBot } from '../support/running-bot.ts'

const zone = 'Europe/Amsterdam'
const entry = 'tests/support/timed-bot.ts'

const instant = (local: string): string =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString()

const time = timeInFile(instant(begins))
let m50: Awaited<ReturnType<typeof chatNetwork>>
let meetings: Awaited<ReturnType<typeof meetingsIn>>
let bot: RunningBot
let cast: Readonly<Record<Name, Person>>

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

const minutes = (at: string, by: number): string =>
  Temporal.PlainDateTime.from(at).add({ minutes: by }).toString({ smallestUnit: 'minute' })

/** When an offer was made, it stands in the planning with the next look of the clock. */
const look = '2027-10-30T15:00'

/** So many days apart what is planned is seen to: it is so a month ahead. */
const stepMinutes = 20 * 24 * 60

/** All moments at which something is done or due, and one now and then where those lie far apart. */
function moments(): readonly string[] {
  const all = [...new Set([begins, ...Object.keys(acts), ...expected.map(({ at }) => at), look, ends])].toSorted()
  return all.flatMap((at, i) => {
    const between = []
    const next = all[i + 1] ?? at
    for (let step = minutes(at, stepMinutes); step < next; step = minutes(step, stepMinutes)) between.push(step)
    return [at, ...between]
  })
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
