// SPDX-License-Identifier: EUPL-1.2
// On Slack alone: a Slack that may not be read, as Teams never may; teams-deliveries.test.ts and teams-kills.test.ts have that.
import { afterAll, describe, it } from 'vitest'
import type { Doom } from '../support/copies.ts'
import { type Crew, startCrew } from '../support/crew.ts'
import { eventually } from '../support/eventually.ts'
import { closed, countsOf, done, eachOnce, isApproved, settled, someone, withinMs } from '../support/rounds.ts'
import { type Person, type Shown, textOf } from '../support/slack-server.ts'
import { deliveriesOf, standings } from '../support/standing.ts'

const crews: Crew[] = []
afterAll(() => Promise.all(crews.map(crew => crew.m50.end())))

async function crewOf(): Promise<Crew> {
  const crew = await startCrew({ scopes: closed, dies: 'at a point' })
  crews.push(crew)
  return crew
}

/** Someone asks to join; of the messages that follow, one is being posted when the copy dies. The first is the request's card, the second their welcome. */
async function asks(crew: Crew, name: string, doom: Doom): Promise<Person> {
  const person = someone(crew, name)
  await crew.command(person, 'aanmelden ambtenaar')
  await settled(crew)
  await crew.arm(doom)
  await crew.command(person, 'pijler word-lid bestuur')
  return person
}

const cardsOf = ({ m50 }: Crew, number: number): Shown[] =>
  m50.slack.messagesIn(m50.secretariat).filter(message => textOf(message).includes(`Verzoek ${number} ·`))

const twoCards = (crew: Crew, number: number): Promise<Shown[]> =>
  crew.m50.slack.until(
    () => {
      const cards = cardsOf(crew, number)
      return cards.length === 2 ? cards : undefined
    },
    { within: withinMs, what: 'two cards' },
  )

/** How often each of what was said to someone, or to the secretariat, stands on Slack. */
async function timesOf(crew: Crew, people: readonly Person[]): Promise<Record<string, number[]>> {
  const all = await standings(crew.m50, [...people, crew.m50.jansen])
  const kinds = new Map((await deliveriesOf(crew.m50)).map(row => [row.id, row.kind]))
  const each = all.flatMap(({ said, shown }) =>
    said.map(id => ({ kind: kinds.get(id) ?? '', times: shown.filter(one => one === id).length })),
  )
  const kindly = Object.groupBy(each, ({ kind }) => kind)
  return Object.fromEntries(Object.entries(kindly).map(([kind, list = []]) => [kind, list.map(one => one.times)]))
}

describe.concurrent('on a Slack that may not be read, when a copy died while it posted', () => {
  it('what must surely arrive is sent again where it may be missing; a press on the copy that nobody noted counts, and both become live [T27] [T29]', async ({
    expect,
  }) => {
    const crew = await crewOf()
    const person = await asks(crew, 'an', { at: 'worker.post.after' })
    const [orphan, noted] = await twoCards(crew, 1)
    await settled(crew)
    expect(await crew.m50.database.query('select message_id from posted_messages')).toEqual([{ message_id: noted?.ts }])
    if (!orphan) throw new Error('no card')
    expect(await crew.press(crew.m50.jansen, orphan, 'request.approve')).toContain('Verzoek 1 is goedgekeurd')
    await person.receives('Welkom bij de pijler Bestuur', withinMs)
    await done(crew)
    for (const card of cardsOf(crew, 1)) expect(textOf(card)).toContain('Goedgekeurd door')
    expect(await countsOf(crew, [person])).toEqual(eachOnce([person]))

    const other = await asks(crew, 'bo', { at: 'worker.post.after', nth: 2 })
    await isApproved(crew, other)
    await settled(crew)
    await done(crew)
    expect(await countsOf(crew, [other])).toEqual(eachOnce([other]))
    expect(await timesOf(crew, [person, other])).toEqual({ 'request.new': [2, 1], 'pillars.welcome': [1, 2] })
    expect(crew.m50.slack.complaints()).toEqual([])
  }, 180_000)

  it('what was not posted yet, and what was noted already, stands there once [T27]', async ({ expect }) => {
    const crew = await crewOf()
    const people: Person[] = []
    for (const at of ['worker.claim.before', 'worker.settle.after']) {
      const person = await asks(crew, `lid${people.length}`, { at })
      people.push(person)
      await isApproved(crew, person)
      await settled(crew)
    }
    await done(crew)
    expect(await countsOf(crew, people)).toEqual(eachOnce(people))
    expect(await timesOf(crew, people)).toEqual({ 'request.new': [1, 1], 'pillars.welcome': [1, 1] })
  }, 180_000)

  // No kind of this release is `once`; the row is as one's would be.
  it('what may not come twice is not sent again and stands as unclear, until its copy is pressed [T27] [T29]', async ({
    expect,
  }) => {
    const crew = await crewOf()
    const { jansen, secretariat, database, slack } = crew.m50
    const person = await asks(crew, 'cor', { at: 'worker.post.after' })
    const card = await slack.shows(secretariat, 'Verzoek 1 ·', withinMs)
    const marked = await database.query(`update deliveries set on_unclear = 'once' where state = 'sending' returning 1`)
    expect(marked).toHaveLength(1)
    await eventually(
      () => deliveriesOf(crew.m50),
      rows => rows[0]?.state === 'unclear',
      withinMs,
    )
    expect(await crew.command(jansen, 'secretariaat')).toContain('[Is aangekomen]')
    expect(cardsOf(crew, 1)).toHaveLength(1)
    expect(await crew.press(jansen, card, 'request.approve')).toContain('Verzoek 1 is goedgekeurd')
    await person.receives('Welkom bij de pijler Bestuur', withinMs)
    await done(crew)
    await settled(crew)
    expect(await countsOf(crew, [person])).toEqual(eachOnce([person]))
    expect(await timesOf(crew, [person])).toEqual({ 'request.new': [1], 'pillars.welcome': [1] })
  }, 180_000)
})
