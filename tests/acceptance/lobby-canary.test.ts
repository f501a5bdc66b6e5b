// SPDX-License-Identifier: EUPL-1.2
// What few may know of reaches nobody else, whatever is done to it and in whatever order [T20].
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { canaryActs, everyAct } from '../support/chat/canary/acts.ts'
import { cage, contentOf, type Leak, linksIn } from '../support/chat/canary/cage.ts'
import type { Act } from '../support/chat/canary/hand.ts'
import type { Person, Sends } from '../support/chat/chat.ts'
import { lobbying } from '../support/chat/lobby.ts'
import { chatNetwork } from '../support/chat/network.ts'
import { says } from '../support/chat/talk.ts'
import { series } from '../support/series.ts'
import { isThorough } from '../support/thorough.ts'

/** So many series of three acts, each on what those before it left. SERIES=10000 is the promise, and takes about an hour; KILLS=all does a good thousand. */
const wanted = Number(process.env.SERIES ?? (isThorough ? 1_400 : 27))
const acts = 3
/** No network lasts for more. */
const most = 117
const rounds = Math.ceil(wanted / most)
const steps = acts * Math.ceil(wanted / rounds)
const isLong = wanted >= 1_000
let next = series(0)
const first = Number(process.env.SEED ?? Date.now() % 1_000_000)
/** So long a card may show what was so: it is drawn anew at most once in five seconds. */
const redrawn = 30_000

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>
let birds: ReturnType<typeof cage>
let finance: string
/** Files that were made and not opened yet, with who asked for them. */
const files: { person: Person; link: string }[] = []

/** What was done in all of them. */
const met = new Set<string>()

async function begins(seed: number) {
  next = series(seed)
  files.splice(0)
  m50 = await chatNetwork()
  onTestFinished(() => m50.end())
  lobby = await lobbying(m50)
  const { jansen, deVries, bakker, smit } = m50
  const [tiel, dronten, kampen, first, second, newcomer] = [
    await lobby.someone('tiel.nl'),
    await lobby.someone('dronten.nl'),
    await lobby.someone('kampen.nl'),
    await lobby.someone('zeist.nl'),
    await lobby.someone('tiel.nl'),
    m50.person('N. Nieuw', 'n.nieuw@zeist.nl'),
  ]
  const guest = m50.person('G. Gast', 'g.gast@bureau.example', { guest: 'usual' })
  finance = m50.channel('financien', [jansen])
  await says(jansen, 'kanaal pijler financien', finance)
  await says(jansen, 'rol geef W. de Vries voorzitter samenleving')
  await says(jansen, `rol geef ${dronten.name} voorzitter financien`)
  await says(m50.deVries, `vervang ${kampen.name} tot 31-12-2035`)
  await says(smit, 'volg samenleving')
  for (const person of [tiel, kampen]) {
    await says(person, 'pijler word-lid samenleving')
    const [join] = await m50.database.query<{ id: string }>(
      `select id from requests where kind = 'pillar.join' order by number desc limit 1`,
    )
    await jansen.forgesPress(m50.general, 'request.approve', join?.id ?? '')
  }
  for (const person of [newcomer, guest, tiel, dronten, kampen, first, second]) await person.joins(m50.general)
  await says(newcomer, 'help')
  await says(guest, 'help')
  const everyone = [jansen, deVries, bakker, smit, tiel, dronten, kampen, first, second, newcomer, guest]
  birds = cage(m50, {
    secretary: jansen,
    acting: [[kampen, deVries]],
    guests: [guest],
    everyone,
  })
  birds.channel('the secretariat', m50.secretariat, true)
  for (const channel of [lobby.society, finance, m50.general]) birds.channel('a channel', channel)
  await birds.reads()
  const leavers = [
    [first, bakker],
    [second, tiel],
  ] as const
  const chairs = [
    [deVries, 'samenleving'],
    [dronten, 'financien'],
  ] as const
  return canaryActs({
    m50,
    birds,
    chairs,
    writers: [bakker, tiel, dronten, first, second],
    leavers,
    everyone,
    next,
  })
}

const seenBy = (person: Person): string => JSON.stringify(person.sees())

/** Does it, and waits until it is answered: each act is, in the response or after it. */
async function does([person, sends]: Act): Promise<string> {
  const before = seenBy(person)
  const response = await person.sends(sends)
  const isAnswered = response !== '' && !response.includes('Bezig met opslaan')
  const end = performance.now() + 20_000
  while (!isAnswered && seenBy(person) === before) {
    if (performance.now() > end) throw new Error(`${person.name} got no answer to ${JSON.stringify(sends)}`)
    await pause(20)
  }
  return response
}

/** Nothing waits to be sent. */
async function quiet(): Promise<void> {
  const waits = `select from deliveries where state in ('open', 'sending') limit 1`
  await expect.poll(() => m50.database.query(waits), { timeout: 20_000, interval: 10 }).toEqual([])
}

/** What an act made of the canaries that it brought along: where they stand from now on. */
async function keeps(sends: Sends, known: ReadonlySet<string>): Promise<void> {
  await birds.reads()
  const about = sends.does === 'submits' ? sends.context.split('.')[0] : undefined
  if (about && known.has(about)) birds.stands(sends, about)
  for (const { id } of birds.subjects().filter(({ id }) => !known.has(id))) {
    birds.stands(sends, id)
    if (sends.does === 'submits' && sends.form === 'lobby.split') birds.follows(sends.context, id)
  }
  if (sends.does === 'submits' && sends.form === 'lobby.merge') {
    const into = birds.points().find(({ number }) => String(number) === sends.fields.into)
    if (into) birds.follows(sends.context, into.id)
  }
}

