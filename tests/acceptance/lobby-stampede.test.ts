// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person, Seen } from '../support/chat/chat.ts'
import { lobbying } from '../support/chat/lobby.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { isThorough } from '../support/thorough.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
let lobby: Awaited<ReturnType<typeof lobbying>>

/** By each of two people of forty municipalities: two thousand in all, and fewer where the other platform's door is all that differs (with KILLS=all as many). */
const each = platform === 'slack' || isThorough ? 25 : 3

beforeAll(async () => {
  // As many press at once as a bot lets through.
  m50 = await chatNetwork({ settings: { DATABASE_CONNECTIONS: '30' } })
  lobby = await lobbying(m50)
})

afterAll(() => m50.end())

/** A domain of every municipality that is a member today. */
async function domains(): Promise<string[]> {
  await m50.database.query(
    `insert into municipality_domains (municipality_id, domain, kind, source)
     select m.id, 'van-' || lower(m.id) || '.example', 'email', 'test' from municipalities m
     where not exists (select from municipality_domains d where d.municipality_id = m.id and d.kind = 'email')`,
  )
  const rows = await m50.database.query<{ domain: string }>(
    `select min(d.domain) as domain from memberships s join municipality_domains d on d.municipality_id = s.municipality_id and d.kind = 'email'
     where s.starts_on <= current_date and (s.ends_on is null or s.ends_on > current_date) group by s.municipality_id order by 1`,
  )
  return rows.map(({ domain }) => domain)
}

it('[F21] thousands of presses on old and new drawings, by people of forty municipalities at once, end with each of them behind the point once, and none unanswered', async () => {
  const { bakker } = m50
  const point = await lobby.approved(bakker, 'Een punt dat iedereen steunt')
  const first = await m50.shows(lobby.society, `LP ${point.number} ·`)
  const all = await domains()
  expect(all).toHaveLength(40)
  const people: Person[] = []
  for (const domain of all) people.push(await lobby.someone(domain), await lobby.someone(domain))
  const ranks: number[] = []
  await Promise.all(
    people.map(async person => {
      for (let i = 0; i < each; i++) {
        const drawing: Seen | string = i % 2 === 0 ? first : lobby.society
        const { text } = await person.press(drawing, 'lobby.support', point.id)
        expect(text).toMatch(new RegExp(`steunt LP ${point.number}(, als| al sinds)`))
        const [, rank] = text.match(/, als (\d+)e/) ?? []
        if (rank) ranks.push(Number(rank))
      }
    }),
  )
  const [rows] = await m50.database.query(
    `select count(*)::int as rows, count(distinct municipality_id)::int as municipalities, count(ended_at)::int as ended from lobby_supports where point_id = $1::uuid`,
    [point.id],
  )
  expect(rows).toEqual({ rows: 40, municipalities: 40, ended: 0 })
  const [acts] = await m50.database.query(
    `select count(*)::int as acts from audit where action = 'lobby.supported' and subject_id = $1`,
    [point.id],
  )
  expect(acts).toEqual({ acts: 40 })
  // Of each municipality but the first, which proposed it, one press gave the support.
  expect(ranks).toHaveLength(39)
  for (const rank of ranks) expect(rank).toBeGreaterThan(1)
  expect(Math.max(...ranks)).toBeLessThanOrEqual(40)
  // Right within half a minute of the last press.
  await m50.shows(lobby.society, 'Steun: 40 gemeenten', 30_000)
}, 240_000)
