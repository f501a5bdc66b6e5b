// SPDX-License-Identifier: EUPL-1.2
// Tells what happened to a point to whom it matters, as `transitions.ts` has it.
import { type Db, statement, type Tx } from '#/database/db.ts'
import { type Audience, notify } from '#/delivery/notify.ts'
import { followersOf } from '#/features/groups/rules/follow.ts'
import { originPeople } from '#/features/lobby/rules/origins.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { PointEvent } from '#/features/lobby/rules/states.ts'
import { aMoment, involvedIn } from '#/features/lobby/rules/tell.ts'
import { type Tells, type Told, transitions } from '#/features/lobby/rules/transitions.ts'
import type { ActedAs } from '#/network/audit.ts'
import { holds, homeFunctions } from '#/network/holding.ts'
import type { LobbyPointId, PersonId } from '#/network/ids.ts'
import { canAct } from '#/network/vouching.ts'

type About = Pick<Point, 'id' | 'pillar' | 'proposer' | 'isConfidential'>

interface Given {
  /** What the notices say; the point that they name is the one that goes on. */
  readonly facts: Readonly<Record<string, unknown>> & { readonly point: LobbyPointId }
  readonly by: ActedAs
  readonly today: string
  readonly into?: Pick<Point, 'id'>
}

/** One who hears it, with what of it is for them. */
interface Hears {
  readonly audience: Audience
  readonly facts?: Readonly<Record<string, unknown>>
}

const people = (all: readonly PersonId[], facts: Hears['facts'] = {}): readonly Hears[] =>
  all.map(person => ({ audience: { kind: 'person', person }, facts }))

const supporters = statement(
  'lobby_behind',
  `select told.id as person from people told
   where told.municipality_id in (select municipality_id from lobby_supports where point_id = $1::uuid and ended_at is null and stance = 'support')
     and exists (select from roles held where held.person_id = told.id and held.kind in ${homeFunctions} and ${holds('held', '$2::date')})
     and ${canAct('told.id', '$2::date')}`,
)

const behind = async (db: Db, { id }: About, today: string): Promise<readonly PersonId[]> =>
  (await db.query<{ person: PersonId }>(supporters, [id, today])).map(({ person }) => person)

const ref = (id: LobbyPointId) => ({ kind: 'lobbyPoint', id })

type Find = (tx: Tx, point: About, given: Given) => Promise<readonly Hears[]>

/** In this order: whoever is several of these hears it once. Nothing of what is confidential is told where others read along, or to who need not know of it. */
const audiences: readonly (readonly [Told, Find])[] = [
  ['proposer', async (_, { proposer }) => (proposer ? people([proposer]) : [])],
  [
    'channel',
    async (_, { pillar, isConfidential }) => (isConfidential ? [] : [{ audience: { kind: 'pillar', pillar } }]),
  ],
  [
    'origins',
    async (tx, point) =>
      point.isConfidential
        ? []
        : (await originPeople(tx, point)).flatMap(({ person, ...facts }) => people([person], facts)),
  ],
  [
    'followers',
    async (tx, { pillar, isConfidential }) =>
      isConfidential ? [] : people(await followersOf(tx, { kind: 'pillar', id: pillar })),
  ],
  ['involved', async (tx, point) => people(await involvedIn(tx, point))],
  ['behind', async (tx, point, { today }) => people(await behind(tx, point, today))],
  ['stays', async (tx, _, { into }) => (into ? people(await involvedIn(tx, into), { stays: true }) : [])],
  [
    'beneath',
    async (_, { id, isConfidential }) => (isConfidential ? [] : [{ audience: { kind: 'thread', subject: ref(id) } }]),
  ],
]

/** Tells all whom it matters to but the one who did it; whoever may not know (any more) of the point that the facts name hears nothing. */
export async function tellOf(tx: Tx, event: PointEvent, point: About, given: Given): Promise<void> {
  const tells: Tells = transitions[event].tells
  const heard = new Set<PersonId | null>([given.by.personId])
  for (const [who, find] of audiences) {
    const kind = tells[who]
    if (!kind) continue
    // A point's own card follows the point; all else is of that moment.
    const about = kind === 'lobby.open' ? { subject: ref(point.id) } : aMoment({ id: given.facts.point })
    for (const { audience, facts } of await find(tx, point, given)) {
      if (audience.kind === 'person') {
        if (heard.has(audience.person)) continue
        heard.add(audience.person)
      }
      notify(tx, [audience], kind, { ...given.facts, ...facts }, about)
    }
  }
}
