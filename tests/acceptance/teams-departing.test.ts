// SPDX-License-Identifier: EUPL-1.2
// In Teams alone: Teams closes no account for a bot to see; whom it does not reach is asked about.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { teamsNetwork } from '../support/teams-network.ts'
import { textOf } from '../support/teams-server.ts'
import { timed } from '../support/timed-network.ts'

/** The database notes when someone was lost by its own clock, so the network's begins there as well. */
const began = Date.now()
const inDays = (days: number) => new Date(began + days * 24 * 60 * 60 * 1000).toISOString()

const morningIn = (days: number) =>
  Temporal.Instant.from(inDays(days))
    .toZonedDateTimeISO('Europe/Amsterdam')
    .withPlainTime('09:00:10')
    .toInstant()
    .toString()

const open = async (settings: Record<string, string>) => {
  const m50 = await teamsNetwork({ settings })
  const begin = (more: Record<string, string>, how: { entry: string }) => m50.begin({ ...m50.settings, ...more }, how)
  return { ...m50, begin }
}
let m50: Awaited<ReturnType<typeof timed<Awaited<ReturnType<typeof open>>>>>

beforeAll(async () => {
  m50 = await timed(inDays(0), open)
  await m50.bound()
  for (const person of [m50.jansen, m50.smit]) {
    await person.writes('aanmelden ambtenaar')
    await person.receives('U bent aangemeld')
  }
  await m50.jansen.writes('rol geef M. Smit trekker economie')
  await m50.smit.receives('pijlertrekker')
})

afterAll(async () => {
  expect(m50.teams.complaints()).toEqual([])
  await m50.end()
})

const asked = () => m50.teams.messagesIn(m50.secretariat).filter(each => textOf(each).includes('M. Smit lijkt te zijn'))

it('[F06] an account that is gone, of which Teams tells nothing, is noticed by itself, and asked about after two weeks', async () => {
  const { teams, smit, database } = m50
  teams.changePerson(smit, { hasBot: false })
  teams.removeBot(smit.direct)
  await m50.moveTo(inDays(2))
  await eventually(
    () =>
      database.query('select from identities where user_id = $1 and unreached_at is not null', [smit.user.aadObjectId]),
    found => found.length === 1,
  )
  await m50.moveTo(inDays(12))
  await m50.moveTo(inDays(13))
  expect(asked()).toEqual([])
  const raised = () => database.query(`select from requests where kind = 'person.departed'`)
  // It is asked on a working day's morning, whichever comes first.
  for (let day = 16; day < 26 && (await raised()).length === 0; day++) await m50.moveTo(morningIn(day))
  await teams.shows(m50.secretariat, 'M. Smit lijkt te zijn gestopt')
  const [card] = asked()
  expect(textOf(card ?? { text: '', card: undefined })).toContain('Ik kan M. Smit al twee weken niet bereiken in Teams')
  expect(asked()).toHaveLength(1)
})