/** A file that someone asked for is opened now or later. */
async function opensFiles(
  { sends, person }: { person: Person; sends: Sends },
  before: readonly string[],
): Promise<Leak[]> {
  for (const link of linksIn(person.sees())) if (!before.includes(link)) files.push({ person, link })
  // What is stored about someone is as it was when they asked: that is opened at once.
  const isOwn = sends.does === 'types' && sends.line === 'mijn-gegevens'
  if (files.length === 0 || (!isOwn && next() < 0.5)) return []
  const [opened] = files.splice(isOwn ? -1 : Math.floor(next() * files.length), 1)
  if (!opened) return []
  const content = await contentOf(opened.link)
  const hidden = birds.hiddenIn(opened.person, content)
  return hidden.length > 0 ? [{ viewer: opened.person.name, words: `${hidden.join(' ')} in a file` }] : []
}

/** Every point has the words that are searched: whoever searches counts those that they may know of, and no other. */
function miscounts(person: Person, sends: Sends, before: ReadonlySet<string>): Leak[] {
  if (sends.does !== 'types' || sends.line !== 'zoek walvis zingt') return []
  const counts = person
    .sees()
    .filter(({ raw }) => !before.has(raw))
    .flatMap(({ raw }) => /(\d+) lobbypunt(?:en)? gevonden/.exec(raw)?.[1] ?? [])
  const own = birds.points().filter(point => birds.mayKnow(person, point)).length
  return counts.some(count => Number(count) !== own)
    ? [{ viewer: person.name, words: `found ${counts.join()} in the place of ${own}` }]
    : []
}

/** Of a result that was not opened with its point nothing is told to whoever guesses at its words: not in a search, and not by what a title is like. */
function guessed(person: Person, sends: Sends, response: string, before: ReadonlySet<string>): Leak[] {
  const guess = JSON.stringify(sends).match(/bultrug(\d+)x/)
  if (!guess || birds.hiddenIn(person, `kanarie${guess[1]}x`).length === 0) return []
  const said = [
    response,
    ...person
      .sees()
      .filter(({ raw }) => !before.has(raw))
      .map(({ raw }) => raw),
  ].join('\n')
  return /Lijkt dit op|gevonden in/.test(said) ? [{ viewer: person.name, words: `${guess[0]} made ${said}` }] : []
}

/** Does one thing, and gives what leaked: once a card had the time to follow. */
async function step([person, sends]: Act, printed: number): Promise<readonly Leak[]> {
  const known = new Set(birds.subjects().map(({ id }) => id))
  const before = linksIn(person.sees())
  const seen = new Set(person.sees().map(({ raw }) => raw))
  const response = await does([person, sends])
  await keeps(sends, known)
  const direct = birds.hiddenIn(person, response)
  await quiet()
  await birds.reads()
  let leaks = birds.leaks()
  const end = performance.now() + redrawn
  while (leaks.length > 0 && performance.now() < end) {
    await pause(50)
    leaks = birds.leaks()
  }
  const inFiles = await opensFiles({ person, sends }, before)
  const log = m50.printed().slice(printed)
  return [
    ...leaks,
    ...inFiles,
    ...miscounts(person, sends, seen),
    ...guessed(person, sends, response, seen),
    ...(direct.length > 0 ? [{ viewer: person.name, words: `${direct.join(' ')} in ${response}` }] : []),
    ...(log.includes('kanarie') ? [{ viewer: 'the log', words: log }] : []),
  ]
}

it.for(Array.from({ length: rounds }, (_, at) => first + at))(
  '[T20] [T21] [F29] nothing that leaves the bot tells of what is hidden whoever may not know it, in random series of acts (SEED=%i)',
  { timeout: 600_000 },
  async seed => {
    const draws = await begins(seed)
    const history: string[] = []
    for (let at = 0; at < steps; at++) {
      const act = await draws()
      history.push(`${act[0].name}: ${JSON.stringify(act[1])}`)
      const leaks = await step(act, m50.printed().length).catch((error: unknown) =>
        expect.fail(`SEED=${seed}, after\n${history.slice(-12).join('\n')}\n${error}`),
      )
      const account = leaks.map(({ viewer, words }) => `${viewer}: ${words}`).join('\n')
      expect(account, `SEED=${seed}, after\n${history.slice(-12).join('\n')}`).toBe('')
    }
    const done = await m50.database.query<{ act: string }>(
      `select distinct regexp_replace(action, '^lobby[.]', '') as act from audit`,
    )
    for (const { act } of done) met.add(act)
    const [stored] = await m50.database.query<{ acts: number; planned: number }>(
      `select (select count(*)::int from audit where concat(old, new) like '%kanarie%') as acts, (select count(*)::int from planned p where p::text like '%kanarie%') as planned`,
    )
    expect(stored, `SEED=${seed}`).toEqual({ acts: 0, planned: 0 })
  },
)

it.runIf(isLong)('leaves nothing undone in all of them', () =>
  expect([...met]).toEqual(expect.arrayContaining([...everyAct])),
)
