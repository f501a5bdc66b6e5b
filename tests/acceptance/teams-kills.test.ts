// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: nobody can ask Teams what stands there, so other things are promised where a copy dies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCopies } from '../support/copies.ts'
import { eventually } from '../support/eventually.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { type Person, textOf } from '../support/teams-server.ts'
import { isThorough } from '../support/thorough.ts'

/** So long anything may take that is not measured. */
const withinMs = 180_000

/** Where a copy dies. Only after a call was made, and before that was noted, may a message come twice: nobody can ask Teams whether it stands. */
const all = [
  { at: 'turn.beforeCommit', doubles: 0 },
  { at: 'turn.afterCommit', doubles: 0 },
  { at: 'worker.claim.after', doubles: 0 },
  { at: 'worker.post.before', doubles: 0 },
  { at: 'worker.post.after', doubles: 1 },
  { at: 'worker.settle.before', doubles: 1 },
  { at: 'worker.settle.after', doubles: 0 },
  { at: 'redraw.update.before', doubles: 0 },
  { at: 'redraw.update.after', doubles: 0 },
] as const
const cases = isThorough ? all : all.filter(({ at }) => ['turn.afterCommit', 'worker.post.after'].includes(at))

describe.each([
  { name: 'and the bot is started anew', hasSecond: false },
  { name: 'and only a second copy is left', hasSecond: true },
])('on Teams a copy is killed $name', ({ hasSecond }) => {
  let m50: Awaited<ReturnType<typeof teamsNetwork>>
  let copies: Awaited<ReturnType<typeof startCopies>>

  beforeAll(async () => {
    m50 = await teamsNetwork()
    const { settings, printed, teams } = m50
    copies = await startCopies(
      {
        settings,
        printed,
        talkTo: teams.talkTo,
        begin: (more, options) => m50.begin({ ...settings, ...more }, options),
      },
      { dies: 'at a point' },
    )
    await m50.bound()
  }, withinMs)

  afterAll(async () => {
    expect(m50.teams.complaints()).toEqual([])
    await m50.end()
  })

  const requestOf = async ({ user }: Person) =>
    (
      await m50.database.query<{ id: string; number: number; state: string }>(
        `select r.id, r.number, r.state from requests r join identities i on i.person_id = r.requester_id where i.user_id = $1`,
        [user.aadObjectId],
      )
    )[0]
  const cards = (number: number) =>
    m50.teams.messagesIn(m50.secretariat).filter(each => textOf(each).includes(`Verzoek ${number} ·`))

  /** Whoever got no answer says it again, to the copy that is there then. */
  async function asks(person: Person): Promise<void> {
    for (;;) {
      const { bot } = await copies.serving()
      const { status } = await person.writes('pijler word-lid bestuur')
      if (status === 200 && bot.process.signalCode === null) return
    }
  }

  /** Presses on one copy of the card, and again until it counts. */
  async function approves(id: string, number: number, message: string | undefined): Promise<void> {
    const [row] = await m50.database.query<{ state: string }>('select state from requests where id = $1', [id])
    if (row?.state === 'approved') return
    await copies.serving()
    await m50.jansen.press(m50.secretariat, 'request.approve', id, message)
    await approves(id, number, message)
  }

  it.each(cases)(
    'at $at: the request and its decision are there once, nothing is lost, and every copy of the card works and shows the end [T03] [T27] [T29] [T31]',
    async ({ at, doubles }) => {
      const { teams, database } = m50
      const person = teams.addPerson({ name: `Lid ${at}`, email: `${at.toLowerCase()}@zeist.nl` })
      await person.writes('aanmelden ambtenaar')
      await person.receives('U bent aangemeld')
      if (hasSecond) await copies.reinforce()
      const { succeeded } = await copies.arm({ at })
      await asks(person)
      const request = await eventually(
        () => requestOf(person),
        row => row !== undefined,
        withinMs,
      )
      if (!request) throw new Error('no request')
      const { id, number } = request
      await teams.until(() => cards(number).length === 1 + doubles, { within: withinMs, what: 'the card' })
      // The first one, which nobody noted where a copy died.
      await approves(id, number, cards(number)[0]?.id)
      await teams.until(() => person.inbox().some(each => textOf(each).includes('Welkom bij de pijler Bestuur')), {
        within: withinMs,
        what: 'the welcome',
      })
      await succeeded
      await eventually(
        () =>
          database.query<{ open: number }>(
            `select count(*)::int as open from deliveries where state in ('open', 'sending')`,
          ),
        ([row]) => row?.open === 0,
        withinMs,
      )
      await teams.until(() => cards(number).every(card => textOf(card).includes('Goedgekeurd door S. Jansen')), {
        within: withinMs,
        what: 'the decision on every copy',
      })
      expect(cards(number)).toHaveLength(1 + doubles)
      // A copy that dies while it redraws the card may be posting the welcome at that moment: that is inside a call too.
      const welcomes = person.inbox().filter(each => textOf(each).includes('Welkom bij de pijler'))
      expect(welcomes.length).toBeLessThanOrEqual(at.startsWith('redraw') ? 2 : 1)
      const counts = await database.query(
        `select (select count(*)::int from requests q where q.requester_id = r.requester_id) as requests,
         (select count(*)::int from audit a where a.subject_id = r.id::text and a.action = 'request.filed') as filed,
         (select count(*)::int from audit a where a.subject_id = r.id::text and a.action = 'request.approve') as decided,
         (select count(*)::int from pillar_members m where m.person_id = r.requester_id and m.ended_at is null) as seats,
         (select count(*)::int from deliveries d where d.state <> 'sent') as lost
       from requests r where r.id = $1`,
        [id],
      )
      expect(counts).toEqual([{ requests: 1, filed: 1, decided: 1, seats: 1, lost: 0 }])
    },
    600_000,
  )
})
